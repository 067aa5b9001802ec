"""What is said of a model in the table."""

import pytest

from desktop.domain.installed import ModelVerb
from desktop.domain.models import InstalledModel, LoadedModel
from desktop.ui.models.words import (
    context_text,
    modified_text,
    parameters_count,
    parameters_text,
    state_text,
    used_text,
)
from tests.ui.models.rows import DAY, GB, GIB, NOW, row

LOADED = LoadedModel("m", 10 * GB, 10 * GB)


@pytest.mark.parametrize(
    ("values", "gpu_bytes", "words"),
    [
        ({}, 24 * GIB, "Not loaded"),
        ({"loaded": LOADED}, 24 * GIB, "Loaded, 100\u00a0% GPU"),
        ({"loaded": LoadedModel("m", 10 * GB, 4 * GB)}, 24 * GIB, "Loaded, 40\u00a0% GPU"),
        ({"loaded": LoadedModel("m", 10 * GB, 0)}, 24 * GIB, "Loaded, 0\u00a0% GPU"),
        ({"loaded": LoadedModel("m", 10 * GB, 0)}, 0, "Loaded, on the CPU"),
        ({"loaded": LoadedModel("m")}, 24 * GIB, "Loaded"),
        ({"busy": ModelVerb.LOAD}, 24 * GIB, "Loading…"),
        ({"busy": ModelVerb.UNLOAD, "loaded": LOADED}, 24 * GIB, "Unloading…"),
        ({"busy": ModelVerb.DELETE}, None, "Deleting…"),
    ],
)
def test_the_state_says_where_a_model_is(
    values: dict[str, object], gpu_bytes: int | None, words: str
) -> None:
    assert state_text(row("m", **values), gpu_bytes).words == words  # type: ignore[arg-type]


def test_a_model_larger_than_the_gpu_says_so_only_where_there_is_a_gpu() -> None:
    large = row("m", 30 * GB)
    assert state_text(large, 24 * GIB).words == "Larger than the GPU"
    assert state_text(large, 0).words == "Not loaded"
    assert state_text(large, None).words == "Not loaded"


def test_a_part_on_the_cpu_is_no_green_tick() -> None:
    split = row("m", loaded=LoadedModel("m", 10 * GB, 9_990_000_000))
    assert state_text(split, 24 * GIB).words == "Loaded, 99\u00a0% GPU"
    assert state_text(split, 24 * GIB).icon == "warning"


def test_a_cloud_model_says_where_it_runs() -> None:
    model = InstalledModel("m", remote_host="ollama.example")
    from_cloud = row("m")
    assert state_text(type(from_cloud)(model), 24 * GIB).words == "Runs on ollama.example"


@pytest.mark.parametrize(
    ("text", "shown", "count"),
    [
        ("8.0B", "8.0\u00a0B", 8e9),
        ("137M", "137\u00a0M", 137e6),
        ("1.50 T", "1.50\u00a0T", 1.5e12),
        ("many", "many", None),
        ("", "", None),
    ],
)
def test_parameters_are_read_and_shown_with_their_unit(text: str, shown: str, count: float | None) -> None:
    assert parameters_text(text) == shown
    assert parameters_count(text) == count


@pytest.mark.parametrize(
    ("tokens", "text"),
    [(0, ""), (512, "512"), (2048, "2k"), (8192, "8k"), (40960, "40k"), (131072, "128k"), (1048576, "1M")],
)
def test_contexts_are_given_in_units_of_1024(tokens: int, text: str) -> None:
    assert context_text(tokens) == text


@pytest.mark.parametrize(
    ("ago_seconds", "text"),
    [
        (None, "Never"),
        (-5, "Now"),
        (5, "Now"),
        (600, "10\u00a0min\u00a0ago"),
        (7200, "2\u00a0h\u00a0ago"),
        (DAY, "Yesterday"),
        (3 * DAY, "3 days ago"),
        (22 * DAY, "2 Nov"),
        (400 * DAY, "20 Oct 2025"),
    ],
)
def test_last_use_is_relative_for_a_week_and_then_a_date(ago_seconds: float | None, text: str) -> None:
    assert used_text(row("m", used_ago=ago_seconds).last_used_at, NOW) == text


def test_a_time_stamp_that_is_none_is_left_out() -> None:
    assert modified_text("2026-11-21T10:00:00.123456789+01:00") == "21 Nov 2026"
    assert modified_text("soon") == ""
