"""Chats in memory, for a session whose disk cannot be used: everything works, and nothing is saved."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from desktop.domain.conversation import Turn
from desktop.domain.errors import StoreError
from desktop.domain.store import ChatSummary


@dataclass(slots=True)
class _Chat:
    title: str
    updated_at: float
    is_deleted: bool = False
    turns: dict[int, Turn] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)
    created_at: dict[int, float] = field(default_factory=dict)


class UnsavedChatStore:
    """A `ChatStore` that ends with the process; `error` says why nothing reaches the disk."""

    def __init__(self, error: StoreError, clock: Callable[[], float] = time.time) -> None:
        self.error = error
        self._clock = clock
        self._chats: dict[int, _Chat] = {}
        self._last_turn_id = 0
        self._drafts: dict[int, str] = {}

    async def list_chats(self) -> tuple[ChatSummary, ...]:
        rows = [
            ChatSummary(chat_id, chat.title, chat.updated_at)
            for chat_id, chat in self._chats.items()
            if not chat.is_deleted
        ]
        return tuple(sorted(rows, key=lambda row: (row.updated_at, row.id), reverse=True))

    async def read_chat(self, chat_id: int) -> tuple[Turn, ...]:
        chat = self._chats.get(chat_id)
        if chat is None or not chat.turns:
            return ()
        branch = [max(chat.turns)]
        while parent := chat.parents[branch[-1]]:
            branch.append(parent)
        return tuple(chat.turns[turn_id] for turn_id in reversed(branch))

    async def create_chat(self, title: str) -> int:
        chat_id = len(self._chats) + 1
        self._chats[chat_id] = _Chat(title, self._clock())
        return chat_id

    async def rename_chat(self, chat_id: int, title: str) -> None:
        self._chats[chat_id].title = title

    async def delete_chat(self, chat_id: int) -> None:
        self._chats[chat_id].is_deleted = True

    async def restore_chat(self, chat_id: int) -> None:
        self._chats[chat_id].is_deleted = False

    async def add_turn(self, chat_id: int, turn: Turn, parent_id: int = 0) -> int:
        chat = self._chats[chat_id]
        self._last_turn_id += 1
        chat.turns[self._last_turn_id] = replace(turn, id=self._last_turn_id)
        chat.parents[self._last_turn_id] = parent_id
        chat.created_at[self._last_turn_id] = chat.updated_at = self._clock()
        return self._last_turn_id

    async def update_turn(self, turn: Turn) -> None:
        chat = next(chat for chat in self._chats.values() if turn.id in chat.turns)
        chat.turns[turn.id] = turn
        chat.updated_at = self._clock()

    async def read_draft(self, chat_id: int) -> str:
        return self._drafts.get(chat_id, "")

    async def save_draft(self, chat_id: int, text: str) -> None:
        self._drafts[chat_id] = text

    async def last_uses(self) -> dict[tuple[str, str], float]:
        found: dict[tuple[str, str], float] = {}
        for chat in self._chats.values():
            for turn_id, turn in chat.turns.items():
                key, at = (turn.provider, turn.model), chat.created_at[turn_id]
                if turn.model and at > found.get(key, 0.0):
                    found[key] = at
        return found

    async def aclose(self) -> None:
        return
