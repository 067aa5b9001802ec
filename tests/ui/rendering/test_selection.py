"""One selection over the parts of replies, with the mouse and without."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.rendering.reply_view import ReplyView
from desktop.ui.rendering.selection import Piece, TextSelection, TextWidget
from desktop.ui.theme import Theme

FIRST = "Some **words** here with $x^2$\n\n```python\nx = 1\n```\n\nand the end"
SECOND = "The second reply"


class Page(QWidget):
    """A question and two replies, as in a transcript."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.question = QPlainTextEdit("A question?")
        self.question.setMaximumHeight(60)
        self.replies = [ReplyView(theme), ReplyView(theme)]
        layout = QVBoxLayout(self)
        for part in (self.replies[0], self.question, self.replies[1]):
            layout.addWidget(part)
        layout.addStretch(1)
        self.selection = TextSelection(self.pieces, self)
        self.selection.watch(self.question)
        for reply, text in zip(self.replies, (FIRST, SECOND), strict=True):
            reply.select_with(self.selection)
            reply.set_text(text, is_open=False)
            reply.flush()

    def pieces(self) -> list[Piece]:
        question = Piece(self.question, "A question?")
        return [*self.replies[0].pieces(), question, *self.replies[1].pieces()]


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> Page:
    page = Page(theme)
    qtbot.addWidget(page)
    page.resize(600, 500)
    page.show()
    QApplication.processEvents()
    return page


def press(
    widget: TextWidget, point: QPoint, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.mousePress(widget.viewport(), Qt.MouseButton.LeftButton, modifier, point)


def drag(origin: TextWidget, target: TextWidget, point: QPoint) -> None:
    """Move with the button held: as long as it is, the widget where it was pressed gets the events."""
    place = target.viewport().mapToGlobal(point)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(origin.viewport().mapFromGlobal(place)),
        QPointF(place),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(origin.viewport(), event)


def test_dragging_over_parts_and_messages_selects_all_between(page: Page) -> None:
    first, last = page.pieces()[0].widget, page.pieces()[-1].widget
    press(first, QPoint(0, 5))
    drag(first, last, QPoint(500, 5))
    assert page.selection.is_across
    assert page.selection.text() == (
        "Some words here with $x^2$\n\nx = 1\n\nand the end\n\nA question?\n\nThe second reply"
    )


def test_whole_pieces_are_copied_as_markdown(page: Page) -> None:
    page.selection.select_all()
    page.selection.copy_markdown()
    assert QApplication.clipboard().text() == f"{FIRST}\n\nA question?\n\n{SECOND}"


def test_dragging_upwards_and_back_again(page: Page) -> None:
    first, last = page.pieces()[0].widget, page.pieces()[-1].widget
    press(last, QPoint(500, 5))
    drag(last, first, QPoint(500, 5))
    assert page.selection.text() == "x = 1\n\nand the end\n\nA question?\n\nThe second reply"
    drag(last, last, QPoint(0, 5))
    assert page.selection.text() == "The second reply"
    assert not page.selection.is_across


def test_a_press_ends_the_selection(page: Page) -> None:
    page.selection.select_all()
    press(page.question, QPoint(3, 10))
    assert page.selection.text() == ""
    assert not page.selection.is_across


def test_shift_and_a_click_extend(page: Page) -> None:
    first, last = page.pieces()[0].widget, page.pieces()[-1].widget
    press(first, QPoint(0, 5))
    press(last, QPoint(500, 5), Qt.KeyboardModifier.ShiftModifier)
    assert page.selection.text().startswith("Some words")
    assert page.selection.text().endswith("second reply")


def test_the_copy_key_copies_all_of_it(page: Page) -> None:
    page.selection.select_all()
    QTest.keyClick(page.question, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == page.selection.text()
    assert "x = 1" in QApplication.clipboard().text()


def test_inside_one_text_qt_selects_and_copies(page: Page) -> None:
    page.question.selectAll()
    QTest.keyClick(page.question, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "A question?"
    assert not page.selection.is_across


def test_a_text_that_comes_later_is_followed_too(page: Page) -> None:
    page.replies[1].set_text(SECOND + "\n\n```\ncode\n```\n", is_open=False)
    page.replies[1].flush()
    QApplication.processEvents()
    code = page.pieces()[-1].widget
    press(code, QPoint(200, 20))
    drag(code, page.question, QPoint(0, 5))
    assert page.selection.text() == "A question?\n\nThe second reply\n\ncode"


def test_offsets_select_without_a_mouse(page: Page) -> None:
    first, last = page.pieces()[0].widget, page.pieces()[-1].widget
    page.selection.select(last, 3, first, 5)
    assert page.selection.text().startswith("words here")
    assert page.selection.text().endswith("\n\nThe")
    page.selection.clear()
    assert not page.selection.has_selection()


def test_a_text_that_goes_while_it_is_selected_ends_the_drag(page: Page) -> None:
    last = page.pieces()[-1].widget
    press(last, QPoint(500, 5))
    page.replies[1].set_text("```\nother\n```\n", is_open=False)
    page.replies[1].flush()
    drag(last, page.question, QPoint(0, 5))
    assert page.selection.text() == ""
