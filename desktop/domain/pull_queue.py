"""The queue of pulls: what outlives a restart, how it is ordered, and when two names mean one model."""

from collections.abc import Iterable
from dataclasses import replace

from desktop.domain.catalog import ProviderRow
from desktop.domain.library import canonical_name
from desktop.domain.pulls import JournaledPull, Pull, PullPhase


def is_same_model(one: str, other: str) -> bool:
    """Whether both names mean the same model to a server: `llama3` is `llama3:latest`."""
    return canonical_name(one) == canonical_name(other)


def is_installed(model: str, provider: ProviderRow) -> bool:
    """Whether the provider's list has the model, by any of its names."""
    return any(is_same_model(model, installed.name) for installed in provider.models)


def goes_on_by_itself(row: Pull) -> bool:
    """Whether a pull runs, or will without anybody's doing."""
    return not row.has_ended and row.phase is not PullPhase.PAUSED


def still_to_come(rows: Iterable[Pull], provider: str, model: str) -> int:
    """The bytes that the pulls into a provider will still fetch, that of `model` left out."""
    others = (
        row
        for row in rows
        if row.key.provider == provider and goes_on_by_itself(row) and not is_same_model(row.key.model, model)
    )
    return sum(max(0, row.total_bytes - row.completed_bytes) for row in others if row.total_bytes)


def shown_order(rows: Iterable[Pull]) -> tuple[Pull, ...]:
    """The queue, and then what has ended."""
    return tuple(sorted(rows, key=lambda row: row.has_ended))


def journaled(row: Pull, problem: str) -> JournaledPull:
    """What is kept of a pull that has not ended, or has failed with `problem`."""
    is_paused = row.phase is PullPhase.PAUSED
    return JournaledPull(row.key, is_paused, row.completed_bytes, row.total_bytes, row.fraction, problem)


def restored(kept: JournaledPull) -> Pull:
    """The pull as it goes on: in the queue, unless it was paused or has failed."""
    phase = PullPhase.PAUSED if kept.is_paused else PullPhase.QUEUED
    return Pull(
        kept.key,
        PullPhase.FAILED if kept.problem else phase,
        kept.completed_bytes,
        kept.total_bytes,
        fraction=kept.fraction,
        problem=kept.problem,
    )


def at_rest(row: Pull, phase: PullPhase) -> Pull:
    """The pull in a phase without a connection; what it has reached stays."""
    return replace(
        row,
        phase=phase,
        bytes_per_second=None,
        seconds_left=None,
        is_kept_waiting=False,
        tries=0,
        retry_seconds=None,
        error=None,
        problem="",
    )
