"""Bringing a conversation to the disk while it goes on: at most half a second or 2 KB behind."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from desktop.domain.conversation import Conversation, Turn
from desktop.domain.errors import StoreError
from desktop.domain.store import ChatStore
from desktop.services.save_pace import SavePace
from desktop.services.tasks import TaskScope

TITLE_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class _Left:
    """A turn that is not shown any more and not saved yet, and what it follows."""

    turn: Turn
    parent_id: int


class Recorder:
    """Saves one conversation. One save runs at a time, and the newest text goes with it.

    `get` gives the conversation as it is, `enter` takes it with the turns' places in the store, and
    `on_stored` is called when a row of the list of chats changed. Turns that are new have negative ids, none
    of them used twice.
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
        self._pace = SavePace(self.save_soon)
        self._next: asyncio.Task[None] | None = None
        self._written: dict[int, Turn | None] = {}
        """By their ids, turns that may differ from the store, as they were written last."""
        self._places: dict[int, int] = {}
        """The id in the store of each turn that was new."""
        self._left: list[_Left] = []

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved, or will be."""
        return self._lock.locked() or self._next is not None or self._pace.is_waiting or bool(self._left)

    def note(self, characters: int) -> None:
        """Text has arrived: save it within the limits."""
        self._pace.note(characters)

    def save_soon(self) -> asyncio.Task[None]:
        """Save now; the task is done when that is over. One that has not begun yet takes the newest text."""
        self._pace.begun()
        if self._next is None or self._next.done():
            self._next = self._tasks.start(self._save(), name="save-chat")
        return self._next

    def change(self, turn_id: int) -> None:
        """A turn that was read from the store is going to change."""
        self._written.setdefault(turn_id, None)

    def leave(self, turns: Sequence[Turn], parent_id: int) -> None:
        """These are not shown any more; what of them is not saved goes with the next save all the same.

        `parent_id` is the turn before the first of them, 0 if there is none.
        """
        for turn in turns:
            if turn.id < 0 or self._is_changed(turn):
                self._left.append(_Left(turn, parent_id))
            parent_id = turn.id

    def reread(self) -> None:
        """The turns that are shown come from the store; nothing of them was changed."""
        self._written.clear()

    def place(self, turn_id: int) -> int:
        """The id that a turn has in the store; negative while it has none."""
        return self._places.get(turn_id, turn_id)

    async def aclose(self) -> None:
        """Return when all is written, or cannot be."""
        if self.is_busy or self._get().unsaved is not None:
            await self.save_soon()
        self._pace.stop()

    async def _save(self) -> None:
        """Give every new turn its place, and write what has changed; what fails is in the state."""
        async with self._lock:
            self._next = None  # what arrives from here on goes with another save
            try:
                await self._write()
            except StoreError as error:
                self._enter(replace(self._get(), unsaved=error))
                self._pace.failed()

    async def _write(self) -> None:
        has_ended = not self._get().is_replying
        if not self._get().chat_id:
            first = self._get().turns[0]
            title = title_of(first)
            chat_id = await self._store.create_chat(title, self._get().setup)
            self._enter(replace(self._get(), chat_id=chat_id, title=self._get().title or title))
        added = False
        # A turn that was left comes before its siblings that are shown: the one added last is the active one.
        while await self._write_left() or await self._add_next():
            added = True
        for turn in self._get().turns:
            if turn.id > 0 and self._is_changed(turn):
                await self._update(turn)
        if self._get().unsaved is not None:
            self._enter(replace(self._get(), unsaved=None))
        if added or has_ended:
            self._on_stored()

    async def _write_left(self) -> bool:
        """Write the first turn that was left, if what it follows is in the store."""
        left = next((one for one in self._left if self.place(one.parent_id) >= 0), None)
        if left is None:
            return False
        turn_id = self.place(left.turn.id)
        if turn_id < 0:
            await self._add(left.turn, self.place(left.parent_id))
        else:
            await self._update(replace(left.turn, id=turn_id))
        self._left.remove(left)
        return True

    async def _add_next(self) -> bool:
        """Add the first shown turn that has no place in the store."""
        turns = self._get().turns
        position = next((place for place, turn in enumerate(turns) if turn.id < 0), None)
        if position is None:
            return False
        await self._add(turns[position], turns[position - 1].id if position else 0)
        return True

    async def _add(self, turn: Turn, parent_id: int) -> None:
        place = await self._store.add_turn(self._get().chat_id, turn, parent_id)
        self._places[turn.id] = place
        state = self._get()
        turns = tuple(_renumbered(shown, turn.id, place) for shown in state.turns)
        pairs = zip(state.turns, turns, strict=True)
        # None if it is another one by now, since more has arrived meanwhile.
        self._written[place] = next((new for old, new in pairs if old is turn), None)
        self._enter(replace(state, turns=turns))

    async def _update(self, turn: Turn) -> None:
        await self._store.update_turn(turn)
        self._written[turn.id] = turn

    def _is_changed(self, turn: Turn) -> bool:
        return turn.id in self._written and self._written[turn.id] is not turn


def _renumbered(turn: Turn, old: int, new: int) -> Turn:
    """The turn with the new id of one that has come to the store, be that itself or a sibling."""
    if turn.id != old and old not in turn.siblings:
        return turn
    siblings = tuple(new if sibling == old else sibling for sibling in turn.siblings)
    if turn.id != old:
        return replace(turn, siblings=siblings)
    return replace(turn, id=new, siblings=siblings, created_at=turn.created_at or time.time())


def title_of(question: Turn) -> str:
    """A title made from the first line that says something, else from the name of what is attached."""
    text = "\n".join([question.content, *(one.name for one in question.attachments)])
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= TITLE_CHARACTERS else line[: TITLE_CHARACTERS - 1].rstrip() + "…"
