"""The tree behind a conversation: other branches, earlier pages, and what was deleted."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from desktop.domain.conversation import Conversation, DeletedTurns
from desktop.domain.errors import StoreError
from desktop.domain.store import PAGE_TURNS, ChatPage, ChatStore
from desktop.services.recorder import Recorder
from desktop.services.tasks import TaskScope


class Branches:
    """Changes of the tree, one after the other; one that fails is in `Conversation.store_error`.

    Before each of them all that is shown is saved, and none is made while that cannot be: what is read from
    the store takes the place of what is in memory.
    """

    def __init__(
        self,
        store: ChatStore,
        recorder: Recorder,
        get: Callable[[], Conversation],
        enter: Callable[[Conversation], None],
    ) -> None:
        self._store, self._recorder, self._get, self._enter = store, recorder, get, enter
        self._tasks = TaskScope()
        self._lock = asyncio.Lock()
        self._count = 0
        self._pages: asyncio.Task[None] | None = None
        self._deleted: list[DeletedTurns] = []
        """What can be brought back, the newest last."""

    @property
    def is_busy(self) -> bool:
        """Whether another branch is on its way to be shown; earlier pages do not count."""
        return self._count > 0

    def switch(self, turn_id: int) -> None:
        """Show the branch through a turn."""

        async def work() -> None:
            place = self._recorder.place(turn_id)
            await self._store.choose_turn(place)
            await self._reread(place)

        self._start(work, "switch-branch")

    def delete(self, turn_id: int) -> None:
        """Take a turn that is shown, and all that follows it, out of the tree."""

        async def work() -> None:
            place = self._recorder.place(turn_id)
            position = self._get().position(place)
            if position is None:
                return
            turns = self._get().turns
            after = turns[position - 1].id if position else 0
            await self._store.delete_turn(place)
            role, count = turns[position].role, len(turns) - position
            self._deleted.append(DeletedTurns(place, role, count, after))
            await self._reread()

        self._start(work, "delete-turn")

    def undo_delete(self) -> None:
        """Bring back what was deleted last, and show it."""

        async def work() -> None:
            if self._deleted:
                await self._store.restore_turn(self._deleted[-1].turn_id)
                self._deleted.pop()
                await self._reread()

        self._start(work, "restore-turn")

    def show(self, turn_id: int, then: Callable[[], None]) -> None:
        """Show the branch through a turn from some turns before it on, then call `then` if it is there."""

        async def work() -> None:
            page = await self._store.read_around(turn_id)
            self._take(page)
            if self._get().position(turn_id) is not None:
                then()

        self._start(work, "show-turn")

    def load_earlier(self, count: int) -> None:
        """Put so many turns before the first one that is shown; ignored while some are coming."""
        if self._pages is None or self._pages.done():
            self._enter(replace(self._get(), is_loading=True))
            self._pages = self._tasks.start(self._load_earlier(count), name="load-earlier")

    async def settle(self) -> None:
        """Return when no change of the tree is under way."""
        async with self._lock:
            return

    async def aclose(self) -> None:
        """Finish what is under way, which is short."""
        await self.settle()
        await self._tasks.aclose()

    def _start(self, work: Callable[[], Awaitable[None]], name: str) -> None:
        self._count += 1
        self._enter(replace(self._get(), is_loading=True, store_error=None))
        self._tasks.start(self._change(work), name=name)

    async def _change(self, work: Callable[[], Awaitable[None]]) -> None:
        async with self._lock:
            try:
                await asyncio.shield(self._recorder.save_soon())
                if (error := self._get().unsaved) is not None:
                    raise error
                try:
                    await work()
                except LookupError:  # deleted meanwhile, by another process: what is left is shown
                    await self._reread()
            except StoreError as failure:
                self._enter(replace(self._get(), store_error=failure))
            finally:
                self._count -= 1
                self._enter(replace(self._get(), is_loading=self._count > 0))

    async def _load_earlier(self, count: int) -> None:
        async with self._lock:
            first = self._get().turns[0].id if self._get().turns else 0
            try:
                if first > 0:
                    page = await self._store.read_earlier(first, count)
                    state = self._get()
                    if state.turns and state.turns[0].id == first:
                        self._enter(replace(state, turns=(*page.turns, *state.turns), earlier=page.earlier))
            except StoreError as error:
                self._enter(replace(self._get(), store_error=error))
            finally:
                self._enter(replace(self._get(), is_loading=self._count > 0))

    async def _reread(self, through: int = 0) -> None:
        """Show the active branch, with as many turns as there were, or from above the turn `through` on."""
        shown = self._get()
        page = await self._store.read_chat(shown.chat_id, max(PAGE_TURNS, len(shown.turns)))
        if through and all(turn.id != through for turn in page.turns):  # more than a page is below it
            page = await self._store.read_around(through)
            above = shown.position(page.turns[0].id) if page.turns else None
            if above:
                page = replace(page, turns=(*shown.turns[:above], *page.turns), earlier=shown.earlier)
        self._take(page)

    def _take(self, page: ChatPage) -> None:
        """Show a page; errors that are known in more than words stay so."""
        state = self._get()
        errors = {turn.id: turn.error for turn in state.turns if turn.error is not None}
        turns = tuple(replace(turn, error=errors.get(turn.id, turn.error)) for turn in page.turns)
        self._recorder.reread()
        deleted = self._deleted[-1] if self._deleted else None
        self._enter(replace(state, turns=turns, earlier=page.earlier, deleted=deleted))
