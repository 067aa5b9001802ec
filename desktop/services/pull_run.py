"""One pull from its start to its end: what is lost is tried again, and the server goes on where it was.

A pull is safe to repeat: both Ollama and Docker Model Runner keep what they have of a model, and fetch only
the rest. Nothing here ever deletes anything.
"""

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import aclosing, suppress
from dataclasses import dataclass

from desktop.domain.errors import (
    Cause,
    Interrupted,
    Interruption,
    ProviderRejected,
    ProviderUnavailable,
    PullFailed,
    TarsError,
)
from desktop.domain.models import InstalledModel
from desktop.domain.providers import Provider, ProviderKind
from desktop.domain.pull_causes import HEALS_BY_ITSELF, PullCause
from desktop.domain.pull_queue import is_same_model
from desktop.domain.pull_tally import PullTally
from desktop.domain.pulls import Pull, PullPhase
from desktop.services.sources import ProviderSource
from desktop.services.tasks import TaskScope

FreeBytes = Callable[[], Awaitable[int | None]]
"""The free space where the server keeps its models; None if it cannot be told from here."""


@dataclass(frozen=True, slots=True)
class PullTimings:
    """Waits and limits of a pull; times are seconds."""

    stall_seconds: float = 45.0
    """Without a new byte while it downloads; Ollama itself tries a part again after 30 s."""
    report_seconds: float = 0.1
    """How far apart two values are at least."""
    gap_seconds: float = 5.0
    """A longer pause of the event loop (suspend) is no stall: the time starts anew."""
    first_retry_seconds: float = 1.0
    longest_retry_seconds: float = 60.0
    """The wait doubles with every try in a row that brought nothing, up to this."""
    waiting_seconds: float = 15.0
    """Between two questions to a server that does not answer."""
    tries_before_waiting: int = 3
    most_broken_tries: int = 3
    """Of a download that is whole, and is then damaged or not in the list."""


DEFAULT_TIMINGS = PullTimings()
JITTER = 0.25
"""The share of a wait that chance may take off, so that many pulls do not all come back at once."""

_UNANSWERED = {
    Cause.REFUSED,
    Cause.UNKNOWN_HOST,
    Cause.UNREACHABLE,
    Cause.TIMED_OUT,
    Cause.CLOSED,
    Cause.OTHER,
}
_BUSY_STATUSES = {408, 429, 502, 503, 504}
_NOT_LISTED = "the server said “success”, but its list does not have the model"


async def pulled(
    source: ProviderSource,
    start: Pull,
    *,
    timings: PullTimings = DEFAULT_TIMINGS,
    wake: asyncio.Event | None = None,
    free_bytes: FreeBytes | None = None,
    jitter: Callable[[], float] = random.random,
) -> AsyncGenerator[Pull, None]:
    """Pull `start.key.model`, and tell how far it is; the last value is DONE or FAILED.

    Setting `wake` ends a wait for the next try, or for the server. Closing the generator, or cancelling its
    consumer, closes the connection; what was downloaded stays on the server. Raises nothing of its own.
    """
    tally = PullTally(start)
    retries = _Retries(timings, jitter)
    wake = wake or asyncio.Event()
    is_first = True
    while True:
        one_try = _Try(source, tally, timings, reads_installed=is_first)
        is_first = False
        async with aclosing(one_try.moments()) as moments:
            async for pull in moments:
                yield pull
        if one_try.error is None:
            yield tally.done()
            return
        error = await _with_figures(one_try.error, tally, free_bytes)
        phase, seconds = retries.after(error, has_gained=tally.gained_bytes > 0, was_whole=one_try.was_whole)
        if phase is PullPhase.FAILED:
            yield tally.held(phase, error, retries.tries)
            return
        hold = _Hold(source, tally, error, wake)
        waits = hold.retry(retries.tries, seconds) if phase is PullPhase.RETRYING else hold.wait(timings)
        async with aclosing(waits):
            async for pull in waits:
                yield pull


class _Try:
    """One connection: the server's reports go into the tally until it says `success`, or something fails."""

    def __init__(
        self, source: ProviderSource, tally: PullTally, timings: PullTimings, *, reads_installed: bool
    ) -> None:
        self.error: TarsError | None = None
        """Why it did not come to its end; None once the model is in the server's list."""
        self.was_whole = False
        """The server said `success`."""
        self._source, self._tally, self._timings = source, tally, timings
        self._reads_installed = reads_installed
        self._tasks = TaskScope()

    async def moments(self) -> AsyncGenerator[Pull, None]:
        """How far it is, whenever that has changed; a task of its own reads the lines, at its own pace."""
        clock = asyncio.get_running_loop().time
        self._tally.begin()
        watch = _StallWatch(self._tally, self._timings, clock())
        reading = self._tasks.start(self._read(), name="pull-reports")
        shown: Pull | None = None
        try:
            while not reading.done():
                if (pull := self._tally.pull(clock())) != shown:
                    shown = pull
                    yield pull
                await asyncio.wait({reading}, timeout=self._timings.report_seconds)
                if watch.has_expired(clock()) and not reading.done():
                    self.error = Interrupted(Interruption.STALLED)
                    return
            reading.result()  # a defect is raised here
            self._tally.pull(clock())
        finally:
            await self._tasks.aclose()

    async def _read(self) -> None:
        model = self._tally.model
        try:
            provider = await self._source.open()
            if self._reads_installed:
                with suppress(ProviderRejected):
                    if _has(await provider.list_models(), model, provider.kind):
                        self._tally.found_installed()
            if not self._tally.is_sized and provider.kind is not ProviderKind.DOCKER_MODEL_RUNNER:
                self._tasks.start(self._ask_size(provider, model), name="pull-size")
            async with aclosing(provider.pull(model)) as reports:
                async for progress in reports:
                    self._tally.add(progress)
            self.was_whole = True
            if not _has(await provider.list_models(), model, provider.kind):
                self.error = PullFailed(model, PullCause.OTHER, _NOT_LISTED)
        except TarsError as error:
            self.error = error

    async def _ask_size(self, provider: Provider, model: str) -> None:
        """The bar is better with it, and does without; the runner tells it more exactly in every report."""
        with suppress(TarsError):
            self._tally.expect((await provider.remote(model)).total_bytes)


class _StallWatch:
    """Whether a download stands still: lines that bring nothing new are no progress."""

    def __init__(self, tally: PullTally, timings: PullTimings, now: float) -> None:
        self._tally, self._timings = tally, timings
        self._advances = tally.advances
        self._since = self._looked_at = now

    def has_expired(self, now: float) -> bool:
        """To be asked often; while the server verifies or writes, or has us in its queue, silence is fine."""
        is_expected = self._tally.phase is PullPhase.DOWNLOADING
        was_suspended = now - self._looked_at > self._timings.gap_seconds
        self._looked_at = now
        if was_suspended or not is_expected or self._tally.advances != self._advances:
            self._advances = self._tally.advances
            self._since = now
        return now - self._since >= self._timings.stall_seconds


class _Retries:
    """What follows a try that failed, and when."""

    def __init__(self, timings: PullTimings, jitter: Callable[[], float]) -> None:
        self.tries = 0
        """In a row that brought nothing."""
        self._broken_tries = 0
        self._timings, self._jitter = timings, jitter

    def after(self, error: TarsError, *, has_gained: bool, was_whole: bool) -> tuple[PullPhase, float]:
        """RETRYING in so many seconds, WAITING for the server, or FAILED."""
        self.tries = 0 if has_gained else self.tries + 1
        if not was_whole and not _heals(error):
            return PullPhase.FAILED, 0.0
        is_corrupt = isinstance(error, PullFailed) and error.cause is PullCause.CORRUPT
        if was_whole or is_corrupt:  # each such try may fetch the whole model
            self._broken_tries += 1
            if self._broken_tries >= self._timings.most_broken_tries:
                return PullPhase.FAILED, 0.0
        if isinstance(error, ProviderUnavailable) and self.tries >= self._timings.tries_before_waiting:
            self.tries = 0
            return PullPhase.WAITING, 0.0
        longest = self._timings.longest_retry_seconds
        doublings = min(max(0, self.tries - 1), 30)
        seconds = min(longest, self._timings.first_retry_seconds * 2.0**doublings)
        told = error.retry_after_seconds if isinstance(error, ProviderRejected) else None
        return PullPhase.RETRYING, max(seconds * (1 - JITTER * self._jitter()), min(told or 0.0, longest))


class _Hold:
    """The time between two tries."""

    def __init__(
        self, source: ProviderSource, tally: PullTally, error: TarsError, wake: asyncio.Event
    ) -> None:
        self._source, self._tally, self._error, self._wake = source, tally, error, wake

    async def retry(self, tries: int, seconds: float) -> AsyncGenerator[Pull, None]:
        """Until the time is over, which is told every second."""
        clock = asyncio.get_running_loop().time
        due = clock() + seconds
        while (left := due - clock()) > 0:
            yield self._tally.held(PullPhase.RETRYING, self._error, tries, left)
            if await self._is_woken(min(1.0, left)):
                return

    async def wait(self, timings: PullTimings) -> AsyncGenerator[Pull, None]:
        """Until the server answers."""
        yield self._tally.held(PullPhase.WAITING, self._error)
        while True:
            await self._is_woken(timings.waiting_seconds)
            try:
                await self._source.check()
            except TarsError:
                continue
            return

    async def _is_woken(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return False
        self._wake.clear()
        return True


def _heals(error: TarsError) -> bool:
    """Whether another try may go better by itself."""
    match error:
        case Interrupted():
            return True
        case PullFailed():
            return error.cause in HEALS_BY_ITSELF
        case ProviderUnavailable():
            return error.cause in _UNANSWERED
        case ProviderRejected():
            return error.status in _BUSY_STATUSES or error.retry_after_seconds is not None
        case _:
            return False


async def _with_figures(error: TarsError, tally: PullTally, free_bytes: FreeBytes | None) -> TarsError:
    """The error with what is known of the space, if it is about that."""
    if not isinstance(error, PullFailed) or error.cause is not PullCause.NO_SPACE:
        return error
    needed, free = error.needed_bytes, error.free_bytes
    if needed is None:
        needed = tally.missing_bytes
    if free is None and free_bytes is not None:
        free = await free_bytes()
    return PullFailed(error.model, error.cause, error.reason, needed_bytes=needed, free_bytes=free)


def _has(models: Iterable[InstalledModel], model: str, kind: ProviderKind) -> bool:
    """Whether a list has the model, however both are spelled."""
    wanted = _spelled(model, kind)
    return any(is_same_model(_spelled(found.name, kind), wanted) for found in models)


def _spelled(name: str, kind: ProviderKind) -> str:
    """The name as it is compared: servers take letters of either case.

    Docker Model Runner completes names by rules of its own (`normalizeModelName` in its pkg/distribution).
    """
    name = name.casefold()
    if kind is not ProviderKind.DOCKER_MODEL_RUNNER:
        return name
    name = name.removeprefix("docker.io/")
    if name.startswith("hf.co/"):
        return f"huggingface.co/{name.removeprefix('hf.co/')}"
    return name if "/" in name else f"ai/{name}"
