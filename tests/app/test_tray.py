"""The tray icon of the real application on desktops whose panel is late, ends, comes back, or is not there.

The panel's part on the bus is a stand-in; the rows are those that were measured when the tray was designed.
"""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.screen import Application, screen, until
from tests.session_bus import StandIn, session_bus

pytestmark = pytest.mark.real_window
WATCHER = "tray_watcher.py"


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[dict[str, str]]:
    with session_bus(tmp_path) as bus:
        yield bus


@pytest.fixture(scope="module")
def desktop() -> Iterator[dict[str, str]]:
    with screen(has_tray=False) as env:
        yield env


def end(application: Application) -> None:
    application.signal(signal.SIGTERM)
    assert application.ended() == (0, "")
    assert "Traceback" not in application.log()


def test_a_tray_that_is_there_has_the_icon_and_keeps_a_hidden_start_hidden(
    desktop: dict[str, str], bus: dict[str, str], tmp_path: Path
) -> None:
    watcher = StandIn(WATCHER, bus)
    application = Application({**desktop, **bus}, tmp_path / "home", "--hidden")
    try:
        until(lambda: watcher.heard)
        assert not application.windows()
        end(application)
        assert len(watcher.heard) == 1
    finally:
        application.close()
        watcher.close()


def test_a_late_tray_gets_the_icon_and_the_window_stays_hidden(
    desktop: dict[str, str], bus: dict[str, str], tmp_path: Path
) -> None:
    application = Application({**desktop, **bus}, tmp_path / "home", "--hidden")
    try:
        until(lambda: (tmp_path / "home" / "run" / "instance.sock").exists())
        watcher = StandIn(WATCHER, bus)
        until(lambda: watcher.heard, 10)
        assert not application.windows()
        end(application)
        watcher.close()
    finally:
        application.close()


def test_without_a_tray_a_hidden_start_shows_itself_once_and_a_tray_may_still_come(
    desktop: dict[str, str], bus: dict[str, str], tmp_path: Path
) -> None:
    application = Application({**desktop, **bus}, tmp_path / "home", "--hidden")
    try:
        until(lambda: (tmp_path / "home" / "run" / "instance.sock").exists())
        assert not application.windows()
        until(application.windows)
        watcher = StandIn(WATCHER, bus)
        until(lambda: watcher.heard, 10)
        application.press("ctrl+w")  # into the tray, which is there now
        until(lambda: not application.windows())
        assert application.process.poll() is None
        end(application)
        watcher.close()
    finally:
        application.close()


def test_a_panel_that_ends_and_comes_back_has_the_icon_again_and_nothing_is_lost_meanwhile(
    desktop: dict[str, str], bus: dict[str, str], tmp_path: Path
) -> None:
    watcher = StandIn(WATCHER, bus)
    application = Application({**desktop, **bus}, tmp_path / "home")
    try:
        application.wait_for_window()
        until(lambda: watcher.heard)
        watcher.close()
        watcher = StandIn(WATCHER, bus)
        until(lambda: watcher.heard, 10)
        assert application.process.poll() is None
        end(application)
    finally:
        application.close()
        watcher.close()
