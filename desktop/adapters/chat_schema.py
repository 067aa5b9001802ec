"""How chats lie in SQLite: the tables, their migration, and turns as rows.

SQLite's codes of failure: https://sqlite.org/rescode.html; the two numbers in the file's header that tell our
database from another: https://sqlite.org/pragma.html#pragma_application_id.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.domain.chat import Role
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.errors import Interrupted, Interruption, StoreError, StoreFull, StoreUnusable
from desktop.domain.text import without_surrogates

APPLICATION_ID = 0x54415253
"""“TARS”."""
SCHEMA_VERSION = 1

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
)
"""The step from version N to N + 1, at N."""

TURN_COLUMNS = (
    "role", "content", "thinking", "outcome", "problem", "model", "provider", "is_local",
    "first_token_seconds", "generation_seconds", "reply_tokens", "prompt_tokens",
)  # fmt: skip


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to this version in one transaction: killed half-way, nothing has happened."""
    with transaction(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for step in _MIGRATIONS[version:]:
            for statement in step.split(";"):
                connection.execute(statement)
        if version < SCHEMA_VERSION:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


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


def row_from(turn: Turn) -> tuple[object, ...]:
    """The values of `TURN_COLUMNS`, with no character that a database refuses."""
    values = (
        turn.role.value, turn.content, turn.thinking, turn.outcome.value, turn.problem, turn.model,
        turn.provider, turn.is_local, turn.first_token_seconds, turn.generation_seconds, turn.reply_tokens,
        turn.prompt_tokens,
    )  # fmt: skip
    return tuple(without_surrogates(value) if isinstance(value, str) else value for value in values)


def turn_from(turn_id: int, row: sqlite3.Row) -> Turn:
    """The turn of a row; one that was arriving when the application ended is interrupted.

    Raises `ValueError` for a role or an outcome that does not exist.
    """
    outcome, error = Outcome(row["outcome"]), None
    if outcome is Outcome.ARRIVING:
        outcome, error = Outcome.INTERRUPTED, Interrupted(Interruption.APPLICATION_ENDED)
    return Turn(
        id=turn_id,
        role=Role(row["role"]),
        content=row["content"],
        thinking=row["thinking"],
        outcome=outcome,
        error=error,
        problem=row["problem"],
        model=row["model"],
        provider=row["provider"],
        is_local=bool(row["is_local"]),
        first_token_seconds=row["first_token_seconds"],
        generation_seconds=row["generation_seconds"],
        reply_tokens=row["reply_tokens"],
        prompt_tokens=row["prompt_tokens"],
    )
