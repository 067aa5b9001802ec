"""The content of what was attached to a question, read when somebody wants to look at it."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.domain.attachments import Attachment
from desktop.domain.errors import StoreError
from desktop.domain.store import ChatStore
from desktop.services.tasks import TaskScope


@dataclass(frozen=True, slots=True)
class UnreadContent:
    """An attachment without its content, and why; `error` None: the store has it no more."""

    attachment: Attachment
    error: StoreError | None = None


class AttachedContent(QObject):
    """Reads one attachment at a time from the store, which a page left out for its size."""

    found = Signal(Attachment)
    """What was wanted last, with its content."""
    failed = Signal(UnreadContent)

    def __init__(self, store: ChatStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks = TaskScope()
        self._wanted: tuple[int, int] | None = None

    def want(self, turn_id: int, place: int, attachment: Attachment) -> None:
        """Give the one at `place` of a turn its content; `found` follows, or `failed`.

        Another wish, or `forget`, takes the place of one that is still being read.
        """
        self._wanted = (turn_id, place)
        if attachment.content:
            self.found.emit(attachment)
        else:
            self._tasks.start(self._read(turn_id, place, attachment), name="read-attachment")

    def forget(self) -> None:
        """Nobody waits for it any more."""
        self._wanted = None

    async def aclose(self) -> None:
        self.forget()
        await self._tasks.aclose()

    async def _read(self, turn_id: int, place: int, attachment: Attachment) -> None:
        error: StoreError | None = None
        stored: tuple[Attachment, ...] = ()
        try:
            stored = await self._store.read_attachments(turn_id)
        except StoreError as failure:
            error = failure
        if self._wanted != (turn_id, place):
            return
        self._wanted = None
        if place < len(stored) and stored[place].content:
            self.found.emit(stored[place])
        else:
            self.failed.emit(UnreadContent(attachment, error))
