"""SIGKILL at 20 random moments of replies that stream into the real window."""

import json
import random
import signal
import sqlite3
import time
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from tests.app.chats_on_disk import rows
from tests.app.screen import Application, screen, until
from tests.app.test_pulls import settings_of
from tests.servers.loopback import Connection
from tests.servers.model_server import Dialect
from tests.servers.ollama import OllamaDouble
from tests.servers.scripted import chunk, chunked_head

pytestmark = pytest.mark.real_window
KILLS = 20
TOKENS_PER_SECOND = 200
LONGEST_SECONDS = 2.0
BEHIND_SECONDS = 1.0
"""What may be missing after a kill: text that came later than this before it."""


class EndlessDouble(OllamaDouble):
    """Counts aloud without an end, and remembers when each number left it."""

    def __init__(self) -> None:
        super().__init__()
        self.sent_at: list[float] = []
        """Of the reply that began last, on the clock of `time.monotonic`."""

    def send_reply(self, connection: Connection, dialect: Dialect, key: object) -> None:
        del key
        sent_at: list[float] = []
        self.sent_at = sent_at
        connection.send(chunked_head(dialect.content_type))
        start = time.monotonic()
        for number in count():
            connection.pause(start + number / TOKENS_PER_SECOND - time.monotonic())
            connection.send(chunk(dialect.text(spoken(number))))
            sent_at.append(time.monotonic())


def spoken(number: int) -> str:
    return f"{number} "


@pytest.fixture(scope="module")
def desktop() -> Iterator[dict[str, str]]:
    with screen(has_tray=True) as env:
        yield env


@pytest.fixture
def server() -> Iterator[EndlessDouble]:
    with EndlessDouble() as server:
        yield server


def contents(home: Path) -> list[str]:
    """What all turns of the first chat say."""
    return [text for (text,) in rows(home, "select content from turns where chat_id = 1 order by id")]


def is_streaming(server: EndlessDouble, asked: int) -> bool:
    return bool(server.sent_at) and sum(one.path == "/api/chat" for one in server.requests) == asked


class Rest:
    """Whether the application has used no processor for some looks: by then the chat is there.

    Keys that come before it is go into a new chat, as with a user who is quicker.
    """

    LOOKS = 5

    def __init__(self, application: Application) -> None:
        self._stat = Path(f"/proc/{application.process.pid}/stat")
        self._before, self._quiet = 0, 0

    def has_come(self) -> bool:
        fields = self._stat.read_text().rpartition(")")[2].split()
        used = int(fields[11]) + int(fields[12])
        self._quiet = self._quiet + 1 if used == self._before else 0
        self._before = used
        return self._quiet >= self.LOOKS


def is_remembered(home: Path) -> bool:
    """Whether the next start knows which chat was in front: from its first question on."""
    path = home / "data" / "desk.json"
    return path.exists() and json.loads(path.read_text(encoding="utf-8"))["chat"] == 1


def killed_while_streaming(
    application: Application, server: EndlessDouble, kill: int, seconds: float
) -> tuple[int, int]:
    """Ask, and kill `seconds` after the first token: tokens sent until then, and a second before it."""
    server.sent_at = []
    application.wait_for_window()
    until(Rest(application).has_come, 20)
    application.type(f"Count {kill}")
    until(partial(is_streaming, server, kill), 20)
    sent_at = server.sent_at
    until(partial(is_remembered, application.home))
    until(lambda: time.monotonic() >= sent_at[0] + seconds)
    now = time.monotonic()
    application.signal(signal.SIGKILL)
    status, output = application.ended()
    assert (status, output) == (-signal.SIGKILL, "")
    return bisect_right(sent_at, now), bisect_right(sent_at, now - BEHIND_SECONDS)


def assert_is_whole(home: Path) -> None:
    assert rows(home, "PRAGMA integrity_check") == [("ok",)]
    assert rows(home, "PRAGMA foreign_key_check") == []
    assert [path.name for path in (home / "data").glob("chats*") if "damaged" in path.name] == []


def test_twenty_kills_lose_nothing_that_is_older_than_a_second(
    desktop: dict[str, str], server: EndlessDouble, tmp_path: Path
) -> None:
    """Each start opens the chat that the kill before it ended in: the next question goes on there."""
    home = tmp_path / "home"
    settings_of(home, server, model="gemma3:270m")
    chance = random.Random(7)
    before: list[str] = []
    behind = []
    for kill in range(1, KILLS + 1):
        application = Application(desktop, home)
        try:
            sent, older = killed_while_streaming(
                application, server, kill, chance.uniform(0, LONGEST_SECONDS)
            )
        finally:
            application.close()
        assert_is_whole(home)
        *earlier, question, reply = contents(home)
        assert earlier == before
        assert question == f"Count {kill}"
        kept = len(reply.split())
        assert reply == "".join(map(spoken, range(kept)))
        assert older <= kept, f"{sent} were sent, {older} of them more than a second before the kill"
        behind.append(sent - kept)
        before = [*earlier, question, reply]
    assert_chat_opens(desktop, home, before)
    print(f"{KILLS} kills, tokens missing at each: {behind}")  # noqa: T201 - the figures, seen with -s


def assert_chat_opens(desktop: dict[str, str], home: Path, before: list[str]) -> None:
    """One more start, ended in the orderly way, has all of it in one chat, and finds it."""
    application = Application(desktop, home)
    try:
        application.wait_for_window()
        until(lambda: not rows(home, "select 1 from turns where outcome = 'arriving'"))
        application.signal(signal.SIGTERM)
        assert application.ended() == (0, "")
    finally:
        application.close()
    assert contents(home) == before
    assert rows(home, "select count(*) from chats") == [(1,)]
    assert "Traceback" not in application.log()
    with closing(sqlite3.connect(home / "data" / "chats.db")) as connection:
        connection.execute("INSERT INTO turn_index (turn_index, rank) VALUES ('integrity-check', 1)")
