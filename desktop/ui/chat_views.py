"""The views of the sidebar's lists and the field above them: what their keys do, and where they stay."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QStyle

from desktop.ui.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex
ICON, ICON_GAP = 16, 10


class ChatView(QListView):
    """A list whose rows are opened by a click or Enter; Up from its first row and Esc leave it."""

    opened = Signal(QModelIndex)
    left_above = Signal()
    left = Signal()
    menu_wanted = Signal(QPoint)
    """For the current row, at this place of the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.clicked.connect(self.opened)
        self.activated.connect(self.opened)

    def enter(self) -> None:
        """Take the focus, with a row that the keys start from."""
        first = self._first()
        if not self.currentIndex().isValid() and first.isValid():
            self.setCurrentIndex(first)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @contextmanager
    def kept_place(self) -> Iterator[None]:
        """While the model changes: the row at the top of a view that was scrolled stays where it is."""
        top = QPersistentModelIndex(self.indexAt(QPoint(self.width() // 2, 0)))
        offset = self.visualRect(top).top() if top.isValid() else 0
        is_scrolled = self.verticalScrollBar().value() > 0
        yield
        if is_scrolled and top.isValid():
            self.executeDelayedItemsLayout()
            moved = self.visualRect(top).top() - offset
            if moved:
                self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)

    def dataChanged(self, first: AnyIndex, last: AnyIndex, roles: Sequence[int] = ()) -> None:
        # QListView's own would lay out every row anew, and none is of another height for what it shows.
        QAbstractItemView.dataChanged(self, first, last, roles)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= self._first().row():
            self.left_above.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())  # not every platform activates a row by Enter
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if _is_escape(event):
            event.accept()  # else it would be the shortcut that stops the reply
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            place = self.visualRect(index).center()
        else:
            place = event.pos()
            index = self.indexAt(place)
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.setCurrentIndex(index)
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def _first(self) -> QModelIndex:
        """The first row that is no heading."""
        model = self.model()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            if index.flags() & Qt.ItemFlag.ItemIsEnabled:
                return index
        return QModelIndex()


class SearchField(QLineEdit):
    """The field over the lists: Down goes into them, Enter takes the first hit, Esc clears, then leaves."""

    down_pressed = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "search")
        self.setPlaceholderText(self.tr("Search chats"))
        self.setAccessibleName(self.tr("Search titles and messages of all chats"))
        self.setClearButtonEnabled(True)
        at_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        room = ICON + ICON_GAP
        self.setTextMargins(0 if at_right else room, 0, room if at_right else 0, 0)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)  # an action's icon would be a button that does nothing, and has no name
        place = QRect(ICON_GAP, (self.height() - ICON) // 2, ICON, ICON)
        place = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
        with QPainter(self) as painter:
            icons, color = self._theme.icons, self._theme.tokens.text3
            painter.drawPixmap(place.topLeft(), icons.pixmap("search", color, ICON, self.devicePixelRatioF()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        if _is_escape(event):
            event.accept()
            return True
        return super().event(event)


def _is_escape(event: QEvent) -> bool:
    """Whether a widget is asked if it wants Esc before a shortcut gets it."""
    return (
        event.type() is QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_Escape
    )
