"""A reply that grows: what is finished stays, the rest is rendered rarely, nothing is lost."""

import gc

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.markdown_shape import MESSAGE_CHARACTERS
from desktop.domain.settings import Appearance
from desktop.ui.rendering.blocks import CodePart, TextPart
from desktop.ui.rendering.reply_view import ReplyView
from desktop.ui.theme import Theme

TEXT = "# Title\n\nwords **bold**\n\n```python\nx = 1\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nthe end"


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> ReplyView:
    view = ReplyView(theme)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    return view


def show(view: ReplyView, text: str, *, is_open: bool = False) -> None:
    view.set_text(text, is_open=is_open)
    view.flush()


def widgets(view: ReplyView) -> list[QWidget]:
    return [part.widget for part in view.column.parts]


def test_text_code_and_table_are_parts_in_order(view: ReplyView) -> None:
    show(view, TEXT)
    assert [type(part).__name__ for part in view.column.parts] == [
        "TextPart",
        "CodePart",
        "TablePart",
        "TextPart",
    ]
    assert " ".join(view.to_plain_text().split()) == "Title words bold x = 1 a b 1 2 the end"
    assert view.source() == TEXT


def test_finished_parts_are_the_same_objects_while_the_text_grows(view: ReplyView) -> None:
    show(view, TEXT, is_open=True)
    before = widgets(view)
    documents = [browser.document() for browser in view.findChildren(QTextBrowser)][:2]
    show(view, TEXT + " of it\n\nmore\n\n```\ncode", is_open=True)
    assert widgets(view)[: len(before)] == before
    assert [browser.document() for browser in view.findChildren(QTextBrowser)][:2] == documents


def test_growing_by_any_steps_ends_as_the_whole(view: ReplyView, theme: Theme, qtbot: QtBot) -> None:
    for end in range(len(TEXT)):
        show(view, TEXT[:end], is_open=True)
    show(view, TEXT)
    whole = ReplyView(theme)
    qtbot.addWidget(whole)
    whole.resize(600, 400)
    show(whole, TEXT)
    assert view.to_plain_text() == whole.to_plain_text()
    assert [part.source for part in view.column.parts] == [part.source for part in whole.column.parts]


def test_another_text_replaces_the_one_before(view: ReplyView) -> None:
    show(view, TEXT)
    show(view, "other")
    assert view.to_plain_text() == "other"
    show(view, "")
    assert view.to_plain_text() == ""


def test_rendering_waits_until_the_view_is_shown(qtbot: QtBot, theme: Theme) -> None:
    hidden = ReplyView(theme)
    qtbot.addWidget(hidden)
    hidden.set_text(TEXT, is_open=False)
    QApplication.processEvents()
    assert not hidden.column.parts
    hidden.show()
    qtbot.waitUntil(lambda: not hidden.is_rendering())
    assert "the end" in hidden.to_plain_text()


def test_tokens_are_rendered_without_being_asked_for(view: ReplyView, qtbot: QtBot) -> None:
    view.set_text("word", is_open=True)
    view.set_text("word by word", is_open=True)
    qtbot.waitUntil(lambda: view.to_plain_text() == "word by word")


def test_a_long_reply_has_few_text_widgets(view: ReplyView) -> None:
    show(
        view,
        "".join(
            f"Paragraph {n} with some words that make it of ordinary length, twice.\n\n" for n in range(400)
        ),
    )
    assert len(view.column.parts) < 40


def test_a_selection_in_the_tail_is_kept_while_it_grows(view: ReplyView) -> None:
    show(view, "select these words and", is_open=True)
    part = view.column.parts[-1]
    assert isinstance(part, TextPart)
    cursor = part.view.textCursor()
    cursor.setPosition(7)
    cursor.setPosition(12, QTextCursor.MoveMode.KeepAnchor)
    part.view.setTextCursor(cursor)
    show(view, "select these words and then some", is_open=True)
    assert part.view.textCursor().selectedText() == "these"


def test_a_link_defined_after_its_use_is_a_link_in_the_end(view: ReplyView) -> None:
    text = "see [it][1]\n\n```\nx\n```\n\n[1]: https://example.com/a\n"
    show(view, text[:18], is_open=True)
    assert "[it][1]" in view.to_plain_text()
    show(view, text)
    assert view.to_plain_text().startswith("see it")


def test_a_text_past_the_cap_is_plain_and_whole_until_asked(view: ReplyView) -> None:
    text = "**word** " * (MESSAGE_CHARACTERS // 9 + 10)
    show(view, text)
    assert "".join(part.plain_text() for part in view.column.parts) == text
    assert view.show_formatted.isVisible()


def test_a_long_text_asked_for_formatted_is_formatted(view: ReplyView) -> None:
    view.set_text("**word**\n\n" * (MESSAGE_CHARACTERS // 10 + 10), is_open=False)
    view._render(0.01)
    view.show_formatted.click()
    while not view.column.parts:
        view._render(0.01)
    assert view.column.parts[0].plain_text().startswith("word")


def test_a_paragraph_that_is_too_much_is_formatted_in_pieces_when_asked(view: ReplyView) -> None:
    show(view, "before\n\n" + "**a** [b](c) `d`\n" * 300 + "\nafter")
    assert view.show_formatted.isVisible()
    assert "**a**" in view.to_plain_text()
    view.show_formatted.click()
    view.flush()
    assert "**" not in view.to_plain_text()
    assert view.to_plain_text().split() == ["before", *["a", "b", "d"] * 300, "after"]
    assert not view.show_formatted.isVisible()


def test_what_cannot_be_formatted_in_pieces_either_is_not_offered(view: ReplyView) -> None:
    show(view, "`a " * 3000 + "\n\n" + "|a" * 60 + "|\n" + "|-" * 60 + "|\n")
    assert not view.show_formatted.isVisible()
    show(view, "ordinary")
    assert not view.show_formatted.isVisible()


def test_a_long_table_is_formatted_in_slices_under_its_header(view: ReplyView) -> None:
    show(view, "| n | m |\n|---|---|\n" + "".join(f"| {n} | x |\n" for n in range(400)))
    assert {type(part).__name__ for part in view.column.parts} == {"TablePart"}
    assert all(part.plain_text().split()[:2] == ["n", "m"] for part in view.column.parts)
    cells = [word for part in view.column.parts for word in part.plain_text().split()[2:]]
    assert cells[::2] == [str(n) for n in range(400)]


def test_the_scheme_changes_live(view: ReplyView, theme: Theme) -> None:
    show(view, "[link](https://example.com)\n\n```python\nimport x\n```")
    seen = []
    for appearance in (Appearance.LIGHT, Appearance.DARK):
        theme.use(appearance)
        part = view.column.parts[0]
        assert isinstance(part, TextPart)
        cursor = part.view.textCursor()
        cursor.setPosition(2)
        seen.append(cursor.charFormat().foreground().color().name().upper())
        assert seen[-1] == theme.tokens.accent_text
    assert seen[0] != seen[1]
    theme.use(Appearance.SYSTEM)


def test_a_hidden_view_takes_the_new_scheme_when_it_is_shown(view: ReplyView, theme: Theme) -> None:
    theme.use(Appearance.LIGHT)
    show(view, "[link](https://example.com)")
    view.hide()
    theme.use(Appearance.DARK)
    view.show()
    part = view.column.parts[0]
    assert isinstance(part, TextPart)
    cursor = part.view.textCursor()
    cursor.setPosition(2)
    assert cursor.charFormat().foreground().color().name().upper() == theme.tokens.accent_text
    theme.use(Appearance.SYSTEM)


def test_copied_code_is_exactly_the_source(view: ReplyView) -> None:
    code = "\tif x:\u00a0pass  \n\n  # \u202eabc\u202c"
    show(view, f"```py\n{code}\n```\n")
    part = view.column.parts[0]
    assert isinstance(part, CodePart)
    part.view.copy_button.click()
    assert QApplication.clipboard().text() == code
    assert QApplication.clipboard().mimeData().formats() == ["text/plain"]
    assert part.view.hidden_badge.isVisibleTo(part.view)


def test_ordinary_code_has_no_badge(view: ReplyView) -> None:
    show(view, "```py\nx = 'é'\n```\n")
    part = view.column.parts[0]
    assert isinstance(part, CodePart)
    assert not part.view.hidden_badge.isVisibleTo(part.view)


def test_long_code_scrolls_and_is_copied_whole(view: ReplyView) -> None:
    code = "x" * 50_000 + "\n" + "y\n" * 2000
    show(view, f"```\n{code}\n```\n")
    part = view.column.parts[0]
    assert part.plain_text() == code
    assert view.column.height() < 1500


def test_views_leave_nothing_behind(qtbot: QtBot, theme: Theme) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def one_round() -> None:
        view = ReplyView(theme, parent)
        show(view, "a [b](https://example.com)\n\n```\nx\n```\n")
        view.deleteLater()

    for _ in range(200):
        one_round()
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    gc.collect()
    assert not parent.findChildren(QWidget)
