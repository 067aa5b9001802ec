"""Where a window is put when the screens are other ones than before."""

from PySide6.QtCore import QRect, QSize

from desktop.app.geometry import placed

SMALLEST = QSize(720, 480)
MAIN, RIGHT = QRect(0, 0, 1920, 1040), QRect(1920, 0, 2560, 1440)
USUAL = QRect(100, 100, 1280, 800)


def test_a_place_that_is_still_there_is_taken() -> None:
    assert placed(USUAL, [MAIN], SMALLEST) == USUAL
    on_the_right = QRect(2500, 200, 1280, 800)
    assert placed(on_the_right, [MAIN, RIGHT], SMALLEST) == on_the_right
    across = QRect(1500, 100, 1280, 800)
    assert placed(across, [MAIN, RIGHT], SMALLEST) == across


def test_a_place_on_a_screen_that_is_gone_becomes_one_on_the_main_screen() -> None:
    found = placed(QRect(2500, 200, 1280, 800), [MAIN], SMALLEST)
    assert MAIN.contains(found)
    assert found.size() == QSize(1280, 800)


def test_a_window_that_could_not_be_taken_hold_of_is_brought_back() -> None:
    for x, y in ((100, -500), (100, 1030), (-1250, 100), (1900, 100), (10**6, 10**6)):
        found = placed(QRect(x, y, 1280, 800), [MAIN], SMALLEST)
        assert MAIN.contains(found), (x, y)


def test_a_window_partly_off_the_screen_stays_where_the_user_put_it() -> None:
    aside = QRect(1500, 600, 1280, 800)
    assert placed(aside, [MAIN], SMALLEST) == aside


def test_a_window_larger_than_its_screen_fits() -> None:
    small = QRect(0, 0, 1366, 728)
    assert small.contains(placed(QRect(0, 0, 2560, 1440), [small], SMALLEST))
    tiny = placed(QRect(-100, -100, 2560, 1440), [QRect(0, 0, 640, 400)], SMALLEST)
    assert (tiny.x(), tiny.y(), tiny.size()) == (0, 40, SMALLEST)


def test_without_screens_nothing_is_known_better() -> None:
    assert placed(USUAL, [], SMALLEST) == USUAL
