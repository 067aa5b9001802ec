"""Words found in what is shown, marked, and brought into sight; and the size of it all."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.ui.rendering.finding import MOST_MATCHES
from desktop.ui.rendering.reply_view import ReplyView
from desktop.ui.theme import Theme

TEXT = "The Word and a **wo**rd\n\n```\nword = 1\n```\n\n| word |\n|---|\n| 😀 word |\n"


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> ReplyView:
    view = ReplyView(theme)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    return view


def test_words_are_found_in_all_parts_as_they_are_seen(view: ReplyView) -> None:
    view.set_text(TEXT, is_open=False)
    matches = view.find_words("word")
    assert [match.start for match in matches] == [4, 15, 0, 1, 9]
    assert len({id(match.widget) for match in matches}) == 3
    assert view.find_words("absent") == view.find_words("") == []


def test_matches_are_marked_and_the_current_one_differs(view: ReplyView, theme: Theme) -> None:
    view.set_text(TEXT, is_open=False)
    matches = view.find_words("word")
    view.show_matches(matches, matches[1])
    marks = view.pieces()[0].widget.extraSelections()
    colors = [mark.format.background().color() for mark in marks]
    assert colors == [QColor(theme.tokens.warn_soft), QColor(theme.tokens.accent)]
    assert [mark.cursor.selectedText() for mark in marks] == ["Word", "word"]
    view.show_matches(())
    assert not any(piece.widget.extraSelections() for piece in view.pieces())


def test_the_place_of_a_match_is_where_its_part_is(view: ReplyView) -> None:
    view.set_text(TEXT, is_open=False)
    tops = [view.place_of(match).top() for match in view.find_words("word")]
    assert tops == sorted(tops)
    assert tops[2] > view.pieces()[0].widget.geometry().bottom()


def test_long_code_is_scrolled_to_the_match(view: ReplyView) -> None:
    view.set_text("```\n" + "x\n" * 1000 + "needle\n```\n", is_open=False)
    (match,) = view.find_words("needle")
    assert isinstance(match.widget, QPlainTextEdit)
    assert view.place_of(match).top() < view.column.height()
    assert match.widget.verticalScrollBar().value() > 900


def test_there_are_at_most_so_many_matches(view: ReplyView) -> None:
    view.set_text("a b " * 5000, is_open=False)
    assert len(view.find_words("a")) <= MOST_MATCHES * len(view.pieces())


def test_rendering_again_is_said_and_takes_the_marks_away(view: ReplyView, qtbot: QtBot) -> None:
    view.set_text("one word", is_open=True)
    view.show_matches(view.find_words("word"))
    with qtbot.waitSignal(view.rendered):
        view.set_text("one word more", is_open=True)
    assert not view.pieces()[0].widget.extraSelections()


def test_zoom_is_live_and_for_what_comes(view: ReplyView) -> None:
    view.set_text(TEXT, is_open=True)
    view.flush()
    before = [piece.widget.document().defaultFont().pointSizeF() for piece in view.pieces()]
    height = view.column.height()
    view.set_zoom(1.5)
    assert view.column.height() > height
    view.set_text(TEXT + "\n\nmore\n\n```\nx\n```\n", is_open=False)
    view.flush()
    after = [piece.widget.document().defaultFont().pointSizeF() for piece in view.pieces()]
    assert after[:3] == pytest.approx([1.5 * size for size in before])
    assert after[3:] == pytest.approx([after[0], after[1]])
    view.set_zoom(1.0)
    assert [p.widget.document().defaultFont().pointSizeF() for p in view.pieces()][:3] == pytest.approx(
        before
    )


@pytest.mark.parametrize(("asked", "given"), [(0.01, 0.5), (9.0, 3.0), (1.25, 1.25)])
def test_zoom_is_bounded(view: ReplyView, asked: float, given: float) -> None:
    view.set_zoom(asked)
    assert view.zoom == given
