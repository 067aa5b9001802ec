"""Where words are in one chat: every turn of its active branch read once, in SQLite's order, and counted."""

import sqlite3

from desktop.domain.store import FoundTurn

_BRANCH = """
    WITH RECURSIVE branch (turn_id) AS (
        SELECT head_id FROM chats WHERE id = ? AND head_id IS NOT NULL
        UNION ALL
        SELECT parent_id FROM branch JOIN turns ON id = turn_id WHERE parent_id IS NOT NULL
    )
    SELECT id, depth, content FROM branch CROSS JOIN turns ON turns.id = turn_id
"""


def find_in_chat(connection: sqlite3.Connection, chat_id: int, words: str) -> tuple[FoundTurn, ...]:
    """The turns of the active branch that have `words`, from the first to the last.

    SQLite's LIKE would find "Ä" for "ä" nowhere: the comparison is that of the window, by `casefold`.
    """
    sought = words.casefold()
    if not sought:
        return ()
    found = [
        FoundTurn(turn_id, depth, count)
        for turn_id, depth, content in connection.execute(_BRANCH, (chat_id,))
        if (count := content.casefold().count(sought))
    ]
    return tuple(reversed(found))
