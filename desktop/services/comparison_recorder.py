"""Bringing a comparison to the disk while it goes on: a chat in which every reply is a branch."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop.domain.chat import ChatSetup
from desktop.domain.comparison import KeptReply
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.errors import StoreError
from desktop.domain.store import ChatStore
from desktop.services.recorder import title_of
from desktop.services.save_pace import SavePace
from desktop.services.tasks import TaskScope


@dataclass(slots=True)
class _Entry:
    """One reply of one model, and what of it is in the store."""

    turn: Turn
    id: int = 0
    written: Turn | None = None
    is_deleted: bool = False
    is_wanted: bool = False
    """The user goes on with it, whatever it says."""

    @property
    def has_words(self) -> bool:
        return not self.turn.is_wordless

    @property
    def belongs_there(self) -> bool:
        """Whether it is a branch: it has words, or may still have some."""
        return self.has_words or self.is_wanted or self.turn.outcome is Outcome.ARRIVING


class ComparisonRecorder:
    """Saves one comparison, half a second or 2 KB behind at most; a reply without a word is no branch.

    `on_stored` is called when a row of the list of chats changed, and `on_change` with the recorder when
    `chat_id` or `error` is another one.
    """

    def __init__(
        self,
        store: ChatStore,
        question: Turn,
        setup: ChatSetup,
        on_stored: Callable[[], None],
        on_change: Callable[["ComparisonRecorder"], None],
    ) -> None:
        self._store, self._question, self._setup = store, question, setup
        self._on_stored, self._on_change = on_stored, on_change
        self._tasks = TaskScope()
        self._lock = asyncio.Lock()
        self._pace = SavePace(self.save_soon)
        self._entries: list[_Entry] = []
        self._columns: dict[int, _Entry] = {}
        self._question_id = 0
        self.chat_id = 0
        """The chat that it is kept as, 0 until it is on the disk."""
        self.error: StoreError | None = None
        """Why the newest text is in memory only, or None while it reaches the disk."""
        self._pending = 0

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved, or will be."""
        return self._pending > 0 or self._pace.is_waiting

    def begin(self, place: int, turn: Turn) -> None:
        """A column is asked, or asked again: what it had said before stays a branch of its own."""
        entry = self._columns[place] = _Entry(turn)
        self._entries.append(entry)

    def note(self, place: int, turn: Turn) -> None:
        """The reply of a column as it is now; it is saved with the next save."""
        self._columns[place].turn = turn

    def wrote(self, characters: int) -> None:
        """Text has arrived: save it within the limits."""
        self._pace.note(characters)

    def save_soon(self) -> None:
        """Save now what there is; if that fails, again a moment later."""
        self._pace.begun()
        self._pending += 1
        self._tasks.start(self._save(), name="save-comparison")

    async def keep(self, place: int) -> KeptReply:
        """Where the reply of a column is, all of it saved and in the list of chats.

        Raises `StoreError` if that cannot be.
        """
        entry = self._columns[place]
        entry.is_wanted = True
        async with self._lock:
            await self._write()
            await self._store.restore_chat(self.chat_id)  # it may have been deleted meanwhile
        self._on_stored()
        return KeptReply(self.chat_id, entry.id)

    async def aclose(self) -> None:
        """Return when all is written, or cannot be."""
        self._pace.stop()
        self._pending += 1
        await self._save()
        self._pace.stop()
        await self._tasks.aclose()

    async def _save(self) -> None:
        try:
            async with self._lock:
                await self._write()
        except StoreError as error:
            self._tell(error)
            self._pace.failed()
        else:
            self._tell(None)
        finally:
            self._pending -= 1

    async def _write(self) -> None:
        if not self.chat_id:
            self.chat_id = await self._store.create_chat(title_of(self._question), self._setup)
            self._on_change(self)
        if not self._question_id:
            self._question_id = await self._store.add_turn(self.chat_id, self._question)
        added = [entry for entry in self._entries if not entry.id]
        for entry in added:
            turn = entry.turn
            entry.id = await self._store.add_turn(self.chat_id, turn, self._question_id)
            entry.written = turn
        if len(added) > 1:
            await self._store.choose_turn(added[0].id)  # else the last one would be shown
        for entry in [one for one in self._entries if one.id]:  # one that begins meanwhile goes with the next
            await self._update(entry)
        if added or not any(entry.turn.outcome is Outcome.ARRIVING for entry in self._entries):
            self._on_stored()

    async def _update(self, entry: _Entry) -> None:
        """Write what has changed; a reply without a word is taken out, unless nobody has said any."""
        turn = entry.turn
        if entry.written is not turn:
            await self._store.update_turn(replace(turn, id=entry.id))
            entry.written = turn
        is_only = entry is self._entries[0] and not any(one.belongs_there for one in self._entries)
        is_gone = not (entry.belongs_there or is_only)
        if is_gone != entry.is_deleted:
            change = self._store.delete_turn if is_gone else self._store.restore_turn
            await change(entry.id)
            entry.is_deleted = is_gone

    def _tell(self, error: StoreError | None) -> None:
        if error is not self.error:
            self.error = error
            self._on_change(self)
