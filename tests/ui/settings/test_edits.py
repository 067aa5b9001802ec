"""The offer to undo: one change at a time, for a while, and it goes along to a window that is made anew."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.settings.edits import Edits
from desktop.ui.settings.window import SettingsWindow
from desktop.ui.theme import Theme
from tests.ui.settings.settings_bench import SettingsBench


def test_what_changed_nothing_is_not_offered(bench: SettingsBench) -> None:
    bench.window.edits.change("Nothing", notifies=True)
    assert not bench.window.undo_bar.isVisible()


def test_another_change_ends_the_offer_of_the_one_before(bench: SettingsBench) -> None:
    lapsed: list[str] = []
    edits: Edits = bench.window.edits
    edits.make("One", lambda: bench.settings.change(notifies=False), lambda: lapsed.append("one"))
    edits.make("Two", lambda: bench.settings.change(makes_titles=False), lambda: lapsed.append("two"))
    assert lapsed == ["one"]
    edits.undo()
    edits.undo()
    assert (bench.state.notifies, bench.state.makes_titles) == (False, True)
    assert lapsed == ["one"]


def test_a_window_made_anew_shows_the_same_page_and_offers_the_same(
    bench: SettingsBench, qtbot: QtBot, theme: Theme
) -> None:
    old = bench.window
    old.show_page(old.providers)
    old.providers.show_provider("workstation")
    old.edits.change("Something", notifies=False)
    new = SettingsWindow(theme, bench.needs)
    qtbot.addWidget(new)
    new.take_place_of(old)
    new.bring_up()
    assert new.current is new.providers
    assert new.providers.current == "workstation"
    assert new.undo_bar.words.text() == "Something"
    flags = []
    for window in (old, new):
        window.edits.undo()
        flags.append(bench.state.notifies)
    assert flags == [False, True]
    new.hide()
    QApplication.processEvents()
