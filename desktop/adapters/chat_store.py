"""Chats in SQLite: one thread owns the only connection, and what a call has returned for is on the disk."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from desktop.adapters.chat_calls import ChatCalls
from desktop.adapters.chat_file import ChatFile
from desktop.adapters.chat_schema import store_errors
from desktop.domain.errors import StoreRecovered

T = TypeVar("T")


class SqliteChatStore(ChatCalls):
    """A `ChatStore` on the disk; made by `open()`, ended by `aclose()`."""

    def __init__(self, path: Path, clock: Callable[[], float]) -> None:
        super().__init__(clock)
        self._path = path
        self._file: ChatFile
        self.recovered: StoreRecovered | None = None
        """Set if the file was damaged: where it is now, and how much of it was read."""

    @classmethod
    async def open(cls, path: Path, clock: Callable[[], float] = time.time) -> "SqliteChatStore":
        """Open the store, or create it in a folder of its own. `clock` gives seconds since the epoch.

        Raises:
            StoreUnusable: unsafe, newer, locked (after 2 s), corrupt (and it could not be moved away), or
                unwritable.
            StoreFull: there is no space to create it, or to keep a copy of one of an older version.
        """
        store = cls(path, clock)
        try:
            await store._thread.run(store._open)
        except BaseException:
            store._thread.stop()
            raise
        return store

    # What follows runs in the store's own thread.

    def _open(self) -> None:
        self._file = ChatFile(self._path, self._clock())
        self.has_index, self.recovered = self._file.has_index, self._file.recovered

    def _guarded(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with store_errors(self._path):
            return work(self._file.connection)

    def _check(self) -> None:
        self._file.check()

    def _close(self) -> None:
        self._file.close()
