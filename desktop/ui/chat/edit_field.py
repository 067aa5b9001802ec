"""A question being changed where it stands."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.chat.prompt_edit import PromptEdit
from desktop.ui.theme import Theme


class _Field(PromptEdit):
    """A prompt field in which Esc means this field, whatever else in the window waits for it."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class InlineEditor(QFrame):
    """The text, Send and Cancel; Enter sends, Esc cancels. What was changed is kept by whoever opened it."""

    sent = Signal(str)
    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "composer")
        self._can_send = True
        self.field = named(_Field(theme), self.tr("Changed question"))
        self.send = ActionButton(theme, self.tr("Send"), "send", "primary")
        self.cancel = ActionButton(theme, self.tr("Cancel"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addLayout(row)
        QWidget.setTabOrder(self.field, self.cancel)
        QWidget.setTabOrder(self.cancel, self.send)
        self.field.submitted.connect(self._send)
        self.field.left.connect(self.cancelled)
        self.field.textChanged.connect(self._update)
        self.send.clicked.connect(self._send)
        self.cancel.clicked.connect(self.cancelled)
        self.setFocusProxy(self.field)

    def start(self, text: str, draft: str) -> None:
        """Show the question with what was changed before; undoing gives the question as it was."""
        self.field.setPlainText(text)
        if draft not in ("", text):
            cursor = self.field.textCursor()
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(draft)
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self._update()

    def text(self) -> str:
        return self.field.toPlainText()

    def allow(self, can_send: bool) -> None:
        """Whether the question may be sent now; it may not while a reply arrives."""
        self._can_send = can_send
        self._update()

    @Slot()
    def _send(self) -> None:
        if self.send.isEnabled():
            self.sent.emit(self.text())

    @Slot()
    def _update(self) -> None:
        self.send.setEnabled(self._can_send and bool(self.text().strip()))
