"""Finding words in a chat."""

from functools import partial

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


def test_every_page_is_searched_and_only_that_of_a_match_is_loaded(ui: Ui) -> None:
    open_long(ui, 300)
    find(ui, "Question 10")
    bar, chat = ui.page.find_bar, ui.chats.current
    ui.until(lambda: bar.count.text() == "6 of 6")  # 10, and 100 to 108: the nearest one is shown
    assert 150 < chat.state.earlier + 108 < 250
    seen = []
    for _ in range(6):
        seen.append(bar.count.text())
        assert marks(ui) > 0
        ui.qtbot.keyClick(bar.field, "\r", Qt.KeyboardModifier.ShiftModifier)
        ui.until(lambda: bar.count.text() != seen[-1])
    assert seen == [f"{place} of 6" for place in (6, 5, 4, 3, 2, 1)]
    assert bar.count.text() == "6 of 6"


def test_the_first_match_of_a_long_chat_is_gone_to_from_its_last(ui: Ui) -> None:
    open_long(ui, 300)
    ui.page.find_bar.enter()
    bar = ui.page.find_bar
    find(ui, "Question")
    ui.until(lambda: bar.count.text().endswith("of 150"))
    ui.qtbot.keyClick(bar.field, "\r", Qt.KeyboardModifier.ShiftModifier)

    def differs(place: str) -> bool:
        return bar.count.text() != place

    while not bar.count.text().startswith("1 of"):  # forwards, and around
        place = bar.count.text()
        ui.qtbot.keyClick(bar.field, "\r")
        ui.until(partial(differs, place))
    assert marks(ui) > 0


def test_words_of_another_chat_are_counted_when_that_is_opened(ui: Ui) -> None:
    open_long(ui, 150)
    find(ui, "Question 1")
    bar = ui.page.find_bar
    ui.until(lambda: bar.count.text().endswith("of 30"))
    open_long(ui, 10, "Short")
    ui.until(lambda: bar.count.text() == "No matches")


def test_a_reply_that_streams_is_searched_as_it_grows(ui: Ui) -> None:
    ui.server.gate.clear()
    ui.server.reply_with("one word", " and a word more")
    ui.ask("Hi")
    ui.until(lambda: ui.answer_text() == "one word")
    find(ui, "word")
    assert ui.page.find_bar.count.text() == "1 of 1"
    ui.server.gate.set()
    ui.until(lambda: ui.page.find_bar.count.text() == "1 of 2" and ui.is_quiet())
