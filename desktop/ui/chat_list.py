"""The list of chats by date: a model of the rows, and a delegate that paints them from the tokens."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.store import ChatSummary
from desktop.domain.text import label_text
from desktop.services.chats import ChatList
from desktop.ui.formats import day_of
from desktop.ui.labels import tooltip_text
from desktop.ui.theme import Size, Theme

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """A heading (`chat_id` 0) or a chat."""

    text: str
    chat_id: int = 0
    is_current: bool = False
    is_replying: bool = False


class Role(IntEnum):
    """What the delegate asks the model for, beside the text."""

    ROW = Qt.ItemDataRole.UserRole


class ChatListModel(QAbstractListModel):
    """The chats whose titles hold the filter, under headings by date."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._state = ChatList()
        self._filter = ""
        self.rows: tuple[Row, ...] = ()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        match role:
            case Role.ROW:
                return row
            case Qt.ItemDataRole.DisplayRole:
                return row.text
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip_text(row.text)
            case Qt.ItemDataRole.AccessibleTextRole:
                return (
                    self.tr("{title}, a reply arrives").format(title=row.text)
                    if row.is_replying
                    else row.text
                )
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid() or not self.rows[index.row()].chat_id:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def show(self, state: ChatList) -> None:
        """Show another list; rows that only look different are updated in place."""
        self._state = state
        self._rebuild()

    def filter(self, text: str) -> None:
        """Show only the chats whose titles hold `text`, whatever its case."""
        self._filter = text.casefold().strip()
        self._rebuild()

    def row_of(self, chat_id: int) -> int:
        """The position of a chat, or -1."""
        return next((i for i, row in enumerate(self.rows) if row.chat_id == chat_id), -1)

    def _rebuild(self) -> None:
        rows = self._built()
        if [(row.chat_id, row.text) for row in rows] != [(row.chat_id, row.text) for row in self.rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        changed = [i for i, (old, new) in enumerate(zip(self.rows, rows, strict=True)) if old != new]
        self.rows = rows
        for i in changed:
            self.dataChanged.emit(self.index(i), self.index(i))

    def _built(self) -> tuple[Row, ...]:
        now = QDateTime.currentDateTime()
        rows: list[Row] = []
        heading = ""
        for chat in self._state.summaries:
            if self._filter and self._filter not in chat.title.casefold():
                continue
            if (day := day_of(chat.updated_at, now)) != heading:
                rows.append(Row(day))
                heading = day
            rows.append(self._row(chat))
        return tuple(rows)

    def _row(self, chat: ChatSummary) -> Row:
        title = label_text(chat.title) or self.tr("Untitled")
        return Row(title, chat.id, chat.id == self._state.current, chat.id in self._state.replying)


class ChatListDelegate(QStyledItemDelegate):
    """Paints headings and chats; heights follow the font."""

    def __init__(self, theme: Theme, parent: Any = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        row: Row = index.data(Role.ROW)
        font = self._font(row)
        return QSize(120, QFontMetrics(font).height() + (14 if row.chat_id else 18))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row: Row = index.data(Role.ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = rect.adjusted(0, 1, 0, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if row.is_current:
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(cell, 6, 6)
        elif row.chat_id and state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(cell, 6, 6)
        if row.chat_id and state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent_text"), 2))
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 5, 5)
        text = rect.adjusted(10, 0 if row.chat_id else 8, -10, 0)
        if row.is_replying:
            dot = 14
            pixmap = theme.icons.pixmap(
                "busy", theme.tokens.accent_text, dot, painter.device().devicePixelRatio()
            )
            painter.drawPixmap(text.right() - dot, text.center().y() - dot // 2, pixmap)
            text.setRight(text.right() - dot - 6)
        token = "accent_text" if row.is_current else "text" if row.chat_id else "text2"
        font = self._font(row)
        painter.setFont(font)
        painter.setPen(theme.color(token))
        elided = QFontMetrics(font).elidedText(row.text, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
        painter.restore()

    def _font(self, row: Row) -> QFont:
        if not row.chat_id:
            return self._theme.font(Size.CAPTION, QFont.Weight.DemiBold)
        weight = QFont.Weight.Medium if row.is_current else QFont.Weight.Normal
        return self._theme.font(Size.BODY, weight)
