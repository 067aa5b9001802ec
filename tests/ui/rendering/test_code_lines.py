"""Lines for the eye: the same for any cut, none longer than the limit."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.rendering.code_lines import LONGEST_LINE, ShownLines

PIECES = st.sampled_from(["a", "\n", "\r\n", "\r", "x" * (LONGEST_LINE - 1), "y" * LONGEST_LINE, "z" * 9001])


@given(st.lists(PIECES, max_size=8).map("".join), st.lists(st.integers(0, 30_000), max_size=8))
def test_any_cut_gives_the_same_lines(code: str, cuts: list[int]) -> None:
    edges = [0, *sorted(min(cut, len(code)) for cut in cuts), len(code)]
    cut, whole = ShownLines(), ShownLines()
    shown = "".join(cut.take(code[start:end]) for start, end in pairwise(edges))
    assert shown == whole.take(code)
    assert cut.has_long_line == whole.has_long_line
    assert max(map(len, shown.split("\n"))) <= LONGEST_LINE
    assert shown.replace("\n", "") == code.replace("\r", "").replace("\n", "")
