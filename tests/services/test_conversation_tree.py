"""Branches of a conversation over a real store and a real server: nothing said is ever out of reach."""

import pytest

from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.chat import ChatSetup, Parameters, Role
from desktop.domain.conversation import Conversation, Outcome, Turn
from desktop.domain.store import PAGE_CONTENT_BYTES, PAGE_TURNS, StoredChat, StoredTurn
from desktop.services.conversation import ConversationService
from tests.domain.chat_trees import IMAGE
from tests.services.conftest import Services, until

pytestmark = pytest.mark.anyio


async def ask(services: Services, text: str, reply: str = "Hello, world!") -> ConversationService:
    services.server.reply_with(reply)
    chat = services.chats.current
    assert chat.send(text, services.choice)
    await until(lambda: not chat.is_busy)
    return chat


def contents(chat: ConversationService) -> list[str]:
    return [turn.content for turn in chat.state.turns]


def sent(services: Services) -> list[object]:
    messages = [r.field("messages") for r in services.server.requests if r.path == "/api/chat"][-1]
    assert isinstance(messages, list)
    return [(message["role"], message["content"]) for message in messages]


async def stored(services: Services) -> Conversation:
    page = await services.store.read_chat(services.chats.current.state.chat_id)
    return Conversation(turns=page.turns, earlier=page.earlier, setup=page.setup)


async def test_another_reply_stands_beside_the_first_and_both_can_be_shown(services: Services) -> None:
    chat = await ask(services, "Hi", "one")
    await ask(services, "More", "two")
    services.server.reply_with("another one")
    first = chat.state.turns[1].id
    assert chat.regenerate(first, services.choice)
    await until(lambda: not chat.is_busy)
    assert contents(chat) == ["Hi", "another one"]
    assert chat.state.turns[-1].branch == (2, 2)
    assert sent(services) == [("user", "Hi")]
    assert chat.switch(first)
    await until(lambda: not chat.is_busy)
    assert contents(chat) == ["Hi", "one", "More", "two"]
    assert chat.state.turns[1].branch == (1, 2)
    assert (await stored(services)).turns == chat.state.turns


async def test_a_changed_question_is_a_branch_of_its_own(services: Services) -> None:
    chat = await ask(services, "Hi", "one")
    await ask(services, "More", "two")
    services.server.reply_with("three")
    assert chat.edit(chat.state.turns[2].id, "Less", services.choice)
    await until(lambda: not chat.is_busy)
    assert contents(chat) == ["Hi", "one", "Less", "three"]
    assert sent(services) == [("user", "Hi"), ("assistant", "one"), ("user", "Less")]
    assert chat.state.turns[2].branch == (2, 2)
    assert not chat.edit(chat.state.turns[1].id, "An answer", services.choice)
    assert not chat.edit(chat.state.turns[2].id, "  ", services.choice)


async def test_the_very_first_question_can_be_changed(services: Services) -> None:
    chat = await ask(services, "Hi")
    chat.edit(chat.state.turns[0].id, "Ho", services.choice)
    await until(lambda: not chat.is_busy)
    assert contents(chat) == ["Ho", "Hello, world!"]
    assert chat.state.turns[0].branch == (2, 2)
    kept = (await stored(services)).turns
    assert [turn.siblings for turn in kept] == [turn.siblings for turn in chat.state.turns]
    assert all(abs(a.created_at - b.created_at) < 5 for a, b in zip(kept, chat.state.turns, strict=True))


async def test_a_changed_question_keeps_its_files_unless_told_otherwise(services: Services) -> None:
    chat = services.chats.current
    note = Attachment("a.txt", AttachmentKind.TEXT, "text/plain", b"text of the file")
    chat.send("What is it?", services.choice, (note, IMAGE))
    await until(lambda: not chat.is_busy)
    question = chat.state.turns[0]
    chat.edit(question.id, "What is this?", services.choice)
    await until(lambda: not chat.is_busy)
    assert chat.state.turns[0].attachments == (note, IMAGE)
    ((_, content),) = [pair for pair in sent(services) if isinstance(pair, tuple)]
    assert "text of the file" in content
    assert content.endswith("What is this?")
    chat.edit(chat.state.turns[0].id, "Hi", services.choice, ())
    await until(lambda: not chat.is_busy)
    kept = (await stored(services)).turns[0]
    assert (kept.attachments, kept.branch) == ((), (3, 3))


async def test_pictures_that_a_page_leaves_out_go_to_the_model_and_to_a_changed_question(
    services: Services,
) -> None:
    large = bytes(PAGE_CONTENT_BYTES // 2 + 1)
    pictures = [Attachment(name, AttachmentKind.IMAGE, "image/png", large, 768, 1) for name in ("a", "b")]
    chat = services.chats.current
    for picture in pictures:
        chat.send("Look", services.choice, (picture,))
        await until(lambda: not chat.is_busy)
    services.chats.new_chat()
    services.chats.open_chat(chat.state.chat_id)
    await until(lambda: services.chats.current.state.turns)
    chat = services.chats.current
    first = chat.state.turns[0]
    assert not first.attachments[0].content
    await ask(services, "And?")
    messages = [r.field("messages") for r in services.server.requests if r.path == "/api/chat"][-1]
    assert isinstance(messages, list)
    assert [len(message.get("images", ())) for message in messages] == [1, 0, 1, 0, 0]
    assert chat.edit(first.id, "Look here", services.choice)
    await until(lambda: not chat.is_busy)
    assert contents(chat) == ["Look here", "Hello, world!"]
    assert chat.state.turns[0].attachments == (pictures[0],)


async def test_what_was_deleted_comes_back_one_after_the_other(services: Services) -> None:
    chat = await ask(services, "Hi", "one")
    await ask(services, "More", "two")
    whole = contents(chat)
    assert chat.delete(chat.state.turns[3].id)
    await until(lambda: not chat.is_busy)
    assert contents(chat) == ["Hi", "one", "More"]
    assert chat.delete(chat.state.turns[0].id)
    await until(lambda: not chat.is_busy)
    assert contents(chat) == []
    assert chat.state.deleted is not None
    assert chat.state.deleted.count == 3
    chat.undo_delete()
    await until(lambda: not chat.is_busy)
    assert contents(chat) == ["Hi", "one", "More"]
    chat.undo_delete()
    await until(lambda: not chat.is_busy)
    assert contents(chat) == whole
    assert chat.state.deleted is None


async def test_deleting_what_arrives_stops_it_first_and_its_words_come_back_too(services: Services) -> None:
    services.server.reply_with("partial", " never")
    services.server.gate.clear()
    chat = services.chats.current
    chat.send("Hi", services.choice)
    await until(lambda: chat.state.turns[-1].content == "partial")
    chat.delete(chat.state.turns[0].id)
    await until(lambda: not chat.is_busy)
    assert contents(chat) == []
    await until(lambda: services.server.disconnects == 1)
    chat.undo_delete()
    await until(lambda: not chat.is_busy)
    assert contents(chat) == ["Hi", "partial"]
    assert chat.state.turns[-1].outcome is Outcome.STOPPED


async def test_a_reply_that_arrives_keeps_its_branch(services: Services) -> None:
    chat = await ask(services, "Hi", "one")
    services.server.reply_with("partial", " rest")
    services.server.gate.clear()
    first = chat.state.turns[1].id
    chat.regenerate(first, services.choice)
    await until(lambda: chat.state.turns[-1].content == "partial")
    assert not chat.switch(first)
    assert not chat.regenerate(chat.state.turns[-1].id, services.choice)
    assert not chat.edit(chat.state.turns[0].id, "Ho", services.choice)
    assert not chat.show_turn(first)
    chat.forget_awaited()
    chat.undo_delete()
    assert chat.state.is_replying
    services.server.gate.set()
    await until(lambda: not chat.is_busy)
    assert contents(chat) == ["Hi", "partial rest"]


async def test_stopped_and_asked_again_in_one_moment_loses_no_word(services: Services) -> None:
    """The last text of the stopped reply has not been saved when the next one takes its place."""
    services.server.reply_with(*["word "] * 50)
    services.server.tokens_per_second = 400
    chat = services.chats.current
    chat.send("Hi", services.choice)
    await until(lambda: len(chat.state.turns[-1].content) > 60)
    chat.stop()
    stopped = chat.state.turns[-1]
    services.server.tokens_per_second = 0
    services.server.reply_with("again")
    chat.retry(services.choice)
    await until(lambda: not chat.is_busy)
    assert contents(chat) == ["Hi", "again"]
    other = next(turn for turn in chat.state.turns[-1].siblings if turn != chat.state.turns[-1].id)
    chat.switch(other)
    await until(lambda: not chat.is_busy)
    assert chat.state.turns[-1].content == stopped.content
    assert chat.state.turns[-1].outcome is Outcome.STOPPED


async def test_stopped_and_gone_on_in_one_moment_loses_no_word(services: Services) -> None:
    services.server.reply_with(*["word "] * 50)
    services.server.tokens_per_second = 400
    chat = services.chats.current
    chat.send("Hi", services.choice)
    await until(lambda: len(chat.state.turns[-1].content) > 60)
    chat.stop()
    said = chat.state.turns[-1].content
    services.server.tokens_per_second = 0
    services.server.reply_with("more")
    chat.send("Go on", services.choice)
    await until(lambda: not chat.is_busy)
    assert [turn.content for turn in (await stored(services)).turns] == ["Hi", said, "Go on", "more"]
    assert (await stored(services)).turns[1].outcome is Outcome.STOPPED


async def test_a_branch_left_before_anything_of_it_was_stored_is_stored_all_the_same(
    services: Services,
) -> None:
    chat = services.chats.current
    chat.send("first", services.choice)
    chat.stop()
    assert chat.edit(chat.state.turns[0].id, "second", services.choice)
    await until(lambda: not chat.is_busy)
    assert contents(chat) == ["second", "Hello, world!"]
    assert chat.state.turns[0].branch == (2, 2)
    assert all(turn > 0 for turn in chat.state.turns[0].siblings)
    chat.switch(chat.state.turns[0].siblings[0])
    await until(lambda: not chat.is_busy)
    assert contents(chat)[0] == "first"


async def test_earlier_turns_come_page_by_page_and_are_told_to_the_model_before_that(
    services: Services,
) -> None:
    chat_id = await long_chat(services, 100)
    services.chats.open_chat(chat_id)
    await until(lambda: services.chats.current.state.chat_id == chat_id)
    chat = services.chats.current
    assert (len(chat.state.turns), chat.state.earlier) == (PAGE_TURNS, 200 - PAGE_TURNS)
    await ask(services, "And now?")
    assert sent(services)[0] == ("user", "question 0")
    assert len(sent(services)) == 201
    assert chat.state.earlier == 200 - PAGE_TURNS
    for _ in range(5):
        chat.load_earlier()
        await until(lambda: not chat.state.is_loading)
    assert (len(chat.state.turns), chat.state.earlier) == (202, 0)
    assert contents(chat)[:2] == ["question 0", "answer 0"]


async def test_a_long_chat_is_told_as_far_as_the_model_can_hold(services: Services) -> None:
    chat_id = await long_chat(services, 100, "x" * 720)  # 200 tokens and more for each turn
    services.chats.open_chat(chat_id)
    await until(lambda: services.chats.current.state.chat_id == chat_id)
    services.chats.current.set_setup(ChatSetup("", Parameters(context_length=20_000)))
    await ask(services, "And now?")
    assert 97 < len(sent(services)) < 200
    assert sent(services)[-1] == ("user", "And now?")


async def test_a_turn_that_was_found_is_brought_into_view(services: Services) -> None:
    chat_id = await long_chat(services, 100)
    (hit,) = await services.store.search('"question 3"')
    services.chats.open_chat(chat_id, hit.turn_id)
    shown: list[int] = []
    services.chats.opened.connect(lambda chat: chat.turn_shown.connect(shown.append))
    await until(lambda: shown)
    chat = services.chats.current
    assert shown == [hit.turn_id]
    position = chat.state.position(hit.turn_id)
    assert position is not None
    assert chat.state.turns[position].content == "question 3"
    assert chat.state.turns[-1].content == "answer 99"
    assert chat.show_turn(hit.turn_id)
    assert shown == [hit.turn_id] * 2


async def test_a_setup_is_kept_with_its_chat_and_asked_with(services: Services) -> None:
    setup = ChatSetup("Be brief.", Parameters(temperature=0.5))
    chat = services.chats.current
    chat.set_setup(setup)
    await ask(services, "Hi")
    assert sent(services)[0] == ("system", "Be brief.")
    assert (await stored(services)).setup == setup
    other = ChatSetup("", Parameters(seed=3))
    chat.set_setup(other)
    await until(lambda: not chat.is_busy)
    assert (await stored(services)).setup == other


async def test_a_new_chat_asks_as_the_settings_say(services: Services) -> None:
    setup = ChatSetup("In verse.")
    services.settings.change(chat_defaults=setup)
    assert services.chats.current.state.setup == setup
    services.chats.current.set_setup(ChatSetup("In prose."))
    services.settings.change(chat_defaults=ChatSetup("In runes."))
    assert services.chats.current.state.setup == ChatSetup("In prose.")
    await ask(services, "Hi")
    services.chats.new_chat()
    assert services.chats.current.state.setup == ChatSetup("In runes.")


async def long_chat(services: Services, count: int, more: str = "") -> int:
    """A chat with so many exchanges in the store."""

    turns = []
    for number in range(count):
        question = Turn(0, Role.USER, f"question {number}{more}")
        answer = Turn(0, Role.ASSISTANT, f"answer {number}{more}", model="gemma3:270m", provider="Ollama")
        turns += [question, answer]
    rows = tuple(StoredTurn(turn, place - 1) for place, turn in enumerate(turns))
    (chat_id,) = await services.store.import_chats((StoredChat("long", 1.0, 1.0, rows, len(rows) - 1),))
    return chat_id


async def test_a_branch_with_more_than_a_page_below_the_turn_is_shown_with_the_turn_and_what_was_above_it(
    services: Services,
) -> None:
    chat_id = await long_chat(services, 50)
    services.chats.open_chat(chat_id)
    await until(lambda: services.chats.current.state.chat_id == chat_id)
    chat = services.chats.current
    chat.load_earlier()
    await until(lambda: chat.state.earlier == 0)
    long = [turn.id for turn in chat.state.turns]
    chat.edit(long[10], "Another question", services.choice)
    await until(lambda: not chat.is_busy)
    assert len(chat.state.turns) == 12
    assert chat.switch(long[10])
    await until(lambda: not chat.is_busy)
    assert [turn.id for turn in chat.state.turns] == long
    assert chat.state.earlier == 0
