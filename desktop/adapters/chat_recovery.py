"""A damaged chat store: moved aside whole, and what can be read of it copied into a new one.

A bad page makes every scan across it fail, so rows are read from both ends, and one by one between them.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import NoneType
from typing import Any, TypeAlias

from desktop.adapters.chat_rows import ARRIVING, KILLED, turn_from
from desktop.adapters.chat_schema import transaction
from desktop.adapters.chat_tree import activate
from desktop.domain.attachments import AttachmentKind

SINGLE_READS = 200_000
"""How many rows between the two ends are tried one by one."""
BLIND_READS = 1_000
"""The same, when not even the last row can be read."""
RECOVERED_TITLE = "Recovered chat"
"""The title of a chat whose own row could not be read; kept in the store, so it is not translated."""

_Kinds: TypeAlias = type | tuple[type, ...]
_NUMBER, _MAYBE_NUMBER, _MAYBE_ID = (float, int), (float, int, NoneType), (int, NoneType)
_CHAT_KINDS: dict[str, _Kinds] = {
    "id": int, "title": str, "created_at": _NUMBER, "updated_at": _NUMBER, "deleted_at": _MAYBE_NUMBER,
    "pinned_at": _MAYBE_NUMBER, "setup": str, "has_own_title": int, "head_id": _MAYBE_ID, "choices": int,
}  # fmt: skip
_TURN_KINDS: dict[str, _Kinds] = {
    "id": int, "chat_id": int, "parent_id": _MAYBE_ID, "role": str, "content": str, "thinking": str,
    "outcome": str, "problem": str, "model": str, "provider": str, "is_local": int,
    "first_token_seconds": _MAYBE_NUMBER, "generation_seconds": _MAYBE_NUMBER, "reply_tokens": _MAYBE_NUMBER,
    "prompt_tokens": _MAYBE_NUMBER, "created_at": _NUMBER, "thinking_seconds": _MAYBE_NUMBER,
    "chosen_at": int, "deleted_at": _MAYBE_NUMBER, "deleted_with": _MAYBE_ID,
}  # fmt: skip
_ATTACHMENT_KINDS: dict[str, _Kinds] = {
    "id": int, "turn_id": int, "position": int, "name": str, "kind": str, "media_type": str, "content": bytes,
    "tokens": int, "original_bytes": int,
}  # fmt: skip
_NEW_CHAT: dict[str, Any] = {
    "deleted_at": None, "pinned_at": None, "setup": "", "has_own_title": 0, "head_id": None, "choices": 0,
}  # fmt: skip
_NEW_TURN: dict[str, Any] = {
    "thinking_seconds": None,
    "chosen_at": 0,
    "deleted_at": None,
    "deleted_with": None,
}
"""What the columns that came with version 2 hold in a file of version 1."""


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
    chats = {row["id"]: _NEW_CHAT | dict(row) for row in _readable(source, "chats")}
    chats = {chat_id: chat for chat_id, chat in chats.items() if _is_whole(chat, _CHAT_KINDS)}
    turns = _placed(sorted(_readable(source, "turns"), key=lambda row: int(row["id"])))
    last_turns = {turn["chat_id"]: turn["id"] for turn in turns.values() if turn["deleted_at"] is None}
    for turn in turns.values():
        at = turn["created_at"]
        found = {"id": turn["chat_id"], "title": RECOVERED_TITLE, "created_at": at, "updated_at": at}
        chat = chats.setdefault(turn["chat_id"], _NEW_CHAT | found)
        chat["choices"] = max(chat["choices"], turn["chosen_at"])
    attachments = [dict(row) for row in _readable(source, "attachments")]
    _insert(target, "chats", chats.values())
    _insert(target, "turns", turns.values())
    _insert(target, "attachments", (one for one in attachments if _is_whole_attachment(one, turns)))
    for chat_id, chat in chats.items():
        head = turns.get(chat["head_id"] or 0)
        is_head = head is not None and head["chat_id"] == chat_id and head["deleted_at"] is None
        activate(target, chat_id, chat["head_id"] if is_head else last_turns.get(chat_id))
    return len(chats), len(turns)


def _placed(rows: list[sqlite3.Row]) -> dict[int, dict[str, Any]]:
    """The turns that are whole, by their ids, each with a place in its chat's tree."""
    turns: dict[int, dict[str, Any]] = {}
    last_turns: dict[int, int] = {}
    for row in rows:
        turn = _NEW_TURN | dict(row)
        if not _is_whole_turn(turn):
            continue
        turn_id, chat_id = turn["id"], turn["chat_id"]
        parent = turns.get(turn["parent_id"] or 0)
        if turn["parent_id"] is not None and (parent is None or parent["chat_id"] != chat_id):
            parent = turns.get(last_turns.get(chat_id, 0))  # its own is lost: keep the chat in one piece
        turn["parent_id"] = parent["id"] if parent is not None else None
        turn["depth"] = parent["depth"] + 1 if parent is not None else 0
        turn["chosen_at"] = turn["chosen_at"] or turn_id
        turns[turn_id] = turn
        is_astray = turn["deleted_at"] is None or turn["deleted_with"] not in turns
        if parent is not None and parent["deleted_at"] is not None and is_astray:
            turn["deleted_at"], turn["deleted_with"] = parent["deleted_at"], parent["deleted_with"]
        elif turn["deleted_at"] is not None and is_astray:
            turn["deleted_with"] = turn_id
        last_turns[chat_id] = turn_id
    return turns


def _is_whole(row: dict[str, Any], kinds: dict[str, _Kinds]) -> bool:
    """Whether every column still holds a value of a kind that belongs there."""
    return all(isinstance(row.get(name), kind) for name, kind in kinds.items())


def _is_whole_turn(turn: dict[str, Any]) -> bool:
    if turn["outcome"] == ARRIVING:
        turn["outcome"] = KILLED
    try:
        turn_from(0, turn)
    except (ValueError, KeyError):
        return False
    return _is_whole(turn, _TURN_KINDS)


def _is_whole_attachment(row: dict[str, Any], turns: dict[int, dict[str, Any]]) -> bool:
    kinds = [kind.value for kind in AttachmentKind]
    return _is_whole(row, _ATTACHMENT_KINDS) and row["turn_id"] in turns and row["kind"] in kinds


def _insert(target: sqlite3.Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows into the columns that the table has."""
    columns = [row["name"] for row in target.execute(f"PRAGMA table_info({table})")]
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    target.executemany(sql, ([row[column] for column in columns] for row in rows))


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
