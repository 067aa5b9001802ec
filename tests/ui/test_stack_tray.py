"""The tray's menu and icon over a scripted engine."""

from collections.abc import Iterator

import pytest

from desktop.domain.verdict import Level
from desktop.ui.theme import Theme
from desktop.ui.tray import Tray
from tests.ui.conftest import Ui

pytestmark = pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface", extend=True)
"""The offscreen platform has no tray; what the icon would show is the same."""


@pytest.fixture
def tray(ui: Ui, theme: Theme) -> Iterator[Tray]:
    ui.stack.watch(is_seen=False)
    ui.until(lambda: ui.engine.is_followed and ui.stack.state.engine)
    tray = Tray(theme, ui.window.report, ui.stack, ui.pulls)
    tray.check_wanted.connect(ui.health.check_again)
    ui.until(tray.start.isEnabled)
    yield tray
    tray.remove()


def level(tray: Tray) -> Level | None:
    return tray.level


def test_the_stack_is_started_cancelled_and_stopped_from_the_menu(ui: Ui, tray: Tray) -> None:
    assert tray.start.text() == "&Start Stack"
    assert level(tray) is Level.OK
    ui.engine.gate.clear()
    tray.start.trigger()
    ui.until(lambda: tray.start.text().startswith("Cance&l"))
    assert level(tray) is Level.BUSY
    assert "Starting" in tray.icon.toolTip()
    ui.engine.gate.set()
    ui.until(lambda: tray.start.text() == "&Stop Stack")
    assert tray.restart.isVisible()
    assert level(tray) is Level.OK
    tray.start.trigger()
    ui.until(lambda: tray.start.text() == "&Start Stack")
    assert not tray.restart.isVisible()


def test_without_an_engine_nothing_can_be_started(ui: Ui, tray: Tray) -> None:
    ui.engine.vanish()
    ui.until(lambda: not tray.start.isEnabled())
    ui.engine.away = None
    next(action for action in tray.menu.actions() if action.text() == "&Check Again").trigger()
    ui.until(tray.start.isEnabled)
