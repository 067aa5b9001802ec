"""Fixtures for every test: a Qt-driven asyncio loop, and nothing left behind or logged in passing."""

import asyncio
import gc
import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.loop import DesktopEventLoop
from desktop.ui.theme import Theme
from tests import keyring_bed
from tests.app import screen

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # tests of real windows start an X server of their own

ROOT = Path(__file__).parent.parent
RESOURCES = ROOT / "resources"


REAL = {
    "real_server": "talked to a real model server",
    "real_window": "drove a real window",
    "real_engine": "drove a real container engine",
    "real_keyring": "used a real keyring",
}
"""Marks of tests against real things, and what they did. In CI none of them may be skipped."""

PROGRAMS = {"real_window": screen.PROGRAMS, "real_keyring": keyring_bed.PROGRAMS}


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With pytest-xdist a file's tests stay in one process, and there is one container engine at a time."""
    for item in items:
        path = item.path.relative_to(ROOT)
        group = path.parts[1] if path.parts[1] == "engine" else str(path)
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test of real things needs programs: those of its mark, and more that the mark names.

    In CI it runs without them, and fails.
    """
    needed = {
        program
        for mark in item.iter_markers()
        if mark.name in REAL
        for program in (*PROGRAMS.get(mark.name, ()), *mark.args)
    }
    missing = sorted(program for program in needed if shutil.which(program) is None)
    if missing and not os.environ.get("CI"):
        pytest.skip(f"not installed: {', '.join(missing)}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests ran against real things."""
    for mark, words in REAL.items():
        count = sum(mark in report.keywords for report in terminalreporter.stats.get("passed", []))
        terminalreporter.write_line(f"{count} tests {words}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not os.environ.get("CI") or reporter is None:
        return
    skipped = [r for r in reporter.stats.get("skipped", []) if any(mark in r.keywords for mark in REAL)]
    if skipped:
        reporter.write_line(
            f"skipped in CI, where that is a failure: {[r.nodeid for r in skipped]}", red=True
        )
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def _no_warnings_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A record of WARNING or above that a test did not take out with `caplog.clear()` fails it."""
    yield
    records = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert not records, [record.getMessage() for record in records]


@pytest.fixture(autouse=True)
def _same_locale() -> Iterator[None]:
    """A language that a test chose changes no figure of the next one."""
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.fixture(autouse=True)
def _garbage_in_this_thread_only(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the application (desktop/app/garbage.py): no worker thread destroys an earlier test's widget."""
    gc.disable()
    yield
    gc.collect(2 if "qtbot" in request.fixturenames else 0)


@pytest.fixture
def qt_loop(qapp: QApplication, qtbot: QtBot) -> Iterator[DesktopEventLoop]:
    """A loop that advances whenever `qtbot.wait*` spins Qt.

    A task left running, or one that crashed, fails the test.
    """
    loop = DesktopEventLoop(qapp)
    crashes: list[dict[str, object]] = []
    loop.set_exception_handler(lambda _loop, context: crashes.append(context))
    with loop.stepped_by_qt():
        yield loop
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        qtbot.waitUntil(lambda: all(task.done() for task in left))
    loop.close()
    assert not left, f"tasks still running: {left}"
    assert not crashes


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, RESOURCES)
