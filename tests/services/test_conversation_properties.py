"""Any order of verbs, over a real store and a real server, keeps every word reachable or undoable."""

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import Role
from desktop.domain.conversation import Turn
from desktop.domain.providers import Endpoint
from desktop.providers.detection import connect
from desktop.services.chats import ChatsService
from desktop.services.conversation import ConversationService
from desktop.services.providers import ProviderService
from desktop.services.sources import AddressSource
from tests.servers.ollama import OllamaDouble
from tests.services.conftest import until

VERBS = (
    "send", "send", "regenerate", "edit", "switch", "delete", "undo", "stop", "resume", "retry", "reopen",
    "hurry",
)  # fmt: skip
CHOICE = ModelChoice("ollama", "gemma3:270m")


@pytest.fixture(scope="module")
def server() -> Iterator[OllamaDouble]:
    with OllamaDouble() as double:
        yield double
        double.gate.set()


class Walk:
    """A user who does one thing after the other in one chat, and what was said in it."""

    def __init__(self, server: OllamaDouble, store: SqliteChatStore, data: st.DataObject) -> None:
        self.server, self.store, self.data = server, store, data
        source = AddressSource(Endpoint("ollama", "Ollama", server.url), connect)
        self.providers = ProviderService([source], CHOICE)
        self.chats = ChatsService(store, self.providers)
        self.said: set[str] = set()
        self.deleted_for_good: list[int] = []
        """What was deleted before the chat was closed: the store has it, and no button any more."""
        self.deleted: list[int] = []
        self.count = 0

    @property
    def chat(self) -> ConversationService:
        return self.chats.current

    def new_text(self) -> str:
        self.count += 1
        return f"text {self.count} of all"

    async def do(self, verb: str) -> None:
        self.server.gate.set()
        reply = self.new_text()
        self.server.reply_with(reply[:5], reply[5:])
        await getattr(self, verb)()
        self.note()

    def note(self) -> None:
        self.said |= {turn.content for turn in self.chat.state.turns if turn.content}

    async def settled(self) -> None:
        await until(lambda: not self.chat.is_busy)

    def pick(self, role: Role | None = None) -> Turn | None:
        turns = [turn for turn in self.chat.state.turns if role in (None, turn.role)]
        return self.data.draw(st.sampled_from(turns)) if turns else None

    async def send(self) -> None:
        self.chat.send(self.new_text(), CHOICE)
        await self.settled()

    async def regenerate(self) -> None:
        if (turn := self.pick(Role.ASSISTANT)) is not None:
            assert self.chat.regenerate(turn.id, CHOICE)
            await self.settled()

    async def edit(self) -> None:
        if (turn := self.pick(Role.USER)) is not None:
            assert self.chat.edit(turn.id, self.new_text(), CHOICE)
            await self.settled()

    async def switch(self) -> None:
        siblings = [one for turn in self.chat.state.turns for one in turn.siblings]
        if siblings:
            turn_id = self.data.draw(st.sampled_from(siblings))
            assert self.chat.switch(turn_id)
            await self.settled()
            assert self.chat.state.position(turn_id) is not None

    async def delete(self) -> None:
        if (turn := self.pick()) is not None:
            assert self.chat.delete(turn.id)
            await self.settled()
            assert self.chat.state.position(turn.id) is None
            assert self.chat.state.deleted is not None
            self.deleted.append(turn.id)

    async def undo(self) -> None:
        if self.chat.state.deleted is not None:
            back = self.deleted.pop()
            self.chat.undo_delete()
            await self.settled()
            assert self.chat.state.position(back) is not None

    async def stop(self) -> None:
        """A reply that is stopped after its first piece, its chat left at once."""
        self.server.gate.clear()
        self.chat.send(self.new_text(), CHOICE)
        await until(lambda: self.chat.state.turns[-1].content)
        self.chat.stop()
        self.note()
        self.server.gate.set()
        await self.settled()

    async def resume(self) -> None:
        if self.chat.can_resume:
            self.said.discard(self.chat.state.turns[-1].content)  # a part of what it becomes
            assert self.chat.resume()
            await self.settled()

    async def retry(self) -> None:
        self.chat.retry(CHOICE)
        await self.settled()

    async def hurry(self) -> None:
        """Two verbs at once: the second finds nothing of the first on the disk."""
        text = self.new_text()
        self.said.add(text)
        self.chat.send(text, CHOICE)
        self.chat.stop()
        question = self.chat.state.turns[-2]
        assert self.chat.edit(question.id, self.new_text(), CHOICE)
        await self.settled()

    async def reopen(self) -> None:
        chat_id = self.chat.state.chat_id
        before = [turn.content for turn in self.chat.state.turns]
        await self.chats.aclose()
        self.deleted_for_good += self.deleted
        self.deleted.clear()
        self.chats = ChatsService(self.store, self.providers)
        if chat_id:
            self.chats.open_chat(chat_id)
            await until(lambda: self.chat.state.chat_id == chat_id)
            assert [turn.content for turn in self.chat.state.turns] == before

    async def check(self) -> None:
        """Undo everything: every word that was ever shown is in the tree, and can be shown again."""
        while self.chat.state.deleted is not None:
            await self.undo()
        for turn_id in reversed(self.deleted_for_good):
            await self.store.restore_turn(turn_id)
        chat_id = self.chat.state.chat_id
        if not chat_id:
            return
        stored = await self.store.export_chat(chat_id)
        assert {row.turn.content for row in stored.turns} >= self.said
        for hit in await self.store.search("text"):
            if hit.turn_id:
                assert self.chat.show_turn(hit.turn_id)
                await self.settled()
                assert self.chat.state.position(hit.turn_id) is not None


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_word_that_was_ever_shown_can_be_reached_or_brought_back(
    server: OllamaDouble, data: st.DataObject
) -> None:
    async def walk() -> None:
        with tempfile.TemporaryDirectory() as folder:
            store = await SqliteChatStore.open(Path(folder) / "private" / "chats.db")
            one = Walk(server, store, data)
            one.providers.refresh()
            await until(lambda: not one.providers.state.is_checking)
            try:
                for verb in data.draw(st.lists(st.sampled_from(VERBS), max_size=14)):
                    await one.do(verb)
                await one.check()
            finally:
                server.gate.set()
                await one.chats.aclose()
                await one.providers.aclose()
                await store.aclose()

    asyncio.run(walk())
