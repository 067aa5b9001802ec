"""How chats lie in SQLite: the tables and their migration, transactions, and what errors mean.

SQLite's codes of failure: https://sqlite.org/rescode.html; the two numbers in the file's header that tell our
database from another: https://sqlite.org/pragma.html#pragma_application_id.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.domain.errors import StoreError, StoreFull, StoreUnusable

APPLICATION_ID = 0x54415253
"""“TARS”."""
SCHEMA_VERSION = 3

_MIGRATIONS = (
    """
    CREATE TABLE chats (
        id INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        created_at REAL NOT NULL,
        updated_at REAL NOT NULL,
        deleted_at REAL
    );
    CREATE INDEX chats_by_change ON chats (updated_at DESC, id DESC) WHERE deleted_at IS NULL;
    CREATE TABLE turns (
        id INTEGER PRIMARY KEY,
        chat_id INTEGER NOT NULL REFERENCES chats ON DELETE CASCADE,
        parent_id INTEGER REFERENCES turns ON DELETE CASCADE,
        role TEXT NOT NULL,
        content TEXT NOT NULL,
        thinking TEXT NOT NULL,
        outcome TEXT NOT NULL,
        problem TEXT NOT NULL,
        model TEXT NOT NULL,
        provider TEXT NOT NULL,
        is_local INTEGER NOT NULL,
        first_token_seconds REAL,
        generation_seconds REAL,
        reply_tokens INTEGER,
        prompt_tokens INTEGER,
        created_at REAL NOT NULL
    );
    CREATE INDEX turns_by_chat ON turns (chat_id, id);
    CREATE INDEX turns_by_parent ON turns (parent_id);
    CREATE INDEX turns_by_model ON turns (provider, model, created_at) WHERE model <> '';
    CREATE TABLE drafts (
        chat_id INTEGER PRIMARY KEY,
        text TEXT NOT NULL
    );
    """,
    # The head is the last turn of the active branch. `choices` counts how often a branch was made the active
    # one, and `chosen_at` is that number as it last was for a branch through the turn. `depth` is how many
    # turns come before. `deleted_with` is the turn that was deleted, in every turn that went with it.
    # A title of version 1 that is not from the first question is the user's own.
    """
    ALTER TABLE chats ADD COLUMN pinned_at REAL;
    ALTER TABLE chats ADD COLUMN setup TEXT NOT NULL DEFAULT '';
    ALTER TABLE chats ADD COLUMN has_own_title INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE chats ADD COLUMN head_id INTEGER;
    ALTER TABLE chats ADD COLUMN choices INTEGER NOT NULL DEFAULT 0;
    DROP INDEX chats_by_change;
    CREATE INDEX chats_in_order ON chats (pinned_at IS NULL, updated_at DESC, id DESC)
        WHERE deleted_at IS NULL;
    ALTER TABLE turns ADD COLUMN thinking_seconds REAL;
    ALTER TABLE turns ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE turns ADD COLUMN chosen_at INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE turns ADD COLUMN deleted_at REAL;
    ALTER TABLE turns ADD COLUMN deleted_with INTEGER;
    CREATE INDEX turns_first ON turns (chat_id, id) WHERE parent_id IS NULL;
    CREATE INDEX turns_deleted ON turns (deleted_with) WHERE deleted_with IS NOT NULL;
    CREATE INDEX turns_arriving ON turns (id) WHERE outcome = 'arriving';
    CREATE TABLE attachments (
        id INTEGER PRIMARY KEY,
        turn_id INTEGER NOT NULL REFERENCES turns ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        media_type TEXT NOT NULL,
        content BLOB NOT NULL,
        tokens INTEGER NOT NULL,
        original_bytes INTEGER NOT NULL
    );
    CREATE INDEX attachments_by_turn ON attachments (turn_id, position);
    UPDATE chats SET
        head_id = (SELECT max(id) FROM turns WHERE chat_id = chats.id),
        choices = coalesce((SELECT max(id) FROM turns WHERE chat_id = chats.id), 0),
        has_own_title = NOT coalesce((
            SELECT instr(content, rtrim(title, '…')) FROM turns
            WHERE chat_id = chats.id ORDER BY id LIMIT 1), 1);
    """,
    """
    CREATE TABLE draft_files (
        id INTEGER PRIMARY KEY,
        chat_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        media_type TEXT NOT NULL,
        content BLOB NOT NULL,
        tokens INTEGER NOT NULL,
        original_bytes INTEGER NOT NULL
    );
    CREATE INDEX draft_files_by_chat ON draft_files (chat_id, position);
    """,
)
"""The step from version N to N + 1, at N."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to this version in one transaction: killed half-way, nothing has happened."""
    with transaction(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for step in _MIGRATIONS[version:]:
            for statement in step.split(";"):
                connection.execute(statement)
        if version < 2:
            _place_turns(connection)
        if version < SCHEMA_VERSION:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _place_turns(connection: sqlite3.Connection) -> None:
    """Give the turns of version 1 their depth, and the order they were added in as that of their branches."""
    depths: dict[int | None, int] = {None: -1}
    for turn_id, parent_id in connection.execute("SELECT id, parent_id FROM turns ORDER BY id"):
        depths[turn_id] = depths.get(parent_id, -1) + 1  # what follows a turn is newer than it
    del depths[None]
    rows = [(depth, turn_id, turn_id) for turn_id, depth in depths.items()]
    connection.executemany("UPDATE turns SET depth = ?, chosen_at = ? WHERE id = ?", rows)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing; after an error (a full disk too) the connection can be used again."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says about the file into `StoreError`; mistakes of ours pass through."""
    try:
        yield
    except sqlite3.Error as error:
        translated = store_error(path, error)
        if translated is None:
            raise
        raise translated from error


def store_error(path: Path, error: sqlite3.Error) -> StoreError | None:
    """What an error of SQLite means for the store, or None if it is a mistake of ours."""
    detail = str(error)
    match primary_code(error):
        case sqlite3.SQLITE_FULL:
            return StoreFull(str(path))
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreUnusable(str(path), "locked", detail)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return StoreUnusable(str(path), "corrupt", detail)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_IOERR:
            return StoreUnusable(str(path), "unwritable", detail)
        case _:
            return None


def primary_code(error: sqlite3.Error) -> int:
    """The low byte of SQLite's code, or 0 for an error that the module itself raised."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def change(connection: sqlite3.Connection, sql: str, values: tuple[object, ...]) -> None:
    """Run an UPDATE that is meant for one row. Raises `LookupError` if it is not there."""
    if connection.execute(sql, values).rowcount != 1:
        raise LookupError(f"no such row: {sql}")


def new_id(cursor: sqlite3.Cursor) -> int:
    """The id of the row that was inserted."""
    if cursor.lastrowid is None:
        raise AssertionError("an INSERT gives an id")
    return cursor.lastrowid
