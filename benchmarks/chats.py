"""What the length of a chat costs when it is opened, and what searching costs without an index."""

import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from benchmarks.result import Result
from desktop.adapters.chat_search import search
from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.chat import Role
from desktop.domain.conversation import Turn
from desktop.domain.store import StoredChat, StoredTurn

LONG, SHORT = 10_000, 100
"""Messages of the two chats."""
MESSAGES = 100_000
"""Those that are searched, in a hundred chats."""
OPEN_LIMIT = 1.5
SEARCH_LIMIT = 0.05
"""LIKE may take 20 times as long, and more."""
OPENINGS, SEARCHES = 200, 5
RARE = ("tungsten filament", "harvester", "glacier moraine val", '"northern river"')
COMMON = ("river", "northern glacier")
_WORDS = (
    "river", "mountain", "northern", "glacier", "moraine", "valley", "harvest", "engine", "copper", "signal",
    "window", "market", "garden", "sailor", "letter", "autumn", "bridge", "candle", "meadow", "planet",
)  # fmt: skip


def run() -> Iterator[Result]:
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_opening(Path(folder) / "opening" / "chats.db"))
        path = Path(folder) / "search" / "chats.db"
        asyncio.run(_fill(path))
        yield from _searching(path)


def _message(number: int) -> str:
    """Some 60 words; one message in a thousand has a rare one."""
    words = [_WORDS[(number * 7 + place * place * 11) % len(_WORDS)] for place in range(60)]
    if number % 1000 == 7:
        words[30:30] = ["tungsten", "filament", "harvester"]
    return " ".join(words)


def _chat(title: str, first: int, count: int) -> StoredChat:
    turns = (
        Turn(0, Role.USER if n % 2 == 0 else Role.ASSISTANT, _message(first + n), created_at=1.0 + n)
        for n in range(count)
    )
    stored = tuple(StoredTurn(turn, place - 1) for place, turn in enumerate(turns))
    return StoredChat(title, 1.0, 1.0 + first, stored, count - 1)


async def _opening(path: Path) -> list[Result]:
    store = await SqliteChatStore.open(path)
    long, short = await store.import_chats((_chat("long", 0, LONG), _chat("short", 0, SHORT)))
    seconds: dict[int, list[float]] = {long: [], short: []}
    for _ in range(OPENINGS):
        for chat, times in seconds.items():
            begun = time.perf_counter()
            page = await store.read_chat(chat)
            times.append(time.perf_counter() - begun)
            assert page.turns[-1].content == _message(LONG - 1 if chat == long else SHORT - 1)
    first = (await store.read_chat(long, LONG)).turns[0].id
    await store.add_turn(long, Turn(0, Role.USER, "beside"))
    begun = time.perf_counter()
    await store.choose_turn(first)
    choosing = time.perf_counter() - begun
    await store.aclose()
    slow, fast = (statistics.median(seconds[chat]) for chat in (long, short))
    note = f"{slow * 1e3:.2f} ms for {LONG:,} messages, {fast * 1e3:.2f} ms for {SHORT}"
    return [
        Result("chats: opening a long chat against a short one", slow / fast, "times", OPEN_LIMIT, note),
        Result("chats: choosing the long branch of the long chat", choosing * 1e3, "ms"),
    ]


async def _fill(path: Path) -> None:
    store = await SqliteChatStore.open(path)
    for first in range(0, MESSAGES, 1000):
        await store.import_chats((_chat(f"chat {first}", first, 1000),))
    await store.aclose()


def _searching(path: Path) -> Iterator[Result]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        yield _against_like(connection, RARE, "rare words")
        yield _against_like(connection, COMMON, "words of every message")


def _against_like(connection: sqlite3.Connection, queries: tuple[str, ...], what: str) -> Result:
    """The share of LIKE's time that the index takes, for all queries together."""

    def seconds(has_index: bool) -> float:
        return sum(_median(partial(search, connection, query, 50, has_index)) for query in queries)

    indexed, like = seconds(True), seconds(False)
    count = len(queries)
    note = (
        f"{indexed / count * 1e3:.2f} ms against {like / count * 1e3:.0f} ms with LIKE"
        f" ({like / indexed:.0f} times) in {MESSAGES:,} messages"
    )
    return Result(f"chats: searching for {what}, against LIKE", indexed / like, "of LIKE", SEARCH_LIMIT, note)


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(SEARCHES):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)
