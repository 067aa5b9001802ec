"""How one order of rows becomes another: removals, moves and insertions, so that a view keeps its place."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Removal:
    """The rows from `first` to `last`, both included, go."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Move:
    """The row at `source` goes to where `target` is then."""

    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Insertion:
    """The rows from `first` to `last` of the new order come."""

    first: int
    last: int


Change = Removal | Move | Insertion


def row_changes(old: Sequence[K], new: Sequence[K], most: int) -> list[Change] | None:
    """The changes, each to be made after the one before; None if there were more than `most`.

    Every key is there once at most in each of the two.
    """
    begin = _common(old, new)
    end = _common(old[begin:][::-1], new[begin:][::-1])
    old, new = old[begin : len(old) - end], new[begin : len(new) - end]
    known, wanted = set(old), set(new)
    removals = _runs([begin + place for place, key in enumerate(old) if key not in wanted])
    insertions = _runs([begin + place for place, key in enumerate(new) if key not in known])
    left = most - len(removals) - len(insertions)
    if left < 0:
        return None
    moves = _moves([key for key in old if key in wanted], [key for key in new if key in known], begin, left)
    if moves is None:
        return None
    gone = [Removal(first, last) for first, last in reversed(removals)]
    return [*gone, *moves, *(Insertion(first, last) for first, last in insertions)]


def _common(old: Sequence[K], new: Sequence[K]) -> int:
    """How many keys are the same at the beginning."""
    if old == new:
        return len(old)
    shorter = min(len(old), len(new))
    return next((place for place in range(shorter) if old[place] != new[place]), shorter)


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of the numbers that follow each other."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _moves(current: list[K], wanted: Sequence[K], begin: int, most: int) -> list[Change] | None:
    """What brings the same keys from one order into the other; a row that goes far down is one move.

    `begin` rows come before them.
    """
    targets = {key: place for place, key in enumerate(wanted)}
    moves: list[Change] = []
    place = 0
    while place < len(wanted):
        if current[place] == wanted[place]:
            place += 1
            continue
        if len(moves) == most:
            return None
        if current[place + 1] == wanted[place]:
            source, target = place, targets[current[place]]
        else:
            source, target = current.index(wanted[place], place), place
        current.insert(target, current.pop(source))
        moves.append(Move(begin + source, begin + target))
    return moves
