"""The queue's way to the disk: at once when it changes, every two seconds while bytes arrive."""

import asyncio
from collections.abc import Callable

from desktop.domain.errors import TarsError
from desktop.domain.pull_queue import journaled
from desktop.domain.pulls import JournaledPull, Pull, PullJournal, PullPhase
from desktop.services.tasks import TaskScope
from desktop.text.messages import explain

PROGRESS_SECONDS = 2.0
LAST_WRITE_SECONDS = 2.0
"""What the last write gets when the application ends: a disk that hangs must not hold it back."""


class PullRecorder:
    """Writes what is to be kept of `rows`, one write at a time; `on_error` hears of the first that fails."""

    def __init__(
        self,
        journal: PullJournal,
        rows: Callable[[], tuple[Pull, ...]],
        on_error: Callable[[TarsError], None],
    ) -> None:
        self._journal, self._rows, self._on_error = journal, rows, on_error
        self._tasks = TaskScope()
        self._timer: asyncio.TimerHandle | None = None
        self._lock = asyncio.Lock()
        self._written: tuple[JournaledPull, ...] = ()
        self._has_failed = False

    async def read(self) -> tuple[JournaledPull, ...]:
        """What an earlier start left; nothing is written before this."""
        try:
            self._written = await self._journal.read()
        except TarsError as error:
            self._note_failure(error)
        return self._written

    def note(self, *, is_progress: bool) -> None:
        """The queue has changed, or only its figures."""
        if not is_progress:
            self._stop_timer()
            self._tasks.start(self._write(), name="write-pulls")
        elif self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(PROGRESS_SECONDS, self._write_progress)

    async def aclose(self) -> None:
        """Write what is not written yet, and close the journal."""
        self._stop_timer()
        try:
            async with asyncio.timeout(LAST_WRITE_SECONDS):
                await self._write()
        except TimeoutError:
            pass
        await self._tasks.aclose()
        await self._journal.aclose()

    def _write_progress(self) -> None:
        self._timer = None
        self._tasks.start(self._write(), name="write-pulls")

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def _write(self) -> None:
        async with self._lock:
            queue = _kept(self._rows())
            if queue == self._written:
                return
            try:
                await self._journal.write(queue)
            except TarsError as error:
                self._note_failure(error)
            else:
                self._written, self._has_failed = queue, False

    def _note_failure(self, error: TarsError) -> None:
        if not self._has_failed:
            self._has_failed = True
            self._on_error(error)


def _kept(rows: tuple[Pull, ...]) -> tuple[JournaledPull, ...]:
    return tuple(journaled(row, _problem(row)) for row in rows if row.phase is not PullPhase.DONE)


def _problem(row: Pull) -> str:
    if row.phase is not PullPhase.FAILED:
        return ""
    return explain(row.error).sentence if row.error is not None else row.problem
