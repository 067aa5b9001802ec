"""Reasoning and answer are told apart wherever the text is cut."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.chat import ReplyText, ReplyThinking
from desktop.providers.thinking import ThinkingSplitter
from tests.providers.conftest import QUICK, Side, asked
from tests.servers.faults import Fault
from tests.servers.model_server import ModelServer
from tests.servers.scripted import ScriptedServer


def split(pieces: list[str]) -> tuple[str, str]:
    """The reasoning and the answer."""
    splitter = ThinkingSplitter()
    events = [event for piece in pieces for event in splitter.feed(piece)] + splitter.finish()
    thinking = "".join(event.text for event in events if isinstance(event, ReplyThinking))
    return thinking, "".join(event.text for event in events if isinstance(event, ReplyText))


REPLIES = [
    ("<think>why</think>because", ("why", "because")),
    ("\n<think>\nwhy\n</think>\n\nbecause", ("why\n", "because")),
    ("<think></think>because", ("", "because")),
    ("<think>cut off in the mid", ("cut off in the mid", "")),
    ("<think>a < b </thin", ("a < b </thin", "")),
    ("no tags", ("", "no tags")),
    ("<thin", ("", "<thin")),
    ("<b>bold</b>", ("", "<b>bold</b>")),
    ("write <think>x</think> so", ("", "write <think>x</think> so")),
    ("<think>a</think>b<think>c</think>", ("a", "b<think>c</think>")),
    ("  indented", ("", "  indented")),
    ("", ("", "")),
]


@pytest.mark.parametrize(("reply", "parts"), REPLIES)
def test_every_cut_gives_the_same_parts(reply: str, parts: tuple[str, str]) -> None:
    assert split([reply]) == parts
    assert split(list(reply)) == parts
    for cut in range(len(reply)):
        assert split([reply[:cut], reply[cut:]]) == parts


@example(["<think>", "<", " ", "/think>", "<think>", "</think>"]).via("a tag only without its white space")
@given(st.lists(st.sampled_from(["<think>", "</think>", "<", "th", "x", " ", "\n", "/think>"])))
def test_nothing_but_tags_and_the_white_space_around_them_is_lost(pieces: list[str]) -> None:
    reply = "".join(pieces)
    thinking, answer = split(pieces)
    opened = reply.replace("<think>", "", 1)
    possible = (reply, opened, opened.replace("</think>", "", 1))
    assert "".join((thinking + answer).split()) in ["".join(text.split()) for text in possible]


def test_text_without_a_tag_is_not_held_back() -> None:
    splitter = ThinkingSplitter()
    assert splitter.feed("Hello") == [ReplyText("Hello")]
    assert splitter.feed(" <th") == [ReplyText(" <th")]


@pytest.mark.anyio
async def test_reasoning_inside_the_text_is_told_apart_on_every_server(side: Side) -> None:
    pieces = ['"<th"', '"ink>why</th"', '"ink>\\n\\nbecause"']
    with ScriptedServer(side.chunked(*map(side.record, pieces), side.final)) as server:
        reply = await asked(side, server.url)
    assert (reply.thinking, reply.text) == ("why", "because")


def test_white_space_is_not_held_back_for_ever() -> None:
    splitter = ThinkingSplitter()
    longest = max(len(splitter.feed(" " * 10)) for _ in range(1000))
    assert longest == 1
    assert splitter.finish() == []


@pytest.mark.anyio
@pytest.mark.parametrize(
    "fault", [Fault.TRUNCATED, Fault.CUT, Fault.RESET, Fault.STALL, Fault.GARBAGE, Fault.ERROR_LINE]
)
async def test_what_could_have_been_a_tag_is_kept_when_the_reply_is_cut(
    side: Side, server: ModelServer, fault: Fault
) -> None:
    server.reply_with("<thin")
    server.fault = fault
    reply = await asked(side, server.url, QUICK)
    assert reply.text == "<thin"
    assert reply.error is not None
