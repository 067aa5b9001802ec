"""Chats of the real engine: two at once while a third is searched, and one whose engine is killed."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from desktop.adapters.built_in_engine import LlamaServer
from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import Role
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.providers import BUILT_IN_ID
from desktop.providers.detection import connect
from desktop.services.chats import ChatsService
from desktop.services.conversation import ConversationService
from desktop.services.providers import ProviderService
from desktop.services.sources import EngineSource
from tests.adapters.test_built_in_engine import is_alive

pytestmark = [pytest.mark.anyio, pytest.mark.real_server]
CHOICE = ModelChoice(BUILT_IN_ID, "SmolLM2-135M-Instruct")


async def until(condition: Callable[[], object], seconds: float = 120.0) -> None:
    """Return when the condition holds: a model of 135M takes seconds for an answer on two cores."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  # what is waited for has no event of its own
            await asyncio.sleep(0.01)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteChatStore]:
    store = await SqliteChatStore.open(tmp_path / "private" / "chats.db")
    yield store
    await store.aclose()


@pytest.fixture
async def chats(store: SqliteChatStore) -> AsyncIterator[ChatsService]:
    providers = ProviderService([EngineSource(LlamaServer(), connect)], CHOICE)
    chats = ChatsService(store, providers)
    yield chats
    await chats.aclose()
    await providers.aclose()


def start(chats: ChatsService, text: str) -> ConversationService:
    chats.new_chat()
    chat = chats.current
    assert chat.send(text, CHOICE)
    return chat


async def test_two_chats_are_answered_while_a_third_is_searched(
    chats: ChatsService, store: SqliteChatStore
) -> None:
    third = await store.create_chat("Herons")
    await store.add_turn(third, Turn(-1, Role.USER, "Where does the heron stand?"))
    both = [start(chats, "Name two colors."), start(chats, "Name two animals.")]
    searches = 0
    while any(chat.state.is_replying for chat in both):
        assert {hit.chat_id for hit in await store.search("heron")} == {third}
        searches += 1
        await asyncio.sleep(0.05)
    assert searches > 5
    await until(lambda: not any(chat.is_busy for chat in both))
    for chat in both:
        kept = (await store.read_chat(chat.state.chat_id)).turns[-1]
        assert kept.content == chat.state.turns[-1].content
        assert kept.content
        assert kept.outcome is Outcome.COMPLETE


async def test_an_engine_that_is_killed_in_mid_reply_leaves_what_came_and_is_started_for_the_next(
    chats: ChatsService, store: SqliteChatStore
) -> None:
    chat = start(chats, "Tell a long story about a lighthouse.")
    await until(lambda: len(chat.state.turns[-1].content) > 20)
    pid = next(pid for pid in children() if is_alive(pid))
    os.kill(pid, signal.SIGKILL)
    await until(lambda: not chat.is_busy)
    cut = (await store.read_chat(chat.state.chat_id)).turns[-1]
    assert cut.outcome is Outcome.INTERRUPTED
    assert len(cut.content) > 20
    assert chat.send("Say hello.", CHOICE)
    await until(lambda: not chat.is_busy)
    last = (await store.read_chat(chat.state.chat_id)).turns[-1]
    assert (last.outcome, bool(last.content)) == (Outcome.COMPLETE, True)


def children() -> list[int]:
    """The engine's child processes of this one."""
    path = Path(f"/proc/{os.getpid()}/task")
    found = [pid for task in path.iterdir() for pid in (task / "children").read_text().split()]
    return [int(pid) for pid in found if b"engine_child" in Path(f"/proc/{pid}/cmdline").read_bytes()]
