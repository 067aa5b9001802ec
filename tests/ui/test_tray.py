"""Pulls in the tray's menu, and what is told when one has ended."""

import re
from collections.abc import Iterator

import pytest

from desktop.domain.errors import PullFailed
from desktop.domain.pull_causes import PullCause
from desktop.domain.pulls import Pull, PullKey, PullPhase
from desktop.ui.pull_notice import notice_of
from desktop.ui.theme import Theme
from desktop.ui.tray import Tray
from tests.servers.downloads import published
from tests.ui.conftest import Ui

pytestmark = pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface", extend=True)
KEY = PullKey("ollama", "llama3:8b")


@pytest.fixture
def tray(ui: Ui, theme: Theme) -> Iterator[Tray]:
    tray = Tray(theme, ui.window.report, ui.stack, ui.pulls)
    yield tray
    tray.remove()


def lines(tray: Tray) -> list[str]:
    return [line.text() for line in tray.pulls if line.isVisible()]


def test_pulls_under_way_are_lines_of_the_menu(ui: Ui, tray: Tray) -> None:
    assert lines(tray) == []
    downloads = ui.server.downloads
    downloads.publish(*(published(f"{name}:1b", 5_000_000, 485) for name in "abcde"))
    downloads.bytes_per_second = 200_000
    for name in "abcde":
        ui.pulls.pull("ollama", f"{name}:1b")
    ui.until(lambda: len(lines(tray)) == 4 and re.fullmatch("a:1b  [1-9]\u00a0%", lines(tray)[0]))
    assert lines(tray)[3] == "d:1b  Queued"
    assert not any(line.isEnabled() for line in tray.pulls)
    downloads.bytes_per_second = 0
    ui.until(lambda: lines(tray) == [])


def test_the_menu_leads_to_the_models(ui: Ui, tray: Tray) -> None:
    entry = next(action for action in tray.menu.actions() if action.text() == "&Models")
    with ui.qtbot.waitSignal(tray.models_wanted):
        entry.trigger()
    with ui.qtbot.waitSignal(tray.models_wanted):
        tray.icon.messageClicked.emit()


@pytest.mark.usefixtures("qapp")
def test_the_end_of_a_pull_is_told_with_its_size_or_its_reason() -> None:
    done = notice_of(Pull(KEY, PullPhase.DONE, 4_700_000_000, 4_700_000_000))
    assert (done.title, done.body) == ("llama3:8b is ready", "4.7\u00a0GB")
    error = PullFailed("llama3:8b", PullCause.NOT_FOUND, "file does not exist")
    failed = notice_of(Pull(KEY, PullPhase.FAILED, error=error))
    assert failed.title == "llama3:8b could not be pulled"
    assert "llama3:8b" in failed.body
    kept = notice_of(Pull(KEY, PullPhase.FAILED, problem="No space."))
    assert kept.body == "No space."
