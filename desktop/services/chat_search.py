"""Searching all chats while somebody types: a moment after the last key, one question at a time."""

import asyncio
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import StoreError
from desktop.domain.store import ChatStore, SearchHit
from desktop.services.tasks import TaskScope

DELAY_SECONDS = 0.2
"""How long nothing is typed before the store is asked."""
MOST_HITS = 100


@dataclass(frozen=True, slots=True)
class ChatSearch:
    """What is searched for ("" for nothing), and what was found last."""

    text: str = ""
    answered: str | None = None
    """The text that `hits` belong to: not `text` while that is searched for, None before any answer."""
    hits: tuple[SearchHit, ...] = ()
    error: StoreError | None = None
    """Why the last question has no answer."""

    @property
    def is_searching(self) -> bool:
        """Whether the answer to the newest question is not there yet."""
        return bool(self.text) and self.answered != self.text


class ChatSearchService(QObject):
    """Asks the store for the newest text; an answer that comes after another question is dropped."""

    changed = Signal(ChatSearch)

    def __init__(
        self, store: ChatStore, parent: QObject | None = None, delay_seconds: float = DELAY_SECONDS
    ) -> None:
        super().__init__(parent)
        self._store, self._delay_seconds = store, delay_seconds
        self._tasks = TaskScope()
        self._timer: asyncio.TimerHandle | None = None
        self._is_asking = False
        self._asks_again = False
        self.state = ChatSearch()

    def search(self, text: str) -> None:
        """Search for `text` when nothing follows it; blanks end the search."""
        wanted = text.strip()
        if wanted == self.state.text:
            return
        self._stop_timer()
        if wanted:
            self._enter(replace(self.state, text=wanted))
            self._timer = asyncio.get_running_loop().call_later(self._delay_seconds, self._ask)
        else:
            self._enter(ChatSearch())

    def refresh(self) -> None:
        """Ask again, for chats have changed; ignored while nothing is searched for."""
        if self.state.text and self._timer is None:
            self._ask()

    async def aclose(self) -> None:
        """Stop waiting for an answer. The store stays open."""
        self._stop_timer()
        await self._tasks.aclose()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _ask(self) -> None:
        self._timer = None
        if self._is_asking:  # the store has one thread, which shall not be kept with questions of the past
            self._asks_again = True
            return
        self._is_asking = True
        self._tasks.start(self._answer(), name="search-chats")

    async def _answer(self) -> None:
        try:
            while text := self.state.text:
                self._asks_again = False
                hits: tuple[SearchHit, ...] = ()
                error: StoreError | None = None
                try:
                    hits = await self._store.search(text, MOST_HITS)
                except StoreError as found:
                    error = found
                if text == self.state.text and not self._asks_again:
                    self._enter(ChatSearch(text, text, hits, error))
                if not self._asks_again:
                    return
        finally:
            self._is_asking = False

    def _enter(self, state: ChatSearch) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)
