"""A question whose model was not there: the model is pulled, and the question asked again by itself."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.catalog import ModelChoice
from desktop.domain.errors import TarsError
from desktop.domain.missing_model import missing_model
from desktop.domain.pulls import Pull, PullKey, PullPhase, Pulls
from desktop.services.conversation import ConversationService
from desktop.services.providers import ProviderService
from desktop.services.pulls import PullService


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What waits for a pull: the chat, and what was chosen when it began."""

    conversation: ConversationService
    key: PullKey
    chosen: ModelChoice


class PullRetry(QObject):
    """Asks again once the model is there, unless the user has gone on: another question, another model.

    Chats that wait stay open, whichever is in front. A pull that fails is waited for further: it may be tried
    again. One that is cancelled is not.
    """

    failed = Signal(TarsError)
    """The pull could not even be queued."""

    def __init__(self, pulls: PullService, providers: ProviderService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pulls, self._providers = pulls, providers
        self._waiting: list[_Waiting] = []
        pulls.changed.connect(self._follow)
        pulls.ended.connect(self._ask)

    @Slot(ConversationService)
    def pull_for(self, conversation: ConversationService) -> None:
        """Pull what the chat's last question lacks; ignored if that is nothing."""
        turns = conversation.state.turns
        missing = missing_model(turns[-1], self._providers.state) if turns else None
        if missing is None:
            return
        try:
            key = self._pulls.pull(missing.key.provider, missing.key.model)
        except TarsError as error:
            self.failed.emit(error)
            return
        conversation.waits_for_model = True
        self._waiting.append(_Waiting(conversation, key, self._providers.state.chosen))

    @Slot(Pulls)
    def _follow(self, state: Pulls) -> None:
        """Who has gone on, or whose pull was cancelled, waits no longer."""
        for waiting in tuple(self._waiting):
            if state.of(waiting.key) is None or not waiting.conversation.waits_for_model:
                self._forget(waiting)

    @Slot(Pull)
    def _ask(self, pull: Pull) -> None:
        if pull.phase is not PullPhase.DONE:
            return
        for waiting in [waiting for waiting in self._waiting if waiting.key == pull.key]:
            is_wanted = waiting.conversation.waits_for_model
            self._forget(waiting)
            if is_wanted and self._providers.state.chosen == waiting.chosen:
                waiting.conversation.retry(ModelChoice(pull.key.provider, pull.key.model))

    def _forget(self, waiting: _Waiting) -> None:
        self._waiting.remove(waiting)
        waiting.conversation.waits_for_model = False
