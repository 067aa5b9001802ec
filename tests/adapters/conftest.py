"""A store of chats for the tests of what each kind of store does."""

from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest

from desktop.adapters.chat_store import SqliteChatStore
from desktop.adapters.unsaved_chat_store import UnsavedChatStore
from desktop.domain.errors import StoreUnusable
from desktop.domain.store import ChatStore


@pytest.fixture(params=["disk", "memory"])
async def chat_store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ChatStore]:
    seconds = count(1000)

    def clock() -> float:
        return float(next(seconds))

    made: ChatStore
    if request.param == "disk":
        made = await SqliteChatStore.open(tmp_path / "data" / "chats.db", clock)
    else:
        made = UnsavedChatStore(StoreUnusable("chats.db", "newer"), clock)
    yield made
    await made.aclose()
