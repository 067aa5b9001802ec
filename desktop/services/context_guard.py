"""What the model sees of the chat in front: measured while it is written, told before it is sent."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.attachments import Attachment
from desktop.domain.capabilities import capabilities_of
from desktop.domain.catalog import Catalog, ModelChoice, ProviderRow, Reach
from desktop.domain.context import (
    BYTES_PER_TOKEN,
    ContextUse,
    Draft,
    Measure,
    TurnCosts,
    Window,
    calibrated,
    context_use,
    cuts_oldest,
    window_of,
)
from desktop.domain.context_raising import LARGEST_CONTEXT, ContextRaise, ModelSize, raised
from desktop.domain.conversation import Conversation, Turn
from desktop.domain.errors import TarsError
from desktop.domain.library import Library, canonical_name
from desktop.domain.models import InstalledModel, LoadedModel
from desktop.domain.placement import Room
from desktop.services.chats import ChatsService
from desktop.services.conversation import ConversationService
from desktop.services.providers import ProviderService
from desktop.services.tasks import TaskScope

MEASURE_SECONDS = 0.25
"""How often a chat is measured at most while its reply streams."""


class ContextGuard(QObject):
    """Publishes one `ContextUse`, of the chat in front and the model that is chosen for its next question.

    Servers are asked what they have in memory when another chat or model comes, and after each reply; none is
    started for it.
    """

    changed = Signal(ContextUse)

    def __init__(
        self,
        chats: ChatsService,
        providers: ProviderService,
        library: Library,
        room: Callable[[], Room | None] = lambda: None,
        parent: QObject | None = None,
    ) -> None:
        """`room` tells where models can go on this computer, None while nobody knows."""
        super().__init__(parent)
        self._chats, self._providers, self._library, self._room = chats, providers, library, room
        self._tasks = TaskScope()
        self._asking: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._draft = Draft()
        self._loaded: dict[str, tuple[LoadedModel, ...]] = {}
        self._costs = TurnCosts()
        self._ratios: dict[ModelChoice, float] = {}
        self._calibrated: tuple[tuple[Turn, ...], ModelChoice] | None = None
        """What the ratios were last read from."""
        self._choice = providers.state.choice
        self._heard: ModelChoice | None = None
        """Whose provider answered when the catalog was read last."""
        self._conversation = chats.current
        self._conversation.changed.connect(self._note)
        self._conversation.replied.connect(self._ask)
        self.state = ContextUse()
        chats.opened.connect(self._open)
        providers.changed.connect(self._follow)
        self._measure()

    def weigh(self, text: str, attachments: tuple[Attachment, ...] = ()) -> None:
        """Count what is being written; cheap enough for every key."""
        self._draft = Draft(text, attachments)
        self._measure()

    def proposal(self) -> ContextRaise | None:
        """A context that holds the chat with room to go on; None where it cannot be set, or not be longer."""
        row = self._row()
        if row is None or "context_length" not in capabilities_of(row).parameters:
            return None
        room = self._room() if row.endpoint.is_local else None
        return raised(self.state, self._size_of(row), room, self._loaded.get(self._choice.provider, ()))

    def largest(self) -> int:
        """The most tokens that the chosen model can hold, as far as anybody says: what it was trained for."""
        row = self._row()
        if row is None or "context_length" not in capabilities_of(row).parameters:
            return self.state.limit if self.state.is_certain else LARGEST_CONTEXT
        return max(self._size_of(row).trained or LARGEST_CONTEXT, self.state.limit)

    def raise_context(self) -> None:
        """Do what `proposal()` says, for this chat from its next question on."""
        proposal = self.proposal()
        if proposal is not None:
            setup = self._conversation.state.setup
            parameters = replace(setup.parameters, context_length=proposal.context_length)
            self._conversation.set_setup(replace(setup, parameters=parameters))

    async def aclose(self) -> None:
        """Ask no server any more."""
        if self._timer is not None:
            self._timer.cancel()
        await self._tasks.aclose()

    @Slot(ConversationService)
    def _open(self, conversation: ConversationService) -> None:
        if conversation is not self._conversation:
            self._conversation.changed.disconnect(self._note)
            self._conversation.replied.disconnect(self._ask)
            self._conversation = conversation
            conversation.changed.connect(self._note)
            conversation.replied.connect(self._ask)
        self._draft = Draft(conversation.draft)
        self._measure()
        self._ask()

    @Slot(Catalog)
    def _follow(self, catalog: Catalog) -> None:
        """Another model is chosen, or more is known of it."""
        self._choice = catalog.choice
        row = self._row()
        heard = self._choice if row is not None and row.reach is Reach.AVAILABLE else None
        before, self._heard = self._heard, heard
        self._measure()
        if heard is not None and heard != before:
            self._ask()

    @Slot(Conversation)
    def _note(self, state: Conversation) -> None:
        if not state.is_replying:
            self._measure()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(MEASURE_SECONDS, self._measure)

    @Slot(Conversation)
    def _ask(self, _state: Conversation | None = None) -> None:
        """Find out what is in memory; a newer question cancels this one."""
        if self._asking is not None:
            self._asking.cancel()
        self._asking = self._tasks.start(self._read_loaded(self._choice.provider), name="context-window")

    async def _read_loaded(self, provider: str) -> None:
        try:
            source = self._providers.source(provider)
            if source.starts_something:
                return
            client = await source.open()
            self._loaded[provider] = await client.loaded_models()
        except TarsError:
            self._loaded.pop(provider, None)  # it cannot say, or is not there: the usual window counts
        self._measure()

    def _measure(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        state, row = self._conversation.state, self._row()
        loaded = self._loaded.get(self._choice.provider, ())
        window = window_of(state.setup, self._choice.model, row, loaded)
        if not state.is_replying:
            self._calibrate(state, window)
        ratio = self._ratios.get(self._choice, BYTES_PER_TOKEN)
        measure = Measure(window, ratio, cuts_oldest(state.setup, row))
        use = context_use(state, self._draft, measure, self._costs)
        if use != self.state:
            self.state = use
            self.changed.emit(use)

    def _calibrate(self, state: Conversation, window: Window) -> None:
        """Learn from the counts of replies, once for each end of one."""
        seen = self._calibrated
        if seen is None or seen[0] is not state.turns or seen[1] != self._choice:
            self._calibrated = state.turns, self._choice
            ratio = calibrated(state, window, self._choice.model)
            if ratio is not None:
                self._ratios[self._choice] = ratio

    def _row(self) -> ProviderRow | None:
        return self._providers.state.row(self._choice.provider)

    def _size_of(self, row: ProviderRow) -> ModelSize:
        name = canonical_name(self._choice.model)
        known = next((one for one in row.models if canonical_name(one.name) == name), InstalledModel(""))
        tag = self._library.tag(self._choice.model)
        trained = known.context_length or (tag.context_length if tag is not None else 0)
        return ModelSize(self._choice.model, known.size_bytes, trained, tag)
