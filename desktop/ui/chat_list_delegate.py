"""Paints the list of chats from the tokens: headings, titles, and the marks at their ends."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.chat_list import Role, Row
from desktop.ui.theme import Size, Theme

AnyIndex = QModelIndex | QPersistentModelIndex
MARGIN = 10
MARK = 14
DOT_RADIUS = 3.5


class ChatListDelegate(QStyledItemDelegate):
    """All rows are of one height, which follows the font: ten thousand of them are placed at once."""

    def __init__(self, theme: Theme, parent: Any = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(120, QFontMetrics(self._theme.font(Size.BODY)).height() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row: Row = index.data(Role.ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.chat_id:
            paint_ground(painter, self._theme, option, is_current=row.is_current)
            self._paint_chat(painter, option, row)
        else:
            paint_heading(painter, self._theme, option, row.text)
        painter.restore()

    def _paint_chat(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        theme = self._theme
        rect: QRect = option.rect
        text = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        ratio = painter.device().devicePixelRatio()
        tokens = theme.tokens
        marks = [("pin", tokens.text3)] * row.is_pinned + [("busy", tokens.accent_text)] * row.is_replying
        for icon, color in marks:
            place = QRect(text.right() - MARK + 1, text.center().y() - MARK // 2, MARK, MARK)
            place = QStyle.visualRect(option.direction, rect, place)
            painter.drawPixmap(place.topLeft(), theme.icons.pixmap(icon, color, MARK, ratio))
            text.setRight(text.right() - MARK - 6)
        if row.is_unread and not row.is_replying:
            dot = QRect(text.right() - MARK + 1, text.center().y(), MARK, 1)
            dot = QStyle.visualRect(option.direction, rect, dot)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_text"))
            painter.drawEllipse(QPointF(dot.center()) + QPointF(0.5, 0.5), DOT_RADIUS, DOT_RADIUS)
            text.setRight(text.right() - MARK - 6)
        is_strong = row.is_current or row.is_unread
        font = theme.font(Size.BODY, QFont.Weight.Medium if is_strong else QFont.Weight.Normal)
        paint_line(
            painter, option, text, row.text, font, theme.color("accent_text" if row.is_current else "text")
        )


def paint_ground(painter: QPainter, theme: Theme, option: QStyleOptionViewItem, *, is_current: bool) -> None:
    """What is behind a row: the current one, the one under the pointer, and the one that has the focus."""
    rect: QRect = option.rect
    state: QStyle.StateFlag = option.state
    cell = rect.adjusted(0, 1, 0, -1)
    painter.setPen(Qt.PenStyle.NoPen)
    if is_current:
        painter.setBrush(theme.color("accent_soft"))
        painter.drawRoundedRect(cell, 6, 6)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(theme.color("hover"))
        painter.drawRoundedRect(cell, 6, 6)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent_text"), 2))
        painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 5, 5)


def paint_heading(painter: QPainter, theme: Theme, option: QStyleOptionViewItem, text: str) -> None:
    """The name of a section, at the foot of its row."""
    rect: QRect = option.rect
    place = rect.adjusted(MARGIN, 8, -MARGIN, 0)
    font = theme.font(Size.CAPTION, QFont.Weight.DemiBold)
    paint_line(painter, option, place, text, font, theme.color("text2"))


def paint_line(
    painter: QPainter, option: QStyleOptionViewItem, place: QRect, text: str, font: QFont, color: Any
) -> None:
    """One line of plain text, elided at its end; `place` is for a layout from left to right."""
    painter.setFont(font)
    painter.setPen(color)
    elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    leading = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
    place = QStyle.visualRect(option.direction, option.rect, place)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | leading, elided)
