"""Health as values: one item for each thing that can be well or ill, and the report that holds them all."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol

from desktop.domain.catalog import Catalog
from desktop.domain.errors import TarsError
from desktop.domain.gpu import GpuHistory, GpuSnapshot
from desktop.domain.gpu_truth import GpuTruth
from desktop.domain.health_causes import CAUSES, HealthCause, HealthKind, HealthState
from desktop.domain.models import LoadedModel
from desktop.domain.stack import StackState

_SEVERITY = (HealthState.FAILURE, HealthState.ATTENTION, HealthState.BUSY)


@dataclass(frozen=True, slots=True)
class HealthItem:
    """One thing: how it is, why, and what shows it. The words and the fix are found by the cause."""

    cause: HealthCause
    state: HealthState
    kind: HealthKind
    subject: str = ""
    """Its own name, such as a provider's or a GPU's; "" if there is only one."""
    id: str = ""
    """What tells items of one kind apart."""
    evidence: str = ""
    """The line or figure that shows it, word for word."""
    error: TarsError | None = None
    amount: float | None = None
    """The figure that counts: free bytes of a disk, seconds of an answer, degrees of a GPU."""
    limit: float | None = None
    """What the amount is part of, or held against."""
    checked_at_seconds: float = 0.0
    """On the monotonic clock."""

    @property
    def key(self) -> tuple[HealthKind, str]:
        return self.kind, self.id


def item_of(
    cause: HealthCause,
    at_seconds: float,
    *,
    subject: str = "",
    id: str = "",
    evidence: str = "",
    error: TarsError | None = None,
    amount: float | None = None,
    limit: float | None = None,
) -> HealthItem:
    """An item of a cause, with the kind and the state that the table gives it."""
    kind, state = CAUSES[cause]
    return HealthItem(cause, state, kind, subject, id, evidence, error, amount, limit, at_seconds)


@dataclass(frozen=True, slots=True)
class DiskFacts:
    """Space where the models live; `evidence` says why it could not be read, "" if it was."""

    path: str
    free_bytes: int = 0
    total_bytes: int = 0
    evidence: str = ""


class DiskProbe(Protocol):
    async def read(self) -> DiskFacts:
        """The space where the models live now. It never raises."""
        ...

    async def aclose(self) -> None: ...


@dataclass(frozen=True, slots=True)
class LoadedModels:
    """The models in a provider's memory; None where the provider cannot tell."""

    provider: str
    models: tuple[LoadedModel, ...] | None = None


@dataclass(frozen=True, slots=True)
class HealthReport:
    """Everything that is known at one moment; tray, strip, page and command line show this."""

    items: tuple[HealthItem, ...] = ()
    catalog: Catalog = field(default_factory=Catalog)
    stack: StackState = field(default_factory=StackState)
    gpus: GpuSnapshot | None = None
    """None until they were read."""
    history: GpuHistory = field(default_factory=GpuHistory)
    truth: GpuTruth = field(default_factory=GpuTruth)
    loaded: tuple[LoadedModels, ...] = ()
    disk: DiskFacts | None = None
    is_fixing: bool = False
    """A model is being loaded again."""
    fix_error: TarsError | None = None
    """Why the last fix failed, or None."""

    def of_kind(self, *kinds: HealthKind) -> tuple[HealthItem, ...]:
        return tuple(item for item in self.items if item.kind in kinds)


@dataclass(frozen=True, slots=True)
class SystemFacts:
    """What the report says of the computer, and what it must not say of its user."""

    application: str
    """The version of TARS Desktop."""
    python: str
    qt: str
    system: str
    """Such as `Linux 6.8 x86_64, Debian GNU/Linux 12`."""
    desktop: str = ""
    """Such as `GNOME on wayland`."""
    home: str = ""
    user: str = ""
    host: str = ""


def worst_of(items: Iterable[HealthItem]) -> HealthItem | None:
    """The first of the worst that is not well; what is off, or not known yet, is not ill."""
    ill = [item for item in items if item.state in _SEVERITY]
    return min(ill, key=lambda item: _SEVERITY.index(item.state), default=None)


@dataclass(frozen=True, slots=True)
class Watched:
    """An item as it is shown, and how many checks in a row have failed."""

    item: HealthItem
    failures: int = 0


def steadied(before: Watched | None, found: HealthItem) -> Watched:
    """What is shown after one more check.

    It takes two failures in a row to call something down that was up, and one success to call it up again.
    """
    if found.state is not HealthState.FAILURE:
        return Watched(found)
    failures = before.failures + 1 if before is not None else 1
    was_up = before is not None and before.failures == 0 and before.item.state in _UP
    return Watched(replace(found, state=HealthState.ATTENTION) if was_up else found, failures)


_UP = (HealthState.OK, HealthState.ATTENTION, HealthState.BUSY)
