"""Finding words in the chat in front, in the turns too that no window has loaded."""

import asyncio
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import StoreError
from desktop.domain.store import ChatStore, FoundTurn
from desktop.services.tasks import TaskScope

DELAY_SECONDS = 0.15
"""How long nothing is typed before the store is asked."""


@dataclass(frozen=True, slots=True)
class ChatFound:
    """The answer to one question: the turns of the chat's active branch that have the words, in order."""

    chat_id: int
    words: str
    turns: tuple[FoundTurn, ...] = ()


class ChatFindService(QObject):
    """Asks the store for the newest words; an answer that comes after another question is dropped."""

    found = Signal(ChatFound)
    failed = Signal(StoreError)

    def __init__(
        self, store: ChatStore, parent: QObject | None = None, delay_seconds: float = DELAY_SECONDS
    ) -> None:
        super().__init__(parent)
        self._store, self._delay_seconds = store, delay_seconds
        self._tasks = TaskScope()
        self._asking: asyncio.Task[None] | None = None

    def find(self, chat_id: int, words: str) -> None:
        """Look for `words` when nothing follows; "" ends it. Blanks count."""
        self.forget()
        if chat_id and words:
            self._asking = self._tasks.start(self._find(chat_id, words), name="find-in-chat")

    def forget(self) -> None:
        """Nobody waits for an answer any more."""
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    async def aclose(self) -> None:
        await self._tasks.aclose()

    async def _find(self, chat_id: int, words: str) -> None:
        await asyncio.sleep(self._delay_seconds)
        try:
            turns = await self._store.find_in_chat(chat_id, words)
        except StoreError as error:
            self.failed.emit(error)
        else:
            self.found.emit(ChatFound(chat_id, words, turns))
