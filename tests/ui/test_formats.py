"""Figures as people read them."""

import pytest

from desktop.ui import formats


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "1 ms"),
        (0.03, "30 ms"),
        (0.0994, "99 ms"),
        (0.1, "0.1 s"),
        (2.34, "2.3 s"),
        (123.4, "123 s"),
    ],
)
def test_nothing_takes_no_time(value: float, text: str) -> None:
    assert formats.seconds(value) == text.replace(" ", "\u00a0")
