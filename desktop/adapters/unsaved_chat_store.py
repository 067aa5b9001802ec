"""Chats in memory, for a session whose disk cannot be used: everything works, and nothing is saved."""

import sqlite3
import time
from collections.abc import Callable
from typing import TypeVar

from desktop.adapters.chat_calls import ChatCalls
from desktop.adapters.chat_schema import migrate
from desktop.adapters.chat_search import set_up_index
from desktop.domain.errors import StoreError

T = TypeVar("T")


class UnsavedChatStore(ChatCalls):
    """A `ChatStore` that ends with the process; `error` says why nothing reaches the disk."""

    def __init__(self, error: StoreError, clock: Callable[[], float] = time.time) -> None:
        super().__init__(clock)
        self.error = error
        self._connection: sqlite3.Connection | None = None

    # What follows runs in the store's own thread.

    def _guarded(self, work: Callable[[sqlite3.Connection], T]) -> T:
        if self._connection is None:
            self._connection = self._connect()
        return work(self._connection)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection)
        self.has_index = set_up_index(connection)
        return connection

    def _check(self) -> None:
        return

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
