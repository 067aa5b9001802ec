from dataclasses import replace

from desktop.domain.chat import ChatSetup, Role
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.export_markdown import markdown_pieces
from desktop.domain.store import StoredChat, StoredTurn
from tests.domain.chat_trees import IMAGE

QUESTION = Turn(1, Role.USER, "Why?", attachments=(IMAGE,), created_at=1.7e9)
REPLY = Turn(2, Role.ASSISTANT, "Because.\n\n```py\nx < 1", "Hm.", model="gemma3:4b", provider="Ollama")
CHAT = StoredChat("Why *so*?", 1.7e9, 1.7e9, (StoredTurn(QUESTION, -1), StoredTurn(REPLY, 0)), 1)


def written(chat: StoredChat, *, has_thinking: bool = True) -> str:
    return b"".join(markdown_pieces(chat, has_thinking=has_thinking)).decode()


def test_a_chat_reads_from_top_to_bottom() -> None:
    assert written(CHAT) == (
        "# Why \\*so\\*?\n\n2023-11-14 22:13 UTC\n\n"
        "## You\n\n*2023-11-14 22:13*\n\n*Attached: a.png (image/png, 1000 bytes)*\n\nWhy?\n\n"
        "## gemma3:4b, Ollama\n\n<details>\n<summary>Thinking</summary>\n\nHm.\n\n</details>\n\n"
        "Because.\n\n```py\nx < 1\n```\n\n"
    )


def test_thinking_can_be_left_out() -> None:
    assert "Hm." not in written(CHAT, has_thinking=False)


def test_the_other_branches_are_counted_and_not_written() -> None:
    other = StoredTurn(replace(REPLY, content="Or not."), 0)
    text = written(replace(CHAT, turns=(*CHAT.turns, other)))
    assert "*Messages on other branches, which are not in this file: 1.*" in text
    assert "Or not." not in text


def test_a_system_prompt_and_the_end_of_a_reply_are_said() -> None:
    broken = replace(REPLY, outcome=Outcome.INTERRUPTED, problem="The reply was *cut*.")
    chat = replace(CHAT, turns=(CHAT.turns[0], StoredTurn(broken, 0)), setup=ChatSetup("Be <b>brief</b>."))
    text = written(chat)
    assert "## System prompt\n\nBe &lt;b>brief&lt;/b>.\n\n" in text
    assert text.endswith("*Interrupted. The reply was \\*cut\\*.*\n\n")


def test_a_chat_without_messages_has_its_title() -> None:
    assert written(StoredChat("", 0.0, 0.0)) == "# Chat\n\n1970-01-01 00:00 UTC\n\n"
