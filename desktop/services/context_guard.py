"""What the model sees of the chat in front: measured while it is written, told before it is sent."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.domain.attachments import Attachment
from desktop.domain.context import ContextUse
from desktop.domain.context_raising import ContextRaise
from desktop.domain.library import Library
from desktop.domain.placement import Room
from desktop.services.chats import ChatsService
from desktop.services.providers import ProviderService


class ContextGuard(QObject):
    """Publishes one `ContextUse`, of the chat in front and the model that is chosen for its next question."""

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
        self.state = ContextUse()

    def weigh(self, text: str, attachments: tuple[Attachment, ...] = ()) -> None:
        """Count what is being written; cheap enough for every key."""

    def proposal(self) -> ContextRaise | None:
        """A context that holds the chat with room to go on; None where it cannot be set, or not be longer."""
        return None

    def raise_context(self) -> None:
        """Do what `proposal()` says, for this chat from its next question on."""

    async def aclose(self) -> None:
        """Ask no server any more."""
