"""What ten thousand chats cost in the sidebar: to open them, to move one, to mark one, and to scroll."""

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from benchmarks.result import Result
from desktop.domain.store import ChatSummary
from desktop.services.chats import ChatList
from desktop.ui.chat_list import ChatListModel
from desktop.ui.chat_views import ChatView
from desktop.ui.chats_pane import chat_list_view
from desktop.ui.theme import Theme

RESOURCES = Path(__file__).parent.parent / "resources"
CHATS = 10_000
REPEATS = 20
HOUR = 3600.0
FRAME_MILLISECONDS = 1000 / 60
SEEN_MILLISECONDS = 100.0
"""What is longer is felt as a pause."""


class Bench:
    """The list as the sidebar has it, on the screen."""

    def __init__(self, theme: Theme) -> None:
        self._model = ChatListModel()
        self._view: ChatView = chat_list_view(theme, self._model)
        self._view.resize(232, 500)
        self._view.show()
        now = time.time()
        self._state = ChatList(
            tuple(ChatSummary(n + 1, f"What is chat {n} about", now - n * HOUR) for n in range(CHATS))
        )
        self._steps = count(1)

    def open(self) -> None:
        self._show(self._state)

    def move_up(self) -> None:
        """As after each question: the list is read again, and an old chat has become the first one."""
        rows = list(self._state.summaries)
        row = rows.pop(CHATS // 2 + next(self._steps))
        self._show(replace(self._state, summaries=(replace(row, updated_at=time.time()), *rows)))

    def mark(self) -> None:
        """A reply begins or ends."""
        self._show(replace(self._state, replying=frozenset({next(self._steps)})))

    def scroll(self) -> None:
        bar = self._view.verticalScrollBar()
        bar.setValue((bar.value() + 9973) % bar.maximum())
        self._view.viewport().grab()

    def _show(self, state: ChatList) -> None:
        self._state = state
        with self._view.kept_place():
            self._model.show(state)
        self._view.executeDelayedItemsLayout()
        self._view.viewport().grab()


def run() -> Iterator[Result]:
    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)
    bench = Bench(Theme(app, RESOURCES))
    yield Result("chat list: opening 10,000 chats", _milliseconds(bench.open, 1), "ms", SEEN_MILLISECONDS)
    moving = _milliseconds(bench.move_up, REPEATS)
    yield Result("chat list: a chat of 10,000 goes up", moving, "ms", SEEN_MILLISECONDS)
    marking = _milliseconds(bench.mark, REPEATS)
    yield Result("chat list: a mark in 10,000 chats", marking, "ms", FRAME_MILLISECONDS)
    scrolling = _milliseconds(bench.scroll, REPEATS)
    yield Result("chat list: a frame of scrolling", scrolling, "ms", FRAME_MILLISECONDS)


def _milliseconds(work: Callable[[], None], repeats: int) -> float:
    """The median."""
    gc.collect()
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1e3
