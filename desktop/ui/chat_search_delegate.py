"""Paints what a search has found; every text is plain, and the words that were found are accented."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.chat_list import Role
from desktop.ui.chat_list_delegate import MARGIN, paint_ground, paint_heading, paint_line
from desktop.ui.chat_search_list import Found, Matches
from desktop.ui.theme import Size, Theme

AnyIndex = QModelIndex | QPersistentModelIndex
LINES = 2
"""Of a message."""
GAP = 8


class ChatSearchDelegate(QStyledItemDelegate):
    """A title stands over its date; a message is two lines of text under the chat's title and date."""

    def __init__(self, theme: Theme, parent: Any = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        found: Found = index.data(Role.ROW)
        height = QFontMetrics(self._theme.font(Size.BODY)).height() + 14
        if found.turn_id:
            height += LINES * QFontMetrics(self._theme.font(Size.DETAIL)).height()
        elif found.chat_id:
            height += QFontMetrics(self._theme.font(Size.CAPTION)).height()
        return QSize(120, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        found: Found = index.data(Role.ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not found.chat_id:
            paint_heading(painter, self._theme, option, found.text)
        else:
            is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
            paint_ground(painter, self._theme, option, is_current=is_selected)
            self._paint_hit(painter, option, found)
        painter.restore()

    def _paint_hit(self, painter: QPainter, option: QStyleOptionViewItem, found: Found) -> None:
        theme = self._theme
        rect: QRect = option.rect
        body, small = theme.font(Size.BODY), theme.font(Size.CAPTION)
        top = QRect(
            rect.left() + MARGIN, rect.top() + 7, rect.width() - 2 * MARGIN, QFontMetrics(body).height()
        )
        below = QRect(top.left(), top.bottom() + 1, top.width(), rect.bottom() - top.bottom() - 7)
        if not found.turn_id:
            self._paint_text(painter, option, top, found, body, "text", 1)
            paint_line(painter, option, below, found.day, small, theme.color("text3"))
            return
        day = top.adjusted(top.width() - QFontMetrics(small).horizontalAdvance(found.day) - 1, 0, 0, 0)
        title = top.adjusted(0, 0, -day.width() - GAP, 0)
        name = theme.font(Size.BODY, QFont.Weight.Medium)
        paint_line(painter, option, day, found.day, small, theme.color("text3"))
        paint_line(painter, option, title, found.title, name, theme.color("text"))
        self._paint_text(painter, option, below, found, theme.font(Size.DETAIL), "text2", LINES)

    def _paint_text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        place: QRect,
        found: Found,
        font: QFont,
        token: str,
        lines: int,
    ) -> None:
        """The text of a hit in at most so many lines, the last one elided."""
        strong = QTextCharFormat()
        strong.setForeground(self._theme.color("accent_text"))
        strong.setFontWeight(QFont.Weight.DemiBold)
        text_option = QTextOption(QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft))
        text_option.setTextDirection(option.direction)
        text_option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = marked_layout(found.text, found.matches, font, strong, text_option, place.width(), lines)
        painter.setPen(self._theme.color(token))
        origin = QStyle.visualRect(option.direction, option.rect, place).topLeft()
        layout.draw(painter, QPointF(origin))


def marked_layout(
    text: str,
    matches: Matches,
    font: QFont,
    strong: QTextCharFormat,
    option: QTextOption,
    width: int,
    most_lines: int,
) -> QTextLayout:
    """`text` in at most so many lines of `width`, elided if it is longer; the matches look `strong`."""
    layout = _laid_out(text, matches, font, strong, option, width, most_lines)
    last = layout.lineAt(layout.lineCount() - 1)
    if not layout.lineCount() or last.textStart() + last.textLength() >= _units(text):
        return layout
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    # Of the wider letters, so that it fits whichever they are.
    kept = _characters(text, last.textStart())
    rest = QFontMetrics(bold).elidedText(text[kept:], Qt.TextElideMode.ElideRight, width)
    shown = text[:kept] + rest
    end = max(kept, len(shown) - 1)
    clipped = tuple((start, min(stop, end)) for start, stop in matches if start < end)
    return _laid_out(shown, clipped, font, strong, option, width, most_lines)


def _laid_out(
    text: str,
    matches: Matches,
    font: QFont,
    strong: QTextCharFormat,
    option: QTextOption,
    width: int,
    most_lines: int,
) -> QTextLayout:
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    ranges = []
    for start, end in matches:
        mark = QTextLayout.FormatRange()
        mark.start, mark.length, mark.format = _units(text[:start]), _units(text[start:end]), strong
        ranges.append(mark)
    layout.setFormats(ranges)
    layout.beginLayout()
    height = 0.0
    for _ in range(most_lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout


def _units(text: str) -> int:
    """The length that Qt counts: characters beyond U+FFFF are two."""
    return len(text) + sum(character > "\uffff" for character in text)


def _characters(text: str, units: int) -> int:
    """How many characters are so many of Qt's units."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
