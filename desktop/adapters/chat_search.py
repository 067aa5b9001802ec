"""Full-text search over titles and messages, in SQLite's FTS5 (https://sqlite.org/fts5.html).

The two indexes hold no text of their own: triggers keep them true to `chats` and `turns`. A turn is in its
index unless it is arriving, so that a reply which is written twice a second is indexed once, when it has
ended. Where SQLite has no FTS5, and for scripts that are written without spaces (FTS5 takes a whole run of
those for one word), rows are searched with LIKE.
"""

import logging
import sqlite3

from desktop.adapters.chat_rows import ARRIVING, KILLED
from desktop.adapters.chat_schema import transaction
from desktop.adapters.search_text import Query, excerpt_of, marked_excerpt
from desktop.domain.store import SearchHit

MARKS = ("\ufdd0", "\ufdd1")
"""Around matches in what FTS5 gives: characters that no text is meant to have."""
EXCERPT_WORDS = 24
MOST_TIES = 1_000
"""How many messages of one rank are put in the order of their chats' times."""

log = logging.getLogger(__name__)

_IS_INDEXED = f"{{0}}.outcome <> '{ARRIVING}'"
_OPTIONS = "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'"
_TABLES = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS title_index USING fts5 ("
    f"title, content = 'chats', content_rowid = 'id', {_OPTIONS})",
    f"CREATE VIRTUAL TABLE IF NOT EXISTS turn_index USING fts5 ("
    f"content, content = 'turns', content_rowid = 'id', {_OPTIONS})",
)
_ADD_TITLE = "INSERT INTO title_index (rowid, title) VALUES (new.id, new.title);"
_DROP_TITLE = "INSERT INTO title_index (title_index, rowid, title) VALUES ('delete', old.id, old.title);"
_ADD_TURN = "INSERT INTO turn_index (rowid, content) VALUES (new.id, new.content);"
_DROP_TURN = "INSERT INTO turn_index (turn_index, rowid, content) VALUES ('delete', old.id, old.content);"
_OLD, _NEW = _IS_INDEXED.format("old"), _IS_INDEXED.format("new")
_TRIGGERS = {
    "title_added": f"AFTER INSERT ON chats BEGIN {_ADD_TITLE} END",
    "title_removed": f"AFTER DELETE ON chats BEGIN {_DROP_TITLE} END",
    "title_changed": f"AFTER UPDATE OF title ON chats BEGIN {_DROP_TITLE} {_ADD_TITLE} END",
    "turn_added": f"AFTER INSERT ON turns WHEN {_NEW} BEGIN {_ADD_TURN} END",
    "turn_removed": f"AFTER DELETE ON turns WHEN {_OLD} BEGIN {_DROP_TURN} END",
    "turn_changed": f"AFTER UPDATE OF content, outcome ON turns WHEN {_OLD} AND {_NEW}"
    f" AND old.content <> new.content BEGIN {_DROP_TURN} {_ADD_TURN} END",
    "turn_ended": "AFTER UPDATE OF content, outcome ON turns"
    f" WHEN NOT {_OLD} AND {_NEW} BEGIN {_ADD_TURN} END",
    "turn_resumed": "AFTER UPDATE OF content, outcome ON turns"
    f" WHEN {_OLD} AND NOT {_NEW} BEGIN {_DROP_TURN} END",
}


def set_up_index(connection: sqlite3.Connection) -> bool:
    """Make the index of a database that has none, and complete it; False if SQLite has no FTS5.

    Nothing arrives yet: what was arriving when the application ended is indexed from here on.
    """
    modules = {row[0] for row in connection.execute("PRAGMA module_list")}
    triggers = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    with transaction(connection):
        if "fts5" not in modules:
            log.info("this SQLite has no FTS5: searching chats takes longer")
            for name in triggers & set(_TRIGGERS):  # they would fail; with FTS5 all is indexed again
                connection.execute(f"DROP TRIGGER {name}")
        connection.execute(f"UPDATE turns SET outcome = '{KILLED}' WHERE outcome = '{ARRIVING}'")
        if "fts5" in modules and not triggers.issuperset(_TRIGGERS):
            for statement in _TABLES:
                connection.execute(statement)
            for index in ("title_index", "turn_index"):
                connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
            for name, trigger in _TRIGGERS.items():
                connection.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {trigger}")
    return "fts5" in modules


def search(connection: sqlite3.Connection, text: str, limit: int, has_index: bool) -> tuple[SearchHit, ...]:
    """The best titles and messages, at most `limit` together; a half of it is kept for each of the two."""
    query = Query.of(text)
    if not query.terms or limit < 1:
        return ()
    find = _find if has_index and not query.is_unspaced else _find_slowly
    titles = find(connection, query, limit, is_title=True)
    turns = find(connection, query, limit, is_title=False)
    titles = titles[: limit - min(len(turns), limit // 2)]
    return (*titles, *turns[: limit - len(titles)])


def _find(connection: sqlite3.Connection, query: Query, limit: int, *, is_title: bool) -> list[SearchHit]:
    index = "title_index" if is_title else "turn_index"
    expression = query.as_fts5()
    best = _ranked(connection, index, expression, limit)
    hits: list[SearchHit] = []
    sql = (
        f"SELECT snippet({index}, 0, '{MARKS[0]}', '{MARKS[1]}', '…', {EXCERPT_WORDS}) FROM {index}"
        f" WHERE {index} MATCH ? AND rowid = ?"
    )
    for row in best:
        (marked,) = connection.execute(sql, (expression, row["id"])).fetchone()
        hits.append(_hit(row, *marked_excerpt(marked, MARKS), is_title=is_title))
    return hits


def _ranked(connection: sqlite3.Connection, index: str, expression: str, limit: int) -> list[sqlite3.Row]:
    """The rows of the best matches that are not deleted; among equals that of the newer chat first."""
    ranks: list[tuple[float, float, int, sqlite3.Row]] = []
    sql = f"SELECT rowid, rank FROM {index} WHERE {index} MATCH ? ORDER BY rank"
    for row_id, rank in connection.execute(sql, (expression,)):
        if len(ranks) >= limit and (rank > ranks[limit - 1][0] or len(ranks) >= MOST_TIES):
            break
        row = _visible(connection, row_id, is_title=index == "title_index")
        if row is not None:
            ranks.append((rank, -row["updated_at"], -row_id, row))
    return [row for *_, row in sorted(ranks, key=lambda entry: entry[:3])[:limit]]


_TITLE_SQL = (
    "SELECT id AS id, id AS chat_id, title AS title, updated_at AS updated_at, title AS content FROM chats"
    " WHERE deleted_at IS NULL"
)
_TURN_SQL = (
    "SELECT turns.id AS id, chat_id, title, updated_at, content FROM turns JOIN chats ON chats.id = chat_id"
    " WHERE turns.deleted_at IS NULL AND chats.deleted_at IS NULL"
)


def _visible(connection: sqlite3.Connection, row_id: int, *, is_title: bool) -> sqlite3.Row | None:
    sql = f"{_TITLE_SQL} AND id = ?" if is_title else f"{_TURN_SQL} AND turns.id = ?"
    row: sqlite3.Row | None = connection.execute(sql, (row_id,)).fetchone()
    return row


def _find_slowly(
    connection: sqlite3.Connection, query: Query, limit: int, *, is_title: bool
) -> list[SearchHit]:
    """Every word anywhere in the text, the newest chat first."""
    column = "title" if is_title else "content"
    where = f" AND {column} LIKE ? ESCAPE '\\'" * len(query.terms)
    ended = "" if is_title else f" AND outcome <> '{ARRIVING}'"
    order = "updated_at DESC, id DESC" if is_title else "chats.updated_at DESC, turns.id DESC"
    sql = f"{_TITLE_SQL if is_title else _TURN_SQL}{ended}{where} ORDER BY {order} LIMIT ?"
    rows = connection.execute(sql, (*query.as_like(), limit)).fetchall()
    return [_hit(row, *excerpt_of(row["content"], query.terms), is_title=is_title) for row in rows]


def _hit(
    row: sqlite3.Row, excerpt: str, matches: tuple[tuple[int, int], ...], *, is_title: bool
) -> SearchHit:
    turn_id = 0 if is_title else row["id"]
    return SearchHit(row["chat_id"], turn_id, row["title"], excerpt, matches, row["updated_at"])
