"""The bar: forwards only, and no more paintings than eyes can follow."""

import pytest
from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot

from desktop.ui.bar import Bar
from desktop.ui.theme import Theme


class Paintings(QObject):
    """Counts the paintings of what it watches."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> Bar:
    bar = Bar(theme)
    qtbot.addWidget(bar)
    bar.resize(400, 8)
    bar.show()
    return bar


def test_it_never_goes_back(bar: Bar) -> None:
    for fraction in (0.5, 0.2, None, 0.6, 2.0, 0.1):
        bar.show_fraction(fraction)
    assert bar.fraction == 1.0
    bar.restart()
    assert bar.fraction == 0.0


def test_steps_below_a_pixel_paint_nothing(qtbot: QtBot, bar: Bar) -> None:
    bar.show_fraction(0.5)
    qtbot.wait(300)
    watching = Paintings()
    bar.installEventFilter(watching)
    for step in range(1, 101):
        bar.show_fraction(0.5 + step * 0.00005)
        qtbot.wait(1)
    assert watching.count <= 3
    assert bar.fraction == pytest.approx(0.505)


def test_small_steps_are_painted_at_once_and_do_not_glide(qtbot: QtBot, bar: Bar) -> None:
    bar.show_fraction(0.5)
    qtbot.wait(300)
    watching = Paintings()
    bar.installEventFilter(watching)
    for step in range(1, 11):
        bar.show_fraction(0.5 + step * 0.01)  # 4 pixels, ten times in a second
        qtbot.wait(50)
    assert watching.count <= 12
