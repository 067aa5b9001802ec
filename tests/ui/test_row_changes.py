from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.row_changes import Change, Insertion, Move, Removal, row_changes

ORDERS = st.lists(st.integers(0, 12), unique=True, max_size=13)


def made(old: list[int], new: list[int], changes: list[Change]) -> list[int]:
    """What the changes make of the old order, as a model makes them."""
    rows = list(old)
    for change in changes:
        match change:
            case Removal(first, last):
                del rows[first : last + 1]
            case Move(source, target):
                rows.insert(target, rows.pop(source))
            case Insertion(first, last):
                rows[first:first] = new[first : last + 1]
    return rows


@given(ORDERS, ORDERS)
def test_the_changes_lead_from_one_order_to_the_other(old: list[int], new: list[int]) -> None:
    changes = row_changes(old, new, 1000)
    assert changes is not None
    assert made(old, new, changes) == new


def test_a_row_that_goes_up_or_down_is_one_move() -> None:
    rows = list(range(10_000))
    assert row_changes(rows, [9000, *rows[:9000], *rows[9001:]], 10) == [Move(9000, 0)]
    assert row_changes(rows, [*rows[1:9001], 0, *rows[9001:]], 10) == [Move(0, 9000)]


def test_rows_beside_each_other_go_and_come_at_once() -> None:
    assert row_changes([1, 2, 3, 4, 5], [1, 5], 10) == [Removal(1, 3)]
    assert row_changes([1, 5], [1, 2, 3, 4, 5], 10) == [Insertion(1, 3)]
    assert row_changes([1, 2], [1, 2], 0) == []


def test_more_changes_than_wanted_are_none() -> None:
    rows = list(range(100))
    assert row_changes(rows, rows[::-1], 50) is None
    assert row_changes(rows, rows[::2], 10) is None
