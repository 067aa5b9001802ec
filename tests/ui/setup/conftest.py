"""The setup window over the real services."""

from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.adapters.chat_store import SqliteChatStore
from desktop.app.loop import DesktopEventLoop
from desktop.domain.setup import SetupStep, StepState
from desktop.ui.setup.window import SetupWindow
from desktop.ui.theme import Theme
from tests.fake_probes import FACTS
from tests.services.setup_bench import NOBODY, SetupBench

DEADLINE_MILLISECONDS = 10_000


class SetupUi:
    """The window, what it stands on, and the hands of its user."""

    def __init__(self, qtbot: QtBot, loop: DesktopEventLoop, theme: Theme, bench: SetupBench) -> None:
        self.qtbot, self.loop, self.bench = qtbot, loop, bench
        self.window = SetupWindow(theme, bench.setup, FACTS)
        qtbot.addWidget(self.window, before_close_func=None)

    def open(self) -> None:
        self.bench.open()
        self.window.bring_up()

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=DEADLINE_MILLISECONDS)

    def until_at(self, step: SetupStep, state: StepState) -> None:
        """Until the step is on the screen."""
        self.until(lambda: self.bench.is_at(step, state) and self.window.page.setup == self.bench.setup.state)

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        task = self.loop.create_task(work)
        self.until(task.done)
        task.result()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the focus is."""
        focused = self.window.focusWidget()
        self.qtbot.keyClick(self.window if focused is None else focused, key, modifier)

    @property
    def primary(self) -> str:
        return self.window.footer.primary.text().replace("&", "")

    def tab_chain(self) -> list[QWidget]:
        """What Tab goes through, from the first to where it begins again."""
        chain: list[QWidget] = []
        for _ in range(60):
            self.window.focusNextChild()
            focused = self.window.focusWidget()
            if focused is None or focused in chain:
                break
            chain.append(focused)
        return chain


@pytest.fixture
def make(
    qtbot: QtBot, qt_loop: DesktopEventLoop, theme: Theme, tmp_path: Path
) -> Iterator[Callable[..., SetupUi]]:
    made: list[SetupUi] = []
    opening = qt_loop.create_task(SqliteChatStore.open(tmp_path / "private" / "chats.db"))
    qtbot.waitUntil(opening.done)

    def make(stack_url: str = NOBODY, ollama_url: str = NOBODY) -> SetupUi:
        ui = SetupUi(qtbot, qt_loop, theme, SetupBench(opening.result(), tmp_path, stack_url, ollama_url))
        made.append(ui)
        return ui

    yield make
    for ui in made:
        ui.window.close()
        ui.bench.engine.gate.set()
        ui.run(ui.bench.aclose())
    closing = qt_loop.create_task(opening.result().aclose())
    qtbot.waitUntil(closing.done)
