"""The menu of the tray: pulls, and the ways into the window."""

import re
from collections.abc import Iterator

import pytest

from desktop.text.notice_words import NoticeText
from desktop.ui.theme import Theme
from desktop.ui.tray import Tray
from tests.servers.downloads import published
from tests.ui.conftest import Ui

pytestmark = pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface", extend=True)


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


def test_the_menu_leads_to_every_page(ui: Ui, tray: Tray) -> None:
    wanted = {
        "&Open Chat": tray.open_wanted,
        "&New Chat": tray.new_chat_wanted,
        "&Models": tray.models_wanted,
        "S&tack": tray.stack_wanted,
        "&Health": tray.health_wanted,
        "&Check Again": tray.check_wanted,
        "S&etup…": tray.setup_wanted,
        "Settin&gs…": tray.settings_wanted,
        "&Quit": tray.quit_wanted,
    }
    entries = {action.text(): action for action in tray.menu.actions()}
    for text, signal in wanted.items():
        with ui.qtbot.waitSignal(signal):
            entries[text].trigger()
    letters = [text[text.index("&") + 1].lower() for text in entries if "&" in text.replace("&&", "")]
    assert len(letters) == len(set(letters))


def test_without_a_tray_nothing_is_shown_at_the_icon(tray: Tray) -> None:
    assert not tray.notify(NoticeText("a", "b"))
