"""Figures with no more digits than mean something."""

import pytest

from desktop.ui.models import figures


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0\u00a0bytes"),
        (999, "999\u00a0bytes"),
        (274_000_000, "274\u00a0MB"),
        (4_900_000_000, "4.9\u00a0GB"),
        (99_940_000_000, "99.9\u00a0GB"),
        (212_000_000_000, "212\u00a0GB"),
    ],
)
def test_sizes_have_a_tenth_below_a_hundred(count: int, text: str) -> None:
    assert figures.size(count) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(5, "5 s left"), (72, "1 min 12 s left"), (599, "9 min 59 s left"), (1500, "25 min left")],
)
def test_minutes_have_their_seconds_while_somebody_waits(seconds: float, text: str) -> None:
    assert figures.time_left(seconds).replace("\u00a0", " ") == text
