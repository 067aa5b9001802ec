"""A question that the stack could not answer because it was off: it is started, and asked again."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot

from desktop.domain.catalog import Catalog, ModelChoice, Reach
from desktop.domain.errors import StackUnconfirmed, TarsError
from desktop.domain.stack import SERVICE, StackPhase, StackState
from desktop.services.conversation import ConversationService
from desktop.services.providers import ProviderService
from desktop.services.stack import StackService

_NOT_STARTED = (StackPhase.ABSENT, StackPhase.STOPPED, StackPhase.UNAVAILABLE)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What waits for the stack: the chat, how its last question failed, and what was chosen then."""

    conversation: ConversationService
    failure: TarsError
    chosen: ModelChoice


class StackRetry(QObject):
    """Asks again by itself once the stack answers, unless the user has gone on meanwhile."""

    def __init__(
        self, stack: StackService, providers: ProviderService, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._stack, self._providers = stack, providers
        self._waiting: _Waiting | None = None
        stack.changed.connect(self._follow)
        providers.changed.connect(self._ask)

    @Slot(ConversationService)
    def start_for(self, conversation: ConversationService) -> None:
        """Start the stack for the chat's last question; ignored if that has not failed."""
        turns = conversation.state.turns
        failure = turns[-1].error if turns else None
        if failure is not None:
            self._waiting = _Waiting(conversation, failure, self._providers.state.chosen)
            self._stack.start()

    @Slot(StackState)
    def _follow(self, state: StackState) -> None:
        """A start that failed or was cancelled is not waited for; one that the user is asked about is."""
        has_ended = not state.is_busy and state.phase in _NOT_STARTED
        if has_ended and not isinstance(state.error, StackUnconfirmed):
            self._waiting = None
        elif state.phase is StackPhase.RUNNING and self._waiting is not None:
            self._providers.refresh()
            self._ask(self._providers.state)

    @Slot(Catalog)
    def _ask(self, catalog: Catalog) -> None:
        """Ask, once the stack runs and its provider was heard."""
        waiting = self._waiting
        if waiting is None or self._stack.state.phase is not StackPhase.RUNNING:
            return
        provider = self._provider(catalog)
        row = catalog.row(provider)
        if row is None or row.reach is not Reach.AVAILABLE or row.is_checking:
            return
        self._waiting = None
        last = waiting.conversation.state.turns[-1]
        if last.error is waiting.failure and catalog.chosen == waiting.chosen:
            model = last.model or row.best_model
            waiting.conversation.retry(ModelChoice(provider, model))

    def _provider(self, catalog: Catalog) -> str:
        """The id of the provider at the stack's address; the user may have given it another name."""
        url = self._stack.state.url
        return next((row.endpoint.id for row in catalog.rows if row.endpoint.url == url), SERVICE)
