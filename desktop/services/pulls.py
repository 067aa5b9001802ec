"""The queue of pulls: it belongs to the application, and goes on where it was after any kind of restart."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.catalog import Catalog, Reach
from desktop.domain.errors import NoSuchProvider, TarsError
from desktop.domain.model_names import checked_model_name
from desktop.domain.providers import Availability
from desktop.domain.pull_queue import (
    at_rest,
    goes_on_by_itself,
    is_installed,
    is_same_model,
    restored,
    shown_order,
)
from desktop.domain.pulls import RUNNING, Pull, PullJournal, PullKey, PullPhase, Pulls
from desktop.domain.settings import PULLS_AT_ONCE
from desktop.services.pacing import Paced, Repeated
from desktop.services.providers import ProviderService
from desktop.services.pull_recorder import PullRecorder
from desktop.services.sources import ProviderSource
from desktop.services.tasks import TaskScope
from desktop.text.messages import explain_defect

PROGRESS_SECONDS = 0.1
PHASE_SECONDS = 1 / 30
"""The least time between two `changed`: of figures, and of phases that a server changes by itself."""
WAITING_CHECK_SECONDS = 5.0
"""How often providers are asked while a pull waits for one."""

RunPull = Callable[[ProviderSource, Pull], AsyncGenerator[Pull, None]]
"""One pull from its state at the start to its end; closing the generator closes the connection."""


class PullService(QObject):
    """Owns every pull, and publishes them as one `Pulls`: figures at most 10 times a second, phases at once.

    Pulls run in their order, as many at once as the settings say. Nothing ever deletes what the server has:
    a pull that is cancelled leaves its partial data and an installed model as they are.
    """

    changed = Signal(Pulls)
    ended = Signal(Pull)
    """A pull is DONE or FAILED."""
    failed = Signal(TarsError)
    """The queue cannot be saved; pulls go on."""

    def __init__(
        self,
        providers: ProviderService,
        journal: PullJournal,
        run: RunPull,
        at_once: int = PULLS_AT_ONCE,
        parent: QObject | None = None,
        waiting_check_seconds: float = WAITING_CHECK_SECONDS,
    ) -> None:
        super().__init__(parent)
        self._providers, self._run_pull, self._at_once = providers, run, at_once
        self._tasks = TaskScope()
        self._recorder = PullRecorder(journal, lambda: shown_order(self._rows.values()), self.failed.emit)
        self._rows: dict[PullKey, Pull] = {}
        self._jobs: dict[PullKey, _Job] = {}
        self._closing: dict[PullKey, asyncio.Task[None]] = {}
        """Jobs that were cancelled: the next of that model waits until their connection is closed."""
        self._heard: dict[PullKey, Availability | None] = {}
        """The provider's last answer when its pull began to wait: only a newer one makes it go on."""
        self._paced = Paced(self._publish)
        self._checking = Repeated(providers.refresh, self._is_waiting, waiting_check_seconds)
        self._is_open = False
        self.state = Pulls()
        """As it was published last: figures are up to a tenth of a second old."""
        providers.changed.connect(self._hear)

    def start(self) -> None:
        """Read the journal, and go on with the queue; a provider that was never asked is waited for."""
        self._tasks.start(self._restore(), name="read-pulls")

    def pull(self, provider: str, model: str) -> PullKey:
        """Put a pull into the queue, and give its key; the one that is there already, if it is.

        A pull that is paused, waits or has failed goes on. Raises `ModelNameInvalid` or `NoSuchProvider`.
        """
        key = PullKey(provider, checked_model_name(model))
        self._providers.source(provider)
        found = self.find(provider, model)
        if found is not None and found.phase is not PullPhase.DONE:
            self.resume(found.key)
            return found.key
        if found is not None:
            del self._rows[found.key]
        self._rows[key] = Pull(key)
        self._note_structure()
        return key

    def pause(self, key: PullKey) -> None:
        """Close the connection; the pull keeps its place, and what was downloaded stays on the server."""
        row = self._rows.get(key)
        if row is not None and row.can_pause:
            self._end_job(key)
            self._rows[key] = at_rest(row, PullPhase.PAUSED)
            self._note_structure()

    def resume(self, key: PullKey) -> None:
        """Go on with a pull that is paused; try again at once with one that waits, retries, or has failed."""
        row = self._rows.get(key)
        if row is not None and row.can_resume:
            self._end_job(key)
            if row.has_ended:
                del self._rows[key]  # to the end of the queue
            self._rows[key] = at_rest(row, PullPhase.QUEUED)
            self._note_structure()

    def cancel(self, key: PullKey) -> None:
        """Take a pull out of the queue, and close its connection."""
        if self._rows.pop(key, None) is not None:
            self._end_job(key)
            self._note_structure()

    def dismiss(self, key: PullKey) -> None:
        """Take a pull that has ended out of the list; ignored while it has not."""
        row = self._rows.get(key)
        if row is not None and row.has_ended:
            del self._rows[key]
            self._note_structure()

    def set_at_once(self, number: int) -> None:
        """How many pulls run at once; fewer than run now takes effect as they end."""
        if number != self._at_once:
            self._at_once = number
            self._fill()

    def find(self, provider: str, model: str) -> Pull | None:
        """The pull of a model by any of its names: `llama3` is `llama3:latest`."""
        return next(
            (
                row
                for key, row in self._rows.items()
                if key.provider == provider and is_same_model(key.model, model)
            ),
            None,
        )

    def is_pulling(self, provider: str, model: str) -> bool:
        """Whether a pull of the model runs, or will by itself: it must not be deleted meanwhile."""
        row = self.find(provider, model)
        return row is not None and goes_on_by_itself(row)

    async def aclose(self) -> None:
        """Close every connection, and save the queue as it is."""
        self._is_open = False
        self._jobs.clear()  # what they still say is not heard any more
        self._paced.stop()
        self._checking.stop()
        await self._tasks.aclose()
        await self._recorder.aclose()

    async def _restore(self) -> None:
        asked = self._rows
        self._rows = {pull.key: restored(pull) for pull in await self._recorder.read()}
        for key, row in asked.items():
            if self.find(key.provider, key.model) is None:
                self._rows[key] = row
        self._is_open = True
        self._note_structure()

    @Slot(Catalog)
    def _hear(self, catalog: Catalog) -> None:
        """A provider was asked, moved, taken away or brought back."""
        if not self._is_open:
            return
        requeued = [row for row in self._rows.values() if self._goes_on_anew(row, catalog)]
        for row in requeued:
            self._end_job(row.key)
            self._rows[row.key] = at_rest(row, PullPhase.QUEUED)
        for row in tuple(self._rows.values()):
            if goes_on_by_itself(row) and catalog.row(row.key.provider) is None:
                self._end_job(row.key)
                self._begin(at_rest(row, PullPhase.QUEUED))  # which says that there is no such provider
        if requeued:
            self._note_structure()
        else:
            self._fill()

    def _goes_on_anew(self, row: Pull, catalog: Catalog) -> bool:
        """Whether a pull's provider answers again, has another address now, or is back."""
        found, job = catalog.row(row.key.provider), self._jobs.get(row.key)
        if found is None:
            return False
        if job is not None:
            return job.source is not self._providers.source(row.key.provider)
        if isinstance(row.error, NoSuchProvider):
            return True
        is_new = found.availability is not self._heard.get(row.key)
        return row.phase is PullPhase.WAITING and found.reach is Reach.AVAILABLE and is_new

    def _fill(self) -> None:
        """Begin as many pulls as there are places, in the order of the queue."""
        for key in tuple(self._rows) if self._is_open else ():
            row = self._rows.get(key)
            is_due = row is not None and row.phase is PullPhase.QUEUED and self._is_known(key.provider)
            if row is not None and is_due and len(self._jobs) < self._at_once:
                self._begin(row)

    def _is_known(self, provider: str) -> bool:
        """Whether the provider was asked once; one that has gone is known to be no use."""
        row = self._providers.state.row(provider)
        return row is None or row.reach is not Reach.UNKNOWN

    def _begin(self, row: Pull) -> None:
        key, found = row.key, self._providers.state.row(row.key.provider)
        try:
            job = _Job(self._providers.source(key.provider))
        except TarsError as error:
            self._take(key, replace(row, phase=PullPhase.FAILED, error=error))
            return
        was_installed = row.was_installed or (found is not None and is_installed(key.model, found))
        start = replace(row, phase=PullPhase.MANIFEST, was_installed=was_installed)
        self._rows[key], self._jobs[key] = start, job
        job.task = self._tasks.start(self._run(job, start, self._closing.pop(key, None)), name="pull")
        self._paced.soon(PHASE_SECONDS)

    async def _run(self, job: "_Job", start: Pull, before: "asyncio.Task[None] | None") -> None:
        """One pull from here to its end, or to where it waits for its provider."""
        key = start.key
        if before is not None:
            await asyncio.wait([before])  # one connection for each model, also right after a pause
        try:
            async with aclosing(self._run_pull(job.source, start)) as moments:
                async for row in moments:
                    if self._jobs.get(key) is not job:
                        return
                    self._take(key, row)
                    if row.phase is PullPhase.WAITING or row.has_ended:
                        return
        finally:
            if self._jobs.get(key) is job:  # it has not come to its end: a defect, which TaskScope reports
                problem = explain_defect("").sentence
                self._take(key, replace(self._rows[key], phase=PullPhase.FAILED, error=None, problem=problem))

    def _take(self, key: PullKey, row: Pull) -> None:
        """A pull has come to another moment."""
        was = self._rows[key].phase
        self._rows[key] = row
        if row.phase is was:
            self._recorder.note(is_progress=True)
            self._paced.soon(PROGRESS_SECONDS)
        elif row.phase in RUNNING:
            self._paced.soon(PHASE_SECONDS)
        else:
            self._jobs.pop(key, None)
            self._settle(row)

    def _settle(self, row: Pull) -> None:
        """A pull holds its place no longer: it waits for its provider, or has ended."""
        if row.phase is PullPhase.WAITING:
            found = self._providers.state.row(row.key.provider)
            self._heard[row.key] = found.availability if found else None
            self._checking.start()
        self._note_structure()
        if row.has_ended:
            self.ended.emit(row)
        if row.phase is PullPhase.DONE:
            self._providers.refresh_one(row.key.provider)

    def _is_waiting(self) -> bool:
        return any(row.phase is PullPhase.WAITING for row in self._rows.values())

    def _end_job(self, key: PullKey) -> None:
        job = self._jobs.pop(key, None)
        if job is not None:
            job.task.cancel()
            self._closing[key] = job.task

    def _note_structure(self) -> None:
        """The queue itself has changed: it is filled up, saved and shown at once."""
        self._fill()
        if self._is_open:
            self._recorder.note(is_progress=False)
        self._paced.now()

    def _publish(self) -> None:
        state = Pulls(shown_order(self._rows.values()))
        if state != self.state:
            self.state = state
            self.changed.emit(state)


class _Job:
    """A pull that runs: the client's source that it runs on, and its task."""

    def __init__(self, source: ProviderSource) -> None:
        self.source = source
        self.task: asyncio.Task[None]
