"""What is being written in a chat and not sent, in SQLite: its words, and the files that are to go with them.

Each function works on a connection within the caller's transaction. Chat 0 is one that is not stored yet.
"""

import sqlite3

from desktop.adapters.chat_rows import ATTACHMENT_COLUMNS, attachment_from, attachment_rows
from desktop.domain.attachments import Attachment
from desktop.domain.text import without_surrogates

_FILE_COLUMNS = ("chat_id", *ATTACHMENT_COLUMNS[1:])


def read_draft(connection: sqlite3.Connection, chat_id: int) -> str:
    row = connection.execute("SELECT text FROM drafts WHERE chat_id = ?", (chat_id,)).fetchone()
    return str(row["text"]) if row is not None else ""


def save_draft(connection: sqlite3.Connection, chat_id: int, text: str) -> None:
    connection.execute("DELETE FROM drafts WHERE chat_id = ?", (chat_id,))
    if text:
        connection.execute("INSERT INTO drafts VALUES (?, ?)", (chat_id, without_surrogates(text)))


def read_draft_files(connection: sqlite3.Connection, chat_id: int) -> tuple[Attachment, ...]:
    sql = "SELECT * FROM draft_files WHERE chat_id = ? ORDER BY position"
    return tuple(attachment_from(row) for row in connection.execute(sql, (chat_id,)))


def save_draft_files(
    connection: sqlite3.Connection, chat_id: int, attachments: tuple[Attachment, ...]
) -> None:
    connection.execute("DELETE FROM draft_files WHERE chat_id = ?", (chat_id,))
    marks = ", ".join("?" * len(_FILE_COLUMNS))
    sql = f"INSERT INTO draft_files ({', '.join(_FILE_COLUMNS)}) VALUES ({marks})"
    connection.executemany(sql, attachment_rows(chat_id, attachments))


def purge_drafts(connection: sqlite3.Connection) -> None:
    """Remove the drafts of chats that are gone for good."""
    for table in ("drafts", "draft_files"):
        is_orphan = "chat_id <> 0 AND chat_id NOT IN (SELECT id FROM chats)"
        connection.execute(f"DELETE FROM {table} WHERE {is_orphan}")
