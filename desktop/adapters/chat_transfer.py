"""Whole chats out of SQLite and into it, for export and import.

Each function works on a connection within the caller's transaction.
"""

import sqlite3
from dataclasses import replace

from desktop.adapters.chat_pages import read_attachments
from desktop.adapters.chat_rows import setup_from, setup_text, turn_from
from desktop.adapters.chat_schema import new_id
from desktop.adapters.chat_tree import activate, insert_turn
from desktop.domain.conversation import Outcome
from desktop.domain.store import StoredChat, StoredTurn
from desktop.domain.text import without_surrogates


def export_chat(connection: sqlite3.Connection, chat_id: int) -> StoredChat:
    """The whole tree of a chat, the oldest turn first. Raises `LookupError` if the chat is not there."""
    chat = connection.execute("SELECT * FROM chats WHERE id = ?", (chat_id,)).fetchone()
    if chat is None:
        raise LookupError(f"no chat {chat_id}")
    turns: list[StoredTurn] = []
    places: dict[int, int] = {}
    sql = "SELECT * FROM turns WHERE chat_id = ? AND deleted_at IS NULL ORDER BY id"
    for row in connection.execute(sql, (chat_id,)):
        places[row["id"]] = len(turns)
        turn = turn_from(row["id"], row, attachments=read_attachments(connection, row["id"]))
        turns.append(StoredTurn(turn, places.get(row["parent_id"], -1)))
    return StoredChat(
        title=chat["title"],
        created_at=chat["created_at"],
        updated_at=chat["updated_at"],
        turns=tuple(turns),
        active=places.get(chat["head_id"], -1),
        setup=setup_from(chat["setup"]),
        is_pinned=chat["pinned_at"] is not None,
        has_own_title=bool(chat["has_own_title"]),
    )


def import_chats(
    connection: sqlite3.Connection, chats: tuple[StoredChat, ...], now: float
) -> tuple[int, ...]:
    """Add chats beside those that are there, and give their ids. Raises `ValueError` if one is no tree."""
    for chat in chats:
        _check(chat)
    return tuple(_import(connection, chat, now) for chat in chats)


def _check(chat: StoredChat) -> None:
    for place, stored in enumerate(chat.turns):
        if not -1 <= stored.parent < place:
            raise ValueError(f"turn {place} comes before its parent {stored.parent}")
    if not -1 <= chat.active < len(chat.turns) or (chat.active < 0) != (not chat.turns):
        raise ValueError(f"no turn {chat.active} to be the active one")


def _import(connection: sqlite3.Connection, chat: StoredChat, now: float) -> int:
    values = (
        without_surrogates(chat.title), chat.created_at, chat.updated_at, now if chat.is_pinned else None,
        setup_text(chat.setup), chat.has_own_title, len(chat.turns),
    )  # fmt: skip
    sql = (
        "INSERT INTO chats (title, created_at, updated_at, pinned_at, setup, has_own_title, choices)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
    )
    chat_id = new_id(connection.execute(sql, values))
    ids: list[int] = []
    depths: list[int] = []
    for place, stored in enumerate(chat.turns):
        turn, parent = stored.turn, stored.parent
        if turn.outcome is Outcome.ARRIVING:
            turn = replace(turn, outcome=Outcome.INTERRUPTED)
        depths.append(depths[parent] + 1 if parent >= 0 else 0)
        made_at = turn.created_at or chat.created_at
        parent_id = ids[parent] if parent >= 0 else None
        where = (chat_id, parent_id, depths[place], place + 1, made_at, None, None)
        ids.append(insert_turn(connection, turn, where))
    activate(connection, chat_id, ids[chat.active] if ids else None)
    return chat_id
