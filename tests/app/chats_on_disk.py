"""What the application has written into its chats, read from a copy, since it locks its own."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any


def rows(home: Path, query: str) -> list[tuple[Any, ...]]:
    """What `query` finds; nothing while the file is not there, or copied in the middle of a write."""
    with tempfile.TemporaryDirectory() as folder:
        for path in (home / "data").glob("chats.db*"):
            shutil.copy(path, folder)
        with closing(sqlite3.connect(Path(folder) / "chats.db")) as connection:
            try:
                return connection.execute(query).fetchall()
            except sqlite3.DatabaseError:
                return []


def turns(home: Path) -> list[tuple[str, str, str]]:
    """Role, content and outcome of every turn."""
    return rows(home, "select role, content, outcome from turns order by id")
