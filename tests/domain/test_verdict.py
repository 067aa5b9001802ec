from dataclasses import replace

from desktop.domain.catalog import Catalog, ModelChoice, ProviderRow, Reach
from desktop.domain.errors import Cause, ComposeFailed, NoModels, ProviderUnavailable
from desktop.domain.health import HealthItem, HealthReport, item_of
from desktop.domain.health_causes import HealthCause
from desktop.domain.models import InstalledModel
from desktop.domain.providers import Availability, Endpoint, ProviderKind
from desktop.domain.stack import StackPhase, StackProgress, StackState
from desktop.domain.verdict import Level, verdict_of, verdict_of_report

URL = "http://127.0.0.1:1"
REFUSED = ProviderUnavailable(URL, Cause.REFUSED)


def row(name: str, *models: str, reach: Reach = Reach.AVAILABLE) -> ProviderRow:
    there = reach is Reach.AVAILABLE
    return ProviderRow(
        Endpoint(name, name.title(), URL),
        reach,
        Availability(ProviderKind.OLLAMA, 0.01) if there else None,
        tuple(InstalledModel(model) for model in models),
        REFUSED if reach is Reach.UNAVAILABLE else None,
    )


def test_ready_when_the_next_question_has_somebody_to_answer_it() -> None:
    verdict = verdict_of(Catalog((row("a", reach=Reach.UNAVAILABLE), row("b", "m"))))
    assert (verdict.level, verdict.provider, verdict.model) == (Level.OK, "B", "m")


def test_being_asked_again_changes_nothing_of_what_is_known() -> None:
    checked = Catalog((replace(row("b", "m"), is_checking=True),))
    assert verdict_of(checked).level is Level.OK
    assert checked.is_checking


def test_busy_only_until_everybody_was_asked_once() -> None:
    assert verdict_of(Catalog((row("a", reach=Reach.UNKNOWN),))).level is Level.BUSY
    mixed = Catalog((row("a", reach=Reach.UNAVAILABLE), row("b", reach=Reach.UNKNOWN)))
    assert verdict_of(mixed).level is Level.BUSY


def test_attention_when_the_chosen_provider_is_away_but_another_is_there() -> None:
    rows = (row("a", reach=Reach.UNAVAILABLE), row("b", "m"))
    verdict = verdict_of(Catalog(rows, ModelChoice("a", "x")))
    assert (verdict.level, verdict.provider, verdict.error) == (Level.ATTENTION, "A", REFUSED)


def test_failure_says_why_when_nobody_can_answer() -> None:
    assert verdict_of(Catalog((row("a", reach=Reach.UNAVAILABLE),))).error is REFUSED
    empty = verdict_of(Catalog((row("a"),)))
    assert empty.level is Level.FAILURE
    assert isinstance(empty.error, NoModels)


def level_with(stack: StackState, *rows: ProviderRow) -> Level:
    return verdict_of(Catalog(rows, ModelChoice("model-runner", "m")), stack).level


def test_the_stack_decides_when_the_chosen_provider_is_the_model_runner_in_it() -> None:
    away, there = row("model-runner", reach=Reach.UNAVAILABLE), row("model-runner", "m")
    failed = StackState(StackPhase.STOPPED, error=ComposeFailed("no"))
    assert level_with(StackState(StackPhase.STOPPED), away) is Level.OFF
    assert level_with(StackState(StackPhase.ABSENT), away, row("b", "m")) is Level.OFF
    assert level_with(StackState(StackPhase.STARTING), away) is Level.BUSY
    assert level_with(failed, away) is Level.FAILURE
    assert level_with(failed, away, row("b", "m")) is Level.ATTENTION
    assert level_with(StackState(StackPhase.RUNNING), there) is Level.OK
    assert level_with(StackState(StackPhase.UNHEALTHY), there) is Level.ATTENTION
    assert level_with(StackState(StackPhase.UNKNOWN), away) is Level.FAILURE


def test_another_provider_does_not_care_for_the_stack_unless_it_is_at_work() -> None:
    catalog = Catalog((row("b", "m"),), ModelChoice("b", "m"))
    assert verdict_of(catalog, StackState(StackPhase.STOPPED, error=ComposeFailed("no"))).level is Level.OK
    busy = StackState(StackPhase.STARTING, progress=StackProgress("up"))
    assert verdict_of(catalog, busy).level is Level.BUSY


def report_of(choice: str, *items: HealthItem) -> HealthReport:
    rows = (row("model-runner", "m"), row("b", "m"))
    return HealthReport(items, Catalog(rows, ModelChoice(choice, "m")), StackState(StackPhase.RUNNING))


def test_what_else_is_wrong_is_the_verdict_when_the_question_would_be_answered() -> None:
    lost = item_of(HealthCause.LOST_IN_CONTAINER, 0)
    low = item_of(HealthCause.DISK_LOW, 0)
    verdict = verdict_of_report(report_of("model-runner", low, lost))
    assert (verdict.level, verdict.item, verdict.model) == (Level.FAILURE, lost, "m")
    verdict = verdict_of_report(report_of("b", low, lost))
    assert (verdict.level, verdict.item) == (Level.ATTENTION, low)
    assert verdict_of_report(report_of("b", lost)).level is Level.OK


def test_a_provider_that_is_not_chosen_and_what_is_off_leave_the_verdict_alone() -> None:
    items = [item_of(cause, 0) for cause in (HealthCause.PROVIDER_KEY_REJECTED, HealthCause.NO_GPU)]
    assert verdict_of_report(report_of("b", *items)).level is Level.OK


def test_nobody_to_answer_comes_before_everything_else() -> None:
    away = Catalog((row("b", reach=Reach.UNAVAILABLE),))
    verdict = verdict_of_report(HealthReport((item_of(HealthCause.DISK_FULL, 0),), away))
    assert (verdict.level, verdict.error, verdict.item) == (Level.FAILURE, REFUSED, None)
