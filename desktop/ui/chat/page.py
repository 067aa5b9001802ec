"""The chat page: header, transcript and composer of the conversation in front."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.catalog import Catalog, ModelChoice
from desktop.domain.conversation import Conversation
from desktop.domain.errors import TarsError
from desktop.domain.library import Library
from desktop.domain.missing_model import kept_question, missing_model
from desktop.domain.providers import Availability
from desktop.domain.pulls import Pulls
from desktop.domain.stack import StackState
from desktop.domain.stack_reading import is_mended_by_start
from desktop.domain.text import label_text
from desktop.services.chats import ChatsService
from desktop.services.conversation import ConversationService
from desktop.services.providers import ProviderService
from desktop.services.pulls import PullService
from desktop.services.stack import StackService
from desktop.text.messages import Action, Explanation, explain
from desktop.ui import formats
from desktop.ui.buttons import IconButton
from desktop.ui.chat.composer import Composer
from desktop.ui.chat.picker import ModelPicker
from desktop.ui.chat.pull_offer import Offer
from desktop.ui.chat.transcript import COLUMN_WIDTH, Transcript
from desktop.ui.labels import tooltip_text
from desktop.ui.notice import Notice
from desktop.ui.shortcuts import add_shortcut
from desktop.ui.theme import Size, Theme

HEADER_PADDING = (24, 9, 16, 9)


class ChatPage(QWidget):
    """Renders the conversation in front, and hands on what the user wants of it."""

    rename_wanted = Signal()
    delete_wanted = Signal()
    start_wanted = Signal(ConversationService)
    """Start the stack, and ask the last question of this chat again."""
    pull_wanted = Signal(ConversationService)
    """Pull the model that the last question of this chat lacks, and ask it again."""
    unlock_wanted = Signal(str)
    """Have the keyring give out the key of a provider (by its id), which the last reply lacked."""
    key_wanted = Signal(str)
    """Show where the key of a provider is entered."""

    def __init__(
        self,
        theme: Theme,
        chats: ChatsService,
        providers: ProviderService,
        stack: StackService,
        pulls: PullService,
        library: Library,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._chats, self._providers, self._stack = chats, providers, stack
        self._pulls, self._library = pulls, library
        self._starts_stack = False
        self._offer: Offer | None = None
        self._doubted: tuple[TarsError | None, Availability | None] = (None, None)
        """The last failure, and what its provider had told before it: an answer that may be out of date."""
        self._conversation = chats.current
        self.title = _ElidedLabel(theme)
        self.more = IconButton(theme, "more", self.tr("Chat Menu"))
        self.menu = QMenu(self)
        self.rename_action: QAction = self.menu.addAction(self.tr("&Rename…"))
        self.delete_action: QAction = self.menu.addAction(self.tr("&Delete"))
        self.transcript = Transcript(theme, pulls)
        self.notice = Notice(theme)
        self.banner = Notice(theme, is_dismissable=True)
        self._said: list[Explanation] = []
        self.picker = ModelPicker(theme, providers)
        self.composer = Composer(theme, self.picker)
        self._lay_out()
        self.more.clicked.connect(self._open_menu)
        self.rename_action.triggered.connect(self.rename_wanted)
        self.delete_action.triggered.connect(self.delete_wanted)
        self.composer.sent.connect(self._send)
        self.composer.stopped.connect(self._stop)
        self.composer.prompt.textChanged.connect(self._keep_draft)
        self.transcript.action_chosen.connect(self._act)
        self.transcript.reused.connect(self._reuse)
        self.transcript.earlier_wanted.connect(self._load_earlier)
        self.banner.dismissed.connect(self._dismiss)
        add_shortcut(self, "Escape", self.tr("Stop the reply"), self._stop)
        chats.opened.connect(self._open)
        stack.changed.connect(self._note_stack)
        pulls.changed.connect(self._note_pulls)
        providers.changed.connect(self._note_providers)
        self._open(chats.current)

    @property
    def said(self) -> tuple[Explanation, ...]:
        """What `say` has shown and nobody has dismissed."""
        return tuple(self._said)

    def say(self, explanation: Explanation) -> None:
        """Show what concerns the whole application until the user dismisses it; one after the other."""
        said = replace(explanation, actions=())
        if said not in self._said:
            self._said.append(said)
            self.banner.show_explanation(self._said[0])

    @Slot()
    def _dismiss(self) -> None:
        del self._said[:1]
        self.banner.show_explanation(self._said[0] if self._said else None)

    @Slot(ConversationService)
    def _open(self, conversation: ConversationService) -> None:
        if self._conversation is not conversation:
            self._conversation.changed.disconnect(self._render)
        self._conversation = conversation
        conversation.changed.connect(self._render, Qt.ConnectionType.UniqueConnection)
        self.composer.set_text(conversation.draft)
        self.transcript.open_state(conversation.state)
        self._render(conversation.state)
        self.composer.setFocus()

    @Slot(Conversation)
    def _render(self, state: Conversation) -> None:
        self.title.show_text(label_text(state.title) or self.tr("New chat"))
        self.rename_action.setEnabled(bool(state.chat_id))
        self.delete_action.setEnabled(bool(state.chat_id))
        doubts = self._doubt_list(state)
        self._starts_stack, self._offer = self._would_start(), self._would_pull()
        self.transcript.render_state(state, starts_stack=self._starts_stack, offer=self._offer)
        self.composer.render_state(state)
        unsaved = explain(state.unsaved, formats.translate) if state.unsaved else None
        self.notice.show_explanation(replace(unsaved, actions=()) if unsaved else None)
        if doubts:
            self._providers.refresh_one(doubts)

    def _doubt_list(self, state: Conversation) -> str:
        """The provider that has to be asked for its models again, since it lacked one; "" if none has."""
        error = state.turns[-1].error if state.turns else None
        missing = missing_model(state.turns[-1], self._providers.state) if state.turns else None
        if missing is None or error is self._doubted[0]:
            return ""
        row = self._providers.state.row(missing.key.provider)
        self._doubted = (error, row.availability if row is not None else None)
        return missing.key.provider

    def _would_start(self) -> bool:
        """Whether the last failure ends when the stack is started."""
        turns = self._conversation.state.turns
        return bool(turns) and is_mended_by_start(turns[-1].error, self._stack.state)

    def _would_pull(self) -> Offer | None:
        """What the last question lacks; of an earlier session only where that is being pulled."""
        turns, catalog = self._conversation.state.turns, self._providers.state
        missing = missing_model(turns[-1], catalog) if turns else None
        if missing is None and turns:
            kept = kept_question(turns[-1], catalog)
            is_pulled = kept is not None and self._pulls.find(kept.key.provider, kept.key.model) is not None
            missing = kept if is_pulled else None
        if missing is None:
            return None
        row = catalog.row(missing.key.provider)
        if row is not None and row.availability is self._doubted[1]:
            missing = replace(missing, is_installed=False)
        tag = self._library.tag(missing.key.model)
        return Offer(missing, tag.size_bytes if tag else None, self._conversation.waits_for_model)

    def _note_ways_out(self) -> None:
        """What ends the last failure may have changed."""
        if (self._would_start(), self._would_pull()) != (self._starts_stack, self._offer):
            self._render(self._conversation.state)

    @Slot(StackState)
    def _note_stack(self, _state: StackState) -> None:
        self._note_ways_out()

    @Slot(Pulls)
    def _note_pulls(self, _state: Pulls) -> None:
        self._note_ways_out()

    @Slot(Catalog)
    def _note_providers(self, _state: Catalog) -> None:
        self._note_ways_out()

    @Slot(str)
    def _send(self, text: str) -> None:
        if self._conversation.send(text, self._providers.state.choice):
            self.composer.set_text("")
            self.transcript.go_to_end()

    @Slot()
    def _stop(self) -> None:
        self._conversation.stop()

    @Slot()
    def _keep_draft(self) -> None:
        self._conversation.keep_draft(self.composer.text())

    @Slot()
    def _load_earlier(self) -> None:
        self._conversation.load_earlier()

    @Slot(str)
    def _reuse(self, text: str) -> None:
        """A question comes back to be changed; what was being written stays before it."""
        draft = self.composer.text().rstrip()
        self.composer.set_text(f"{draft}\n\n{text}" if draft else text)
        self.composer.setFocus()

    @Slot(Action)
    def _act(self, action: Action) -> None:
        match action:
            case Action.RETRY:
                self._conversation.retry(self._providers.state.choice)
            case Action.CHOOSE_MODEL:
                self.picker.open()
            case Action.CHECK_AGAIN:
                self._providers.refresh()
            case Action.START_STACK:
                self.start_wanted.emit(self._conversation)
            case Action.PULL_MODEL:
                self.pull_wanted.emit(self._conversation)
                self._note_ways_out()
            case Action.UNLOCK:
                self.unlock_wanted.emit(self._last_provider())
            case Action.ENTER_KEY:
                self.key_wanted.emit(self._last_provider())
            case Action.ASK_PULLED_MODEL if self._offer is not None:
                key = self._offer.missing.key
                self._conversation.retry(ModelChoice(key.provider, key.model))

    def _last_provider(self) -> str:
        """The id of the provider that the last reply came from; a turn has its name as it was then."""
        catalog, turns = self._providers.state, self._conversation.state.turns
        name = turns[-1].provider if turns else ""
        row = next((row for row in catalog.rows if name in (row.endpoint.name, row.endpoint.id)), None)
        return row.endpoint.id if row is not None else catalog.choice.provider

    @Slot()
    def _open_menu(self) -> None:
        corner = self.more.rect().bottomRight()
        corner.setX(corner.x() - self.menu.sizeHint().width())
        self.menu.popup(self.more.mapToGlobal(corner))

    def _lay_out(self) -> None:
        header = QFrame()
        header.setProperty("kind", "header")
        row = QHBoxLayout(header)
        row.setContentsMargins(*HEADER_PADDING)
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        row.addWidget(self.more)
        self.more.setFixedHeight(32)
        foot = QVBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.banner)
        foot.addWidget(self.notice)
        foot.addWidget(self.composer)
        bottom = QWidget()
        bottom.setLayout(foot)
        foot.setContentsMargins(0, 0, 0, 12)
        bottom.setMaximumWidth(COLUMN_WIDTH)
        centred = QHBoxLayout()
        centred.setContentsMargins(20, 0, 20, 0)
        centred.addStretch(1)
        centred.addWidget(bottom, 1000)
        centred.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addWidget(self.transcript, 1)
        layout.addLayout(centred)


class _ElidedLabel(QLabel):
    """A title that gives way: elided at the right, whole in its tooltip."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(Size.TITLE, QFont.Weight.DemiBold))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(34)

    def show_text(self, text: str) -> None:
        self._text = text
        self._elide()

    def resizeEvent(self, event: object) -> None:
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip("" if shown == self._text else tooltip_text(self._text))
        self.setAccessibleName(self._text)
