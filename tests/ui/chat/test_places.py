"""Where rows are, by their heights."""

from desktop.ui.chat.places import Places


def test_rows_are_one_below_the_other_with_a_gap() -> None:
    places = Places(gap=10, margin=5)
    places.arrange([100, 50, 200])
    assert [(places.top(row), places.bottom(row)) for row in range(3)] == [(5, 105), (115, 165), (175, 375)]
    assert places.height == 380


def test_the_row_at_a_height_is_the_one_there_or_below_it() -> None:
    places = Places(gap=10, margin=5)
    places.arrange([100, 50, 200])
    assert [places.at(y) for y in (-50, 0, 104, 114, 115, 174, 175, 5000)] == [0, 0, 0, 0, 1, 1, 2, 2]
    assert list(places.between(110, 180)) == [0, 1, 2]
    assert list(places.between(176, 177)) == [2]


def test_no_rows_take_no_more_than_the_margins() -> None:
    places = Places(gap=10, margin=5)
    assert (places.height, places.at(7), list(places.between(0, 100))) == (10, 0, [])
