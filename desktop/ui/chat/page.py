"""The chat page: header, transcript and composer of the conversation in front."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.attachments import Attachment
from desktop.domain.catalog import ModelChoice
from desktop.domain.conversation import Conversation
from desktop.domain.library import Library
from desktop.domain.store import PAGE_TURNS
from desktop.domain.text import label_text
from desktop.services.chats import ChatsService
from desktop.services.conversation import ConversationService
from desktop.services.providers import ProviderService
from desktop.services.pulls import PullService
from desktop.services.stack import StackService
from desktop.text.messages import Action, Explanation, explain
from desktop.ui import formats
from desktop.ui.accessibility import announce
from desktop.ui.chat import wishes
from desktop.ui.chat.awaited_notice import AwaitedNotice
from desktop.ui.chat.chat_actions import ChatActions
from desktop.ui.chat.composer import Composer
from desktop.ui.chat.find_bar import FindBar
from desktop.ui.chat.finder import Finder
from desktop.ui.chat.header import ChatHeader
from desktop.ui.chat.picker import ModelPicker
from desktop.ui.chat.previews import Previews
from desktop.ui.chat.remedies import Remedies
from desktop.ui.chat.transcript import COLUMN_WIDTH, Transcript
from desktop.ui.notice import Notice
from desktop.ui.shortcuts import add_shortcut
from desktop.ui.theme import Theme

SPOKEN_CHARACTERS = 400
"""Of a finished reply, for a screen reader; the rest is read where it stands."""


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
    raise_wanted = Signal()
    """Give the chat the longer context that is offered."""
    chat_opened = Signal()
    """Another chat is shown now."""

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
        self._chats, self._providers = chats, providers
        self._conversation = chats.current
        self._remedies = Remedies(providers, stack, pulls, library, self)
        self.header = ChatHeader(theme)
        self.title, self.more, self.menu = self.header.title, self.header.more, self.header.menu
        self.rename_action, self.delete_action = self.header.rename_action, self.header.delete_action
        self.actions_of_chat = ChatActions(self.menu, self)
        self.transcript = Transcript(theme, pulls, providers)
        self.find_bar = FindBar(theme)
        self.finder = Finder(theme, self.find_bar, self.transcript, chats.find)
        self.previews = Previews(theme, chats.attached, self)
        self.notice = Notice(theme)
        self.banner = Notice(theme, is_dismissable=True)
        self.awaited = AwaitedNotice(theme)
        self._said: list[Explanation] = []
        self.picker = ModelPicker(theme, providers)
        self.composer = Composer(theme, self.picker)
        self._lay_out()
        self._connect()
        add_shortcut(self, "Escape", self.tr("Stop the reply"), self._stop)
        chats.opened.connect(self._open)
        self._open(chats.current)

    @property
    def said(self) -> tuple[Explanation, ...]:
        """What `say` has shown and nobody has dismissed."""
        return tuple(self._said)

    @Slot(Explanation)
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
        old = self._conversation
        if old is not conversation:
            old.changed.disconnect(self._render)
            old.replied.disconnect(self._tell_end)
            old.turn_shown.disconnect(self._show_turn)
        self._conversation = conversation
        once = Qt.ConnectionType.UniqueConnection
        conversation.changed.connect(self._render, once)
        conversation.replied.connect(self._tell_end, once)
        conversation.turn_shown.connect(self._show_turn, once)
        self.composer.set_text(conversation.draft)
        self.finder.forget()
        self.previews.forget()
        self.transcript.open_state(conversation.state)
        self._render(conversation.state)
        self.chat_opened.emit()
        self.composer.setFocus()

    @Slot(Conversation)
    def _render(self, state: Conversation) -> None:
        self.header.render_chat(label_text(state.title) or self.tr("New chat"), is_stored=bool(state.chat_id))
        doubts = self._remedies.look_at(self._conversation)
        self.transcript.render_state(
            state,
            starts_stack=self._remedies.starts_stack,
            offer=self._remedies.offer,
            can_resume=self._conversation.can_resume,
            begins_anew=self._conversation.begins_anew,
        )
        self.composer.render_state(state)
        error = state.unsaved or state.store_error
        said = explain(error, formats.translate) if error else None
        self.notice.show_explanation(replace(said, actions=()) if said else None)
        self.awaited.show_awaited(is_awaited=bool(state.awaited_turn))
        self.finder.note_state(state)
        self.actions_of_chat.note_state(state)
        if doubts:
            self._providers.refresh_one(doubts)

    @Slot()
    def _forget_awaited(self) -> None:
        self._conversation.forget_awaited()

    @Slot()
    def _render_again(self) -> None:
        self._render(self._conversation.state)

    @Slot(int)
    def _show_turn(self, turn_id: int) -> None:
        self.transcript.show_turn(turn_id)

    @Slot()
    def _tell_end(self) -> None:
        """Tell a screen reader, when it has nothing else to say, how the reply ends."""
        reply = self._conversation.state.turns[-1]
        error = explain(reply.error, formats.translate).sentence if reply.error is not None else ""
        text = error or label_text(reply.content, SPOKEN_CHARACTERS)
        model = label_text(reply.model)
        announce(self.transcript, self.tr("Reply from {model}: {text}").format(model=model, text=text))

    @Slot(str, object)
    def _send(self, text: str, attachments: tuple[Attachment, ...]) -> None:
        if self._conversation.send(text, self._providers.state.choice, attachments):
            self.composer.clear()
            self.transcript.go_to_end()

    @Slot()
    def _stop(self) -> None:
        self._conversation.stop()

    @Slot()
    def _keep_draft(self) -> None:
        self._conversation.keep_draft(self.composer.text())

    @Slot()
    @Slot(int)
    def _load_earlier(self, count: int = PAGE_TURNS) -> None:
        self._conversation.load_earlier(count)

    @Slot(object)
    def _grant(self, wish: wishes.Wish) -> None:
        """Do what the user wants of one message."""
        match wish:
            case wishes.Edit():
                if self._conversation.edit(wish.turn_id, wish.text, self._providers.state.choice):
                    self._follow_reply()
                    self.composer.setFocus()
            case wishes.Regenerate():
                choice = wish.choice or self._providers.state.choice
                if self._conversation.regenerate(wish.turn_id, choice):
                    self._follow_reply()
            case wishes.Resume():
                if self._conversation.resume():
                    self._follow_reply()
            case wishes.Switch():
                self._conversation.switch(wish.turn_id)
            case wishes.Delete():
                self._conversation.delete(wish.turn_id)
            case wishes.UndoDelete():
                self._conversation.undo_delete()
            case wishes.RaiseContext():
                self.raise_wanted.emit()
            case wishes.Look():
                self.previews.look(wish)

    @Slot()
    def _ask_again(self) -> None:
        self._conversation.retry(self._providers.state.choice)
        self._follow_reply()

    def _follow_reply(self) -> None:
        self.transcript.go_to_end()

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
                self._remedies.note()
            case Action.UNLOCK:
                self.unlock_wanted.emit(self._remedies.last_provider())
            case Action.ENTER_KEY:
                self.key_wanted.emit(self._remedies.last_provider())
            case Action.ASK_PULLED_MODEL if self._remedies.offer is not None:
                key = self._remedies.offer.missing.key
                self._conversation.retry(ModelChoice(key.provider, key.model))

    def _connect(self) -> None:
        self.rename_action.triggered.connect(self.rename_wanted)
        self.delete_action.triggered.connect(self.delete_wanted)
        self.actions_of_chat.again.triggered.connect(self._ask_again)
        self.actions_of_chat.find.triggered.connect(self.find_bar.enter)
        self.find_bar.closed.connect(self.composer.setFocus)
        self.composer.sent.connect(self._send)
        self.composer.stopped.connect(self._stop)
        self.composer.prompt.textChanged.connect(self._keep_draft)
        self.transcript.action_chosen.connect(self._act)
        self.transcript.wished.connect(self._grant)
        for part in (self.transcript, self.finder, self.actions_of_chat):
            # Later: the page before has only just arrived, and is not done.
            part.earlier_wanted.connect(self._load_earlier, Qt.ConnectionType.QueuedConnection)
        self.finder.refused.connect(self.say)
        self.banner.dismissed.connect(self._dismiss)
        self.awaited.dismissed.connect(self._forget_awaited)
        self.previews.refused.connect(self.say)
        self._remedies.changed.connect(self._render_again)

    def _lay_out(self) -> None:
        foot = QVBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.banner)
        foot.addWidget(self.awaited)
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
        layout.addWidget(self.header)
        layout.addWidget(self.find_bar)
        layout.addWidget(self.transcript, 1)
        layout.addLayout(centred)
