"""Where one types what to find in the chat, and goes from match to match."""

from PySide6.QtCore import QEvent, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from desktop.ui.accessibility import named
from desktop.ui.buttons import IconButton
from desktop.ui.labels import plain_label
from desktop.ui.theme import Size, Theme


class FindBar(QFrame):
    """Enter goes to the next match, Shift+Enter to the one before, Esc closes."""

    searched = Signal(str)
    """Other words; "" when the bar closes."""
    stepped = Signal(int)
    """To the match that many further, or back."""
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "header")
        self.field = named(_Field(), self.tr("Find in this chat"))
        self.field.setPlaceholderText(self.tr("Find in this chat"))
        self.field.setProperty("kind", "search")
        self.count = plain_label(theme, size=Size.DETAIL, tone="text2")
        self.previous = IconButton(theme, "chevron-up", self.tr("Previous Match (Shift+Enter)"))
        self.next = IconButton(theme, "chevron-down", self.tr("Next Match (Enter)"))
        self.close_button = IconButton(theme, "close", self.tr("Close (Esc)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 16, 6)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        for button in (self.previous, self.next, self.close_button):
            row.addWidget(button)
        self.field.textChanged.connect(self.searched)
        self.field.stepped.connect(self.stepped)
        self.field.left.connect(self.leave)
        self.previous.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        self.close_button.clicked.connect(self.leave)
        self.show_count(0, 0)
        self.hide()

    @Slot()
    def enter(self) -> None:
        """Open, with the words of last time to be typed over."""
        is_new = self.isHidden()
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if is_new:
            self.searched.emit(self.field.text())

    @Slot()
    def leave(self) -> None:
        self.hide()
        self.closed.emit()

    def show_count(self, place: int, count: int, *, is_partial: bool = False) -> None:
        """The match `place` (from 1; 0 for none) of `count`; `is_partial` while more may be found."""
        figures = QLocale()
        if not self.field.text():
            words = ""
        elif not count:
            words = self.tr("Searching…") if is_partial else self.tr("No matches")
        else:
            words = self.tr("{place} of {count}").format(
                place=figures.toString(place), count=figures.toString(count) + ("+" if is_partial else "")
            )
        self.count.setText(words)
        self.previous.setEnabled(count > 0)
        self.next.setEnabled(count > 0)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.isHidden():  # by itself, and not with the window
            self.searched.emit("")

    @Slot()
    def _go_back(self) -> None:
        self.stepped.emit(-1)

    @Slot()
    def _go_on(self) -> None:
        self.stepped.emit(1)


class _Field(QLineEdit):
    """A line in which Enter and Esc mean the bar, whatever else in the window waits for them."""

    stepped = Signal(int)
    left = Signal()

    def event(self, event: QEvent) -> bool:
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)
