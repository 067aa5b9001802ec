"""The view of a column of rows: what it follows, and what stays where it is while rows grow and come.

Rows have widgets only near the view, so heights become known as it moves. Each time the view is put where its
anchor is: the end while that is followed, else the row at its top.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from desktop.ui.chat.column import SIDE, RowColumn
from desktop.ui.chat.rows import Row
from desktop.ui.theme import Theme

COLUMN_WIDTH = 736
END_TOLERANCE = 24
EDGE = 20
"""Least room beside the column, and the step of the scroll bar."""
MOST_PASSES = 8
"""Heights that become known move what is near the view; so often is that looked at again at once."""
SHOWN_TOP = 32
"""Where the top of a row is put that was asked for."""
MARK_MILLISECONDS = 2500
NEAR, FAR = 1.0, 3.0
"""How many heights of the view beyond it rows get widgets, and from where on they lose them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a transcript is scrolled to: the top of a row in pixels below the top of the view."""

    key: object
    y: int
    follows: bool


@dataclass(frozen=True, slots=True)
class Anchor:
    """What stays where it is: the top of a row, or its bottom, at `y` below the top of the view."""

    row: Row
    y: int
    is_bottom: bool = False


class ColumnView(QAbstractScrollArea):
    """Scrolls a `RowColumn`. Whoever inherits makes the widgets, and is told where the view has come."""

    live_changed = Signal()
    """Other rows have widgets than before."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._follows = True
        self._anchor: Anchor | None = None
        self._is_placing = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.column = RowColumn(self.make, self.note_drop, self.is_kept, self.viewport())
        self._filling = QTimer(self)
        self._filling.setSingleShot(True)
        self._filling.timeout.connect(self.arrange)
        self._unmark = QTimer(self)
        self._unmark.setSingleShot(True)
        self._unmark.setInterval(MARK_MILLISECONDS)
        self.column.rows_resized.connect(self.arrange)
        self._unmark.timeout.connect(self._end_mark)
        theme.changed.connect(self.arrange)

    def make(self, row: Row) -> QWidget:
        """The widget of a row, shown in the column."""
        raise NotImplementedError

    def note_drop(self, row: Row) -> None:
        """The widget of a row is about to go."""

    def is_kept(self, row: Row) -> bool:
        """Whether a row keeps its widget far from the view."""
        return False

    def is_unfinished(self, row: Row) -> bool:
        """Whether a row is still growing to what it will be: then its lower edge is what is held."""
        return False

    @Slot()
    def note_live(self) -> None:
        self.live_changed.emit()

    def note_place(self, value: int) -> None:
        """The view is at `value` now."""

    @property
    def follows(self) -> bool:
        """Whether the end stays in view as it grows."""
        return self._follows

    @property
    def place(self) -> Place:
        anchor = self._held()
        if anchor is None:
            return Place("", 0, True)
        y = anchor.y
        if anchor.is_bottom:
            place = self.column.rows.index(anchor.row)
            y -= self.column.places.bottom(place) - self.column.places.top(place)
        return Place(anchor.row.key, y, self._follows)

    def go_to(self, place: Place) -> None:
        """Scroll to where another view of the same rows was."""
        row = self.row_of(place.key)
        self._follows = place.follows or row is None
        if row is not None:
            self._anchor = Anchor(row, place.y)
        self.arrange()

    @Slot()
    def go_to_end(self) -> None:
        """Follow the end again."""
        self._follows = True
        self.arrange()

    def show_row(self, row: Row, *, marks: bool) -> None:
        """Scroll to the top of a row, and mark it for a moment."""
        self.hold(Anchor(row, SHOWN_TOP))
        self.arrange()
        if marks:
            self.column.mark(row)
            self._unmark.start()

    def reveal(self, rect: QRect, widget: QWidget) -> None:
        """Scroll, if it has to be, so that a part of `widget` is in view."""
        self.arrange()
        top = widget.mapTo(self.viewport(), rect.topLeft()).y()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if top < EDGE or top + rect.height() > height - EDGE:
            bar.setValue(bar.value() + top - height // 3)

    def row_of(self, key: object) -> Row | None:
        return next((row for row in self.column.rows if row.key == key), None)

    def hold(self, anchor: Anchor) -> None:
        """Let the end go, and keep `anchor` where it is."""
        self._follows, self._anchor = False, anchor

    def hold_bottom(self, row: Row) -> None:
        """Keep the lower edge of a row where it is in the view."""
        bottom = self.column.places.bottom(self.column.rows.index(row))
        self.hold(Anchor(row, bottom - self.verticalScrollBar().value(), True))

    def take_rows(self, rows: list[Row]) -> None:
        """Show other rows; what is in view stays where it is, or what is next to it if it is gone."""
        anchor, value = self._held(), self.verticalScrollBar().value()
        kept = set(map(id, rows))
        if anchor is not None and id(anchor.row) not in kept:
            tops = (
                (self.column.places.top(n) - value, n)
                for n, row in enumerate(self.column.rows)
                if id(row) in kept
            )
            y, near = min(tops, key=lambda found: abs(found[0]), default=(0, -1))
            anchor = Anchor(self.column.rows[near], y) if near >= 0 else None
        self._anchor = anchor
        self.column.take_rows(rows)

    @Slot()
    def arrange(self) -> None:
        """Put everything in its place: what is followed, or what the view was at, stays there."""
        if self._is_placing or not self.isVisible():
            return
        self._is_placing = True
        value, height = 0, self.viewport().height()
        width = min(COLUMN_WIDTH, self.viewport().width() - 2 * EDGE) + 2 * SIDE
        self.column.resize(width, self.column.height())
        for number in range(MOST_PASSES):
            value = self._wanted_value()
            # One beyond the view at a time: the next when the user's own events have been heard.
            if not self.column.fill((value, value + height), round(NEAR * height), int(number == 0)):
                break
            self.column.arrange()
        value = self._wanted_value()
        bar = self.verticalScrollBar()
        bar.setPageStep(height)
        bar.setSingleStep(EDGE)
        bar.setRange(0, max(0, self.column.places.height - height))
        bar.setValue(value)
        self.column.drop_outside(value - round(FAR * height), value + height + round(FAR * height))
        x = (self.width() - width) // 2  # as the composer is: the scroll bar moves neither
        self.column.place(max(EDGE - SIDE, min(x, self.viewport().width() - width)), width, value)
        self._is_placing = False
        if self.column.has_changed():
            self.note_live()
        if self.column.is_short:
            self._filling.start()
        self.note_place(value)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Move the focus as usual, and scroll to where it has gone."""
        if not super().focusNextPrevChild(next):
            return False
        widget = QApplication.focusWidget()
        if widget is not None and self.column.isAncestorOf(widget):
            self.reveal(widget.rect(), widget)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.arrange()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Somebody moved the view; what the arranging does itself is not that."""
        if not self._is_placing:
            bar = self.verticalScrollBar()
            self._follows = bar.value() >= bar.maximum() - END_TOLERANCE
            self._anchor = self._anchor_at(bar.value())
            self.arrange()

    def follow_pointer(self, point: QPoint) -> None:
        """Scroll while something is dragged to the edge or beyond (global)."""
        y, bar = self.viewport().mapFromGlobal(point).y(), self.verticalScrollBar()
        if y < EDGE:
            bar.setValue(bar.value() - EDGE)
        elif y > self.viewport().height() - EDGE:
            bar.setValue(bar.value() + EDGE)

    def _wanted_value(self) -> int:
        """Where the view belongs, in pixels from the top of the column."""
        places = self.column.places
        most = max(0, places.height - self.viewport().height())
        if self._follows or self._anchor is None:
            return most if self._follows else min(most, self.verticalScrollBar().value())
        place = self.column.rows.index(self._anchor.row)
        edge = places.bottom(place) if self._anchor.is_bottom else places.top(place)
        return max(0, min(most, edge - self._anchor.y))

    def _held(self) -> Anchor | None:
        """What stays where it is when rows come and go."""
        value = self.verticalScrollBar().value()
        return self._anchor_at(value) if self._anchor is None or self._follows else self._anchor

    def _anchor_at(self, value: int) -> Anchor | None:
        rows, places = self.column.rows, self.column.places
        if not rows:
            return None
        here = places.at(value)
        # Not the row above all turns: what comes between that and the view would push the view down.
        place = next((n for n in range(here, len(rows)) if rows[n].turn is not None), here)
        is_bottom = self.is_unfinished(rows[place])
        edge = places.bottom(place) if is_bottom else places.top(place)
        return Anchor(rows[place], edge - value, is_bottom)

    @Slot()
    def _end_mark(self) -> None:
        self.column.mark(None)
