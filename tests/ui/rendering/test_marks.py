"""Formulas, images without words and hosts of links in a formatted text, and what is copied of them."""

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from desktop.ui.rendering.marks import prepare
from desktop.ui.rendering.safe_text import SafeTextView
from desktop.ui.theme import Theme


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> SafeTextView:
    view = SafeTextView(theme)
    qtbot.addWidget(view)
    view.resize(500, 300)
    return view


def shown(view: SafeTextView, text: str) -> str:
    view.show_markdown(text)
    return view.toPlainText()


def copied(view: SafeTextView) -> str:
    view.selectAll()
    return view.createMimeDataFromSelection().text()


def test_a_formula_is_read_and_its_source_is_copied(view: SafeTextView) -> None:
    assert shown(view, "so $x_1^2 * y_1$ 😀 and $\\alpha$.") == "so x₁² ∗ y₁ 😀 and α."
    assert copied(view) == "so $x_1^2 * y_1$ 😀 and $\\alpha$."


def test_a_formula_selected_in_part_is_copied_whole(view: SafeTextView) -> None:
    view.show_markdown("so $a + b$ it is")
    cursor = view.textCursor()
    cursor.setPosition(5)
    cursor.setPosition(11, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.createMimeDataFromSelection().text() == "$a + b$ it"


def test_a_formula_that_cannot_be_read_is_its_source(view: SafeTextView) -> None:
    assert shown(view, "so $\\unknown{x}_1$.") == "so \\unknown{x}_1."
    assert copied(view) == "so $\\unknown{x}_1$."


@pytest.mark.parametrize(
    "text",
    ["`$x$`", "    $x$ and ![](a)", "- a\n\n      $x$", "> ```\n> $x$\n> ```"],
    ids=repr,
)
def test_nothing_is_replaced_in_code(view: SafeTextView, text: str) -> None:
    assert "$x$" in shown(view, text)


def test_an_address_keeps_its_dollars(view: SafeTextView) -> None:
    view.show_markdown("[a](https://example.com/$x$)")
    cursor = view.textCursor()
    cursor.setPosition(1)
    assert cursor.charFormat().anchorHref() == "https://example.com/$x$"


def test_lines_of_a_formula_are_one_paragraph(view: SafeTextView) -> None:
    assert shown(view, "$$\n\\begin{align} a &= b \\\\ c &= d \\end{align}\n$$") == "a = b\nc = d"
    assert view.document().blockCount() == 1


def test_an_image_without_words_says_so(view: SafeTextView) -> None:
    assert shown(view, "a ![](x.png) b ![][r]\n\n[r]: y.png") == "a [image not shown] b [image not shown]"


def test_private_characters_in_the_text_are_left_alone(view: SafeTextView) -> None:
    text = "\uf8f00\uf8f1 $x$ \uf8f2"
    assert prepare(text).markdown == text
    assert shown(view, text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[the docs](https://docs.example/a)", "the docs (docs.example)"),
        ("[the **bold** docs](https://docs.example)", "the bold docs (docs.example)"),
        ("[https://bank.example](https://evil.example)", "https://bank.example (evil.example)"),
        ("[docs.example](https://docs.example/a)", "docs.example"),
        ("[docs.example.evil](https://docs.example/a)", "docs.example.evil (docs.example)"),
        ("[evil.example/x](https://www.evil.example/y)", "evil.example/x"),
        ("https://docs.example/a", "https://docs.example/a"),
        ("<https://docs.example/a>", "https://docs.example/a"),
        ("[file](file:///etc/passwd)", "file"),
        ("[$x$](https://docs.example)", "x (docs.example)"),
    ],
)
def test_the_host_is_shown_where_the_words_hide_it(view: SafeTextView, text: str, expected: str) -> None:
    assert shown(view, text) == expected


def test_the_note_on_a_host_is_not_copied(view: SafeTextView) -> None:
    view.show_markdown("see [it](https://docs.example) now")
    assert copied(view) == "see it now"


def test_code_in_a_list_stands_in_a_frame_and_is_copied_line_by_line(view: SafeTextView) -> None:
    view.show_markdown("- a\n\n  ```py\n  x = 1\n\n  y = 2\n  ```\n- b")
    assert len(view.document().rootFrame().childFrames()) == 1
    assert "x = 1\n\ny = 2" in copied(view)


def test_a_table_in_a_list_has_its_header_in_the_first_line(view: SafeTextView) -> None:
    view.show_markdown("1. a\n\n   | h | i |\n   |---|--:|\n   | 1 | 2 |\n")
    (table,) = view.document().rootFrame().childFrames()
    assert table.firstCursorPosition().block().text() == "h"


def test_zoom_changes_the_height(view: SafeTextView) -> None:
    view.show_markdown("# a\n\nword\n\n- `b`")
    before = view.fit(400)
    view.show()
    view.set_zoom(2.0)
    assert view.fit(400) > 1.5 * before
