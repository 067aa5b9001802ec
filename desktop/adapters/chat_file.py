"""The file of the chat store: opened safely, checked, locked, brought to this version, and recovered.

The connection keeps its lock (`locking_mode=EXCLUSIVE`): a second process is told at once instead of writing
beside us, which SQLite before 3.51.3 does not survive in every case (https://sqlite.org/wal.html#walresetbug).
"""

import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path

from desktop.adapters.chat_list import purge
from desktop.adapters.chat_recovery import move_aside, salvage
from desktop.adapters.chat_schema import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    migrate,
    primary_code,
    store_errors,
    transaction,
)
from desktop.adapters.chat_search import end_arriving, set_up_index
from desktop.adapters.private_files import UnsafePath, private_file, private_folder
from desktop.domain.errors import StoreRecovered, StoreUnusable

LOCK_SECONDS = 2.0
CHECK_SECONDS = 5.0
"""How long the file is looked through at the start."""
KEEP_DELETED_SECONDS = 7 * 24 * 3600.0
KEEP_COPY_SECONDS = 30 * 24 * 3600.0
"""How long the copy from before the last change of the tables stays: chats deleted since are still in it."""
_PROGRESS_STEPS = 10_000


class ChatFile:
    """An open database of chats; used by one thread only."""

    def __init__(self, path: Path, now: float) -> None:
        """Open it, or create it in a folder of its own; what was deleted a week before `now` goes for good.

        Raises:
            StoreUnusable: unsafe, newer, locked (after 2 s), corrupt (and it could not be moved away), or
                unwritable.
            StoreFull: there is no space to create it, or for the copy before it is brought to this version.
        """
        self._path, self._now = path, now
        self._copy = path.with_name(f"{path.name}.before-schema-{SCHEMA_VERSION}")
        self.recovered: StoreRecovered | None = None
        """Set if the file was damaged: where it is now, and how much of it was read."""
        self._make_private()
        with store_errors(path):
            try:
                self._connect()
            except sqlite3.DatabaseError as error:
                if primary_code(error) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                    raise
                self._recover(error)

    def check(self) -> None:
        """A file that was moved or deleted while open takes every write, and keeps none: raise then."""
        try:
            found = self._path.stat()
        except OSError:
            found = None
        if found is None or (found.st_dev, found.st_ino) != self._identity:
            raise StoreUnusable(str(self._path), "moved")

    def close(self) -> None:
        """Fold the log into the file, and give the lock back."""
        self.connection.close()

    def _make_private(self) -> None:
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

    def _connect(self) -> None:
        self.connection = sqlite3.connect(self._path, timeout=LOCK_SECONDS, isolation_level=None)
        try:
            self._set_up(self.connection)
        except BaseException:
            self.connection.close()
            raise
        found = self._path.stat()
        self._identity = (found.st_dev, found.st_ino)

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
        if 0 < version < SCHEMA_VERSION:
            self._back_up(connection)
        migrate(connection)
        self.has_index = set_up_index(connection)
        self._tidy(connection)

    def _back_up(self, connection: sqlite3.Connection) -> None:
        """Copy the database as it is before its tables change; killed half-way, the copy has another name."""
        unfinished = self._copy.with_name(f"{self._copy.name}.part")
        try:
            unfinished.unlink(missing_ok=True)
            private_file(unfinished)
            connection.execute("VACUUM INTO ?", (str(unfinished),))
            with unfinished.open("r+b") as file:
                os.fsync(file.fileno())
            unfinished.replace(self._copy)
        except OSError as error:
            raise StoreUnusable(str(self._copy), "unwritable", error.strerror or str(error)) from error

    def _tidy(self, connection: sqlite3.Connection) -> None:
        try:
            with transaction(connection):
                end_arriving(connection)
                purge(connection, self._now - KEEP_DELETED_SECONDS)
        except sqlite3.OperationalError as error:
            if primary_code(error) != sqlite3.SQLITE_FULL:  # what is there can still be read
                raise
        with suppress(OSError):  # one that cannot be removed now goes with the next start
            for copy in self._path.parent.glob(f"{self._path.name}.before-schema-*"):
                if copy.stat().st_mtime < self._now - KEEP_COPY_SECONDS:
                    copy.unlink()

    def _recover(self, damage: sqlite3.DatabaseError) -> None:
        try:
            kept = move_aside(self._path)
            private_file(self._path)
        except OSError as error:
            raise StoreUnusable(str(self._path), "corrupt", str(damage)) from error
        self._connect()
        chats, turns = salvage(kept, self.connection)
        self.recovered = StoreRecovered(str(kept), chats, turns)


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
