"""The walk finds what it is for: each fault is made on purpose here."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.app.language import pseudo
from tests.ui.walking import cut_off, sharing_keys, unnamed, unreached, untranslated

NOTHING_FOREIGN = re.compile(r"(?!)")


def shown(qtbot: QtBot, *parts: QWidget) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for part in parts:
        column.addWidget(part)
    window.show()
    qtbot.waitExposed(window)
    return window


def test_a_control_without_a_name(qtbot: QtBot) -> None:
    named, nameless = QPushButton("Save"), QPushButton()
    assert unnamed(shown(qtbot, named, nameless)) == ["QPushButton “”"]


def test_a_label_names_its_field_only_as_its_buddy(qtbot: QtBot) -> None:
    label, buddy, other = QLabel("&Name"), QLineEdit(), QLineEdit()
    label.setBuddy(buddy)
    assert len(unnamed(shown(qtbot, label, buddy, other))) == 1


def test_a_control_that_tab_does_not_come_to(qtbot: QtBot) -> None:
    reached, missed = QPushButton("Reached"), QPushButton("Missed")
    missed.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    assert unreached(shown(qtbot, reached, missed)) == ["QPushButton “Missed”"]


def test_text_that_is_not_translated_or_only_in_part(qtbot: QtBot) -> None:
    field = QLineEdit()
    field.setPlaceholderText("Search")
    words = f"{pseudo('Models of {name}').format(name='Workstation')}"
    window = shown(qtbot, QLabel(pseudo("Ready")), QLabel("Ready"), QLabel(words), field)
    found = untranslated(window, NOTHING_FOREIGN)
    assert [text.split(": ")[-1] for text in found] == ["Ready", words, "Search"]
    assert untranslated(window, re.compile("Ready|Workstation|Search")) == []


def test_text_that_has_less_room_than_it_needs(qtbot: QtBot) -> None:
    label, button, wrapped = (
        QLabel("A long label " * 3),
        QPushButton("A long button " * 3),
        QLabel("Word " * 40),
    )
    wrapped.setWordWrap(True)
    window = shown(qtbot, label, button, wrapped)
    assert cut_off(window, ()) == []
    for part in (label, button):
        part.setFixedWidth(50)
    wrapped.setFixedHeight(10)
    assert len(cut_off(window, ())) == 3
    assert len(cut_off(window, (QLabel,))) == 1


def test_a_part_that_its_parent_cuts(qtbot: QtBot) -> None:
    page = QWidget()
    row = QHBoxLayout(page)
    part = QPushButton("Part")
    row.addWidget(part)
    window = shown(qtbot, page)
    part.move(page.width() - 5, 0)
    assert "is not inside of" in cut_off(window, ())[0]


def test_a_key_that_leads_to_two_things(qtbot: QtBot) -> None:
    label, field, menu = QLabel("&Save as"), QLineEdit(), QMenu()
    label.setBuddy(field)
    menu.addAction("&Open")
    menu.addAction("&Other")
    window = shown(qtbot, QPushButton("&Save"), label, field, QPushButton("S&top"), QLabel("&Stop"))
    menu.setParent(window, menu.windowFlags())
    found = sharing_keys(window)
    assert found == [
        "Alt+S: QPushButton “&Save”, QLabel “&Save as”",
        "Alt+O: menu “&Open”, menu “&Other”",
    ]
