"""Where each row of a long column is, by the heights that are known or guessed."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Places:
    """Rows one below the other with a gap between them; everything in pixels from the column's top."""

    def __init__(self, gap: int, margin: int) -> None:
        self._gap, self._margin = gap, margin
        self._bottoms: list[int] = []
        """Of each row with the gap below it."""
        self._heights: list[int] = []

    def arrange(self, heights: Iterable[int]) -> None:
        """Take the heights of all rows, from the first one on."""
        self._heights = list(heights)
        bottoms = accumulate((height + self._gap for height in self._heights), initial=self._margin)
        self._bottoms = list(bottoms)[1:]

    @property
    def height(self) -> int:
        """Of the whole column, with its margins."""
        return self._bottoms[-1] - self._gap + self._margin if self._bottoms else 2 * self._margin

    def top(self, row: int) -> int:
        return self._bottoms[row] - self._gap - self._heights[row]

    def bottom(self, row: int) -> int:
        return self._bottoms[row] - self._gap

    def at(self, y: int) -> int:
        """The row at `y`, or the first one below it; the last one beyond the end, 0 if there is none."""
        return max(0, min(bisect_right(self._bottoms, y), len(self._bottoms) - 1))

    def between(self, top: int, bottom: int) -> range:
        """The rows that reach into a stretch."""
        if not self._bottoms:
            return range(0)
        return range(self.at(top), self.at(max(top, bottom)) + 1)
