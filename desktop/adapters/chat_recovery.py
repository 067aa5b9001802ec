"""A damaged chat store: moved aside whole, and what can be read of it copied into a new one.

A bad page makes every scan across it fail, so rows are read from both ends, and one by one between them.
"""

import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from desktop.adapters.chat_schema import TURN_COLUMNS, transaction, turn_from

SINGLE_READS = 200_000
"""How many rows between the two ends are tried one by one."""
BLIND_READS = 1_000
"""The same, when not even the last row can be read."""
RECOVERED_TITLE = "Recovered chat"
"""The title of a chat whose own row could not be read; kept in the store, so it is not translated."""
_CHAT_COLUMNS = ("title", "created_at", "updated_at", "deleted_at")


def move_aside(path: Path) -> Path:
    """Rename the three files of a database; gives the new path of the first. Raises `OSError`."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    kept = path.with_name(f"{path.stem}.corrupt-{stamp}")
    for suffix in ("-wal", "-shm", ""):  # the database last: killed in between, it is still found damaged
        part = path.with_name(path.name + suffix)
        if part.exists():
            os.rename(part, kept.with_name(kept.name + suffix))
    return kept


def salvage(kept: Path, target: sqlite3.Connection) -> tuple[int, int]:
    """Copy every readable chat and turn of the file `kept`, which is only read; gives their numbers."""
    source = sqlite3.connect(f"{kept.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    source.row_factory = sqlite3.Row
    # A byte that is no longer UTF-8 must not cost the whole row.
    source.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        with transaction(target):
            return _copy(source, target)
    finally:
        source.close()


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> tuple[int, int]:
    chats: dict[int, tuple[object, ...]] = {}
    for row in _readable(source, "chats"):
        if isinstance(row["title"], str) and isinstance(row["updated_at"], float):
            chats[row["id"]] = tuple(row[column] for column in _CHAT_COLUMNS)
    last_turns: dict[int, int] = {}
    turns: list[tuple[object, ...]] = []
    known: set[int] = set()
    for row in sorted(_readable(source, "turns"), key=lambda row: int(row["id"])):
        if not _is_whole(row):
            continue
        turn_id, chat_id, parent_id = int(row["id"]), int(row["chat_id"]), row["parent_id"]
        if parent_id is not None and parent_id not in known:
            parent_id = last_turns.get(chat_id)  # its own parent is lost: keep the chat in one piece
        known.add(turn_id)
        last_turns[chat_id] = turn_id
        chats.setdefault(chat_id, (RECOVERED_TITLE, row["created_at"], row["created_at"], None))
        turns.append((turn_id, chat_id, parent_id, *(row[name] for name in TURN_COLUMNS), row["created_at"]))
    target.executemany("INSERT INTO chats VALUES (?, ?, ?, ?, ?)", [(key, *chats[key]) for key in chats])
    target.executemany(f"INSERT INTO turns VALUES ({', '.join('?' * (len(TURN_COLUMNS) + 4))})", turns)
    return len(chats), len(turns)


def _is_whole(row: sqlite3.Row) -> bool:
    """Whether the row of a turn still is one."""
    try:
        turn_from(int(row["id"]), row)
    except ValueError:
        return False
    texts = ("content", "thinking", "problem", "model", "provider")
    numbers = ("id", "chat_id", "is_local", "created_at")
    return all(isinstance(row[name], str) for name in texts) and all(
        isinstance(row[name], (int, float)) for name in numbers
    )


def _readable(source: sqlite3.Connection, table: str) -> Iterator[sqlite3.Row]:
    """Every row of a table that can be read, each once."""
    last, failed = 0, False
    rows = _scan(source, f"SELECT * FROM {table} ORDER BY id")
    for row in rows:
        if row is None:
            failed = True
            break
        last = max(last, int(row["id"]))
        yield row
    if not failed:
        return
    first = last + BLIND_READS
    for row in _scan(source, f"SELECT * FROM {table} WHERE id > {last} ORDER BY id DESC"):
        if row is None:
            break
        first = int(row["id"])
        yield row
    for row_id in range(last + 1, min(first, last + SINGLE_READS)):
        for row in _scan(source, f"SELECT * FROM {table} WHERE id = {row_id}"):
            if row is not None:
                yield row


def _scan(source: sqlite3.Connection, query: str) -> Iterator[sqlite3.Row | None]:
    """The rows of a query, and None at its end if it ended with an error."""
    try:
        yield from source.execute(query)
    except sqlite3.DatabaseError:
        yield None
