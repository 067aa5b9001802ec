"""The compared replies beside each other, or below each other where the window is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from desktop.domain.comparison import Column
from desktop.ui.accessibility import named
from desktop.ui.compare.column import ReplyColumn
from desktop.ui.theme import Theme

LEAST_CHARACTERS = 38
"""Of a column: so many digits fit beside each other in it."""
LEAST_BESIDE, MOST_BESIDE = 2, 4
EDGE = 20
GAP = 12


class Columns(QScrollArea):
    """Two to four columns fill the width, further ones are reached by scrolling; stacked, all of them are."""

    stop_wanted = Signal(int)
    retry_wanted = Signal(int)
    go_on_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        named(self, self.tr("Replies"))
        self._is_stacked = False
        self.columns: list[ReplyColumn] = []
        inside = QWidget()
        inside.setProperty("kind", "page")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._row.setContentsMargins(EDGE, 0, EDGE, GAP)
        self._row.setSpacing(GAP)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self._fit()

    def stack(self, *, is_stacked: bool) -> None:
        """Below each other, or side by side."""
        if is_stacked != self._is_stacked:
            self._is_stacked = is_stacked
            self._fit()

    def render_columns(self, columns: Sequence[Column]) -> None:
        while len(self.columns) > len(columns):
            gone = self.columns.pop()
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.columns) < len(columns):
            self._add()
        for widget, column in zip(self.columns, columns, strict=True):
            widget.render_column(column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _add(self) -> None:
        column = ReplyColumn(self._theme, len(self.columns))
        column.stop_wanted.connect(self.stop_wanted)
        column.retry_wanted.connect(self.retry_wanted)
        column.go_on_wanted.connect(self.go_on_wanted)
        self.columns.append(column)
        self._row.addWidget(column)
        self._fit()

    def _fit(self) -> None:
        """Give the columns their direction and width."""
        is_stacked = self._is_stacked
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if is_stacked else directions.LeftToRight)
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(never if is_stacked else needed)
        self.setVerticalScrollBarPolicy(needed)
        edge = EDGE - self.verticalScrollBar().sizeHint().width() if is_stacked else EDGE
        self._row.setContentsMargins(EDGE, 0, edge, GAP)
        width = self.width() - 2 * EDGE
        least = self.fontMetrics().horizontalAdvance("0") * LEAST_CHARACTERS
        beside = min(MOST_BESIDE, max(LEAST_BESIDE, (width + GAP) // (least + GAP)))
        shown = max(1, min(beside, len(self.columns)))
        each = max(least, (width - (shown - 1) * GAP) // shown)
        for column in self.columns:
            column.area.grow(grows=is_stacked)
            column.setMinimumWidth(0 if is_stacked else each)
            column.setMaximumWidth(self.width() if is_stacked else each)
