"""Every call of a `ChatStore`, carried out in the one thread that owns the connection to SQLite."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from desktop.adapters import chat_drafts, chat_list, chat_pages, chat_transfer, chat_tree
from desktop.adapters.chat_find import find_in_chat
from desktop.adapters.chat_schema import transaction
from desktop.adapters.chat_search import search
from desktop.adapters.worker_thread import WorkerThread
from desktop.domain.attachments import Attachment
from desktop.domain.chat import PLAIN_SETUP, ChatSetup
from desktop.domain.conversation import Turn
from desktop.domain.store import PAGE_TURNS, ChatPage, ChatSummary, FoundTurn, SearchHit, StoredChat

T = TypeVar("T")


class ChatCalls(ABC):
    """The calls of the protocol; where the database is, and what its errors mean, is up to the subclass.

    `clock` gives seconds since the epoch.
    """

    has_index = True
    """Whether full-text search is there."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._thread = WorkerThread("chat-store")

    @abstractmethod
    def _guarded(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """In the store's thread: give the connection to `work`, and translate its errors."""

    @abstractmethod
    def _check(self) -> None:
        """In the store's thread, before each change: raise `StoreError` if it would be lost."""

    @abstractmethod
    def _close(self) -> None:
        """In the store's thread: end the connection."""

    async def list_chats(self) -> tuple[ChatSummary, ...]:
        return await self._read(chat_list.list_chats)

    async def read_chat(self, chat_id: int, limit: int = PAGE_TURNS) -> ChatPage:
        return await self._read(partial(chat_pages.read_chat, chat_id=chat_id, limit=limit))

    async def read_earlier(self, turn_id: int, limit: int = PAGE_TURNS) -> ChatPage:
        return await self._read(partial(chat_pages.read_earlier, turn_id=turn_id, limit=limit))

    async def read_around(self, turn_id: int, limit: int = PAGE_TURNS) -> ChatPage:
        return await self._write(partial(chat_pages.read_around, turn_id=turn_id, limit=limit))

    async def read_attachments(self, turn_id: int) -> tuple[Attachment, ...]:
        return await self._read(partial(chat_pages.read_attachments, turn_id=turn_id))

    async def create_chat(self, title: str, setup: ChatSetup = PLAIN_SETUP) -> int:
        now = self._clock()
        return await self._write(partial(chat_list.create_chat, title=title, setup=setup, now=now))

    async def rename_chat(self, chat_id: int, title: str, *, is_own: bool = True) -> None:
        await self._write(partial(chat_list.rename_chat, chat_id=chat_id, title=title, is_own=is_own))

    async def pin_chat(self, chat_id: int, *, is_pinned: bool) -> None:
        pinned_at = self._clock() if is_pinned else None
        await self._write(partial(chat_list.pin_chat, chat_id=chat_id, pinned_at=pinned_at))

    async def save_setup(self, chat_id: int, setup: ChatSetup) -> None:
        await self._write(partial(chat_list.save_setup, chat_id=chat_id, setup=setup))

    async def delete_chat(self, chat_id: int) -> None:
        await self._write(partial(chat_list.mark_deleted, chat_id=chat_id, deleted_at=self._clock()))

    async def restore_chat(self, chat_id: int) -> None:
        await self._write(partial(chat_list.mark_deleted, chat_id=chat_id, deleted_at=None))

    async def add_turn(self, chat_id: int, turn: Turn, parent_id: int = 0) -> int:
        work = partial(chat_tree.add_turn, chat_id=chat_id, turn=turn, parent_id=parent_id, now=self._clock())
        return await self._write(work)

    async def update_turn(self, turn: Turn) -> None:
        await self._write(partial(chat_tree.update_turn, turn=turn, now=self._clock()))

    async def choose_turn(self, turn_id: int) -> None:
        await self._write(partial(chat_tree.choose_turn, turn_id=turn_id))

    async def delete_turn(self, turn_id: int) -> None:
        await self._write(partial(chat_tree.delete_turn, turn_id=turn_id, now=self._clock()))

    async def restore_turn(self, turn_id: int) -> None:
        await self._write(partial(chat_tree.restore_turn, turn_id=turn_id))

    async def search(self, text: str, limit: int = 50) -> tuple[SearchHit, ...]:
        return await self._read(lambda connection: search(connection, text, limit, self.has_index))

    async def find_in_chat(self, chat_id: int, words: str) -> tuple[FoundTurn, ...]:
        return await self._read(partial(find_in_chat, chat_id=chat_id, words=words))

    async def export_chat(self, chat_id: int) -> StoredChat:
        return await self._read(partial(chat_transfer.export_chat, chat_id=chat_id))

    async def import_chats(self, chats: tuple[StoredChat, ...]) -> tuple[int, ...]:
        return await self._write(partial(chat_transfer.import_chats, chats=chats, now=self._clock()))

    async def read_draft(self, chat_id: int) -> str:
        return await self._read(partial(chat_drafts.read_draft, chat_id=chat_id))

    async def save_draft(self, chat_id: int, text: str) -> None:
        await self._write(partial(chat_drafts.save_draft, chat_id=chat_id, text=text))

    async def read_draft_files(self, chat_id: int) -> tuple[Attachment, ...]:
        return await self._read(partial(chat_drafts.read_draft_files, chat_id=chat_id))

    async def save_draft_files(self, chat_id: int, attachments: tuple[Attachment, ...]) -> None:
        await self._write(partial(chat_drafts.save_draft_files, chat_id=chat_id, attachments=attachments))

    async def last_uses(self) -> dict[tuple[str, str], float]:
        return await self._read(chat_list.last_uses)

    async def aclose(self) -> None:
        """End the connection and its thread. A second call does nothing."""
        await self._thread.aclose(self._close)

    async def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        return await self._thread.run(partial(self._guarded, work))

    async def _write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        return await self._thread.run(partial(self._guarded, partial(self._in_transaction, work)))

    def _in_transaction(self, work: Callable[[sqlite3.Connection], T], connection: sqlite3.Connection) -> T:
        self._check()
        with transaction(connection):
            return work(connection)
