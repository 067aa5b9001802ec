"""How the chat in front is asked: its system prompt, its parameters, and presets of both."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QFont, QHideEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.capabilities import capabilities_of
from desktop.domain.chat import ChatSetup
from desktop.domain.context import DEFAULT_LIMIT, ContextUse
from desktop.domain.text import label_text
from desktop.services.chats import ChatsService
from desktop.services.context_guard import ContextGuard
from desktop.services.conversation import ConversationService
from desktop.services.providers import ProviderService
from desktop.services.settings import SettingsService
from desktop.ui.buttons import ActionButton
from desktop.ui.chat.preset_menu import PresetMenu
from desktop.ui.chat.setup_fields import SetupFields
from desktop.ui.labels import plain_label
from desktop.ui.theme import Size, Theme

PAUSE_MILLISECONDS = 500
"""After the last key, until what was typed holds."""
USUAL = (460, 680)


class SetupPanel(QDialog):
    """A window beside the chat, which goes on; follows the chat and the model that are in front."""

    def __init__(
        self,
        theme: Theme,
        chats: ChatsService,
        providers: ProviderService,
        settings: SettingsService,
        guard: ContextGuard,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._chats, self._providers, self._settings, self._guard = chats, providers, settings, guard
        self._conversation = chats.current
        self.setWindowTitle(self.tr("System Prompt and Parameters"))
        head_text = self.tr("System prompt and parameters")
        self.head = plain_label(theme, head_text, size=Size.TITLE, weight=QFont.Weight.DemiBold)
        self.whose = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True)
        self.fields = SetupFields(theme)
        self.presets = PresetMenu(theme, settings)
        self.default = ActionButton(theme, self.tr("Use for &New Chats"))
        self.reset = ActionButton(theme, self.tr("&Reset"))
        self.close_button = ActionButton(theme, self.tr("Close"))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.apply)
        self._lay_out()
        self._connect()
        self._render()

    @Slot()
    def apply(self) -> None:
        """Have what the fields say hold for the chat; nothing of it while a value cannot be used."""
        self._pause.stop()
        setup = self.fields.setup()
        if setup is not None:
            self._conversation.set_setup(setup)
            self._note_default()

    def bring_up(self) -> None:
        """Show it in front, with what holds now."""
        self._render()
        self.show()
        self.raise_()
        self.activateWindow()
        self.fields.system.field.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._pause.isActive():
            self.apply()

    @Slot()
    def _note_edit(self) -> None:
        self._pause.start()
        self.default.setEnabled(True)
        self.reset.setEnabled(True)

    @Slot(ConversationService)
    def _open(self, conversation: ConversationService) -> None:
        if self._pause.isActive():
            self.apply()  # what was typed is the other chat's
        if conversation is not self._conversation:
            self._conversation.changed.disconnect(self._follow)
            self._conversation = conversation
            conversation.changed.connect(self._follow)
        self._render()

    @Slot()
    def _follow(self) -> None:
        """The setup may have changed elsewhere; what is being typed goes before that."""
        if self.isVisible() and not self._pause.isActive() and self.fields.setup() is not None:
            self._render()

    @Slot(ContextUse)
    def _follow_context(self, _use: ContextUse) -> None:
        self._follow()

    def _render(self) -> None:
        state, catalog = self._conversation.state, self._providers.state
        row = catalog.row(catalog.choice.provider)
        chat, model = label_text(state.title, 60), label_text(catalog.choice.model, 60)
        text = self.tr("For “{chat}”, from the next question on. Shown is what {model} can be told.")
        if not chat:
            text = self.tr("For this new chat. Shown is what {model} can be told.")
        self.whose.setText(text.format(chat=chat, model=model or self.tr("the model")))
        is_set = state.setup.parameters.context_length is not None
        usual = DEFAULT_LIMIT if is_set else self._guard.state.limit
        self.fields.show_setup(state.setup, capabilities_of(row), context_length=usual)
        self._note_default()

    def _note_default(self) -> None:
        is_default = self._conversation.state.setup == self._settings.state.chat_defaults
        self.default.setEnabled(not is_default)
        self.default.setToolTip(
            self.tr("New chats are asked like this")
            if is_default
            else self.tr("Ask every new chat like this")
        )
        self.reset.setEnabled(not is_default)
        self.reset.setToolTip(self.tr("Back to what new chats are asked with"))

    @Slot(ChatSetup)
    def _take(self, setup: ChatSetup) -> None:
        self._pause.stop()
        self._conversation.set_setup(setup)
        self._render()

    @Slot()
    def _reset(self) -> None:
        self._take(self._settings.state.chat_defaults)

    @Slot()
    def _make_default(self) -> None:
        self.apply()
        setup = self.fields.setup()
        if setup is not None:
            self._settings.change(chat_defaults=setup)

    @Slot()
    def _save_preset(self) -> None:
        self.apply()
        setup = self.fields.setup()
        if setup is not None:
            self.presets.save(setup)

    @Slot()
    def _note_settings(self) -> None:
        self._note_default()

    def _connect(self) -> None:
        self.fields.edited.connect(self._note_edit)
        self.presets.chosen.connect(self._take)
        self.presets.save_wanted.connect(self._save_preset)
        self.default.clicked.connect(self._make_default)
        self.reset.clicked.connect(self._reset)
        self.close_button.clicked.connect(self.hide)
        self._chats.opened.connect(self._open)
        self._providers.changed.connect(self._follow)
        self._settings.changed.connect(self._note_settings)
        self._guard.changed.connect(self._follow_context)
        self._conversation.changed.connect(self._follow)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("kind", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 4, 20, 12)
        column.addWidget(self.fields)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        head = QVBoxLayout()
        head.setContentsMargins(20, 18, 20, 8)
        head.setSpacing(4)
        head.addWidget(self.head)
        head.addWidget(self.whose)
        foot = QFrame()
        foot.setProperty("kind", "strip")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(8)
        row.addWidget(self.presets)
        row.addWidget(self.default)
        row.addWidget(self.reset)
        row.addStretch(1)
        row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(area, 1)
        layout.addWidget(foot)
        self.resize(*USUAL)
