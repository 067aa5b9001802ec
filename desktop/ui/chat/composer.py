"""Where a question is written, with its files, its model, and how full the context is."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.attaching import Attaching
from desktop.domain.attachments import Attachment
from desktop.domain.conversation import Conversation
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton, IconButton
from desktop.ui.chat.attachment_bar import AttachmentBar
from desktop.ui.chat.context_ring import ContextRing
from desktop.ui.chat.given import Given
from desktop.ui.chat.prompt_edit import PromptEdit
from desktop.ui.labels import set_style_property
from desktop.ui.shortcuts import tell_keys
from desktop.ui.theme import Theme

RING_WIDTH = 560
"""In a narrower composer the ring goes without its figure."""


class Composer(QFrame):
    """The field, its files, the picker, and one button that is Send, or Stop while this chat streams."""

    sent = Signal(str, object)
    """The text, and the attachments as a tuple."""
    held = Signal()
    """The user wants to send, and `holds` is set."""
    stopped = Signal()
    given = Signal(Given)
    """Files or a picture, pasted."""
    attach_wanted = Signal()
    """Files are to be chosen."""
    cleared = Signal()
    """What was written has gone, with its attachments."""

    def __init__(self, theme: Theme, picker: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "composer")
        self._is_replying = self._is_target = False
        self._attaching = Attaching()
        self.holds = False
        """Whether something has to be said before the question is sent."""
        self.files = AttachmentBar(theme)
        self.prompt = named(PromptEdit(theme), self.tr("Question"))
        self.prompt.setPlaceholderText(self.tr("Ask anything"))
        tell_keys(self.prompt, "Return", self.tr("Send"))
        tell_keys(self.prompt, "Shift+Return", self.tr("Break the line"))
        self.attach = IconButton(theme, "attach", self.tr("Attach Files…"))
        self.ring = ContextRing(theme)
        self.send = ActionButton(theme, self.tr("Send"), "send", "primary")
        self._lay_out(picker)
        self.prompt.submitted.connect(self._submit)
        self.prompt.focused.connect(self._show_frame)
        self.prompt.textChanged.connect(self._update_button)
        self.prompt.pasted.connect(self.given)
        self.attach.clicked.connect(self.attach_wanted)
        self.send.clicked.connect(self._press)
        self.setFocusProxy(self.prompt)
        QWidget.setTabOrder(self.prompt, self.files.blind.button)  # Tab skips what lies before a proxy
        self._update_button()

    def render_state(self, state: Conversation) -> None:
        """Send becomes Stop, at the same place, while a reply arrives."""
        if state.is_replying != self._is_replying:
            self._is_replying = state.is_replying
            self.send.setText(self.tr("Stop") if self._is_replying else self.tr("Send"))
            self.send.show_icon("stop" if self._is_replying else "send")
            self._update_button()

    def render_files(self, state: Attaching) -> None:
        """Show what will go with the question."""
        self._attaching = state
        self.files.render_state(state)
        self._update_button()

    def text(self) -> str:
        return self.prompt.toPlainText()

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """What will go with the question, as far as it is read."""
        return self._attaching.attachments

    @property
    def is_reading(self) -> bool:
        """Whether files for the question are still being read."""
        return self._attaching.is_reading

    def set_text(self, text: str) -> None:
        """Put `text` into the field with the cursor at its end."""
        self.prompt.setPlainText(text)
        self.prompt.moveCursor(self.prompt.textCursor().MoveOperation.End)

    def clear(self) -> None:
        """Begin anew: the question is on its way."""
        self.set_text("")
        self.cleared.emit()

    def send_anyway(self) -> None:
        """Send what is written, whatever `holds` says."""
        if self._can_send:
            self.sent.emit(self.text(), self._attaching.attachments)

    def show_target(self, *, is_target: bool) -> None:
        """Whether files are dragged over the page, which would come here."""
        self._is_target = is_target
        self._show_frame(self.prompt.hasFocus())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.ring.show_figure(is_shown=event.size().width() >= RING_WIDTH)

    @property
    def _can_send(self) -> bool:
        files = self._attaching
        has_content = bool(self.text().strip() or files.attachments)
        return has_content and not (self._is_replying or files.is_reading or files.is_blind)

    def _lay_out(self, picker: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.attach)
        row.addWidget(picker, 1)
        row.addWidget(self.ring)
        row.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.files)
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
        if self._can_send and self.holds:
            self.held.emit()
        else:
            self.send_anyway()

    @Slot(bool)
    def _show_frame(self, has_focus: bool) -> None:
        kind = "composer-focus" if has_focus else "composer"
        set_style_property(self, "kind", "composer-drop" if self._is_target else kind)

    @Slot()
    def _update_button(self) -> None:
        self.send.setEnabled(self._is_replying or self._can_send)
        self.send.setToolTip(self._tip())

    def _tip(self) -> str:
        if self._is_replying:
            return self.tr("Stop the reply (Esc)")
        if self._attaching.is_reading:
            return self.tr("The files are still being read")
        if self._attaching.is_blind:
            return self.tr("Choose a model that sees pictures, or remove them")
        return self.tr("Send (Enter); Shift+Enter breaks the line")
