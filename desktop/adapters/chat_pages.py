"""Branches of a chat read from SQLite, a page at a time, at a cost that depends on the page only."""

import sqlite3

from desktop.adapters.chat_rows import attachment_from, setup_from, turn_from
from desktop.adapters.chat_tree import choose_turn
from desktop.domain.attachments import Attachment
from desktop.domain.store import PAGE_CONTENT_BYTES, ChatPage

_BRANCH = """
    WITH RECURSIVE branch (turn_id, number) AS (
        SELECT :last, 1
        UNION ALL
        SELECT parent_id, number + 1 FROM branch JOIN turns ON id = turn_id
        WHERE parent_id IS NOT NULL AND number < :limit
    )
    SELECT
        turns.*,
        CASE WHEN parent_id IS NULL THEN (
            SELECT group_concat(id) FROM turns AS others
            WHERE others.chat_id = turns.chat_id AND others.parent_id IS NULL AND others.deleted_at IS NULL
        ) ELSE (
            SELECT group_concat(id) FROM turns AS others
            WHERE others.parent_id = turns.parent_id AND others.deleted_at IS NULL
        ) END AS siblings,
        (SELECT sum(length(content)) FROM attachments WHERE turn_id = turns.id) AS content_bytes
    FROM branch CROSS JOIN turns ON turns.id = turn_id
    ORDER BY depth DESC
"""


def read_chat(connection: sqlite3.Connection, chat_id: int, limit: int) -> ChatPage:
    """The last turns of the active branch; an empty page for a chat that is not there."""
    row = connection.execute("SELECT head_id FROM chats WHERE id = ?", (chat_id,)).fetchone()
    return _page(connection, chat_id, row["head_id"], limit) if row is not None else ChatPage()


def read_earlier(connection: sqlite3.Connection, turn_id: int, limit: int) -> ChatPage:
    """The turns before one on its branch; an empty page if there are none."""
    row = _place(connection, turn_id)
    return _page(connection, row["chat_id"], row["parent_id"], limit) if row is not None else ChatPage()


def read_around(connection: sqlite3.Connection, turn_id: int, limit: int) -> ChatPage:
    """Make the branch through a turn the active one, and read it from half a page before the turn on."""
    row = _place(connection, turn_id)
    if row is None:
        return ChatPage()
    if row["deleted_at"] is not None:
        return read_chat(connection, row["chat_id"], limit)
    choose_turn(connection, turn_id)
    sql = "SELECT turns.depth FROM chats JOIN turns ON turns.id = head_id WHERE chats.id = ?"
    (depth,) = connection.execute(sql, (row["chat_id"],)).fetchone()
    return read_chat(connection, row["chat_id"], max(limit, depth - row["depth"] + 1 + limit // 2))


def read_attachments(connection: sqlite3.Connection, turn_id: int) -> tuple[Attachment, ...]:
    """What was attached to a turn, with its content."""
    return _attachments(connection, turn_id, has_content=True)


def _place(connection: sqlite3.Connection, turn_id: int) -> sqlite3.Row | None:
    sql = "SELECT chat_id, parent_id, depth, deleted_at FROM turns WHERE id = ?"
    row: sqlite3.Row | None = connection.execute(sql, (turn_id,)).fetchone()
    return row


def _page(connection: sqlite3.Connection, chat_id: int, last_id: int | None, limit: int) -> ChatPage:
    sql = "SELECT setup, has_own_title FROM chats WHERE id = ?"
    setup, has_own_title = connection.execute(sql, (chat_id,)).fetchone()
    rows = connection.execute(_BRANCH, {"last": last_id, "limit": limit}).fetchall()
    turns, room = [], PAGE_CONTENT_BYTES
    for row in rows:
        attachments: tuple[Attachment, ...] = ()
        if row["content_bytes"] is not None:
            has_content = row["content_bytes"] <= room
            room -= row["content_bytes"] if has_content else 0
            attachments = _attachments(connection, row["id"], has_content=has_content)
        turns.append(turn_from(row["id"], row, _siblings(row), attachments))
    earlier = rows[-1]["depth"] if rows else 0
    return ChatPage(tuple(reversed(turns)), earlier, setup_from(setup), bool(has_own_title))


def _siblings(row: sqlite3.Row) -> tuple[int, ...]:
    """All turns after the same one, the oldest first; () while it is alone."""
    ids = sorted(int(one) for one in (row["siblings"] or "").split(",") if one)
    return tuple(ids) if len(ids) > 1 else ()


def _attachments(
    connection: sqlite3.Connection, turn_id: int, *, has_content: bool
) -> tuple[Attachment, ...]:
    content = "content" if has_content else "x'' AS content"
    rows = connection.execute(
        f"SELECT name, kind, media_type, {content}, tokens, original_bytes FROM attachments"
        " WHERE turn_id = ? ORDER BY position",
        (turn_id,),
    )
    return tuple(attachment_from(row) for row in rows)
