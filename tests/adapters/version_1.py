"""A chat store as the first version of the application left it."""

import sqlite3
from contextlib import closing
from pathlib import Path

SCHEMA = """
    CREATE TABLE chats (
        id INTEGER PRIMARY KEY, title TEXT NOT NULL, created_at REAL NOT NULL, updated_at REAL NOT NULL,
        deleted_at REAL
    );
    CREATE INDEX chats_by_change ON chats (updated_at DESC, id DESC) WHERE deleted_at IS NULL;
    CREATE TABLE turns (
        id INTEGER PRIMARY KEY,
        chat_id INTEGER NOT NULL REFERENCES chats ON DELETE CASCADE,
        parent_id INTEGER REFERENCES turns ON DELETE CASCADE,
        role TEXT NOT NULL, content TEXT NOT NULL, thinking TEXT NOT NULL, outcome TEXT NOT NULL,
        problem TEXT NOT NULL, model TEXT NOT NULL, provider TEXT NOT NULL, is_local INTEGER NOT NULL,
        first_token_seconds REAL, generation_seconds REAL, reply_tokens INTEGER, prompt_tokens INTEGER,
        created_at REAL NOT NULL
    );
    CREATE INDEX turns_by_chat ON turns (chat_id, id);
    CREATE INDEX turns_by_parent ON turns (parent_id);
    CREATE INDEX turns_by_model ON turns (provider, model, created_at) WHERE model <> '';
    CREATE TABLE drafts (chat_id INTEGER PRIMARY KEY, text TEXT NOT NULL);
    PRAGMA application_id = 0x54415253;
    PRAGMA user_version = 1;
"""
TURN = (
    "INSERT INTO turns (id, chat_id, parent_id, role, content, thinking, outcome, problem, model, provider,"
    " is_local, created_at) VALUES (?, ?, ?, ?, ?, '', ?, '', '', '', 1, ?)"
)


def write_version_1(path: Path, extra_turns: int = 0) -> None:
    """Two chats with a title from their question and one of the user's own; a retry; a reply cut off."""
    path.parent.mkdir(mode=0o700)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA journal_mode = WAL;" + SCHEMA)
        connection.executemany(
            "INSERT INTO chats VALUES (?, ?, ?, ?, NULL)",
            [(1, "Why is the sky…", 1.0, 5.0), (2, "My own", 2.0, 4.0), (3, "Empty", 3.0, 3.0)],
        )
        connection.executemany(
            TURN,
            [
                (1, 1, None, "user", "Why is the sky blue?", "complete", 1.0),
                (2, 1, 1, "assistant", "Rayleigh.", "complete", 2.0),
                (3, 2, None, "user", "Something", "complete", 2.5),
                (4, 1, 1, "assistant", "Scattering", "arriving", 3.0),
            ],
        )
        connection.execute("INSERT INTO drafts VALUES (2, 'half')")
        for number in range(5, 5 + extra_turns):
            row = (
                number,
                2,
                3 if number == 5 else number - 1,
                "user",
                f"{number} " + "z" * 900,
                "complete",
                9.0,
            )
            connection.execute(TURN, row)
        connection.commit()
