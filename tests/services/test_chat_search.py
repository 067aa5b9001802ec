import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.chat import Role
from desktop.domain.conversation import Turn
from desktop.domain.errors import StoreError, StoreUnusable
from desktop.domain.store import SearchHit
from desktop.services.chat_search import ChatSearch, ChatSearchService
from tests.services.conftest import until

pytestmark = pytest.mark.anyio


class GatedStore(SqliteChatStore):
    """A real store that notes what it is asked, and answers while its gate is open."""

    gate: asyncio.Event
    asked: list[str]
    error: StoreError | None = None

    async def search(self, text: str, limit: int = 50) -> tuple[SearchHit, ...]:
        self.asked.append(text)
        await self.gate.wait()
        if self.error is not None:
            raise self.error
        return await super().search(text, limit)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[GatedStore]:
    store = await GatedStore.open(tmp_path / "private" / "chats.db")
    assert isinstance(store, GatedStore)
    store.gate, store.asked = asyncio.Event(), []
    store.gate.set()
    for title in ("Apples", "Pears"):
        chat = await store.create_chat(title)
        await store.add_turn(chat, Turn(0, Role.USER, f"How do {title.lower()} grow?"))
    yield store
    store.gate.set()
    await store.aclose()


@pytest.fixture
async def service(store: GatedStore) -> AsyncIterator[ChatSearchService]:
    service = ChatSearchService(store, delay_seconds=0.05)
    yield service
    await service.aclose()


def titles(state: ChatSearch) -> list[str]:
    return [hit.title for hit in state.hits]


async def test_the_store_is_asked_once_when_nothing_more_is_typed(
    store: GatedStore, service: ChatSearchService
) -> None:
    for text in ("a", "ap", "app", " app "):
        service.search(text)
    assert service.state.is_searching
    await until(lambda: not service.state.is_searching)
    assert store.asked == ["app"]
    assert titles(service.state) == ["Apples", "Apples"]


async def test_an_answer_that_comes_after_another_question_is_dropped(
    store: GatedStore, service: ChatSearchService
) -> None:
    states: list[ChatSearch] = []
    service.changed.connect(states.append)
    store.gate.clear()
    service.search("apples")
    await until(lambda: store.asked == ["apples"])
    for text in ("pea", "pears"):
        service.search(text)
        await asyncio.sleep(0)
    store.gate.set()
    await until(lambda: not service.state.is_searching)
    assert store.asked == ["apples", "pears"]
    assert [(state.text, state.answered) for state in states] == [
        ("apples", None),
        ("pea", None),
        ("pears", None),
        ("pears", "pears"),
    ]
    assert titles(service.state) == ["Pears", "Pears"]


async def test_what_was_found_stays_until_the_next_answer(service: ChatSearchService) -> None:
    service.search("apples")
    await until(lambda: service.state.hits)
    service.search("pears")
    assert service.state.is_searching
    assert titles(service.state) == ["Apples", "Apples"]
    await until(lambda: titles(service.state) == ["Pears", "Pears"])


async def test_blanks_end_the_search_and_what_comes_then(
    store: GatedStore, service: ChatSearchService
) -> None:
    store.gate.clear()
    service.search("apples")
    await until(lambda: store.asked)
    service.search("  ")
    assert service.state == ChatSearch()
    store.gate.set()
    service.search("pears")
    await until(lambda: service.state.hits)
    assert titles(service.state) == ["Pears", "Pears"]


async def test_chats_that_changed_are_searched_again(store: GatedStore, service: ChatSearchService) -> None:
    service.refresh()
    service.search("plums")
    await until(lambda: service.state.answered == "plums")
    assert service.state.hits == ()
    await store.create_chat("Plums")
    service.refresh()
    await until(lambda: titles(service.state) == ["Plums"])
    assert store.asked == ["plums", "plums"]


async def test_a_store_that_fails_is_the_answer(store: GatedStore, service: ChatSearchService) -> None:
    store.error = StoreUnusable("chats.db", "corrupt")
    service.search("apples")
    await until(lambda: not service.state.is_searching)
    assert service.state == ChatSearch("apples", "apples", (), store.error)
    store.error = None
    service.search("pears")
    await until(lambda: service.state.hits)
    assert service.state.error is None
