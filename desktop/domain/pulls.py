"""Pulls as values: what is fetched, how far it is, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from desktop.domain.errors import TarsError


class PullPhase(StrEnum):
    """Where one pull is."""

    QUEUED = "queued"
    """Others come first; how many run at once is a setting."""
    MANIFEST = "manifest"
    """The server was asked, and looks up what the model consists of."""
    DOWNLOADING = "downloading"
    VERIFYING = "verifying"
    """The server compares checksums; it says nothing for minutes on a large model."""
    WRITING = "writing"
    RETRYING = "retrying"
    """The connection was lost, or no byte came for 45 s; `retry_seconds` tells when the next try is due."""
    WAITING = "waiting"
    """The server does not answer; the pull goes on by itself when it does."""
    PAUSED = "paused"
    """By the user; what was downloaded stays on the server."""
    DONE = "done"
    """The server said `success`, and its list has the model."""
    FAILED = "failed"
    """`error` says why; trying again by itself would not help."""


ENDED = frozenset({PullPhase.DONE, PullPhase.FAILED})
RUNNING = frozenset(
    {
        PullPhase.MANIFEST,
        PullPhase.DOWNLOADING,
        PullPhase.VERIFYING,
        PullPhase.WRITING,
        PullPhase.RETRYING,
    }
)
"""Phases that hold one of the places for pulls at once."""


@dataclass(frozen=True, slots=True)
class PullKey:
    """What a pull is known by: one for each model of each provider."""

    provider: str
    """The provider's id."""
    model: str


@dataclass(frozen=True, slots=True)
class Pull:
    """One pull at one moment. Bytes and seconds; None where it is not known.

    `completed_bytes`, `total_bytes` and `fraction` never go back while the pull lasts, restarts of the
    application included.
    """

    key: PullKey
    phase: PullPhase = PullPhase.QUEUED
    completed_bytes: int = 0
    total_bytes: int | None = None
    """Of the whole model; None until it is known."""
    is_total_certain: bool = False
    """Whether the total is the registry's or the server's own; else it is of the layers seen so far."""
    fraction: float | None = None
    """From 0 to 1, of the bar; 1 only once the pull is done. None: it cannot be told."""
    again_bytes: int = 0
    """What was downloaded before and has to come again, because the server lost it; the bar stands still."""
    bytes_per_second: float | None = None
    """Smoothed over some seconds; None while nothing is known or no bytes are expected."""
    seconds_left: float | None = None
    is_kept_waiting: bool = False
    """The server was asked, and has not begun for many seconds: others may come first there."""
    tries: int = 0
    """Tries in a row that brought no byte."""
    retry_seconds: float | None = None
    error: TarsError | None = None
    """In RETRYING and WAITING the reason for it, in FAILED what ended the pull."""
    problem: str = ""
    """The sentence kept in the journal by an earlier start; shown in FAILED when `error` is None."""
    was_installed: bool = False
    """The model was there before: this pull updates it."""

    @property
    def has_ended(self) -> bool:
        return self.phase in ENDED

    @property
    def can_pause(self) -> bool:
        return self.phase not in (PullPhase.PAUSED, *ENDED)

    @property
    def can_resume(self) -> bool:
        """Whether the user can make it go on (or try again)."""
        return self.phase in (PullPhase.PAUSED, PullPhase.WAITING, PullPhase.RETRYING, PullPhase.FAILED)


@dataclass(frozen=True, slots=True)
class Pulls:
    """Every pull in the order of the queue: those that run, those that wait, and those that have ended."""

    rows: tuple[Pull, ...] = ()

    @property
    def under_way(self) -> tuple[Pull, ...]:
        """Those that have not ended."""
        return tuple(pull for pull in self.rows if not pull.has_ended)

    @property
    def fraction(self) -> float | None:
        """Of all that run or wait in the queue together, by their bytes; None if it cannot be told."""
        counted = [pull for pull in self.under_way if pull.phase is not PullPhase.PAUSED]
        totals = [pull.total_bytes for pull in counted if pull.total_bytes]
        if not totals or len(totals) < len(counted):
            return None
        return sum(min(pull.completed_bytes, pull.total_bytes or 0) for pull in counted) / sum(totals)

    def of(self, key: PullKey) -> Pull | None:
        return next((pull for pull in self.rows if pull.key == key), None)


@dataclass(frozen=True, slots=True)
class JournaledPull:
    """What outlives the application of one pull that has not ended, or has failed."""

    key: PullKey
    is_paused: bool = False
    completed_bytes: int = 0
    total_bytes: int | None = None
    fraction: float | None = None
    problem: str = ""
    """Why it has failed, in one sentence; "" if it has not."""


class PullJournal(Protocol):
    """The queue on the disk. Calls may raise `PullsUnsaved`; the file is then as it was."""

    async def read(self) -> tuple[JournaledPull, ...]:
        """In the order of the queue. A file that cannot be read is kept aside, and reads as empty."""
        ...

    async def write(self, pulls: tuple[JournaledPull, ...]) -> None: ...

    async def aclose(self) -> None: ...
