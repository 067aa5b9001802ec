"""The chats: their list, the one in front, and those whose replies go on behind it."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.chat import PLAIN_SETUP
from desktop.domain.conversation import Conversation
from desktop.domain.errors import StoreError
from desktop.domain.library import canonical_name
from desktop.domain.settings import Settings
from desktop.domain.store import ChatStore, ChatSummary
from desktop.services.attached_content import AttachedContent
from desktop.services.chat_find import ChatFindService
from desktop.services.chat_search import ChatSearchService
from desktop.services.conversation import ConversationService
from desktop.services.draft_files import DraftFiles
from desktop.services.providers import ProviderService
from desktop.services.settings import SettingsService
from desktop.services.tasks import TaskScope
from desktop.services.titles import Titles


@dataclass(frozen=True, slots=True)
class ChatList:
    """The chats, the one that changed last first; `current` is 0 for one that is not stored yet."""

    summaries: tuple[ChatSummary, ...] = ()
    current: int = 0
    replying: frozenset[int] = frozenset()
    unread: frozenset[int] = frozenset()
    """Chats whose replies have ended behind another one, and that were not opened since."""
    deleted: ChatSummary | None = None
    """The chat that was deleted last, while that can be undone."""
    error: StoreError | None = None
    """Why the list could not be read, or the last change not made."""


class ChatsService(QObject):
    """Owns every open conversation; one is in front, and no reply stops because another comes there."""

    changed = Signal(ChatList)
    opened = Signal(ConversationService)
    """Another conversation is in front."""

    def __init__(
        self,
        store: ChatStore,
        providers: ProviderService,
        settings: SettingsService | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`settings` tell how new chats ask, and whether titles are made; without them none is."""
        super().__init__(parent)
        self._store, self._providers, self._settings = store, providers, settings
        self._tasks = TaskScope()
        self._titles = Titles(store, providers, self._is_replying, self._may_title, self._take_title)
        self._named: set[int] = set()
        """Chats that the user has renamed."""
        self._defaults = settings.state.chat_defaults if settings is not None else PLAIN_SETUP
        self._open: list[ConversationService] = []
        self._wanted = 0
        self._aside: ConversationService | None = None
        self.search = ChatSearchService(store, self)
        self.find = ChatFindService(store, self)
        self.draft_files = DraftFiles(store)
        self.attached = AttachedContent(store, self)
        self.state = ChatList()
        self.current = self._conversation(Conversation(setup=self._defaults))
        if settings is not None:
            settings.changed.connect(self._follow)

    def start(self) -> None:
        """Read the list, and what was being written when the application ended."""
        self._tasks.start(self._start(), name="start-chats")

    def refresh(self) -> None:
        """Read the list again."""
        self._tasks.start(self._read_list(), name="list-chats")

    def new_chat(self) -> None:
        """Bring an empty chat to the front; it is stored with its first question."""
        self._wanted = 0
        others = [c for c in self._open if c is not self._aside]
        empty = next((c for c in others if not c.state.turns and not c.state.chat_id), None)
        if empty is not self.current or empty is None:
            self._show(empty or self._conversation(Conversation(setup=self._defaults)))

    def new_aside(self) -> ConversationService:
        """An empty conversation that stays behind the one in front, for a question in passing.

        It is kept until the next one is made, it is deleted, or its reply has ended after that.
        """
        self._aside = self._conversation(Conversation(setup=self._defaults))
        return self._aside

    def bring_forward(self, conversation: ConversationService) -> None:
        """Bring an open conversation to the front; ignored if it was deleted meanwhile."""
        if conversation in self._open:
            self._wanted = conversation.state.chat_id
            if conversation is self._aside:
                self._aside = None
            self._show(conversation)

    def open_chat(self, chat_id: int, turn_id: int = 0) -> None:
        """Bring a stored chat to the front, if it is not there, and then the turn that is asked for."""
        self._wanted = chat_id
        if chat_id == self.current.state.chat_id:
            self._show_turn(turn_id)
            return
        for conversation in self._open:
            if conversation.state.chat_id == chat_id:
                self._show(conversation)
                self._show_turn(turn_id)
                return
        self._tasks.start(self._read_chat(chat_id, turn_id), name="read-chat")

    def rename_chat(self, chat_id: int, title: str) -> None:
        """Give a chat another title; an empty one changes nothing."""
        if title.strip():
            self._named.add(chat_id)  # now: a title that a model is making comes too late
            self._tasks.start(self._rename(chat_id, title.strip()), name="rename-chat")

    def pin_chat(self, chat_id: int, *, is_pinned: bool) -> None:
        """Keep a chat on top of the list, or leave it to its date again."""
        self._tasks.start(self._pin(chat_id, is_pinned), name="pin-chat")

    def delete_chat(self, chat_id: int) -> None:
        """Take a chat out of the list, its reply stopped; if it is in front, an empty one comes there."""
        self._tasks.start(self._delete(chat_id), name="delete-chat")

    def undo_delete(self) -> None:
        """Bring the chat that was deleted last back, and to the front; ignored if there is none."""
        if self.state.deleted is not None:
            self._tasks.start(self._restore(self.state.deleted.id), name="restore-chat")

    def is_answering(self, provider: str, model: str) -> bool:
        """Whether a reply of the model arrives in any chat; `provider` is the id."""
        row = self._providers.state.row(provider)
        name = row.endpoint.name if row is not None else provider
        replies = (open_.state.turns[-1] for open_ in self._open if open_.state.is_replying)
        asked = name, canonical_name(model)
        return any((turn.provider, canonical_name(turn.model)) == asked for turn in replies)

    async def aclose(self) -> None:
        """Stop every reply and return when all is saved. The store stays open."""
        await self._titles.aclose()
        for conversation in list(self._open):
            await conversation.aclose()
        await self._tasks.aclose()  # after them: what they save has the list read again
        await self.search.aclose()
        await self.find.aclose()
        await self.attached.aclose()

    async def _start(self) -> None:
        await self._read_list()
        try:
            draft = await self._store.read_draft(0)
        except StoreError as error:
            self._enter(replace(self.state, error=error))
            return
        if draft and not self.current.draft and not self.current.state.turns:
            self.current.draft = draft
            self.opened.emit(self.current)

    async def _read_list(self) -> None:
        try:
            summaries = await self._store.list_chats()
        except StoreError as error:
            self._enter(replace(self.state, error=error))
        else:  # with the state as it is by now: replies have come to their end meanwhile
            self._enter(replace(self.state, summaries=summaries, error=None))

    async def _read_chat(self, chat_id: int, turn_id: int) -> None:
        try:
            page = await self._store.read_chat(chat_id)
            draft = await self._store.read_draft(chat_id)
        except StoreError as error:
            self._enter(replace(self.state, error=error))
            return
        title = next((row.title for row in self.state.summaries if row.id == chat_id), "")
        if chat_id == self._wanted:  # the user may have gone on to another one meanwhile
            state = Conversation(chat_id, title, page.turns, setup=page.setup, earlier=page.earlier)
            state = replace(state, has_own_title=page.has_own_title)
            self._show(self._conversation(state, draft))
            self._show_turn(turn_id)

    def _show_turn(self, turn_id: int) -> None:
        if turn_id:
            self.current.show_turn(turn_id)

    async def _pin(self, chat_id: int, is_pinned: bool) -> None:
        try:
            await self._store.pin_chat(chat_id, is_pinned=is_pinned)
        except StoreError as error:
            self._enter(replace(self.state, error=error))
            return
        await self._read_list()

    async def _rename(self, chat_id: int, title: str) -> None:
        try:
            await self._store.rename_chat(chat_id, title)
        except StoreError as error:
            self._enter(replace(self.state, error=error))
            return
        for conversation in self._open:
            if conversation.state.chat_id == chat_id:
                conversation.rename(title)
        await self._read_list()
        self.search.refresh()

    async def _delete(self, chat_id: int) -> None:
        for conversation in [open_ for open_ in self._open if open_.state.chat_id == chat_id]:
            self._open.remove(conversation)
            if conversation is self._aside:
                self._aside = None
            await conversation.aclose()
            if conversation is self.current:
                self._show(self._conversation(Conversation(setup=self._defaults)))
            conversation.deleteLater()
        deleted = next((row for row in self.state.summaries if row.id == chat_id), None)
        try:
            await self._store.delete_chat(chat_id)
        except StoreError as error:
            self._enter(replace(self.state, error=error))
            return
        self._enter(replace(self.state, deleted=deleted))
        await self._read_list()
        self.search.refresh()

    async def _restore(self, chat_id: int) -> None:
        try:
            await self._store.restore_chat(chat_id)
        except StoreError as error:
            self._enter(replace(self.state, error=error))
            return
        self._enter(replace(self.state, deleted=None))
        await self._read_list()
        self.search.refresh()
        self.open_chat(chat_id)

    def _conversation(self, state: Conversation, draft: str = "") -> ConversationService:
        conversation = ConversationService(self._store, self._providers, state, draft, self)
        conversation.stored.connect(self.refresh)
        conversation.changed.connect(self._note)
        conversation.replied.connect(self._titles.consider)
        self._open.append(conversation)
        return conversation

    def _show(self, conversation: ConversationService) -> None:
        if conversation is not self.current:
            self.current.forget_awaited()
        self.current = conversation
        for other in [o for o in self._open if o is not conversation and not o.is_busy]:
            # Else it is the draft of a new chat, or has something to undo: it is reached again.
            is_needed = other.state.deleted is not None or (other.draft and not other.state.chat_id)
            if not is_needed and other is not self._aside:
                self._open.remove(other)
                other.deleteLater()
        self.opened.emit(conversation)
        self._note(conversation.state)

    def _note(self, _state: Conversation) -> None:
        replying = frozenset(c.state.chat_id for c in self._open if c.state.is_replying)
        current, is_open = self.current.state.chat_id, {c.state.chat_id for c in self._open}
        ended = (self.state.replying - replying) & is_open  # one that was deleted is not open any more
        unread = (self.state.unread | ended) - {0, current}
        state = replace(self.state, current=current, replying=replying, unread=unread)
        if replying:
            self._titles.give_way()
        if state != self.state:
            self._enter(state)

    @Slot(Settings)
    def _follow(self, settings: Settings) -> None:
        """New defaults hold for a chat that nothing was asked in, too, unless it has a setup of its own."""
        before, self._defaults = self._defaults, settings.chat_defaults
        for conversation in self._open:
            state = conversation.state
            if not state.chat_id and not state.turns and state.setup == before:
                conversation.set_setup(self._defaults)

    def _is_replying(self) -> bool:
        return bool(self.state.replying)

    def _may_title(self, chat_id: int) -> bool:
        makes = self._settings is not None and self._settings.state.makes_titles
        return makes and chat_id not in self._named

    def _take_title(self, chat_id: int, title: str) -> None:
        for conversation in self._open:
            if conversation.state.chat_id == chat_id:
                conversation.rename(title, is_own=False)
        self.refresh()

    def _enter(self, state: ChatList) -> None:
        self.state = state
        self.changed.emit(state)
