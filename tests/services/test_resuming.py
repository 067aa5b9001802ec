"""Replies that were cut off go on where their text ends, at the model that began them."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.domain.catalog import ModelChoice
from desktop.domain.conversation import Outcome
from desktop.domain.errors import ProviderUnavailable
from desktop.domain.providers import Endpoint
from desktop.providers.detection import connect
from desktop.services.chats import ChatsService
from desktop.services.conversation import ConversationService
from desktop.services.sources import AddressSource
from tests.servers.faults import Fault
from tests.services.conftest import Services, until

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]


async def cut_off(services: Services) -> ConversationService:
    services.server.reply_with("one, two", " never")
    services.server.fault = Fault.CUT
    chat = services.chats.current
    chat.send("Count", services.choice)
    await until(lambda: not chat.is_busy)
    services.server.fault = None
    services.server.reply_with(", three", ", four")
    return chat


async def test_the_text_goes_on_in_the_same_turn(services: Services) -> None:
    chat = await cut_off(services)
    cut = chat.state.turns[-1]
    assert cut.outcome is Outcome.INTERRUPTED
    assert chat.can_resume
    assert chat.resume()
    assert chat.state.turns[-1].content == "one, two"
    await until(lambda: not chat.is_busy)
    reply = chat.state.turns[-1]
    assert (reply.id, reply.content, reply.outcome) == (cut.id, "one, two, three, four", Outcome.COMPLETE)
    assert (reply.error, reply.problem) == (None, "")
    assert reply.reply_tokens == 3
    asked = [request for request in services.server.requests if request.path == "/api/chat"]
    assert asked[-1].field("messages") == [
        {"role": "user", "content": "Count"},
        {"role": "assistant", "content": "one, two"},
    ]
    assert (await services.store.read_chat(chat.state.chat_id)).turns[-1].content == reply.content
    assert not chat.can_resume


@contextmanager
def server_process(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A model server in a process of its own, and its URL; killed at the end."""
    command = (sys.executable, "-m", "tests.servers.alone", "ollama", *arguments)
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


async def test_a_server_that_was_killed_and_started_again_goes_on(services: Services) -> None:
    pace = ("--fragments", "2000", "--tokens-per-second", "300")
    with server_process(*pace) as (process, url):
        services.providers.add(AddressSource(Endpoint("killed", "Killed", url), connect))
        chat = services.chats.current
        chat.send("Count", ModelChoice("killed", "gemma3:270m"))
        await until(lambda: len(chat.state.turns[-1].content) > 100)
        process.kill()
        await until(lambda: not chat.is_busy)
    cut = chat.state.turns[-1]
    assert cut.outcome is Outcome.INTERRUPTED
    assert chat.resume()  # it is not there: nothing of what has been said is lost by that
    await until(lambda: not chat.is_busy)
    assert chat.state.turns[-1].content == cut.content
    assert isinstance(chat.state.turns[-1].error, ProviderUnavailable)
    with server_process("--port", url.rpartition(":")[2], "--fragments", "5"):
        assert chat.resume()
        await until(lambda: not chat.is_busy)
    reply = chat.state.turns[-1]
    assert (reply.content, reply.outcome) == (cut.content + " token" * 5, Outcome.COMPLETE)
    page = await services.store.read_chat(chat.state.chat_id)
    assert [turn.content for turn in page.turns] == ["Count", reply.content]


async def test_after_a_restart_what_was_cut_off_goes_on_too(services: Services) -> None:
    chat = await cut_off(services)
    await services.chats.aclose()
    later = ChatsService(services.store, services.providers)
    services.providers.refresh()
    later.open_chat(chat.state.chat_id)
    await until(lambda: later.current.can_resume)
    assert later.current.resume()
    await until(lambda: not later.current.is_busy)
    assert later.current.state.turns[-1].content == "one, two, three, four"
    page = await services.store.read_chat(chat.state.chat_id)
    assert page.turns[-1].content == "one, two, three, four"
    await later.aclose()


async def test_whole_replies_and_those_without_a_word_do_not_go_on(services: Services) -> None:
    chat = services.chats.current
    assert not chat.can_resume
    chat.send("Hi", services.choice)
    assert not chat.resume()
    await until(lambda: not chat.is_busy)
    assert not chat.resume()
    services.server.fault = Fault.MODEL_MISSING
    chat.send("Hi", services.choice)
    await until(lambda: not chat.is_busy)
    assert not chat.can_resume
    services.server.fault = None


async def test_a_reply_without_a_word_is_asked_for_again_in_its_own_place(services: Services) -> None:
    services.server.fault = Fault.MODEL_MISSING
    chat = services.chats.current
    chat.send("Hi", services.choice)
    await until(lambda: not chat.is_busy)
    failed = chat.state.turns[-1].id
    services.server.fault = None
    chat.retry(services.choice)
    await until(lambda: not chat.is_busy)
    reply = chat.state.turns[-1]
    assert (reply.id, reply.siblings, reply.content) == (failed, (), "Hello, world!")
    page = await services.store.read_chat(chat.state.chat_id)
    assert [turn.content for turn in page.turns] == ["Hi", "Hello, world!"]
    assert page.turns[-1].problem == ""
