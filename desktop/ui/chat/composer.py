"""Where a question is written: grows from one line to eight, and sends with Enter."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.conversation import Conversation
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import set_style_property
from desktop.ui.shortcuts import tell_keys
from desktop.ui.theme import Size, Theme

MOST_LINES = 8
_PADDING = 8


class PromptEdit(QPlainTextEdit):
    """A text field that is as high as its text; Enter submits, Shift+Enter breaks the line."""

    submitted = Signal()
    focused = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(theme.font(Size.CHAT))
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier)
        ):
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.focused.emit(event.type() == QEvent.Type.FocusIn)
        return super().event(event)

    @Slot()
    def _fit(self) -> None:
        # A QPlainTextEdit measures its document in lines.
        lines = max(1, round(self.document().size().height()))
        shown = min(lines, MOST_LINES)
        always, never = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(always if lines > MOST_LINES else never)
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + _PADDING)


class Composer(QFrame):
    """The field, the picker, and one button that is Send, or Stop while this chat streams."""

    sent = Signal(str)
    stopped = Signal()

    def __init__(self, theme: Theme, picker: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "composer")
        self._is_replying = False
        self.prompt = named(PromptEdit(theme), self.tr("Question"))
        self.prompt.setPlaceholderText(self.tr("Ask anything"))
        tell_keys(self.prompt, "Return", self.tr("Send"))
        tell_keys(self.prompt, "Shift+Return", self.tr("Break the line"))
        self.send = ActionButton(theme, self.tr("Send"), "send", "primary")
        self.send.setToolTip(self.tr("Send (Enter); Shift+Enter breaks the line"))
        self._lay_out(picker)
        self.prompt.submitted.connect(self._submit)
        self.prompt.focused.connect(self._show_focus)
        self.prompt.textChanged.connect(self._update_button)
        self.send.clicked.connect(self._press)
        self.setFocusProxy(self.prompt)
        self._update_button()

    def render_state(self, state: Conversation) -> None:
        """Send becomes Stop, at the same place, while a reply arrives."""
        if state.is_replying != self._is_replying:
            self._is_replying = state.is_replying
            self.send.setText(self.tr("Stop") if self._is_replying else self.tr("Send"))
            self.send.show_icon("stop" if self._is_replying else "send")
            tip = self.tr("Stop the reply (Esc)") if self._is_replying else self.tr("Send (Enter)")
            self.send.setToolTip(tip)
            self._update_button()

    def text(self) -> str:
        return self.prompt.toPlainText()

    def set_text(self, text: str) -> None:
        """Put `text` into the field with the cursor at its end."""
        self.prompt.setPlainText(text)
        self.prompt.moveCursor(self.prompt.textCursor().MoveOperation.End)

    def _lay_out(self, picker: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(picker, 1)
        row.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.prompt)
        layout.addLayout(row)

    @Slot()
    def _press(self) -> None:
        if self._is_replying:
            self.stopped.emit()
        else:
            self._submit()

    @Slot()
    def _submit(self) -> None:
        """Hand the text over; it stays in the field until whoever takes it clears it."""
        if not self._is_replying and self.text().strip():
            self.sent.emit(self.text())

    @Slot(bool)
    def _show_focus(self, has_focus: bool) -> None:
        set_style_property(self, "kind", "composer-focus" if has_focus else "composer")

    @Slot()
    def _update_button(self) -> None:
        self.send.setEnabled(self._is_replying or bool(self.text().strip()))
