import pytest
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextOption

from desktop.ui.chat_search_delegate import marked_layout
from desktop.ui.chat_search_list import Matches
from desktop.ui.theme import Theme

WIDTH = 160


def laid_out(theme: Theme, text: str, matches: Matches, lines: int) -> QTextLayout:
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.DemiBold)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return marked_layout(text, matches, theme.font(), strong, option, WIDTH, lines)


def strong_parts(layout: QTextLayout) -> list[str]:
    units = layout.text().encode("utf-16-le")
    return [units[2 * r.start : 2 * (r.start + r.length)].decode("utf-16-le") for r in layout.formats()]


@pytest.mark.usefixtures("qtbot")
def test_matches_behind_characters_of_two_units_are_the_right_ones(theme: Theme) -> None:
    text = "\U0001f600\U0001f600 vram"
    assert strong_parts(laid_out(theme, text, ((3, 7),), 2)) == ["vram"]


@pytest.mark.parametrize("text", ["word " * 60, "x" * 400, "\U0001f600" * 200, "short", ""])
@pytest.mark.usefixtures("qtbot")
def test_a_text_fits_its_lines_and_ends_in_an_ellipsis_if_it_is_cut(theme: Theme, text: str) -> None:
    for lines in (1, 2):
        layout = laid_out(theme, text, ((0, min(4, len(text))),), lines)
        assert layout.lineCount() <= lines
        widths = [layout.lineAt(n).naturalTextWidth() for n in range(layout.lineCount())]
        assert all(width <= WIDTH + 1 for width in widths)
        shown = sum(layout.lineAt(n).textLength() for n in range(layout.lineCount()))
        assert shown == len(layout.text().encode("utf-16-le")) // 2
        assert layout.text() == text or layout.text().endswith("…")


@pytest.mark.usefixtures("qtbot")
def test_a_match_that_is_cut_off_marks_nothing_but_what_is_seen(theme: Theme) -> None:
    text = "w" * 100
    (part,) = strong_parts(laid_out(theme, text, ((2, 100),), 1))
    assert part
    assert set(part) == {"w"}
