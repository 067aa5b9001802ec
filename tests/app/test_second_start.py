"""Starting the application again while it is open: the window comes to the front, and nothing else opens."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.adapters.file_lock import FileLock
from tests.app.screen import Application, screen, until

pytestmark = pytest.mark.real_window
OTHER = """
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
window = QLineEdit()
window.setWindowTitle("Other program")
window.showMaximized()
app.exec()
"""


@pytest.fixture(scope="module")
def desktop() -> Iterator[dict[str, str]]:
    with screen(has_tray=True) as env:
        yield env


@pytest.fixture
def first(desktop: dict[str, str], tmp_path: Path) -> Iterator[Application]:
    application = Application(desktop, tmp_path / "home")
    application.wait_for_window()
    yield application
    application.close()


@pytest.fixture
def other(desktop: dict[str, str]) -> Iterator[None]:
    """A window of another program over everything, in which somebody has just typed."""
    with subprocess.Popen([sys.executable, "-c", OTHER], env=desktop) as process:
        try:
            yield
        finally:
            process.kill()


def starts_again(first: Application, *arguments: str, cwd: str | None = None) -> float:
    """Start it once more; gives the seconds until that start has ended well."""
    begun = time.monotonic()
    again = first.again(*arguments, cwd=cwd)
    try:
        assert again.ended(20) == (0, "")
    finally:
        again.close()
    return time.monotonic() - begun


def test_a_window_behind_another_program_comes_to_the_front(
    first: Application, other: None, tmp_path: Path
) -> None:
    del other
    until(lambda: first.active_window() == "Other program")
    first.type_into_active("abc")
    seconds = starts_again(first, cwd=str(tmp_path))
    until(lambda: first.active_window() == "TARS Desktop", 5)
    assert len(first.windows()) == 1
    print(f"the second start took {seconds:.2f} s")  # noqa: T201  # a figure for whoever looks at the run
    assert seconds < 8


def test_a_window_that_was_closed_to_the_tray_comes_back(first: Application) -> None:
    first.press("ctrl+w")
    until(lambda: not first.windows())
    starts_again(first, "--hidden")
    assert not first.windows()
    starts_again(first)
    until(lambda: first.active_window() == "TARS Desktop", 5)


def test_a_minimized_window_comes_back(first: Application) -> None:
    first.minimize()
    until(lambda: first.active_window() != "TARS Desktop")
    starts_again(first)
    until(lambda: first.active_window() == "TARS Desktop", 5)


def test_an_application_that_hangs_is_said_in_one_line(first: Application) -> None:
    first.signal(signal.SIGSTOP)
    again = first.again()
    try:
        status, output = again.ended(60)
    finally:
        again.close()
        first.signal(signal.SIGCONT)
    assert status == 1
    assert output.splitlines() == [
        "TARS Desktop is open already, and does not answer. End its process, then start it again."
    ]


def test_the_next_start_after_a_kill_opens(desktop: dict[str, str], first: Application) -> None:
    first.signal(signal.SIGKILL)
    first.ended()
    next_one = Application(desktop, first.home)
    try:
        next_one.wait_for_window()
        assert not FileLock(first.home / "data" / "instance.lock").take()
        next_one.signal(signal.SIGTERM)
        assert next_one.ended() == (0, "")
    finally:
        next_one.close()


def test_of_many_starts_at_once_one_opens(desktop: dict[str, str], tmp_path: Path) -> None:
    starts = [Application(desktop, tmp_path / "home") for _ in range(4)]
    try:
        until(lambda: sum(start.process.poll() is None for start in starts) == 1)
        assert {start.process.poll() for start in starts} == {0, None}
        until(starts[0].windows)
        assert len(starts[0].windows()) == 1
    finally:
        for start in starts:
            start.close()
