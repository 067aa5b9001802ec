"""The head of the models' table: titles, and an arrow at the column that the rows are sorted by."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.ui.models.delegate import EDGE, PADDING
from desktop.ui.models.entries import Column
from desktop.ui.theme import Size, Theme

SPACE = 20
ARROW = 7.0
_ARROW_ROOM = 12


class ModelsHeader(QHeaderView):
    """A press on a title sorts by it; once more, the other way round."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        theme.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        return QSize(100, round(QFontMetricsF(self._font()).height()) + SPACE)

    def width_of(self, column: Column, title: str) -> int:
        """What the title takes, with its arrow."""
        start = EDGE if column is Column.MODEL else PADDING
        return round(QFontMetricsF(self._font()).horizontalAdvance(title)) + start + PADDING + _ARROW_ROOM

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        column = Column(logical_index)
        start = EDGE if column is Column.MODEL else PADDING
        place = QRectF(rect).adjusted(
            PADDING if is_mirrored else start, 0, -start if is_mirrored else -PADDING, 0
        )
        at_right = (column is Column.SIZE) != is_mirrored
        title = str(self.model().headerData(logical_index, Qt.Orientation.Horizontal))
        painter.setFont(self._font())
        painter.setPen(self._theme.color("text2"))
        side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(place, flags, title)
        if self.sortIndicatorSection() == logical_index:
            width = QFontMetricsF(self._font()).horizontalAdvance(title)
            x = (
                place.right() - width - _ARROW_ROOM
                if at_right
                else place.left() + width + _ARROW_ROOM - ARROW
            )
            self._paint_arrow(painter, QPointF(x, place.center().y()))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, self._theme.color("line"))
        painter.restore()

    def _paint_arrow(self, painter: QPainter, at: QPointF) -> None:
        tip = -ARROW / 4 if self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder else ARROW / 4
        points = [at + QPointF(0, -tip), at + QPointF(ARROW, -tip), at + QPointF(ARROW / 2, tip)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("text2"))
        painter.drawPolygon(QPolygonF(points))

    def _font(self) -> QFont:
        return self._theme.font(Size.DETAIL, QFont.Weight.Medium)
