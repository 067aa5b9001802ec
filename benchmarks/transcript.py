"""What a long chat costs in the window: to open, in memory, to scroll through, and to be searched.

Each chat is opened in a process of its own, which prints what it took.
"""

import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from benchmarks.chats import LONG, SHORT
from benchmarks.result import Result
from desktop.adapters.chat_store import SqliteChatStore
from desktop.adapters.library_file import read_library
from desktop.adapters.pull_journal import PullJournalFile
from desktop.app.loop import DesktopEventLoop
from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import Role
from desktop.domain.conversation import Turn
from desktop.domain.stack import StackOptions
from desktop.domain.store import StoredChat, StoredTurn
from desktop.providers.detection import connect
from desktop.services.chats import ChatsService
from desktop.services.providers import ProviderService
from desktop.services.pull_run import pulled
from desktop.services.pulls import PullService
from desktop.services.sources import probe
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations
from desktop.ui.chat.page import ChatPage
from desktop.ui.theme import Theme
from tests.fake_stack_engine import FakeStackEngine

RESOURCES = Path(__file__).parent.parent / "resources"
LIMIT = 1.5
ROUNDS = 3
OPENINGS = 5
SCROLL_PIXELS = 120
"""A notch of the wheel."""
FRAME_LIMIT_MILLISECONDS = 50.0
FIND_LIMIT_SECONDS = 1.0
FOUND = "Question 9240,"
"""What is looked for: in one message, far above the page that is loaded."""
DEADLINE_SECONDS = 60.0
REPLY = """Reply {n} has **bold words**, `code` and a list:

- one thing to know about it, with some more words
- another thing

```python
def part_{n}(value: int) -> int:
    return value + {n}
```

And a last sentence that says what follows from all of this."""


def run() -> Iterator[Result]:
    found: dict[int, list[dict[str, float]]] = {SHORT: [], LONG: []}
    for _ in range(ROUNDS):  # interleaved, so that a busy moment meets both
        for count, rounds in found.items():
            rounds.append(_measured(count))
    short, long = ({key: _middle(found[count], key) for key in found[count][0]} for count in (SHORT, LONG))
    note = f"{long['open'] * 1e3:.0f} ms against {short['open'] * 1e3:.0f} ms"
    yield Result(f"transcript: opening {LONG:,} messages against {SHORT}", long["open"] / short["open"],
                 "times", LIMIT, note)  # fmt: skip
    note = f"{long['bytes'] / 2**20:.1f} MiB against {short['bytes'] / 2**20:.1f} MiB for the chat alone"
    yield Result(f"transcript: memory of {LONG:,} messages against {SHORT}", long["bytes"] / short["bytes"],
                 "times", LIMIT, note)  # fmt: skip
    yield Result("transcript: CPU of a notch of the wheel, the slowest of 20", long["slow"] * 1e3,
                 "ms", FRAME_LIMIT_MILLISECONDS, f"{long['notch'] * 1e3:.1f} ms in the middle")  # fmt: skip
    yield Result("transcript: widgets of messages after ten pages", long["widgets"])
    note = f"{long['find_cpu']:.2f} s of CPU, at most {long['find_stall'] * 1e3:.0f} ms at once; "
    note += f"{long['find_turns']:.0f} messages loaded"
    yield Result(f"transcript: finding words once in {LONG:,} messages, counted and shown", long["find"],
                 "s", FIND_LIMIT_SECONDS, note)  # fmt: skip


def _middle(rounds: list[dict[str, float]], key: str) -> float:
    return statistics.median(each[key] for each in rounds)


def _measured(count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.transcript", str(count)]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(result.stdout)
    return measured


class _Bench:
    """A chat page over a real store."""

    def __init__(self, app: QApplication, loop: DesktopEventLoop, folder: Path) -> None:
        self.app, self.loop = app, loop
        opening = loop.create_task(SqliteChatStore.open(folder / "private" / "chats.db"))
        self.until(opening.done)
        self.store: SqliteChatStore = opening.result()
        self.providers = ProviderService([], ModelChoice())
        self.chats = ChatsService(self.store, self.providers)
        engine = FakeStackEngine()
        operations = StackOperations(engine, lambda endpoint: probe(connect, endpoint), lambda: False)
        self.stack = StackService(engine, operations, StackOptions())
        self.pulls = PullService(self.providers, PullJournalFile(folder / "private" / "pulls.json"), pulled)
        self.page = ChatPage(
            Theme(app, RESOURCES), self.chats, self.providers, self.stack, self.pulls, read_library()
        )
        self.page.resize(1024, 740)
        self.page.show()

    def until(self, condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + DEADLINE_SECONDS
        while not condition():
            assert time.monotonic() < deadline, "this took too long"
            self.app.processEvents()

    def add(self, count: int) -> int:
        importing = self.loop.create_task(self.store.import_chats((_chat(count),)))
        self.until(importing.done)
        (chat_id,) = importing.result()
        return int(chat_id)

    def open(self, chat_id: int) -> float:
        """Seconds until the end of the chat is there, whole."""
        begun = time.perf_counter()
        self.chats.open_chat(chat_id)
        self.until(lambda: self.chats.current.state.chat_id == chat_id)
        self.until(self.is_still)
        return time.perf_counter() - begun

    def is_still(self) -> bool:
        transcript = self.page.transcript
        return not any(transcript.is_unfinished(row) for row in transcript.live_turns())

    def scroll(self, pages: int) -> list[float]:
        """CPU seconds of each notch of the wheel upwards through that many pages."""
        bar, chat = self.page.transcript.verticalScrollBar(), self.chats.current
        end = max(0, chat.state.earlier - pages * 60)
        times = []
        while chat.state.earlier > end:
            begun = time.process_time()
            bar.setValue(bar.value() - SCROLL_PIXELS)
            self.page.transcript.viewport().repaint()
            times.append(time.process_time() - begun)
            self.app.processEvents()
        return times or [0.0]

    def find(self, words: str) -> dict[str, float]:
        """What it takes until all matches are counted, and the first one is in view."""
        bar, chat, stall = self.page.find_bar, self.chats.current, 0.0
        begun, cpu = time.perf_counter(), time.process_time()
        bar.enter()
        bar.field.setText(words)
        while bar.count.text() != "1 of 1" or not self.is_still():
            assert time.perf_counter() - begun < DEADLINE_SECONDS, bar.count.text()
            before = time.process_time()
            self.app.processEvents()
            stall = max(stall, time.process_time() - before)
        took, cpu = time.perf_counter() - begun, time.process_time() - cpu
        bar.leave()
        loaded = float(len(chat.state.turns))
        return {"find": took, "find_cpu": cpu, "find_stall": stall, "find_turns": loaded}

    def close(self) -> None:
        self.page.hide()
        closing = (self.chats, self.pulls, self.stack, self.providers, self.store)
        for each in closing:
            self.until(self.loop.create_task(each.aclose()).done)


def _chat(count: int) -> StoredChat:
    turns = [
        Turn(0, Role.USER, f"Question {n}, in a few words?", created_at=1.0 + n)
        if n % 2 == 0
        else Turn(0, Role.ASSISTANT, REPLY.format(n=n), model="m", provider="p", created_at=1.0 + n)
        for n in range(count)
    ]
    stored = tuple(StoredTurn(turn, place - 1) for place, turn in enumerate(turns))
    return StoredChat("chat", 1.0, 1.0, stored, count - 1)


def _resident() -> int:
    """Bytes of this process in memory (`/proc/self/statm`, of Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _measure(count: int) -> dict[str, float]:
    app = QApplication([])
    loop = DesktopEventLoop(app)
    with tempfile.TemporaryDirectory() as folder, loop.stepped_by_qt():
        bench = _Bench(app, loop, Path(folder))
        warming, chat = bench.add(10), bench.add(count)
        bench.open(warming)  # fonts, styles and lexers are loaded once
        gc.collect()
        before = _resident()
        first = bench.open(chat)
        gc.collect()
        used = _resident() - before
        again = []
        for _ in range(OPENINGS):
            bench.open(warming)
            again.append(bench.open(chat))
        found = bench.find(FOUND) if count == LONG else {}
        bench.open(warming)
        bench.open(chat)
        times = sorted(bench.scroll(10)) if count == LONG else [0.0]
        widgets = len(bench.page.transcript.live_turns())
        bench.close()
    loop.close()
    return {
        "open": statistics.median([first, *again]),
        "bytes": used,
        "notch": statistics.median(times),
        "slow": times[int(len(times) * 0.95)],
        "widgets": widgets,
        **found,
    }


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]))))
