"""Numbers as people read them."""

import pytest

from desktop.cli.formats import count_text, seconds_text, size_text


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, ""), (1, "1 B"), (999, "999 B"), (1500, "1.5 kB"), (98_000_000, "98 MB"), (4_661_224_676, "4.7 GB")],
)
def test_sizes_are_decimal_and_unknown_ones_empty(size: int, text: str) -> None:
    assert size_text(size) == text


def test_seconds_below_one_are_milliseconds() -> None:
    assert seconds_text(0.0031) == "3 ms"
    assert seconds_text(2.44) == "2.4 s"


def test_counts_agree_with_their_noun() -> None:
    assert [count_text(n, "model") for n in (0, 1, 2)] == ["no models", "1 model", "2 models"]
