"""What is painted, as pixels at the places that matter, and what a screen reader says of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.gpu_truth import Fact
from desktop.ui.health.sparkline import Sparkline, SparkPoint
from desktop.ui.health.truth_chain import Link, TruthChain
from desktop.ui.health.vram_bar import BarPart, VramBar
from desktop.ui.theme import Theme


def painted(qtbot: QtBot, widget: QWidget, width: int = 400) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(width, widget.sizeHint().height())
    return widget.grab().toImage()


def has_color(image: QImage, color: QColor, left: int, right: int) -> bool:
    """Whether a pixel of very nearly that colour is between two columns."""
    pixels = (image.pixelColor(x, y) for x in range(left, right) for y in range(image.height()))
    return any(_distance(pixel, color) < 12 for pixel in pixels)


def _distance(one: QColor, other: QColor) -> int:
    parts = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return max(abs(a - b) for a, b in parts)


@pytest.mark.parametrize("is_mirrored", [False, True])
def test_the_bar_has_its_parts_from_the_leading_edge_on(
    qtbot: QtBot, theme: Theme, is_mirrored: bool
) -> None:
    bar = VramBar(theme)
    if is_mirrored:
        bar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    bar.show_parts((BarPart(0.5, "accent_text"), BarPart(0.25, "text3")), "VRAM 18 of 24 GB")
    image = painted(qtbot, bar)
    columns = [50, 250, 350]
    for column, token in zip(columns, ("accent_text", "text3", "line"), strict=True):
        x = 399 - column if is_mirrored else column
        assert image.pixelColor(x, 5) == theme.color(token)
    assert bar.accessibleName() == "VRAM 18 of 24 GB"


def test_the_line_is_drawn_where_values_are_and_not_in_a_gap(qtbot: QtBot, theme: Theme) -> None:
    spark = Sparkline(theme)
    points = [SparkPoint(at / 10, None if 3 < at < 7 else 0.5) for at in range(11)]
    spark.show_points(points, (0.5,), "Utilization 50 %")
    image = painted(qtbot, spark)
    line, fault = theme.color("accent_text"), theme.color("fail")
    assert has_color(image, line, 20, 100)
    assert has_color(image, line, 300, 390)
    assert not has_color(image, line, 140, 260)
    assert has_color(image, fault, 195, 202)
    assert not has_color(image, fault, 0, 190)
    assert spark.accessibleName() == "Utilization 50 %"


def test_without_values_there_is_an_empty_ground_and_values_beyond_the_scale_stay_inside(
    qtbot: QtBot, theme: Theme
) -> None:
    empty = Sparkline(theme)
    empty.show_points((), (), "Power: not told")
    assert not has_color(painted(qtbot, empty), theme.color("accent_text"), 0, 400)
    high = Sparkline(theme)
    high.show_points([SparkPoint(0, 9.0), SparkPoint(1, -3.0)], (), "x")
    assert has_color(painted(qtbot, high), theme.color("accent_text"), 0, 400)


def chain_of(theme: Theme, *facts: Fact) -> TruthChain:
    chain = TruthChain(theme)
    chain.show_links([Link(f"Fact {n}", "why", fact, fact.value) for n, fact in enumerate(facts)])
    return chain


def test_the_chain_is_whole_up_to_the_first_fact_that_is_false(qtbot: QtBot, theme: Theme) -> None:
    image = painted(qtbot, chain_of(theme, Fact.YES, Fact.YES, Fact.NO, Fact.NO), 800)
    ok, fail = theme.color("ok"), theme.color("fail")
    row = image.copy(0, 8, 800, 4)
    assert has_color(row, ok, 40, 180)
    assert has_color(row, fail, 240, 390)
    assert not has_color(row, ok, 240, 800)
    between = {row.pixelColor(x, 2).name() for x in range(240, 380)}
    assert len(between) > 1  # dashed: there is ground between the dashes


def test_a_screen_reader_is_told_every_fact(theme: Theme, qtbot: QtBot) -> None:
    chain = chain_of(theme, Fact.YES, Fact.UNKNOWN)
    qtbot.addWidget(chain)
    assert chain.accessibleName() == "Fact 0: yes, why. Fact 1: unknown, why"


def test_the_chain_grows_with_the_font(theme: Theme, qtbot: QtBot) -> None:
    chain = chain_of(theme, Fact.YES)
    qtbot.addWidget(chain)
    assert chain.sizeHint().height() > 20 + 2 * chain.fontMetrics().ascent()
