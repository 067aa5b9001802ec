"""A question that was not answered for a locked keyring: it is unlocked, and the question asked again."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot

from desktop.domain.catalog import Catalog, ModelChoice, Reach
from desktop.domain.errors import TarsError
from desktop.domain.secrets import KeyStatus, SecretsState
from desktop.services.chats import ChatsService
from desktop.services.conversation import ConversationService
from desktop.services.providers import ProviderService
from desktop.services.secrets import SecretsService

_USABLE = (KeyStatus.THERE, KeyStatus.SESSION)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What waits for a key: whose it is, the chat, how its last question failed, and what was chosen then."""

    provider: str
    conversation: ConversationService
    failure: TarsError
    chosen: ModelChoice


class KeyRetry(QObject):
    """Asks again by itself once the key is there, unless the user has gone on meanwhile."""

    def __init__(
        self,
        secrets: SecretsService,
        providers: ProviderService,
        chats: ChatsService,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._secrets, self._providers, self._chats = secrets, providers, chats
        self._waiting: _Waiting | None = None
        secrets.changed.connect(self._follow)
        providers.changed.connect(self._ask)

    @Slot(str)
    def unlock_for(self, provider: str) -> None:
        """Have the keyring ask for its password, for the last question of the chat in front."""
        conversation = self._chats.current
        turns = conversation.state.turns
        failure = turns[-1].error if turns else None
        if failure is not None:
            self._waiting = _Waiting(provider, conversation, failure, self._providers.state.chosen)
        self._secrets.unlock_and_retry(provider)
        self._follow(self._secrets.state)

    @Slot(SecretsState)
    def _follow(self, state: SecretsState) -> None:
        """An unlocking that failed or was refused is not waited for."""
        waiting = self._waiting
        if waiting is None or state.of(waiting.provider).is_busy:
            return
        if state.of(waiting.provider).status in _USABLE:
            self._providers.refresh_one(waiting.provider)
            self._ask(self._providers.state)
        else:
            self._waiting = None

    @Slot(Catalog)
    def _ask(self, catalog: Catalog) -> None:
        """Ask, once the key can be used and its provider was heard with it."""
        waiting = self._waiting
        if waiting is None or self._secrets.state.of(waiting.provider).status not in _USABLE:
            return
        row = catalog.row(waiting.provider)
        if row is None or row.reach is not Reach.AVAILABLE or row.is_checking:
            return
        self._waiting = None
        last = waiting.conversation.state.turns[-1]
        if last.error is waiting.failure and catalog.chosen == waiting.chosen:
            waiting.conversation.retry(ModelChoice(waiting.provider, last.model or row.best_model))
