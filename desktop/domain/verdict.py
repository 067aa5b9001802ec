"""The one verdict that tray and status strip show, rolled up from everything that is watched."""

from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.domain.catalog import Catalog, ProviderRow, Reach
from desktop.domain.errors import NoModels, TarsError
from desktop.domain.health import HealthItem, HealthReport, worst_of
from desktop.domain.health_causes import HealthKind, HealthState
from desktop.domain.stack import SERVICE, StackPhase, StackState

NO_STACK = StackState()


class Level(StrEnum):
    """How well things are; each has its own shape of the tray icon."""

    OK = "ok"
    BUSY = "busy"
    ATTENTION = "attention"
    FAILURE = "failure"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`provider` and `model` are what the next question goes to; `error` is why it cannot, or None."""

    level: Level
    provider: str = ""
    model: str = ""
    error: TarsError | None = None
    stack: StackState | None = None
    """The stack, when it is what the verdict is about."""
    item: HealthItem | None = None
    """What else is wrong, when the next question will be answered all the same."""


def verdict_of(catalog: Catalog, stack: StackState = NO_STACK) -> Verdict:
    """Whether the next question will be answered, and by whom.

    FAILURE: nobody can answer. ATTENTION: the chosen provider cannot, but another could. The stack counts
    while an operation runs, and when the chosen provider is the model runner in it.
    """
    verdict = _verdict_of_providers(catalog)
    if stack.is_busy:
        return replace(verdict, level=Level.BUSY, error=None, stack=stack)
    if catalog.choice.provider != SERVICE or verdict.level is Level.BUSY:
        return verdict
    if verdict.level is Level.OK:
        is_ill = stack.phase is StackPhase.UNHEALTHY
        return replace(verdict, level=Level.ATTENTION, error=stack.error, stack=stack) if is_ill else verdict
    if stack.phase is StackPhase.STARTING:
        return replace(verdict, level=Level.BUSY, error=None, stack=stack)
    if stack.error is not None:
        return replace(verdict, error=stack.error, stack=stack)
    if stack.phase in (StackPhase.ABSENT, StackPhase.STOPPED):
        return replace(verdict, level=Level.OFF, error=None, stack=stack)
    return verdict


def verdict_of_report(report: HealthReport) -> Verdict:
    """The same for a report: who answers comes first, then the worst of what else concerns the user.

    Providers that are not chosen do not count, nor does the stack unless the chosen one runs in it.
    """
    verdict = verdict_of(report.catalog, report.stack)
    if verdict.level is not Level.OK:
        return verdict
    counted = _COUNTED_WITH_STACK if report.catalog.choice.provider == SERVICE else _COUNTED
    item = worst_of(report.of_kind(*counted))
    level = _LEVELS.get(item.state) if item is not None else None
    return replace(verdict, level=level, item=item) if level is not None else verdict


_COUNTED = (HealthKind.GPU, HealthKind.DISK, HealthKind.EXPOSURE, HealthKind.KEYRING)
_COUNTED_WITH_STACK = (*_COUNTED, HealthKind.GPU_TRUTH, HealthKind.STACK, HealthKind.ENGINE, HealthKind.PORT)
_LEVELS = {HealthState.ATTENTION: Level.ATTENTION, HealthState.FAILURE: Level.FAILURE}


def _verdict_of_providers(catalog: Catalog) -> Verdict:
    choice = catalog.choice
    row = catalog.row(choice.provider)
    name = row.endpoint.name if row is not None else ""
    if row is not None and row.reach is Reach.AVAILABLE and choice.model:
        return Verdict(Level.OK, name, choice.model)
    rows = catalog.rows if row is None else (row,)
    if any(r.reach is Reach.UNKNOWN for r in rows):
        return Verdict(Level.BUSY, name, choice.model)
    others = any(r.reach is Reach.AVAILABLE and r.best_model for r in catalog.rows)
    level = Level.ATTENTION if others else Level.FAILURE
    if row is None:
        row = next((r for r in catalog.rows if r.error is not None or r.reach is Reach.AVAILABLE), None)
    return Verdict(level, name, choice.model, _error_of(row))


def _error_of(row: ProviderRow | None) -> TarsError | None:
    if row is None:
        return None
    return NoModels(row.endpoint.name) if row.reach is Reach.AVAILABLE else row.error
