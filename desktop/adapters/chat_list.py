"""The chats themselves in SQLite: their list, what they are called, and their end.

Each function works on a connection within the caller's transaction.
"""

import sqlite3

from desktop.adapters.chat_drafts import purge_drafts
from desktop.adapters.chat_rows import setup_text
from desktop.adapters.chat_schema import change, new_id
from desktop.domain.chat import ChatSetup
from desktop.domain.store import ChatSummary
from desktop.domain.text import without_surrogates


def list_chats(connection: sqlite3.Connection) -> tuple[ChatSummary, ...]:
    """Every chat that is not deleted: the pinned ones first, then the one that changed last."""
    rows = connection.execute(
        "SELECT id, title, updated_at, pinned_at IS NOT NULL FROM chats WHERE deleted_at IS NULL"
        " ORDER BY pinned_at IS NULL, updated_at DESC, id DESC"
    )
    return tuple(ChatSummary(key, title, at, bool(is_pinned)) for key, title, at, is_pinned in rows)


def create_chat(connection: sqlite3.Connection, title: str, setup: ChatSetup, now: float) -> int:
    sql = "INSERT INTO chats (title, setup, created_at, updated_at) VALUES (?, ?, ?, ?)"
    values = (without_surrogates(title), setup_text(setup), now, now)
    return new_id(connection.execute(sql, values))


def rename_chat(connection: sqlite3.Connection, chat_id: int, title: str, is_own: bool) -> None:
    sql = "UPDATE chats SET title = ?, has_own_title = ? WHERE id = ?"
    change(connection, sql, (without_surrogates(title), is_own, chat_id))


def pin_chat(connection: sqlite3.Connection, chat_id: int, pinned_at: float | None) -> None:
    change(connection, "UPDATE chats SET pinned_at = ? WHERE id = ?", (pinned_at, chat_id))


def save_setup(connection: sqlite3.Connection, chat_id: int, setup: ChatSetup) -> None:
    change(connection, "UPDATE chats SET setup = ? WHERE id = ?", (setup_text(setup), chat_id))


def mark_deleted(connection: sqlite3.Connection, chat_id: int, deleted_at: float | None) -> None:
    """Take a chat out of the list, or with None bring it back."""
    change(connection, "UPDATE chats SET deleted_at = ? WHERE id = ?", (deleted_at, chat_id))


def last_uses(connection: sqlite3.Connection) -> dict[tuple[str, str], float]:
    """When each model replied last, by its provider's name and its own."""
    rows = connection.execute(
        "SELECT provider, model, max(created_at) FROM turns WHERE model <> '' GROUP BY provider, model"
    )
    return {(provider, model): at for provider, model, at in rows}


def purge(connection: sqlite3.Connection, oldest: float) -> None:
    """Remove for good what was deleted before `oldest`, in seconds since the epoch."""
    doomed = (
        "(chat_id IN (SELECT id FROM chats WHERE deleted_at < :oldest)"
        " OR deleted_with IS NOT NULL AND deleted_at < :oldest)"
    )
    values = {"oldest": oldest}
    # A chain of turns that delete each other ends at SQLite's limit of 1,000 triggers in one another.
    connection.execute(f"UPDATE turns SET parent_id = NULL WHERE {doomed}", values)
    connection.execute(f"DELETE FROM turns WHERE {doomed}", values)
    connection.execute("DELETE FROM chats WHERE deleted_at < :oldest", values)
    purge_drafts(connection)
