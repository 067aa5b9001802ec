"""Chats in SQLite: one thread owns the only connection, and what a call has returned for is on the disk.

The connection keeps its lock (`locking_mode=EXCLUSIVE`): a second process is told at once instead of writing
beside us, which SQLite before 3.51.3 does not survive in every case (https://sqlite.org/wal.html#walresetbug).
"""

import os
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from desktop.adapters.chat_recovery import move_aside, salvage
from desktop.adapters.chat_schema import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    TURN_COLUMNS,
    migrate,
    primary_code,
    row_from,
    store_errors,
    transaction,
    turn_from,
)
from desktop.adapters.private_files import UnsafePath, private_file, private_folder
from desktop.adapters.worker_thread import WorkerThread
from desktop.domain.conversation import Turn
from desktop.domain.errors import StoreRecovered, StoreUnusable
from desktop.domain.store import ChatSummary
from desktop.domain.text import without_surrogates

LOCK_SECONDS = 2.0
CHECK_SECONDS = 5.0
"""How long the file is looked through at the start."""
KEEP_DELETED_SECONDS = 7 * 24 * 3600.0
_PROGRESS_STEPS = 10_000

T = TypeVar("T")


class SqliteChatStore:
    """A `ChatStore` on the disk; made by `open()`, ended by `aclose()`."""

    def __init__(self, path: Path, clock: Callable[[], float]) -> None:
        self._path, self._clock = path, clock
        self._thread = WorkerThread("chat-store")
        self._file: tuple[int, int] = (0, 0)
        self.recovered: StoreRecovered | None = None
        """Set if the file was damaged: where it is now, and how much of it was read."""

    @classmethod
    async def open(cls, path: Path, clock: Callable[[], float] = time.time) -> "SqliteChatStore":
        """Open the store, or create it in a folder of its own. `clock` gives seconds since the epoch.

        Raises:
            StoreUnusable: unsafe, newer, locked (after 2 s), corrupt (and it could not be moved away), or
                unwritable.
            StoreFull: there is no space to create it.
        """
        store = cls(path, clock)
        try:
            await store._thread.run(store._open)
        except BaseException:
            store._thread.stop()
            raise
        return store

    async def list_chats(self) -> tuple[ChatSummary, ...]:
        return await self._run(self._list_chats)

    async def read_chat(self, chat_id: int) -> tuple[Turn, ...]:
        return await self._run(partial(self._read_chat, chat_id))

    async def create_chat(self, title: str) -> int:
        return await self._write(partial(self._create_chat, without_surrogates(title)))

    async def rename_chat(self, chat_id: int, title: str) -> None:
        sql = "UPDATE chats SET title = ? WHERE id = ?"
        await self._write(partial(self._change, sql, (without_surrogates(title), chat_id)))

    async def delete_chat(self, chat_id: int) -> None:
        sql = "UPDATE chats SET deleted_at = ? WHERE id = ?"
        await self._write(partial(self._change, sql, (self._clock(), chat_id)))

    async def restore_chat(self, chat_id: int) -> None:
        await self._write(
            partial(self._change, "UPDATE chats SET deleted_at = NULL WHERE id = ?", (chat_id,))
        )

    async def add_turn(self, chat_id: int, turn: Turn, parent_id: int = 0) -> int:
        return await self._write(partial(self._add_turn, chat_id, turn, parent_id))

    async def update_turn(self, turn: Turn) -> None:
        await self._write(partial(self._update_turn, turn))

    async def read_draft(self, chat_id: int) -> str:
        return await self._run(partial(self._read_draft, chat_id))

    async def save_draft(self, chat_id: int, text: str) -> None:
        await self._write(partial(self._save_draft, chat_id, without_surrogates(text)))

    async def last_uses(self) -> dict[tuple[str, str], float]:
        return await self._run(self._last_uses)

    async def aclose(self) -> None:
        """Fold the log into the file, and give the lock back."""
        await self._thread.aclose(self._close)

    async def _run(self, work: Callable[[], T]) -> T:
        return await self._thread.run(partial(self._guarded, work))

    async def _write(self, work: Callable[[], T]) -> T:
        return await self._thread.run(partial(self._guarded, partial(self._in_transaction, work)))

    # What follows runs in the store's own thread.

    def _guarded(self, work: Callable[[], T]) -> T:
        with store_errors(self._path):
            return work()

    def _in_transaction(self, work: Callable[[], T]) -> T:
        self._check_file()
        with transaction(self._connection):
            return work()

    def _open(self) -> None:
        try:
            private_folder(self._path.parent)
            private_file(self._path)
            for suffix in ("-wal", "-shm"):
                if os.path.lexists(f"{self._path}{suffix}"):
                    private_file(Path(f"{self._path}{suffix}"))
        except UnsafePath as error:
            raise StoreUnusable(str(error.path), "unsafe", error.why) from error
        except OSError as error:
            raise StoreUnusable(str(self._path), "unwritable", error.strerror or str(error)) from error
        with store_errors(self._path):
            try:
                self._connect()
            except sqlite3.DatabaseError as error:
                if primary_code(error) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                    raise
                self._recover(error)

    def _connect(self) -> None:
        self._connection = sqlite3.connect(self._path, timeout=LOCK_SECONDS, isolation_level=None)
        try:
            self._set_up(self._connection)
        except BaseException:
            self._connection.close()
            raise
        found = self._path.stat()
        self._file = (found.st_dev, found.st_ino)

    def _set_up(self, connection: sqlite3.Connection) -> None:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application != APPLICATION_ID and (application or version or tables):
            raise _damaged("the database is not one of this application", sqlite3.SQLITE_NOTADB)
        if version > SCHEMA_VERSION:
            raise StoreUnusable(str(self._path), "newer", f"schema {version}, known {SCHEMA_VERSION}")
        _quick_check(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection)
        self._purge(connection)

    def _purge(self, connection: sqlite3.Connection) -> None:
        try:
            with transaction(connection):
                oldest = self._clock() - KEEP_DELETED_SECONDS
                connection.execute("DELETE FROM chats WHERE deleted_at < ?", (oldest,))
        except sqlite3.OperationalError as error:
            if primary_code(error) != sqlite3.SQLITE_FULL:  # what is there can still be read
                raise

    def _recover(self, damage: sqlite3.DatabaseError) -> None:
        try:
            kept = move_aside(self._path)
            private_file(self._path)
        except OSError as error:
            raise StoreUnusable(str(self._path), "corrupt", str(damage)) from error
        self._connect()
        chats, turns = salvage(kept, self._connection)
        self.recovered = StoreRecovered(str(kept), chats, turns)

    def _check_file(self) -> None:
        """A file that was moved or deleted while open takes every write, and keeps none."""
        try:
            found = self._path.stat()
        except OSError:
            found = None
        if found is None or (found.st_dev, found.st_ino) != self._file:
            raise StoreUnusable(str(self._path), "moved")

    def _close(self) -> None:
        self._connection.close()

    def _list_chats(self) -> tuple[ChatSummary, ...]:
        rows = self._connection.execute(
            "SELECT id, title, updated_at FROM chats WHERE deleted_at IS NULL"
            " ORDER BY updated_at DESC, id DESC"
        )
        return tuple(ChatSummary(*row) for row in rows)

    def _read_chat(self, chat_id: int) -> tuple[Turn, ...]:
        # The newest turn of a chat is a leaf: whatever follows a turn is newer than it.
        rows = self._connection.execute(
            "WITH RECURSIVE branch (turn_id) AS ("
            " SELECT max(id) FROM turns WHERE chat_id = ?"
            " UNION SELECT parent_id FROM turns JOIN branch ON id = turn_id WHERE parent_id IS NOT NULL)"
            " SELECT turns.* FROM branch JOIN turns ON id = turn_id ORDER BY id",
            (chat_id,),
        )
        return tuple(turn_from(row["id"], row) for row in rows)

    def _create_chat(self, title: str) -> int:
        now = self._clock()
        sql = "INSERT INTO chats (title, created_at, updated_at) VALUES (?, ?, ?)"
        return _new_id(self._connection.execute(sql, (title, now, now)))

    def _add_turn(self, chat_id: int, turn: Turn, parent_id: int) -> int:
        now = self._clock()
        columns = ("chat_id", "parent_id", *TURN_COLUMNS, "created_at")
        marks = ", ".join("?" * len(columns))
        values = (chat_id, parent_id or None, *row_from(turn), now)
        sql = f"INSERT INTO turns ({', '.join(columns)}) VALUES ({marks})"
        turn_id = _new_id(self._connection.execute(sql, values))
        self._connection.execute("UPDATE chats SET updated_at = ? WHERE id = ?", (now, chat_id))
        return turn_id

    def _update_turn(self, turn: Turn) -> None:
        assignments = ", ".join(f"{column} = ?" for column in TURN_COLUMNS)
        self._change(f"UPDATE turns SET {assignments} WHERE id = ?", (*row_from(turn), turn.id))
        sql = "UPDATE chats SET updated_at = ? WHERE id = (SELECT chat_id FROM turns WHERE id = ?)"
        self._change(sql, (self._clock(), turn.id))

    def _read_draft(self, chat_id: int) -> str:
        sql = "SELECT text FROM drafts WHERE chat_id = ?"
        row = self._connection.execute(sql, (chat_id,)).fetchone()
        return str(row["text"]) if row is not None else ""

    def _save_draft(self, chat_id: int, text: str) -> None:
        self._connection.execute("DELETE FROM drafts WHERE chat_id = ?", (chat_id,))
        if text:
            self._connection.execute("INSERT INTO drafts VALUES (?, ?)", (chat_id, text))

    def _last_uses(self) -> dict[tuple[str, str], float]:
        rows = self._connection.execute(
            "SELECT provider, model, max(created_at) FROM turns WHERE model <> '' GROUP BY provider, model"
        )
        return {(provider, model): at for provider, model, at in rows}

    def _change(self, sql: str, values: tuple[object, ...]) -> None:
        if self._connection.execute(sql, values).rowcount != 1:
            raise LookupError(f"no such row: {sql}")


def _new_id(cursor: sqlite3.Cursor) -> int:
    if cursor.lastrowid is None:
        raise AssertionError("an INSERT gives an id")
    return cursor.lastrowid


def _quick_check(connection: sqlite3.Connection) -> None:
    """Look through every page. Raises `sqlite3.DatabaseError`; a check that takes too long is given up."""
    give_up_at = time.monotonic() + CHECK_SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > give_up_at, _PROGRESS_STEPS)
    try:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError as error:
        if primary_code(error) != sqlite3.SQLITE_INTERRUPT:
            raise
    else:
        if verdict != "ok":
            raise _damaged(verdict, sqlite3.SQLITE_CORRUPT)
    finally:
        connection.set_progress_handler(None, 0)


def _damaged(why: str, code: int) -> sqlite3.DatabaseError:
    """The error that SQLite itself raises for a damaged file, for damage that it reports otherwise."""
    error = sqlite3.DatabaseError(why)
    error.sqlite_errorcode = code
    return error
