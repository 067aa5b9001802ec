"""A small window for one question in passing: a field, and the reply below it."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QFont, QHideEvent, QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import Role
from desktop.domain.comparison import Column
from desktop.domain.conversation import Conversation
from desktop.domain.text import label_text
from desktop.services.chats import ChatsService
from desktop.services.conversation import ConversationService
from desktop.services.providers import ProviderService
from desktop.text.messages import explain
from desktop.ui import formats
from desktop.ui.accessibility import announce, named
from desktop.ui.buttons import ActionButton
from desktop.ui.chat.picker import ModelPicker
from desktop.ui.chat.prompt_edit import PromptEdit
from desktop.ui.compare.column import ReplyColumn
from desktop.ui.labels import plain_label, set_style_property
from desktop.ui.notice import Notice
from desktop.ui.shortcuts import add_shortcut, tell_keys
from desktop.ui.theme import Size, Theme

USUAL_CHARACTERS, USUAL_LINES = 70, 26
"""What the window has room for until the user has given it another size."""
QUESTION_CHARACTERS = 200
SPOKEN_CHARACTERS = 400


class QuickWindow(QWidget):
    """Asks in a chat of its own, which is stored like any other; hides when it is closed.

    While it is on the screen, further questions follow in the same chat; after that a new one begins.
    """

    chat_wanted = Signal(ConversationService)
    """Show this conversation in the main window."""
    hidden = Signal()

    def __init__(
        self, theme: Theme, chats: ChatsService, providers: ProviderService, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._chats, self._providers = chats, providers
        self._conversation: ConversationService | None = None
        self._begins_anew = True
        self.setWindowTitle(self.tr("Quick Question"))
        self.setWindowIcon(QIcon(theme.icons.tray_icon("tars-desktop")))
        letters = self.fontMetrics()
        self.resize(letters.horizontalAdvance("0") * USUAL_CHARACTERS, letters.lineSpacing() * USUAL_LINES)
        self.prompt = named(PromptEdit(theme), self.tr("Question"))
        self.prompt.setPlaceholderText(self.tr("Ask anything"))
        tell_keys(self.prompt, "Return", self.tr("Ask"))
        self.picker = ModelPicker(theme, providers)
        self.send = ActionButton(theme, self.tr("Ask"), "send", "primary")
        self.question = plain_label(theme, weight=QFont.Weight.Medium, wrap=True)
        self.notice = Notice(theme)
        self.reply = ReplyColumn(theme, 0, self.tr("&Open in Chat"))
        self.empty = plain_label(
            theme, self.tr("The reply comes here, and stays among your chats."), tone="text3", wrap=True
        )
        self._lay_out(theme)
        self.prompt.submitted.connect(self._submit)
        self.prompt.focused.connect(self._show_focus)
        self.prompt.textChanged.connect(self._update_button)
        self.send.clicked.connect(self._press)
        self.reply.stop_wanted.connect(self._stop)
        self.reply.retry_wanted.connect(self._retry)
        self.reply.go_on_wanted.connect(self._open_in_chat)
        add_shortcut(self, "Escape", self.tr("Hide the window"), self.hide)
        self.setFocusProxy(self.prompt)
        self._show_conversation(None)

    @property
    def conversation(self) -> ConversationService | None:
        """The chat of the question that is shown."""
        return self._conversation

    def bring_up(self) -> None:
        """Show the window in front, with the cursor in its field."""
        self._providers.refresh()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.prompt.setFocus()

    def ask_anew(self, question: str) -> None:
        """Ask in a chat of its own; a reply that still arrives goes on behind it."""
        self._begins_anew = True
        self._ask(question)

    def take_place_of(self, old: "QuickWindow") -> None:
        """Go on where another window, of another language, was."""
        self.setGeometry(old.geometry())
        self.prompt.setPlainText(old.prompt.toPlainText())
        self._show_conversation(old.conversation)
        self._begins_anew = self._conversation is None

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # else it is minimized, or on another desktop
            self._begins_anew = True
            self.hidden.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.hide()

    @property
    def _is_replying(self) -> bool:
        return self._conversation is not None and self._conversation.state.is_replying

    def _ask(self, question: str) -> bool:
        if not question.strip():
            return False
        if self._begins_anew or self._conversation is None:
            self._begins_anew = False
            self._show_conversation(self._chats.new_aside())
        conversation = self._conversation
        return conversation is not None and conversation.send(question, self._providers.state.choice)

    def _show_conversation(self, conversation: ConversationService | None) -> None:
        old = self._conversation
        if old is not None:
            old.changed.disconnect(self._render)
            old.replied.disconnect(self._tell_end)
            old.destroyed.disconnect(self._forget)
        self._conversation = conversation
        if conversation is not None:
            conversation.changed.connect(self._render)
            conversation.replied.connect(self._tell_end)
            conversation.destroyed.connect(self._forget)
        self._render(conversation.state if conversation is not None else Conversation())

    @Slot(Conversation)
    def _render(self, state: Conversation) -> None:
        asked = next((turn for turn in reversed(state.turns) if turn.role is Role.USER), None)
        reply = state.turns[-1] if state.turns and state.turns[-1].role is Role.ASSISTANT else None
        self.question.setText(label_text(asked.content, QUESTION_CHARACTERS) if asked is not None else "")
        self.question.setVisible(asked is not None)
        self.empty.setVisible(reply is None)
        self.reply.setVisible(reply is not None)
        if reply is not None:
            self.reply.render_column(Column(ModelChoice(), reply, state.phase))
            self.reply.go_on.setEnabled(True)
        error = state.unsaved or state.store_error
        self.notice.show_explanation(
            replace(explain(error, formats.translate), actions=()) if error else None
        )
        self.send.setText(self.tr("Stop") if state.is_replying else self.tr("Ask"))
        self.send.show_icon("stop" if state.is_replying else "send")
        self._update_button()

    @Slot()
    def _forget(self) -> None:
        """The chat was deleted."""
        self._conversation = None
        self._render(Conversation())

    @Slot()
    def _tell_end(self) -> None:
        if self._conversation is not None:
            reply = self._conversation.state.turns[-1]
            announce(self.reply, label_text(reply.content, SPOKEN_CHARACTERS))

    @Slot()
    def _update_button(self) -> None:
        self.send.setEnabled(self._is_replying or bool(self.prompt.toPlainText().strip()))

    @Slot()
    def _press(self) -> None:
        if self._is_replying:
            self._stop()
        else:
            self._submit()

    @Slot()
    def _submit(self) -> None:
        is_free = self._begins_anew or not self._is_replying
        if is_free and self._ask(self.prompt.toPlainText()):
            self.prompt.clear()

    @Slot()
    def _stop(self) -> None:
        if self._conversation is not None:
            self._conversation.stop()

    @Slot()
    def _retry(self) -> None:
        if self._conversation is not None:
            self._conversation.retry(self._providers.state.choice)

    @Slot()
    def _open_in_chat(self) -> None:
        conversation = self._conversation
        if conversation is not None:
            self._show_conversation(None)
            self.hide()
            self.chat_wanted.emit(conversation)

    @Slot(bool)
    def _show_focus(self, has_focus: bool) -> None:
        set_style_property(self._box, "kind", "composer-focus" if has_focus else "composer")

    def _lay_out(self, theme: Theme) -> None:
        self.setProperty("kind", "page")
        self._box = QFrame()
        self._box.setProperty("kind", "composer")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.picker, 1)
        row.addWidget(self.send)
        inside = QVBoxLayout(self._box)
        inside.setContentsMargins(12, 10, 8, 8)
        inside.setSpacing(6)
        inside.addWidget(self.prompt)
        inside.addLayout(row)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.question.setFont(theme.font(Size.BODY, QFont.Weight.Medium))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(self._box)
        layout.addWidget(self.notice)
        layout.addWidget(self.question)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.reply, 1)
