"""Finding words in a chat."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.chat.long_chats import open_long
from tests.ui.conftest import Ui


def find(ui: Ui, words: str) -> None:
    ui.qtbot.keyClick(ui.page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is ui.page.find_bar.field
    ui.qtbot.keyClicks(ui.page.find_bar.field, words)


def marks(ui: Ui) -> int:
    return sum(len(piece.widget.extraSelections()) for piece in ui.page.transcript.pieces())


def test_matches_are_counted_marked_and_gone_through(ui: Ui) -> None:
    ui.server.reply_with("A **river** and another River.")
    ui.ask("Which river?")
    ui.until(lambda: ui.answers() and ui.is_quiet())
    find(ui, "river")
    bar = ui.page.find_bar
    assert bar.count.text() == "1 of 3"
    assert marks(ui) == 3
    ui.qtbot.keyClick(bar.field, "\r")
    assert bar.count.text() == "2 of 3"
    ui.qtbot.keyClick(bar.field, "\r", Qt.KeyboardModifier.ShiftModifier)
    ui.qtbot.keyClick(bar.field, "\r", Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "3 of 3"
    ui.qtbot.mouseClick(bar.next, Qt.MouseButton.LeftButton)
    assert bar.count.text() == "1 of 3"
    ui.qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert marks(ui) == 0
    assert QApplication.focusWidget() is ui.page.composer.prompt


def test_words_that_only_the_source_has_are_not_counted_once_seen(ui: Ui) -> None:
    ui.server.reply_with("Some **bold** text")
    ui.ask("Hi")
    ui.until(lambda: ui.answers() and ui.is_quiet())
    find(ui, "**bold")
    assert ui.page.find_bar.count.text() == "No matches"


def test_every_page_is_searched_and_a_match_far_away_is_shown(ui: Ui) -> None:
    open_long(ui, 300)
    find(ui, "Question 10")
    bar, chat = ui.page.find_bar, ui.chats.current
    ui.until(lambda: not chat.state.earlier)
    ui.until(lambda: bar.count.text().endswith("of 6"))  # 10, and 100 to 108
    ui.qtbot.keyClick(bar.field, "\r")
    seen = set()
    for _ in range(6):
        ui.qtbot.keyClick(bar.field, "\r")
        seen.add(bar.count.text())
        assert marks(ui) > 0
    assert len(seen) == 6


def test_a_reply_that_streams_is_searched_as_it_grows(ui: Ui) -> None:
    ui.server.gate.clear()
    ui.server.reply_with("one word", " and a word more")
    ui.ask("Hi")
    ui.until(lambda: ui.answer_text() == "one word")
    find(ui, "word")
    assert ui.page.find_bar.count.text() == "1 of 1"
    ui.server.gate.set()
    ui.until(lambda: ui.page.find_bar.count.text() == "1 of 2" and ui.is_quiet())
