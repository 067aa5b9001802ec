"""The tree of a chat's turns in SQLite: branches grow, are chosen, deleted and brought back.

At every fork the branch that was active last has the greatest `chosen_at`, so the last active leaf below a
turn is found by going down to the child with the greatest one. Each function works on a connection within the
caller's transaction.
"""

import sqlite3

from desktop.adapters.chat_rows import ATTACHMENT_COLUMNS, TURN_COLUMNS, attachment_rows, row_from
from desktop.adapters.chat_schema import change, new_id
from desktop.domain.attachments import Attachment
from desktop.domain.conversation import Turn

_SIBLINGS = (
    "(siblings.parent_id = turns.parent_id"
    " OR turns.parent_id IS NULL AND siblings.parent_id IS NULL AND siblings.chat_id = turns.chat_id)"
    " AND siblings.id <> turns.id"
)
_PLACE = ("chat_id", "parent_id", "depth", "chosen_at", "created_at", "deleted_at", "deleted_with")


def add_turn(connection: sqlite3.Connection, chat_id: int, turn: Turn, parent_id: int, now: float) -> int:
    """Add a turn after another one (0: as a first one), on the active branch from here on; gives its id.

    Raises `LookupError` if the parent is no turn of the chat.
    """
    sql = "SELECT depth, deleted_at, deleted_with FROM turns WHERE id = ? AND chat_id = ?"
    parent = connection.execute(sql, (parent_id, chat_id)).fetchone()
    if parent_id and parent is None:
        raise LookupError(f"no turn {parent_id} in chat {chat_id}")
    deleted = (parent["deleted_at"], parent["deleted_with"]) if parent_id else (None, None)
    depth = parent["depth"] + 1 if parent_id else 0
    turn_id = insert_turn(connection, turn, (chat_id, parent_id or None, depth, 0, now, *deleted))
    connection.execute("UPDATE chats SET updated_at = ? WHERE id = ?", (now, chat_id))
    if deleted[0] is None:
        activate(connection, chat_id, turn_id)
    return turn_id


def insert_turn(connection: sqlite3.Connection, turn: Turn, place: tuple[object, ...]) -> int:
    """Write the row of a turn and of what is attached to it; gives its id.

    `place` is the chat, the parent or None, the depth, the number of its choice, when it was made, and when
    and with which turn it was deleted.
    """
    columns = (*_PLACE, *TURN_COLUMNS)
    sql = f"INSERT INTO turns ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    turn_id = new_id(connection.execute(sql, (*place, *row_from(turn))))
    insert_attachments(connection, turn_id, turn.attachments)
    return turn_id


def insert_attachments(
    connection: sqlite3.Connection, turn_id: int, attachments: tuple[Attachment, ...]
) -> None:
    marks = ", ".join("?" * len(ATTACHMENT_COLUMNS))
    sql = f"INSERT INTO attachments ({', '.join(ATTACHMENT_COLUMNS)}) VALUES ({marks})"
    connection.executemany(sql, attachment_rows(turn_id, attachments))


def update_turn(connection: sqlite3.Connection, turn: Turn, now: float) -> None:
    """Write everything of a turn but its attachments. Raises `LookupError` if it is not there."""
    assignments = ", ".join(f"{column} = ?" for column in TURN_COLUMNS)
    change(connection, f"UPDATE turns SET {assignments} WHERE id = ?", (*row_from(turn), turn.id))
    sql = "UPDATE chats SET updated_at = ? WHERE id = (SELECT chat_id FROM turns WHERE id = ?)"
    change(connection, sql, (now, turn.id))


def choose_turn(connection: sqlite3.Connection, turn_id: int) -> None:
    """Make the branch through a turn the active one. Raises `LookupError` if it is not there, or deleted."""
    row = _row(connection, turn_id)
    if row["deleted_at"] is not None:
        raise LookupError(f"turn {turn_id} is deleted")
    activate(connection, row["chat_id"], _leaf_below(connection, turn_id))


def delete_turn(connection: sqlite3.Connection, turn_id: int, now: float) -> None:
    """Take a turn and all below it out of the tree; ignored if that has happened already.

    The active branch goes on with the sibling that was active last, or ends at the parent.
    """
    row = _row(connection, turn_id)
    if row["deleted_at"] is not None:
        return
    connection.execute(
        "UPDATE turns SET deleted_at = ?, deleted_with = ? WHERE deleted_at IS NULL AND id IN ("
        " WITH RECURSIVE below (turn_id) AS ("
        "  SELECT ? UNION ALL SELECT id FROM turns JOIN below ON parent_id = turn_id)"
        " SELECT turn_id FROM below)",
        (now, turn_id, turn_id),
    )
    sql = (
        "SELECT turns.deleted_at IS NOT NULL AS is_gone FROM chats JOIN turns ON turns.id = head_id"
        " WHERE chats.id = ?"
    )
    if connection.execute(sql, (row["chat_id"],)).fetchone()["is_gone"]:
        _fall_back(connection, row)


def restore_turn(connection: sqlite3.Connection, turn_id: int) -> None:
    """Bring back all that was deleted with a turn, and what it follows; ignored if it is not deleted."""
    if _row(connection, turn_id)["deleted_at"] is None:
        return
    above: int | None = turn_id
    while above is not None and (deleted_with := _row(connection, above)["deleted_with"]) is not None:
        sql = "UPDATE turns SET deleted_at = NULL, deleted_with = NULL WHERE deleted_with = ?"
        connection.execute(sql, (deleted_with,))
        above = _row(connection, deleted_with)["parent_id"]
    choose_turn(connection, turn_id)


def activate(connection: sqlite3.Connection, chat_id: int, head_id: int | None) -> None:
    """Make the branch that ends with a turn the active one; None if no turn is left."""
    sql = "SELECT head_id, choices FROM chats WHERE id = ?"
    before, choices = connection.execute(sql, (chat_id,)).fetchone()
    sql = "UPDATE chats SET head_id = ?, choices = ? WHERE id = ?"
    connection.execute(sql, (head_id, choices + 1, chat_id))
    connection.execute("UPDATE turns SET chosen_at = ? WHERE id = ?", (choices + 1, head_id))
    # After the last turn, or beside it, the rest of the branch is the active one already.
    sql = (
        "SELECT 1 FROM turns WHERE id = :head"
        " AND parent_id IN (:old, (SELECT parent_id FROM turns WHERE id = :old))"
    )
    if connection.execute(sql, {"head": head_id, "old": before}).fetchone() is None:
        connection.execute(
            "WITH RECURSIVE branch (turn_id) AS ("
            " SELECT ? UNION ALL SELECT parent_id FROM branch JOIN turns ON id = turn_id"
            " WHERE parent_id IS NOT NULL)"
            " UPDATE turns SET chosen_at = ? WHERE id IN (SELECT turn_id FROM branch) AND EXISTS ("
            f" SELECT 1 FROM turns AS siblings WHERE {_SIBLINGS} AND siblings.chosen_at > turns.chosen_at)",
            (head_id, choices + 1),
        )


def _fall_back(connection: sqlite3.Connection, deleted: sqlite3.Row) -> None:
    sql = (
        f"SELECT siblings.id FROM turns JOIN turns AS siblings ON {_SIBLINGS} WHERE turns.id = ?"
        " AND siblings.deleted_at IS NULL ORDER BY siblings.chosen_at DESC, siblings.id DESC LIMIT 1"
    )
    sibling = connection.execute(sql, (deleted["id"],)).fetchone()
    head = _leaf_below(connection, sibling["id"]) if sibling is not None else deleted["parent_id"]
    activate(connection, deleted["chat_id"], head)


def _leaf_below(connection: sqlite3.Connection, turn_id: int) -> int:
    """The leaf below a turn that was active last, or the turn itself if it is one."""
    rows = connection.execute(
        "WITH RECURSIVE below (turn_id) AS ("
        " SELECT ? UNION ALL SELECT (SELECT id FROM turns WHERE parent_id = turn_id AND deleted_at IS NULL"
        "  ORDER BY chosen_at DESC, id DESC LIMIT 1) FROM below WHERE turn_id IS NOT NULL)"
        " SELECT turn_id FROM below WHERE turn_id IS NOT NULL",
        (turn_id,),
    )
    leaf = turn_id
    for row in rows:
        leaf = row["turn_id"]
    return leaf


def _row(connection: sqlite3.Connection, turn_id: int) -> sqlite3.Row:
    sql = "SELECT id, chat_id, parent_id, depth, deleted_at, deleted_with FROM turns WHERE id = ?"
    row: sqlite3.Row | None = connection.execute(sql, (turn_id,)).fetchone()
    if row is None:
        raise LookupError(f"no turn {turn_id}")
    return row
