"""Paints the cells of the models' table from the tokens; heights follow the font."""

from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.models.entries import Column, Entry
from desktop.ui.models.table_model import AnyIndex, Role
from desktop.ui.theme import Size, Theme

EDGE = 16
"""Between the card's edge and its text."""
PADDING = 8
"""At both sides of a cell; the first and the last have the card's edge instead at theirs."""
ROW_SPACE = 28
STATE_ICON = 16
ABILITY_ICON = 18
ABILITY_STEP = 26
BAR = 3
_PILL_PADDING = 6
_PILL_SPACE = 4
_GAP = 6
LEAST_NAME_LINES = 10.0
"""Names are not elided before they are as wide as so many lines are high (160 with the usual font)."""
_PILL_FONT = (Size.CAPTION, QFont.Weight.Medium)


class ModelsDelegate(QStyledItemDelegate):
    """Paints one cell; `hovered_row` is the row under the pointer, all of which is shaded."""

    def __init__(self, theme: Theme, parent: Any = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts: dict[tuple[Size, QFont.Weight], tuple[QFont, QFontMetricsF]] = {}
        self.hovered_row = -1
        self.last_column = int(Column.STATE)
        """The last one that is shown."""

    def forget_fonts(self) -> None:
        """The system's font is another one."""
        self._fonts.clear()

    @property
    def line_height(self) -> float:
        return self._font(Size.BODY, QFont.Weight.Normal)[1].height()

    @property
    def row_height(self) -> int:
        return round(self.line_height) + ROW_SPACE

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self.width_of(index.data(Role.ENTRY), Column(index.column())), self.row_height)

    def width_of(self, entry: Entry, column: Column) -> int:
        """What a cell takes to be shown whole, padding included."""
        text = self._column_font(column)[1].horizontalAdvance(entry.texts[column])
        match column:
            case Column.MODEL:
                content = text + sum(_GAP + 2 + self._pill_width(pill) for pill in entry.pills)
            case Column.CAN_DO:
                content = ABILITY_STEP * len(entry.abilities)
            case Column.STATE:
                content = text + (STATE_ICON + _GAP if entry.state.icon else 0)
            case _:
                content = text
        return round(content) + 2 + _edges(column, self.last_column)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        entry: Entry | None = index.data(Role.ENTRY)
        if entry is None:
            return
        rect: QRect = option.rect
        column = Column(index.column())
        is_mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, option.state, index, is_mirrored=is_mirrored)
        start = EDGE if column is Column.MODEL else PADDING
        end = EDGE if column == self.last_column else PADDING
        place = QRectF(rect).adjusted(end if is_mirrored else start, 0, -(start if is_mirrored else end), 0)
        match column:
            case Column.MODEL:
                is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
                self._paint_name(painter, place, entry, is_selected=is_selected, is_mirrored=is_mirrored)
            case Column.CAN_DO:
                self._paint_abilities(painter, place, entry, is_mirrored=is_mirrored)
            case Column.STATE:
                self._paint_state(painter, place, entry, is_mirrored=is_mirrored)
            case _:
                at_right = (column is Column.SIZE) != is_mirrored
                self._write(painter, place, entry.texts[column], column, "text2", at_right=at_right)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: AnyIndex, *, is_mirrored: bool
    ) -> None:
        theme = self._theme
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accent_soft"))
            if index.column() == Column.MODEL:
                left = rect.right() + 1 - BAR if is_mirrored else rect.left()
                painter.fillRect(QRect(left, rect.top(), BAR, rect.height()), theme.color("accent_text"))
        elif index.row() == self.hovered_row:
            painter.fillRect(rect, theme.color("hover"))
        if index.row():
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), theme.color("line"))

    def _paint_name(
        self, painter: QPainter, place: QRectF, entry: Entry, *, is_selected: bool, is_mirrored: bool
    ) -> None:
        pills = sum(_GAP + 2 + self._pill_width(pill) for pill in entry.pills)
        metrics = self._column_font(Column.MODEL)[1]
        least = min(LEAST_NAME_LINES * self.line_height, place.width())
        room = max(place.width() - pills, least)  # pills without room are left out
        name = metrics.elidedText(entry.texts[0], Qt.TextElideMode.ElideMiddle, room)
        width = metrics.horizontalAdvance(name) + 1
        left = place.right() - width if is_mirrored else place.left()
        box = QRectF(left, place.top(), width, place.height())
        self._write(painter, box, name, Column.MODEL, "text", at_right=is_mirrored)
        at = box.left() if is_mirrored else box.right()
        ground = "surface" if is_selected else "accent_soft"
        for pill in entry.pills:
            at = self._paint_pill(painter, place, at, pill, ground, is_mirrored=is_mirrored)

    def _paint_pill(
        self, painter: QPainter, place: QRectF, at: float, text: str, ground: str, *, is_mirrored: bool
    ) -> float:
        """Draw a pill beside `at`, and give where it ends; one without room is left out."""
        font, metrics = self._font(*_PILL_FONT)
        height, width = metrics.height() + _PILL_SPACE, self._pill_width(text)
        left = at - _GAP - 2 - width if is_mirrored else at + _GAP + 2
        box = QRectF(left, place.center().y() - height / 2, width, height)
        if box.left() < place.left() - 1 or box.right() > place.right() + 1:
            return at
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(ground))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(self._theme.color("accent_text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return box.left() if is_mirrored else box.right()

    def _paint_abilities(self, painter: QPainter, place: QRectF, entry: Entry, *, is_mirrored: bool) -> None:
        color, ratio = self._theme.tokens.text2, painter.device().devicePixelRatio()
        step = -ABILITY_STEP if is_mirrored else ABILITY_STEP
        x = place.right() - ABILITY_ICON if is_mirrored else place.left()
        for ability in entry.abilities:
            if place.left() <= x <= place.right() - ABILITY_ICON:
                pixmap = self._theme.icons.pixmap(ability.icon, color, ABILITY_ICON, ratio)
                painter.drawPixmap(QPointF(x, round(place.center().y() - ABILITY_ICON / 2)), pixmap)
            x += step

    def _paint_state(self, painter: QPainter, place: QRectF, entry: Entry, *, is_mirrored: bool) -> None:
        state = entry.state
        if state.icon:
            color, ratio = getattr(self._theme.tokens, state.token), painter.device().devicePixelRatio()
            pixmap = self._theme.icons.pixmap(state.icon, color, STATE_ICON, ratio)
            x = place.right() - STATE_ICON if is_mirrored else place.left()
            painter.drawPixmap(QPointF(x, round(place.center().y() - STATE_ICON / 2)), pixmap)
            space = STATE_ICON + _GAP
            place = place.adjusted(0 if is_mirrored else space, 0, -space if is_mirrored else 0, 0)
        tone = "text" if state.icon else state.token
        self._write(painter, place, state.words, Column.STATE, tone, at_right=is_mirrored)

    def _write(
        self,
        painter: QPainter,
        place: QRectF,
        text: str,
        column: Column,
        token: str,
        *,
        at_right: bool,
    ) -> None:
        font, metrics = self._column_font(column)
        side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, elided)

    def _pill_width(self, text: str) -> float:
        return self._font(*_PILL_FONT)[1].horizontalAdvance(text) + 2 * _PILL_PADDING

    def _column_font(self, column: Column) -> tuple[QFont, QFontMetricsF]:
        weight = QFont.Weight.Medium if column is Column.MODEL else QFont.Weight.Normal
        return self._font(Size.BODY, weight)

    def _font(self, size: Size, weight: QFont.Weight) -> tuple[QFont, QFontMetricsF]:
        """A font and its metrics, kept: a thousand rows ask for them."""
        key = (size, weight)
        if key not in self._fonts:
            font = self._theme.font(size, weight)
            self._fonts[key] = (font, QFontMetricsF(font))
        return self._fonts[key]


def _edges(column: Column, last: int) -> int:
    return (EDGE if column is Column.MODEL else PADDING) + (EDGE if column == last else PADDING)
