"""What ends the last failure of a chat: a start of the stack, a pull, or another look at a provider."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.catalog import Catalog
from desktop.domain.conversation import Conversation
from desktop.domain.errors import TarsError
from desktop.domain.library import Library
from desktop.domain.missing_model import kept_question, missing_model
from desktop.domain.providers import Availability
from desktop.domain.pulls import Pulls
from desktop.domain.stack import StackState
from desktop.domain.stack_reading import is_mended_by_start
from desktop.services.conversation import ConversationService
from desktop.services.providers import ProviderService
from desktop.services.pulls import PullService
from desktop.services.stack import StackService
from desktop.ui.chat.pull_offer import Offer


class Remedies(QObject):
    """Knows the ways out of the last turn of the conversation that was looked at last."""

    changed = Signal()
    """Stack, pulls or providers are such that there is another way out now."""

    def __init__(
        self,
        providers: ProviderService,
        stack: StackService,
        pulls: PullService,
        library: Library,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._providers, self._stack, self._pulls, self._library = providers, stack, pulls, library
        self._conversation: ConversationService | None = None
        self.starts_stack = False
        self.offer: Offer | None = None
        self._doubted: tuple[TarsError | None, Availability | None] = (None, None)
        """The last failure, and what its provider had told before it: an answer that may be out of date."""
        stack.changed.connect(self._note_stack)
        pulls.changed.connect(self._note_pulls)
        providers.changed.connect(self._note_providers)

    def look_at(self, conversation: ConversationService) -> str:
        """Find the ways out of its last turn.

        Gives the provider that has to be asked for its models again, since it lacked one; "" if none has.
        """
        self._conversation = conversation
        doubts = self._doubt_list(conversation.state)
        self.starts_stack, self.offer = self._would_start(conversation.state), self._would_pull(conversation)
        return doubts

    def note(self) -> None:
        """What ends the last failure may have changed."""
        chat = self._conversation
        if chat is None:
            return
        if (self._would_start(chat.state), self._would_pull(chat)) != (self.starts_stack, self.offer):
            self.changed.emit()

    def last_provider(self) -> str:
        """The id of the provider that the last reply came from; a turn has its name as it was then."""
        catalog = self._providers.state
        turns = self._conversation.state.turns if self._conversation is not None else ()
        name = turns[-1].provider if turns else ""
        row = next((row for row in catalog.rows if name in (row.endpoint.name, row.endpoint.id)), None)
        return row.endpoint.id if row is not None else catalog.choice.provider

    def _doubt_list(self, state: Conversation) -> str:
        error = state.turns[-1].error if state.turns else None
        missing = missing_model(state.turns[-1], self._providers.state) if state.turns else None
        if missing is None or error is self._doubted[0]:
            return ""
        row = self._providers.state.row(missing.key.provider)
        self._doubted = (error, row.availability if row is not None else None)
        return missing.key.provider

    def _would_start(self, state: Conversation) -> bool:
        """Whether the last failure ends when the stack is started."""
        return bool(state.turns) and is_mended_by_start(state.turns[-1].error, self._stack.state)

    def _would_pull(self, conversation: ConversationService) -> Offer | None:
        """What the last question lacks; of an earlier session only where that is being pulled."""
        turns, catalog = conversation.state.turns, self._providers.state
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
        return Offer(missing, tag.size_bytes if tag else None, conversation.waits_for_model)

    @Slot(StackState)
    def _note_stack(self, _state: StackState) -> None:
        self.note()

    @Slot(Pulls)
    def _note_pulls(self, _state: Pulls) -> None:
        self.note()

    @Slot(Catalog)
    def _note_providers(self, _state: Catalog) -> None:
        self.note()
