"""Reports of pulls as Ollama and Docker Model Runner send them, and every kind that makes no sense."""

import json
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import Interrupted, Interruption
from desktop.domain.models import PullProgress
from desktop.domain.pull_tally import MOST_FRACTION, MOST_LAYERS, PullTally
from desktop.domain.pulls import Pull, PullKey, PullPhase
from tests.servers.recordings import recording

KEY = PullKey("ollama", "llama3:8b")
NEW = Pull(KEY)
MB = 1_000_000
LOST = Interrupted(Interruption.CUT)


def of_ollama(layer: str, completed: int, total: int = 100 * MB) -> PullProgress:
    return PullProgress(f"pulling {layer}", layer, completed, total)


def of_runner(layer: str, current: int, size: int, total: int) -> PullProgress:
    return PullProgress("progress", layer, current, size, total)


def begun(start: Pull = NEW, total_bytes: int = 0) -> PullTally:
    tally = PullTally(start)
    tally.expect(total_bytes)
    tally.begin()
    return tally


@pytest.mark.parametrize(
    ("status", "phase"),
    [
        ("pulling manifest", PullPhase.MANIFEST),
        ("pulling a5fd3b62230a", PullPhase.DOWNLOADING),
        ("pulling model", PullPhase.DOWNLOADING),
        ("verifying sha256 digest", PullPhase.VERIFYING),
        ("writing manifest", PullPhase.WRITING),
        ("removing unused layers", PullPhase.WRITING),
        ("couldn't remove unused layers: permission denied", PullPhase.WRITING),
        ("a status that nobody has seen before", PullPhase.MANIFEST),
    ],
)
def test_the_servers_words_give_the_phase(status: str, phase: PullPhase) -> None:
    tally = begun()
    tally.add(PullProgress(status))
    assert tally.pull(0.0).phase is phase


def test_a_server_that_does_not_begin_is_told_until_it_does() -> None:
    """As Docker Model Runner, which lets a third pull wait without a word."""
    tally = begun()
    assert not tally.pull(100.0).is_kept_waiting
    assert not tally.pull(109.9).is_kept_waiting
    assert tally.pull(110.0).is_kept_waiting
    tally.add(of_ollama("a", 1 * MB))
    assert not tally.pull(111.0).is_kept_waiting
    tally.begin()
    assert not tally.pull(200.0).is_kept_waiting
    assert tally.pull(210.0).is_kept_waiting
    assert not tally.held(PullPhase.RETRYING, LOST).is_kept_waiting


def test_success_is_no_end_before_the_list_has_the_model() -> None:
    tally = begun()
    tally.add(PullProgress("success", done=True))
    assert tally.pull(0.0).phase is PullPhase.WRITING
    assert tally.pull(0.0).fraction is None
    assert tally.done().fraction == 1.0


def test_layers_of_ollama_add_up_to_the_registrys_total() -> None:
    tally = begun(total_bytes=110 * MB)
    tally.add(of_ollama("a", 100 * MB))
    tally.add(of_ollama("b", 0, 10 * MB))
    tally.add(of_ollama("b", 5 * MB, 10 * MB))
    pull = tally.pull(0.0)
    assert (pull.completed_bytes, pull.total_bytes, pull.is_total_certain) == (105 * MB, 110 * MB, True)
    assert pull.fraction == pytest.approx(105 / 110)


def test_without_a_total_from_the_registry_it_is_that_of_the_layers() -> None:
    tally = begun()
    tally.add(of_ollama("a", 50 * MB))
    pull = tally.pull(0.0)
    assert (pull.total_bytes, pull.is_total_certain, pull.fraction) == (100 * MB, False, 0.5)


def test_the_runners_layers_come_at_the_same_time_and_with_the_models_total() -> None:
    tally = begun()
    for step in range(0, 11, 5):
        tally.add(of_runner("a", 8 * MB * step, 80 * MB, 100 * MB))
        tally.add(of_runner("b", 2 * MB * step, 20 * MB, 100 * MB))
    pull = tally.pull(0.0)
    assert (pull.completed_bytes, pull.total_bytes, pull.is_total_certain) == (100 * MB, 100 * MB, True)
    assert (pull.phase, pull.fraction) == (PullPhase.VERIFYING, MOST_FRACTION)


def test_the_bar_is_indeterminate_while_totals_are_unknown() -> None:
    tally = begun()
    tally.add(PullProgress("pulling a", "a", 50 * MB, 0))
    pull = tally.pull(0.0)
    assert (pull.fraction, pull.total_bytes, pull.completed_bytes) == (None, None, 50 * MB)


def test_a_small_layer_that_comes_first_does_not_fill_the_bar() -> None:
    tally = begun()
    tally.add(of_ollama("license", 156, 156))
    assert tally.pull(0.0).fraction is None
    tally.add(of_ollama("weights", 10 * MB))
    assert tally.pull(0.0).fraction == pytest.approx(0.1, abs=0.001)


def test_the_bar_goes_on_more_slowly_when_the_total_grows() -> None:
    tally = begun()
    tally.add(of_ollama("a", 0))
    tally.add(of_ollama("a", 80 * MB))
    before = tally.pull(0.0).fraction
    tally.add(of_ollama("a", 100 * MB))
    tally.add(of_ollama("b", 0, 300 * MB))
    shown = [before, tally.pull(0.1).fraction]
    for done in (100, 200, 299):
        tally.add(of_ollama("b", done * MB, 300 * MB))
        shown.append(tally.pull(0.2).fraction)
    figures = [fraction for fraction in shown if fraction is not None]
    assert len(figures) == len(shown)
    assert all(one < other for one, other in pairwise(figures))
    assert figures[-1] < 1


def test_a_total_that_shrinks_is_kept() -> None:
    tally = begun(total_bytes=200 * MB)
    tally.add(of_ollama("a", 50 * MB))
    first = tally.pull(0.0)
    tally.expect(150 * MB)
    tally.add(of_ollama("a", 60 * MB, 90 * MB))
    assert tally.pull(0.1).total_bytes == first.total_bytes == 200 * MB


def test_bytes_that_the_server_lost_come_again_while_the_bar_stands_still() -> None:
    tally = begun(total_bytes=100 * MB)
    tally.add(of_ollama("a", 0))
    tally.add(of_ollama("a", 60 * MB))
    high = tally.pull(0.0)
    tally.add(of_ollama("a", 20 * MB))
    lost = tally.pull(0.1)
    assert (lost.completed_bytes, lost.fraction) == (high.completed_bytes, high.fraction)
    assert lost.again_bytes == 40 * MB
    tally.add(of_ollama("a", 61 * MB))
    assert (tally.pull(0.2).again_bytes, tally.pull(0.2).completed_bytes) == (0, 61 * MB)


def test_after_a_restart_the_bar_goes_on_from_what_was_journaled() -> None:
    start = Pull(KEY, completed_bytes=50 * MB, total_bytes=100 * MB, fraction=0.5)
    tally = begun(start)
    assert (tally.pull(0.0).fraction, tally.pull(0.0).completed_bytes) == (0.5, 50 * MB)
    tally.add(of_ollama("a", 52 * MB))
    tally.add(of_ollama("a", 60 * MB))
    pull = tally.pull(0.1)
    assert (pull.completed_bytes, pull.again_bytes) == (60 * MB, 0)
    assert pull.fraction == pytest.approx(0.6)


def test_what_was_lost_during_a_restart_is_told_once_bytes_come() -> None:
    start = Pull(KEY, completed_bytes=50 * MB, total_bytes=100 * MB, fraction=0.5)
    tally = begun(start)
    tally.add(of_ollama("a", 0))
    assert tally.pull(0.0).again_bytes == 0
    tally.add(of_ollama("a", 10 * MB))
    assert (tally.pull(0.1).again_bytes, tally.pull(0.1).fraction) == (40 * MB, 0.5)


def test_layers_that_the_runner_has_already_and_never_names_are_not_called_lost() -> None:
    start = Pull(KEY, completed_bytes=85 * MB, total_bytes=100 * MB, fraction=0.85)
    tally = begun(start)
    tally.add(of_runner("b", 5 * MB, 20 * MB, 100 * MB))
    tally.add(of_runner("b", 10 * MB, 20 * MB, 100 * MB))
    pull = tally.pull(0.0)
    assert (pull.again_bytes, tally.missing_bytes) == (0, 10 * MB)


def test_another_try_keeps_what_other_layers_have() -> None:
    tally = begun(total_bytes=200 * MB)
    tally.add(of_ollama("a", 100 * MB))
    tally.add(of_ollama("b", 0))
    tally.add(of_ollama("b", 50 * MB))
    tally.begin()
    tally.add(of_ollama("a", 100 * MB))
    pull = tally.pull(0.0)
    assert (pull.completed_bytes, pull.again_bytes) == (150 * MB, 0)


def test_another_model_under_the_name_does_not_count_the_layers_of_the_old_one() -> None:
    tally = begun()
    tally.add(of_ollama("old", 0))
    tally.add(of_ollama("old", 90 * MB))
    tally.pull(0.0)
    tally.begin()
    tally.add(of_ollama("new", 0))
    tally.add(of_ollama("new", 10 * MB))
    pull = tally.pull(0.1)
    assert (pull.total_bytes, pull.completed_bytes, pull.again_bytes) == (100 * MB, 90 * MB, 80 * MB)


def test_a_layer_is_whole_once_the_server_verifies_although_its_last_report_came_before() -> None:
    tally = begun(total_bytes=100 * MB)
    tally.add(of_ollama("a", 0))
    tally.add(of_ollama("a", 94 * MB))
    tally.add(PullProgress("verifying sha256 digest"))
    assert tally.pull(0.0).completed_bytes == 100 * MB


def test_layers_without_a_digest_are_told_apart_by_their_status() -> None:
    tally = begun()
    tally.add(PullProgress("pulling a", "", 100 * MB, 100 * MB))
    tally.add(PullProgress("pulling b", "", 0, 100 * MB))
    tally.add(PullProgress("pulling b", "", 50 * MB, 100 * MB))
    pull = tally.pull(0.0)
    assert (pull.completed_bytes, pull.total_bytes, pull.again_bytes) == (150 * MB, 200 * MB, 0)


def test_layers_that_add_up_to_more_than_the_model_are_not_believed() -> None:
    tally = begun(total_bytes=100 * MB)
    for number in range(10 * MOST_LAYERS):
        tally.add(of_ollama(f"{number:x}", number * 1000))
    pull = tally.pull(0.0)
    assert (pull.completed_bytes, pull.total_bytes) == (100 * MB, 100 * MB)
    assert pull.fraction == MOST_FRACTION


def test_speed_is_smoothed_and_counts_new_bytes_only() -> None:
    tally = begun(total_bytes=1000 * MB)
    tally.add(of_ollama("cached", 500 * MB, 500 * MB))
    tally.add(of_ollama("resumed", 200 * MB, 500 * MB))
    assert tally.pull(0.0).bytes_per_second is None
    for tenth in range(1, 101):
        tally.add(of_ollama("resumed", 200 * MB + tenth * MB, 500 * MB))
        tally.pull(tenth / 10)
    pull = tally.pull(10.0)
    assert pull.bytes_per_second == pytest.approx(10 * MB, rel=0.02)
    assert pull.seconds_left == pytest.approx(20, rel=0.05)
    tally.pull(11.0)
    slower = tally.pull(12.0).bytes_per_second
    assert slower is not None
    assert 0 < slower < 10 * MB


def test_no_speed_and_no_time_is_told_while_the_server_verifies() -> None:
    tally = begun(total_bytes=100 * MB)
    tally.add(of_ollama("a", 0))
    tally.pull(0.0)
    tally.add(of_ollama("a", 50 * MB))
    assert tally.pull(1.0).seconds_left == pytest.approx(1.0)
    tally.add(PullProgress("verifying sha256 digest"))
    pull = tally.pull(2.0)
    assert (pull.bytes_per_second, pull.seconds_left) == (None, None)


def test_lines_that_bring_nothing_are_no_advance() -> None:
    tally = begun()
    tally.add(of_ollama("a", 5 * MB))
    advances = tally.advances
    for _ in range(3):
        tally.add(of_ollama("a", 5 * MB))
        tally.add(PullProgress("a status that nobody has seen before"))
    assert tally.advances == advances
    tally.add(of_ollama("a", 4 * MB))
    assert tally.advances == advances
    tally.add(of_ollama("a", 5 * MB))
    assert tally.advances > advances


def test_what_was_reached_stays_while_nothing_comes() -> None:
    tally = begun(total_bytes=100 * MB)
    tally.add(of_ollama("a", 40 * MB))
    tally.pull(0.0)
    held = tally.held(PullPhase.RETRYING, LOST, 2, 4.0)
    assert (held.completed_bytes, held.fraction, held.tries, held.retry_seconds) == (40 * MB, 0.4, 2, 4.0)
    tally.begin()
    again = tally.pull(1.0)
    assert (again.phase, again.fraction, again.error, again.tries) == (PullPhase.MANIFEST, 0.4, None, 2)


@pytest.mark.parametrize("name", ["pull_cancelled", "pull_resumed", "pull_already_present"])
def test_what_a_real_ollama_sent_is_a_bar_that_only_grows(name: str) -> None:
    tally, shown = begun(), [NEW]
    for number, line in enumerate(recording(f"ollama/{name}").body.splitlines()):
        record = json.loads(line)
        status, layer = record["status"], record.get("digest", "")
        completed, total = record.get("completed", 0), record.get("total", 0)
        tally.add(PullProgress(status, layer, completed, total, done=status == "success"))
        shown.append(tally.pull(number * 0.06))
        assert shown[-1].again_bytes == 0
    assert all((one.fraction or 0) <= (other.fraction or 0) for one, other in pairwise(shown))
    speeds = [pull.bytes_per_second for pull in shown if pull.bytes_per_second]
    assert bool(speeds) is (name != "pull_already_present")
    assert all(1 * MB < speed < 100 * MB for speed in speeds)


REPORTS = st.builds(
    PullProgress,
    status=st.sampled_from(
        ["", "pulling manifest", "pulling a", "verifying sha256 digest", "writing manifest", "success", "x"]
    ),
    layer=st.sampled_from(["", "", "a", "b", "c"]),
    completed_bytes=st.integers(-5, 9 * MB),
    total_bytes=st.one_of(st.just(0), st.integers(-5, 9 * MB)),
    overall_total_bytes=st.one_of(st.just(0), st.integers(-5, 30 * MB)),
    done=st.booleans(),
)
EVENTS = st.one_of(REPORTS, st.integers(-5, 30 * MB), st.sampled_from(["begin", "hold"]))
STARTS = st.builds(
    Pull,
    st.just(KEY),
    completed_bytes=st.integers(0, 20 * MB),
    total_bytes=st.one_of(st.none(), st.integers(0, 20 * MB)),
    is_total_certain=st.booleans(),
    fraction=st.one_of(st.none(), st.floats(0, MOST_FRACTION)),
)


@given(STARTS, st.lists(st.tuples(EVENTS, st.floats(0, 100), st.booleans()), max_size=60))
def test_whatever_is_reported_nothing_shown_goes_back(
    start: Pull, events: list[tuple[PullProgress | int | str, float, bool]]
) -> None:
    tally, now = PullTally(start), 0.0
    shown = [start]
    for event, seconds, is_shown in events:
        now += seconds
        match event:
            case PullProgress():
                tally.add(event)
            case int():
                tally.expect(event)
            case "begin":
                tally.begin()
            case _:
                shown.append(tally.held(PullPhase.RETRYING, LOST, 1, 1.0))
        if is_shown:
            shown.append(tally.pull(now))
    shown.append(tally.done())
    for before, after in pairwise(shown):
        assert after.completed_bytes >= before.completed_bytes
        assert (after.total_bytes or 0) >= (before.total_bytes or 0)
        assert after.fraction is not None or before.fraction is None
        assert (after.fraction or 0) >= (before.fraction or 0)
        assert after.again_bytes >= 0
        assert after.seconds_left is None or after.seconds_left >= 0
        if after is not shown[-1] and after.fraction is not None:
            assert 0 <= after.fraction <= MOST_FRACTION
        if after.total_bytes is not None and after is not start:
            assert after.completed_bytes <= after.total_bytes
    assert shown[-1].fraction == 1.0


def test_a_thousand_lines_a_second_from_four_pulls_cost_little() -> None:
    tally = begun(total_bytes=1000 * MB)
    lines = [of_ollama("a", 10_000 * number, 900 * MB) for number in range(20_000)]
    costs = []
    for _ in range(3):
        begin = time.perf_counter()
        for line in lines:
            tally.add(line)
        costs.append((time.perf_counter() - begin) / len(lines))
    assert min(costs) < 10e-6
