"""Finding words in texts that are shown, and marking where they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from desktop.ui.rendering.selection import TextWidget
from desktop.ui.theme import Theme

MOST_MATCHES = 1000
"""In one text widget; further ones are not marked."""


@dataclass(frozen=True, slots=True)
class Match:
    """Words at `start` of a text widget's document, in UTF-16 units; of use until it is rendered again."""

    widget: TextWidget
    start: int
    length: int


def matches_in(widget: TextWidget, words: str) -> Iterator[Match]:
    """Where `words` are in the shown text, upper and lower case alike; a line break is in no match."""
    document = widget.document()
    cursor = QTextCursor(document)
    for _ in range(MOST_MATCHES if words else 0):
        cursor = document.find(words, cursor)
        if cursor.isNull():
            return
        yield Match(widget, cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart())


def mark_matches(widget: TextWidget, matches: Sequence[Match], current: Match | None, theme: Theme) -> None:
    """Show those of `matches` that are in `widget`, `current` in a colour of its own; none clears."""
    selections = []
    for match in matches:
        if match.widget is not widget:
            continue
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(widget.document())
        cursor.setPosition(match.start)
        cursor.setPosition(match.start + match.length, QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setBackground(theme.color("accent" if match == current else "warn_soft"))
        look.setForeground(theme.color("on_accent" if match == current else "text"))
        selection.cursor, selection.format = cursor, look
        selections.append(selection)
    widget.setExtraSelections(selections)


def place_of(match: Match, inside: QWidget) -> QRect:
    """Where the match is, in the coordinates of `inside`, which holds its widget."""
    _settle(match.widget)
    cursor = QTextCursor(match.widget.document())
    cursor.setPosition(match.start)
    rect = match.widget.cursorRect(cursor)
    origin = match.widget.viewport().mapTo(inside, QPoint(0, 0))
    return rect.translated(origin)


def show_match(match: Match) -> None:
    """Scroll a text that scrolls by itself, such as long code, to the match."""
    _settle(match.widget)
    if isinstance(match.widget, QPlainTextEdit) or match.widget.horizontalScrollBar().maximum():
        cursor = match.widget.textCursor()
        cursor.setPosition(match.start)
        match.widget.setTextCursor(cursor)
        match.widget.ensureCursorVisible()


def _settle(widget: TextWidget) -> None:
    """Lay out the card that the widget is in: it was perhaps rendered in this turn."""
    card = widget.parentWidget()
    if card is not None and (layout := card.layout()) is not None:
        layout.activate()
