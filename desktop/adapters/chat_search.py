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
MOST_HITS = 500
MOST_RANKED = 3_000
"""Of more matches than this the newest are given: ranking reads every one of them."""
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

_CHAT = "chats.title AS title, chats.updated_at AS updated_at"
_TITLES = f"SELECT chats.id AS id, chats.id AS chat_id, {_CHAT}, {{}} chats WHERE chats.deleted_at IS NULL"
_TURNS = (
    f"SELECT turns.id AS id, turns.chat_id AS chat_id, {_CHAT}, {{}} turns CROSS JOIN chats"
    " WHERE chats.id = turns.chat_id AND turns.deleted_at IS NULL AND chats.deleted_at IS NULL"
)


def set_up_index(connection: sqlite3.Connection) -> bool:
    """Make the index of a database that has none; False if SQLite has no FTS5."""
    modules = {row[0] for row in connection.execute("PRAGMA module_list")}
    triggers = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    with transaction(connection):
        if "fts5" not in modules:
            log.info("this SQLite has no FTS5: searching chats takes longer")
            for name in triggers & set(_TRIGGERS):  # they would fail; with FTS5 all is indexed again
                connection.execute(f"DROP TRIGGER {name}")
        elif not triggers.issuperset(_TRIGGERS):
            end_arriving(connection)  # the index is made of every row that is there
            for statement in _TABLES:
                connection.execute(statement)
            for index in ("title_index", "turn_index"):
                connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
            for name, trigger in _TRIGGERS.items():
                connection.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {trigger}")
    return "fts5" in modules


def end_arriving(connection: sqlite3.Connection) -> None:
    """At the start, when nothing arrives: index what was arriving when the application ended."""
    connection.execute(f"UPDATE turns SET outcome = '{KILLED}' WHERE outcome = '{ARRIVING}'")


def search(connection: sqlite3.Connection, text: str, limit: int, has_index: bool) -> tuple[SearchHit, ...]:
    """The best titles and messages, at most `limit` together; a half of it is kept for each of the two."""
    query, limit = Query.of(text), min(limit, MOST_HITS)
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
    count = _count(connection, index, expression)
    if not count:
        return []
    if count > MOST_RANKED:
        return _newest(connection, index, expression, limit)
    best = _ranked(connection, index, expression, limit)
    # Asked for one by one, each row would have FTS5 open the lists of the words again; the plus sign makes it
    # go through the matches, and only those that were chosen have their excerpt made.
    marks = ", ".join("?" * len(best))
    rows = connection.execute(
        f"SELECT rowid, {_snippet(index)} FROM {index} WHERE {index} MATCH ? AND +rowid IN ({marks})",
        (expression, *(row["id"] for row in best)),
    )
    excerpts = {row_id: marked_excerpt(marked, MARKS) for row_id, marked in rows}
    return [_hit(row, *excerpts[row["id"]], is_title=is_title) for row in best]


def _count(connection: sqlite3.Connection, index: str, expression: str) -> int:
    """How many matches there are, deleted ones too; counting ends with the first that would not be ranked."""
    matches = f"SELECT rowid FROM {index} WHERE {index} MATCH ? LIMIT {MOST_RANKED + 1}"
    (count,) = connection.execute(f"SELECT count(*) FROM ({matches})", (expression,)).fetchone()
    return int(count)


def _newest(connection: sqlite3.Connection, index: str, expression: str, limit: int) -> list[SearchHit]:
    """The matches that were added last and are not deleted; the walk ends when there are enough."""
    is_title = index == "title_index"
    table, select = ("chats", _TITLES) if is_title else ("turns", _TURNS)
    # CROSS: the rows come in the order of FTS5's own walk, backwards, and nothing is sorted.
    matches = f"{_snippet(index)} AS marked FROM {index} CROSS JOIN"
    sql = f"{select.format(matches)} AND {table}.id = {index}.rowid AND {index} MATCH ?"
    rows = connection.execute(f"{sql} ORDER BY {index}.rowid DESC LIMIT ?", (expression, limit)).fetchall()
    return [_hit(row, *marked_excerpt(row["marked"], MARKS), is_title=is_title) for row in rows]


def _snippet(index: str) -> str:
    return f"snippet({index}, 0, '{MARKS[0]}', '{MARKS[1]}', '…', {EXCERPT_WORDS})"


def _ranked(connection: sqlite3.Connection, index: str, expression: str, limit: int) -> list[sqlite3.Row]:
    """The rows of the best matches that are not deleted; among equals that of the newer chat first."""
    ranks: list[tuple[float, float, int, sqlite3.Row]] = []
    # CROSS: FTS5 itself gives its rows in the order of their ranks, and the loop ends long before the last.
    ranked = f"{index}.rank AS rank FROM {index} CROSS JOIN"
    table, select = ("chats", _TITLES) if index == "title_index" else ("turns", _TURNS)
    sql = f"{select.format(ranked)} AND {table}.id = {index}.rowid AND {index} MATCH ? ORDER BY {index}.rank"
    for row in connection.execute(sql, (expression,)):
        if len(ranks) >= limit and (row["rank"] > ranks[limit - 1][0] or len(ranks) >= MOST_TIES):
            break
        ranks.append((row["rank"], -row["updated_at"], -row["id"], row))
    return [row for *_, row in sorted(ranks, key=lambda entry: entry[:3])[:limit]]


def _find_slowly(
    connection: sqlite3.Connection, query: Query, limit: int, *, is_title: bool
) -> list[SearchHit]:
    """Every word anywhere in the text, the newest chat first."""
    column = "chats.title" if is_title else "turns.content"
    where = f" AND {column} LIKE ? ESCAPE '\\'" * len(query.terms)
    ended = "" if is_title else f" AND turns.outcome <> '{ARRIVING}'"
    select = (_TITLES if is_title else _TURNS).format(f"{column} AS text FROM")
    sql = f"{select}{ended}{where} ORDER BY chats.updated_at DESC, id DESC LIMIT ?"
    rows = connection.execute(sql, (*query.as_like(), limit)).fetchall()
    return [_hit(row, *excerpt_of(row["text"], query.terms), is_title=is_title) for row in rows]


def _hit(
    row: sqlite3.Row, excerpt: str, matches: tuple[tuple[int, int], ...], *, is_title: bool
) -> SearchHit:
    turn_id = 0 if is_title else row["id"]
    return SearchHit(row["chat_id"], turn_id, row["title"], excerpt, matches, row["updated_at"])
