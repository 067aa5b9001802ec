"""The list of providers, which the user brings into order by dragging, or with Alt and the arrow keys."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QListView, QWidget

from desktop.ui.accessibility import named
from desktop.ui.settings.rows import ListRow, RowsDelegate, RowsModel
from desktop.ui.shortcuts import group_keys, tell_keys
from desktop.ui.theme import Theme

MARK_WIDTH = 2


class ProviderList(QListView):
    """Shows rows; drags are followed here, since Qt's own would run a loop within the loop."""

    picked = Signal(str)
    """The user looks at another provider."""
    order_wanted = Signal(tuple)
    """The ids of the rows, as the user wants them from now on."""
    remove_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pressed = QPoint()
        self._dragged = ""
        self._gap = -1
        """Before which row the dragged one would be put, -1 while nothing is dragged."""
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowsDelegate(theme, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        named(self, self.tr("Providers"))
        self.setToolTip(self.tr("Drag, or press Alt with the arrow keys, to change the order"))
        self.selectionModel().currentChanged.connect(self._tell)
        self._is_quiet = False
        group_keys(self, self.tr("List of providers"))
        tell_keys(self, "Alt+Up", self.tr("Move the provider up"))
        tell_keys(self, "Alt+Down", self.tr("Move the provider down"))
        tell_keys(self, "Del", self.tr("Remove the provider"))
        theme.changed.connect(self.viewport().update)

    @property
    def current(self) -> str:
        """The id of the current row, or ""."""
        index = self.currentIndex()
        return self.rows.rows[index.row()].id if index.isValid() else ""

    def show_rows(self, rows: tuple[ListRow, ...], current: str) -> None:
        """Show other rows, one of them as the current one."""
        self._is_quiet = True
        self.rows.show(rows)
        place = self.rows.place(current)
        if place >= 0 and place != self.currentIndex().row():
            self.setCurrentIndex(self.rows.index(place))
        self._is_quiet = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            place = self.currentIndex().row()
            target = place + steps[Qt.Key(event.key())]
            if place >= 0 and 0 <= target < len(self.rows.rows):
                self._move(self.current, target if target < place else target + 1)
            return
        if event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
            return
        if event.key() == Qt.Key.Key_Escape and self._dragged:
            self._end_drag()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        is_far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if not self._dragged and is_far and self.indexAt(self._pressed).isValid():
            self._dragged = self.rows.rows[self.indexAt(self._pressed).row()].id
        if self._dragged:
            self._gap = self._gap_at(at)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        dragged, gap = self._dragged, self._gap
        self._end_drag()
        if dragged and gap >= 0:
            self._move(dragged, gap)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap < 0 or not self.rows.rows:
            return
        last = len(self.rows.rows) - 1
        rect = self.visualRect(self.rows.index(min(self._gap, last)))
        y = rect.bottom() + 1 if self._gap > last else rect.top()
        with QPainter(self.viewport()) as painter:
            painter.setPen(QPen(self._theme.color("accent_text"), MARK_WIDTH))
            painter.drawLine(rect.left() + 4, max(1, y), rect.right() - 4, max(1, y))

    def _gap_at(self, at: QPoint) -> int:
        for place in range(len(self.rows.rows)):
            if at.y() < self.visualRect(self.rows.index(place)).center().y():
                return place
        return len(self.rows.rows)

    def _move(self, id_: str, gap: int) -> None:
        ids = [row.id for row in self.rows.rows]
        place = ids.index(id_)
        ids.pop(place)
        ids.insert(gap - 1 if gap > place else gap, id_)
        if ids != [row.id for row in self.rows.rows]:
            self.order_wanted.emit(tuple(ids))

    def _end_drag(self) -> None:
        self._dragged, self._gap = "", -1
        self.viewport().update()

    @Slot(QModelIndex, QModelIndex)
    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not self._is_quiet and current.isValid():
            self.picked.emit(self.current)
