"""Bringing a conversation to the disk while it goes on: at most half a second or 2 KB behind."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from desktop.domain.conversation import Conversation
from desktop.domain.errors import StoreError
from desktop.domain.store import ChatStore
from desktop.services.tasks import TaskScope

SAVE_SECONDS = 0.5
SAVE_CHARACTERS = 2048
RETRY_SECONDS = 5.0
"""How long after a failed save (a full disk) the next one is tried by itself."""
TITLE_CHARACTERS = 60


class Recorder:
    """Saves one conversation. One save runs at a time, and the newest text goes with it.

    `get` gives the conversation as it is, `enter` takes it with the turns' places in the store, and
    `on_stored` is called when a row of the list of chats changed.
    """

    def __init__(
        self,
        store: ChatStore,
        get: Callable[[], Conversation],
        enter: Callable[[Conversation], None],
        on_stored: Callable[[], None],
    ) -> None:
        self._store, self._get, self._enter, self._on_stored = store, get, enter, on_stored
        self._tasks = TaskScope()
        self._lock = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._next: asyncio.Task[None] | None = None
        self._unsaved_characters = 0

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved, or will be."""
        return self._lock.locked() or self._next is not None or self._timer is not None

    def note(self, characters: int) -> None:
        """Text has arrived: save it within the limits."""
        self._unsaved_characters += characters
        if self._unsaved_characters >= SAVE_CHARACTERS:
            self.save_soon()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SAVE_SECONDS, self.save_soon)

    def save_soon(self) -> asyncio.Task[None]:
        """Save now; the task is done when that is over. One that has not begun yet takes the newest text."""
        self._cancel_timer()
        self._unsaved_characters = 0
        if self._next is None or self._next.done():
            self._next = self._tasks.start(self._save(), name="save-chat")
        return self._next

    async def aclose(self) -> None:
        """Return when all is written, or cannot be."""
        if self.is_busy or self._get().unsaved is not None:
            await self.save_soon()
        self._cancel_timer()

    async def _save(self) -> None:
        """Give every new turn its place, and write the last one; what fails is in the state."""
        async with self._lock:
            self._next = None  # what arrives from here on goes with another save
            try:
                await self._write()
            except StoreError as error:
                self._enter(replace(self._get(), unsaved=error))
                self._cancel_timer()
                self._timer = asyncio.get_running_loop().call_later(RETRY_SECONDS, self.save_soon)

    async def _write(self) -> None:
        has_ended = not self._get().is_replying
        if not self._get().chat_id:
            title = title_of(self._get().turns[0].content)
            chat_id = await self._store.create_chat(title)
            self._enter(replace(self._get(), chat_id=chat_id, title=title))
        added = False
        while (position := self._first_new()) is not None:
            turns = self._get().turns
            parent = turns[position - 1].id if position else 0
            place = await self._store.add_turn(self._get().chat_id, turns[position], parent)
            self._renumber(turns[position].id, place)
            added = True
        if not added:
            await self._store.update_turn(self._get().turns[-1])
        if self._get().unsaved is not None:
            self._enter(replace(self._get(), unsaved=None))
        if added or has_ended:
            self._on_stored()

    def _first_new(self) -> int | None:
        """The position of the first turn that has no place in the store."""
        return next((i for i, turn in enumerate(self._get().turns) if turn.id < 0), None)

    def _renumber(self, old: int, new: int) -> None:
        state = self._get()
        turns = tuple(replace(turn, id=new) if turn.id == old else turn for turn in state.turns)
        self._enter(replace(state, turns=turns))

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def title_of(prompt: str) -> str:
    """A title made from the first line of the first question."""
    line = next((line.strip() for line in prompt.splitlines() if line.strip()), "")
    return line if len(line) <= TITLE_CHARACTERS else line[: TITLE_CHARACTERS - 1].rstrip() + "…"
