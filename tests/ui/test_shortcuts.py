"""F1 lists what really works: the list is read from the shortcuts themselves."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.shortcuts import Keys, add_shortcut, group_keys, listed_keys, tell_keys
from desktop.ui.shortcuts_window import ShortcutsWindow
from tests.ui.conftest import Ui


def shown(ui: Ui) -> ShortcutsWindow:
    ui.qtbot.keyClick(ui.window, Qt.Key.Key_F1)
    (window,) = (
        w for w in QApplication.topLevelWidgets() if isinstance(w, ShortcutsWindow) and w.isVisible()
    )
    return window


def test_f1_lists_the_keys_of_the_window_by_where_they_work(ui: Ui) -> None:
    lines = shown(ui).shown
    for line in (
        ("Everywhere", "New chat", "Ctrl+N"),
        ("Everywhere", "Models", "Ctrl+4"),
        ("Everywhere", "Quit", "Ctrl+Q"),
        ("Everywhere", "All keyboard shortcuts", "F1"),
        ("Chat", "Stop the reply", "Esc"),
        ("Chat", "Send", "Return"),
        ("Models", "Read the list anew", "F5"),
        ("Stack", "Next place in the log", "F3"),
    ):
        assert line in lines
    assert len(lines) == len(set(lines))


def test_every_shortcut_says_what_it_does(ui: Ui) -> None:
    assert [s.keys() for s in ui.window.findChildren(QShortcut) if not s.whatsThis()] == []


def test_the_search_looks_in_words_and_keys(ui: Ui) -> None:
    window = shown(ui)
    ui.qtbot.keyClicks(window.search, "ctrl+n")
    assert window.shown == [("Everywhere", "New chat", "Ctrl+N")]
    window.search.setText("no such thing")
    assert window.shown == []
    assert window.empty.isVisible()


def test_the_menu_leads_there_too(ui: Ui) -> None:
    (action,) = (a for a in ui.page.menu.actions() if a.text() == "&Keyboard Shortcuts")
    action.trigger()
    assert any(isinstance(w, ShortcutsWindow) and w.isVisible() for w in QApplication.topLevelWidgets())


def test_keys_a_widget_takes_by_itself_are_told_and_grouped(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setWindowTitle("Window")
    pressed: list[int] = []
    part = QLabel(window)
    add_shortcut(window, "Ctrl+K", "Choose", lambda: pressed.append(1))
    add_shortcut(part, "Ctrl+J", "Jump", lambda: pressed.append(2))
    tell_keys(part, "Return", "Send")
    tell_keys(part, "Delete", "Delete")
    group_keys(part, "Part")
    assert listed_keys([window]) == [
        Keys("Window", "Choose", "Ctrl+K"),
        Keys("Part", "Send", "Return"),
        Keys("Part", "Delete", "Del"),
        Keys("Part", "Jump", "Ctrl+J"),
    ]
