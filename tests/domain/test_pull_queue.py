import pytest

from desktop.domain.errors import PullFailed
from desktop.domain.pull_causes import PullCause
from desktop.domain.pull_queue import at_rest, is_same_model, journaled, restored, shown_order, still_to_come
from desktop.domain.pulls import JournaledPull, Pull, PullKey, PullPhase

KEY = PullKey("ollama", "llama3:8b")
RUNNING = Pull(
    KEY,
    PullPhase.DOWNLOADING,
    2_000,
    4_000,
    is_total_certain=True,
    fraction=0.5,
    bytes_per_second=10.0,
    seconds_left=200.0,
    tries=2,
    retry_seconds=4.0,
)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("llama3", "llama3:latest", True),
        ("library/llama3", "llama3", True),
        ("registry.ollama.ai/library/llama3:8b", "llama3:8b", True),
        ("llama3:8b", "llama3", False),
        ("ai/smollm2", "smollm2", False),
        ("host:5000/team/model", "host:5000/team/model:latest", True),
    ],
)
def test_names_of_one_model_are_known_as_such(one: str, other: str, is_same: bool) -> None:
    assert is_same_model(one, other) is is_same
    assert is_same_model(other, one) is is_same


def test_what_has_ended_is_shown_behind_the_queue_in_its_order() -> None:
    phases = (PullPhase.DONE, PullPhase.PAUSED, PullPhase.FAILED, PullPhase.QUEUED)
    rows = [Pull(PullKey("ollama", str(at)), phase) for at, phase in enumerate(phases)]
    assert [row.key.model for row in shown_order(rows)] == ["1", "3", "0", "2"]


def test_a_pull_that_ran_is_in_the_queue_after_a_restart_with_its_bar_where_it_was() -> None:
    again = restored(journaled(RUNNING, ""))
    assert again == Pull(KEY, PullPhase.QUEUED, 2_000, 4_000, fraction=0.5)


@pytest.mark.parametrize(
    ("kept", "phase"),
    [
        (JournaledPull(KEY, is_paused=True), PullPhase.PAUSED),
        (JournaledPull(KEY, problem="No space."), PullPhase.FAILED),
    ],
)
def test_paused_stays_paused_and_failed_stays_failed(kept: JournaledPull, phase: PullPhase) -> None:
    row = restored(kept)
    assert row.phase is phase
    assert journaled(row, row.problem) == kept


def test_at_rest_a_pull_keeps_what_it_has_reached_and_nothing_that_moves() -> None:
    error = PullFailed("llama3:8b", PullCause.OTHER, "")
    failed = Pull(KEY, PullPhase.FAILED, 2_000, 4_000, fraction=0.5, error=error, problem="x")
    assert at_rest(failed, PullPhase.QUEUED) == Pull(KEY, PullPhase.QUEUED, 2_000, 4_000, fraction=0.5)
    paused = at_rest(RUNNING, PullPhase.PAUSED)
    assert (paused.bytes_per_second, paused.seconds_left, paused.tries, paused.retry_seconds) == (
        None,
        None,
        0,
        None,
    )
    assert paused.is_total_certain


def test_what_is_still_to_come_is_that_of_the_other_pulls_into_the_provider() -> None:
    def pull(model: str, phase: PullPhase, completed: int, total: int | None, provider: str = "a") -> Pull:
        return Pull(PullKey(provider, model), phase, completed, total)

    rows = (
        pull("x:latest", PullPhase.DOWNLOADING, 10, 100),
        pull("y:1b", PullPhase.QUEUED, 0, None),
        pull("z:1b", PullPhase.PAUSED, 0, 1000),
        pull("w:1b", PullPhase.WAITING, 5, 25),
        pull("v:1b", PullPhase.DOWNLOADING, 0, 7, "b"),
    )
    assert still_to_come(rows, "a", "new:1b") == 90 + 20
    assert still_to_come(rows, "a", "x") == 20
    assert still_to_come((), "a", "x") == 0
