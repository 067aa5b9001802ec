"""The bar, the speed and the time left, folded from Compose's reports."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.stack import StackStep, StepStatus
from desktop.domain.stack_progress import (
    MOST_STEPS,
    ProgressFold,
    Stage,
    begun,
    layer_counts,
    stage_of,
)

WORKING, DONE = StepStatus.WORKING, StepStatus.DONE
IMAGE = "Image ollama/ollama:latest"
CONTAINER = "Container tars-model-runner-1"
TOTAL = 27_222_587


def layer(text: str, current: int = 0, total: int = 0, name: str = "68e687eb8d21") -> StackStep:
    is_done = text in ("Download complete", "Pull complete", "Already exists")
    return StackStep(name, DONE if is_done else WORKING, text, IMAGE, current, total)


UP_PULLS_IMAGE = (
    StackStep(IMAGE, WORKING, "Pulling"),
    layer("Pulling fs layer"),
    layer("Downloading", 302_080, TOTAL),
    layer("Verifying Checksum"),
    layer("Download complete"),
    layer("Extracting", 294_912, TOTAL),
    layer("Extracting", 14_450_688, TOTAL),
    layer("Extracting", TOTAL, TOTAL),
    layer("Pull complete"),
    StackStep(IMAGE, DONE, "Pulled"),
    StackStep("Network tars_default", WORKING, "Creating"),
    StackStep("Network tars_default", DONE, "Created"),
    StackStep(CONTAINER, WORKING, "Creating"),
    StackStep(CONTAINER, DONE, "Created"),
    StackStep(CONTAINER, WORKING, "Starting"),
    StackStep(CONTAINER, DONE, "Started"),
    StackStep(CONTAINER, WORKING, "Waiting"),
    StackStep(CONTAINER, DONE, "Healthy"),
)
"""As Compose 5.6.1 reported it (some of the extracting left out)."""


def folds(operation: str, *steps: StackStep, every_seconds: float = 1.0) -> list[ProgressFold]:
    found = [begun(operation)]
    for number, step in enumerate(steps):
        found.append(found[-1].after(step, number * every_seconds))
    return found


def test_a_start_that_pulls_goes_from_unknown_to_whole_and_never_back() -> None:
    shown = [fold.progress.fraction for fold in folds("up", *UP_PULLS_IMAGE)]
    assert shown[:3] == [None, None, None]
    known = [fraction for fraction in shown if fraction is not None]
    assert all(a <= b for a, b in pairwise(known))
    assert known[0] < 0.02
    assert known[-1] == pytest.approx(1.0)
    after_image = next(f for f in folds("up", *UP_PULLS_IMAGE[:10])[-1:]).progress
    assert after_image.fraction == pytest.approx(0.9)


def test_the_stages_come_one_after_the_other() -> None:
    stages = [stage_of(fold.progress) for fold in folds("up", *UP_PULLS_IMAGE)]
    assert stages == sorted(stages)
    assert list(dict.fromkeys(stages)) == list(Stage)


def test_every_step_is_listed_once_with_its_newest_report() -> None:
    progress = folds("up", *UP_PULLS_IMAGE)[-1].progress
    assert [(step.id, step.text) for step in progress.steps] == [
        (IMAGE, "Pulled"),
        ("68e687eb8d21", "Pull complete"),
        ("Network tars_default", "Created"),
        (CONTAINER, "Healthy"),
    ]
    assert layer_counts(progress) == (1, 1)


def test_without_a_pull_the_container_alone_makes_the_bar() -> None:
    found = folds("up", *UP_PULLS_IMAGE[10:])
    assert [f.progress.fraction for f in found] == [None, None, None, None, 0.3, 0.3, 0.6, 0.6, 1.0]


def test_a_layer_of_unknown_size_counts_like_the_others() -> None:
    steps = (
        layer("Pulling fs layer", name="a"),
        layer("Waiting", name="b"),
        layer("Already exists", name="c"),
        layer("Downloading", 100, 100, "a"),
    )
    assert folds("pull", *steps)[-1].progress.fraction == pytest.approx(0.4)


def test_speed_and_time_left_are_those_of_a_steady_download() -> None:
    steps = [layer("Downloading", number * 10_000_000, 200_000_000) for number in range(11)]
    progress = folds("pull", *steps)[-1].progress
    assert progress.bytes_per_second == pytest.approx(10_000_000)
    assert progress.seconds_left == pytest.approx(10.0)
    assert (progress.completed_bytes, progress.total_bytes) == (100_000_000, 200_000_000)


def test_a_change_of_speed_is_smoothed() -> None:
    steps = [layer("Downloading", number * 10_000_000, 10**9) for number in range(11)]
    steps.append(layer("Downloading", 101_000_000, 10**9))
    speed = folds("pull", *steps)[-1].progress.bytes_per_second
    assert speed is not None
    assert 5_000_000 < speed < 10_000_000


def test_nothing_is_left_to_say_of_speed_once_all_is_there() -> None:
    steps = [layer("Downloading", n, 10) for n in (1, 5)] + [layer("Download complete")]
    progress = folds("pull", *steps)[-1].progress
    assert (progress.bytes_per_second, progress.seconds_left) == (None, None)


def test_a_stop_cannot_be_measured_until_it_is_done() -> None:
    steps = (StackStep(CONTAINER, WORKING, "Stopping"), StackStep(CONTAINER, DONE, "Stopped"))
    assert [fold.progress.fraction for fold in folds("stop", *steps)] == [None, None, 1.0]


def test_memory_does_not_grow_with_what_is_sent() -> None:
    fold = begun("up")
    for number in range(MOST_STEPS + 50):
        fold = fold.after(StackStep(str(number), WORKING), 0.0)
    assert len(fold.progress.steps) == MOST_STEPS


SIZES = st.integers(min_value=-(10**6), max_value=10**12)
STEPS = st.builds(
    StackStep,
    id=st.sampled_from([IMAGE, CONTAINER, "Network n", "a", "b", "c", ""]),
    status=st.sampled_from(StepStatus),
    text=st.sampled_from(
        [
            "Pulling",
            "Downloading",
            "Extracting",
            "Download complete",
            "Pull complete",
            "Started",
            "Healthy",
            "",
        ]
    ),
    parent=st.sampled_from(["", IMAGE]),
    current_bytes=SIZES,
    total_bytes=SIZES,
)


@given(
    st.sampled_from(["up", "stop", "restart", "pull", "down", "other"]),
    st.lists(st.tuples(STEPS, st.floats(0, 1000)), max_size=40),
)
def test_whatever_is_reported_the_bar_stays_in_bounds_and_never_goes_back(
    operation: str, reports: list[tuple[StackStep, float]]
) -> None:
    fold = begun(operation)
    now = 0.0
    for step, passed in reports:
        now += passed
        before, fold = fold.progress, fold.after(step, now)
        progress = fold.progress
        assert progress.fraction is None or 0.0 <= progress.fraction <= 1.0
        assert before.fraction is None or (progress.fraction or 0.0) >= before.fraction
        assert 0 <= progress.completed_bytes <= progress.total_bytes
        assert progress.completed_bytes >= before.completed_bytes
        assert progress.bytes_per_second is None or progress.bytes_per_second >= 0
        assert progress.seconds_left is None or progress.seconds_left >= 0
