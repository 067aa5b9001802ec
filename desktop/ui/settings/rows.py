"""Rows of two lines for the lists of the settings: a model of values, and a delegate that paints them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.labels import tooltip_text
from desktop.ui.theme import Size, Theme

AnyIndex = QModelIndex | QPersistentModelIndex
ICON = 18
PADDING = 12
GAP = 12
ROW_SPACE = 18


@dataclass(frozen=True, slots=True)
class ListRow:
    """What a row shows; `spoken` is all of it in words."""

    id: str
    title: str
    detail: str
    tag: str = ""
    """A word at its end."""
    icon: str = ""
    token: str = "text3"
    spoken: str = ""


class Role(IntEnum):
    """What the delegate asks the model for, beside the text."""

    ROW = Qt.ItemDataRole.UserRole


class RowsModel(QAbstractListModel):
    """Shows tuples of rows; what only looks different is updated in place."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ListRow, ...] = ()

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
                return row.title
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip_text(f"{row.title}\n{row.detail}".strip())
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken or f"{row.title}, {row.detail}"
        return None

    def show(self, rows: Sequence[ListRow]) -> None:
        """Show other rows."""
        new = tuple(rows)
        if [row.id for row in new] != [row.id for row in self.rows]:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()
            return
        changed = [i for i, (old, row) in enumerate(zip(self.rows, new, strict=True)) if old != row]
        self.rows = new
        for i in changed:
            self.dataChanged.emit(self.index(i), self.index(i))

    def place(self, id_: str) -> int:
        """Where a row is, or -1."""
        return next((i for i, row in enumerate(self.rows) if row.id == id_), -1)


class RowsDelegate(QStyledItemDelegate):
    """Paints icon, title, a line below it and a word at its end; heights follow the font."""

    def __init__(self, theme: Theme, parent: Any = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        height = QFontMetrics(self._theme.font()).height()
        return QSize(120, height + QFontMetrics(self._theme.font(Size.DETAIL)).height() + ROW_SPACE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row: ListRow | None = index.data(Role.ROW)
        if row is None:
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, state)
        inside = rect.adjusted(PADDING, 0, -PADDING, 0)
        if row.icon:
            color = getattr(self._theme.tokens, row.token)
            ratio = painter.device().devicePixelRatio()
            x = inside.right() - ICON + 1 if is_mirrored else inside.left()
            pixmap = self._theme.icons.pixmap(row.icon, color, ICON, ratio)
            painter.drawPixmap(x, inside.center().y() - ICON // 2 + 1, pixmap)
            step = ICON + GAP
            inside.adjust(0 if is_mirrored else step, 0, -step if is_mirrored else 0, 0)
        self._paint_words(painter, inside, row, is_current=bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        cell = rect.adjusted(0, 1, 0, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(self._theme.color("accent_soft"))
            painter.drawRoundedRect(cell, 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(self._theme.color("hover"))
            painter.drawRoundedRect(cell, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("accent_text"), 2))
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 5, 5)

    def _paint_words(self, painter: QPainter, inside: QRect, row: ListRow, *, is_current: bool) -> None:
        name, small = self._theme.font(Size.BODY, QFont.Weight.Medium), self._theme.font(Size.DETAIL)
        lines = QFontMetrics(name), QFontMetrics(small)
        top = inside.center().y() - (lines[0].height() + lines[1].height()) // 2 + 1
        painter.setFont(small)
        painter.setPen(self._theme.color("text2"))
        end = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        if row.tag:
            painter.drawText(inside, end, row.tag)
        width = inside.width() - (lines[1].horizontalAdvance(row.tag) + GAP if row.tag else 0)
        is_mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = inside.right() - width + 1 if is_mirrored else inside.left()
        start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        below = QRect(left, top + lines[0].height(), width, lines[1].height())
        painter.drawText(below, start, lines[1].elidedText(row.detail, Qt.TextElideMode.ElideMiddle, width))
        painter.setFont(name)
        painter.setPen(self._theme.color("accent_text" if is_current else "text"))
        shown = lines[0].elidedText(row.title, Qt.TextElideMode.ElideMiddle, width)
        painter.drawText(QRect(left, top, width, lines[0].height()), start, shown)
