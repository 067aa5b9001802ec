"""Rows one below the other, of which only those near the view have widgets.

It has no `QLayout`: ten thousand rows must cost nothing, and those in view must not move when one above them
grows. The widget is only as high as the rows that are there, since Qt has no room for a million pixels.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.ui.chat.places import Places
from desktop.ui.chat.rows import Row

GAP, MARGIN = 16, 12
SIDE = 10
"""Room beside the rows for the frame that marks one."""
MOST_KEPT = 300
"""Rows with widgets, however many a selection wants."""


class RowColumn(QWidget):
    """Makes, measures, places and drops the widgets of rows."""

    rows_resized = Signal()
    """A row may have another height now."""

    def __init__(
        self,
        make: Callable[[Row], QWidget],
        drop: Callable[[Row], None],
        is_kept: Callable[[Row], bool],
        parent: QWidget | None = None,
    ) -> None:
        """`drop` is told before a widget goes; `is_kept` says that it must not, wherever the view is."""
        super().__init__(parent)
        self._make, self._drop, self._is_kept = make, drop, is_kept
        self.rows: list[Row] = []
        self.places = Places(GAP, MARGIN)
        self._marked: Row | None = None
        self._has_changed = False
        self.is_short = False
        self._mark = QFrame(self)
        self._mark.setProperty("kind", "mark")
        self._mark.hide()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.rows_resized.emit()
        return super().event(event)

    @property
    def marked(self) -> Row | None:
        """The row with the frame."""
        return self._marked

    def live(self) -> list[Row]:
        """The rows that have widgets, from top to bottom."""
        return [row for row in self.rows if row.widget is not None]

    def take_rows(self, rows: list[Row]) -> None:
        """Show other rows; widgets of those that are not among them go."""
        kept = set(map(id, rows))
        for row in self.rows:
            if id(row) not in kept:
                self._remove(row)
        self.rows = rows
        self.arrange()

    def has_changed(self) -> bool:
        """Whether rows got a widget or lost it since this was asked last."""
        has_changed, self._has_changed = self._has_changed, False
        return has_changed

    def arrange(self) -> None:
        """Take the heights of the rows as they are known."""
        self.places.arrange(row.height for row in self.rows)

    def fill(self, view: tuple[int, int], margin: int, most_beyond: int) -> bool:
        """Give the rows in the stretch `view` widgets, and measure all; whether a height is another now.

        Of those within `margin` beyond it at most `most_beyond` get theirs, the nearest first: `is_short`
        says whether there are more.
        """
        width = self.width() - 2 * SIDE
        is_changed = False
        inside = self.places.between(*view)
        near = self.places.between(view[0] - margin, view[1] + margin)
        beyond = [place for place in near if place not in inside and self.rows[place].widget is None]
        beyond.sort(key=lambda place: min(abs(place - inside.start), abs(place - inside.stop)))
        self.is_short = len(beyond) > most_beyond
        for place in (*inside, *beyond[:most_beyond]):
            row = self.rows[place]
            if row.widget is None:
                row.widget = self._make(row)
                self._has_changed = True
        for row in self.live():
            height = _height(row.widget, width) if row.widget is not None else row.height
            if height != row.height:
                row.height = height
                is_changed = True
        return is_changed

    def drop_outside(self, top: int, bottom: int) -> None:
        """Take the widgets of rows beyond that stretch away."""
        near = self.places.between(top, bottom)
        live = [(place, row) for place, row in enumerate(self.rows) if row.widget is not None]
        outside = [row for place, row in live if place not in near]
        is_full = len(live) > MOST_KEPT
        gone = [row for row in outside if is_full or not self._is_kept(row)]
        for row in gone:
            self._drop(row)
            self._remove(row)

    def place(self, x: int, width: int, value: int) -> None:
        """Put the widgets where they are while the view is at `value`."""
        live = [(place, row) for place, row in enumerate(self.rows) if row.widget is not None]
        if not live:
            self.setGeometry(x, 0, width, 0)
            return
        top, bottom = self.places.top(live[0][0]), self.places.bottom(live[-1][0])
        self.setGeometry(x, top - value, width, bottom - top + MARGIN)
        for place, row in live:
            assert row.widget is not None
            row.widget.setGeometry(SIDE, self.places.top(place) - top, width - 2 * SIDE, row.height)
        self._place_mark()

    def mark(self, row: Row | None) -> None:
        """Put a frame around a row; None takes it away."""
        self._marked = row
        self._place_mark()

    def _place_mark(self) -> None:
        widget = self._marked.widget if self._marked is not None else None
        self._mark.setVisible(widget is not None)
        if widget is not None:
            self._mark.setGeometry(widget.geometry().adjusted(-SIDE, -6, SIDE, 6))

    def _remove(self, row: Row) -> None:
        widget, row.widget = row.widget, None
        if widget is not None:
            self._has_changed = True
            widget.hide()
            widget.deleteLater()
        if row is self._marked:
            self.mark(None)


def _height(widget: QWidget, width: int) -> int:
    """What the widget takes at that width, with everything in it laid out."""
    if widget.width() != width:
        widget.resize(width, widget.height())
    if (layout := widget.layout()) is not None:
        layout.activate()
    height = widget.heightForWidth(width)
    return height if height >= 0 else widget.sizeHint().height()
