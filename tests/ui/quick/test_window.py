"""The quick question as a user asks it: streamed, stored, stopped, and opened as a chat."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt

from desktop.services.conversation import ConversationService
from desktop.ui.quick.window import QuickWindow
from desktop.ui.theme import Theme
from tests.servers.faults import Status
from tests.ui.conftest import Ui

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def quick(ui: Ui, theme: Theme) -> Iterator[QuickWindow]:
    window = QuickWindow(theme, ui.chats, ui.providers)
    ui.qtbot.addWidget(window, before_close_func=None)
    window.bring_up()
    yield window
    ui.server.gate.set()


def ask(ui: Ui, quick: QuickWindow, text: str) -> None:
    ui.qtbot.keyClicks(quick.prompt, text)
    ui.qtbot.keyClick(quick.prompt, "\r")


def text_of(quick: QuickWindow) -> str:
    return quick.reply.reply.to_plain_text().strip() if quick.reply.isVisible() else ""


def stored(ui: Ui) -> list[list[str]]:
    """What the store has of every chat, the oldest first."""
    chats = sorted(ui.run(ui.store.list_chats()), key=lambda row: row.id)
    return [[turn.content for turn in ui.run(ui.store.read_chat(row.id)).turns] for row in chats]


def is_quiet(quick: QuickWindow) -> bool:
    return quick.conversation is not None and not quick.conversation.is_busy


def has_answered(quick: QuickWindow, question: str) -> bool:
    return quick.question.text() == question and is_quiet(quick)


def test_a_question_is_answered_below_and_stored_without_touching_the_chat_in_front(
    ui: Ui, quick: QuickWindow
) -> None:
    ui.ask("In front")
    ui.until(ui.is_quiet)
    front = ui.chats.current
    ui.server.reply_with("**Paris**", ".")
    ask(ui, quick, "Capital of France?")
    assert quick.prompt.toPlainText() == ""
    ui.until(lambda: text_of(quick) == "Paris." and is_quiet(quick))
    assert quick.question.text() == "Capital of France?"
    assert ui.chats.current is front
    assert stored(ui) == [["In front", "Hello, world!"], ["Capital of France?", "**Paris**."]]


def test_escape_hides_it_and_the_reply_goes_on(ui: Ui, quick: QuickWindow) -> None:
    ui.server.gate.clear()
    ask(ui, quick, "Hi")
    ui.until(lambda: text_of(quick) == "Hello")
    ui.qtbot.keyClick(quick.prompt, Qt.Key.Key_Escape)
    assert not quick.isVisible()
    ui.server.gate.set()
    ui.until(lambda: is_quiet(quick))
    assert stored(ui) == [["Hi", "Hello, world!"]]
    quick.bring_up()
    ui.until(lambda: text_of(quick) == "Hello, world!")


def test_a_further_question_follows_in_the_same_chat_until_the_window_is_hidden(
    ui: Ui, quick: QuickWindow
) -> None:
    for question in ("One", "Two"):
        ask(ui, quick, question)
        ui.until(partial(has_answered, quick, question))
    quick.hide()
    quick.bring_up()
    ask(ui, quick, "Three")
    ui.until(lambda: quick.question.text() == "Three" and is_quiet(quick))
    reply = "Hello, world!"
    assert stored(ui) == [["One", reply, "Two", reply], ["Three", reply]]


def test_the_button_stops_and_nothing_is_asked_meanwhile(ui: Ui, quick: QuickWindow) -> None:
    ui.server.gate.clear()
    ask(ui, quick, "Hi")
    ui.until(lambda: text_of(quick) == "Hello")
    ask(ui, quick, "Wait")
    assert quick.prompt.toPlainText() == "Wait"
    assert quick.send.text() == "Stop"
    ui.qtbot.mouseClick(quick.send, LEFT)
    ui.until(lambda: quick.reply.phase.text() == "Stopped" and is_quiet(quick))
    assert stored(ui) == [["Hi", "Hello"]]


def test_open_in_chat_brings_it_to_the_main_window_while_it_streams(ui: Ui, quick: QuickWindow) -> None:
    wanted: list[ConversationService] = []
    quick.chat_wanted.connect(wanted.append)
    ui.server.gate.clear()
    ask(ui, quick, "Hi")
    ui.until(lambda: text_of(quick) == "Hello")
    ui.qtbot.mouseClick(quick.reply.go_on, LEFT)
    assert not quick.isVisible()
    ui.chats.bring_forward(wanted[0])
    assert ui.questions() == ["Hi"]
    ui.server.gate.set()
    ui.until(lambda: ui.answer_text() == "Hello, world!" and ui.is_quiet())
    ui.ask("And now?")
    ui.until(lambda: len(ui.answers()) == 2 and ui.is_quiet())
    quick.bring_up()
    assert not quick.reply.isVisible()
    ask(ui, quick, "New")
    ui.until(lambda: is_quiet(quick) and quick.question.text() == "New")
    assert len(stored(ui)) == 2


def test_a_failure_says_why_and_is_tried_again(ui: Ui, quick: QuickWindow) -> None:
    ui.server.fault, ui.server.fault_after = Status(500, "out of memory"), 0
    ask(ui, quick, "Hi")
    ui.until(quick.reply.notice.isVisible)
    assert "out of memory" in quick.reply.notice.evidence.text()
    ui.server.fault = None
    ui.qtbot.mouseClick(quick.reply.retry, LEFT)
    ui.until(lambda: text_of(quick) == "Hello, world!" and is_quiet(quick))


def test_a_question_from_outside_begins_a_chat_of_its_own_beside_one_that_streams(
    ui: Ui, quick: QuickWindow
) -> None:
    ui.server.gate.clear()
    ask(ui, quick, "First")
    ui.until(lambda: text_of(quick) == "Hello")
    first = quick.conversation
    assert first is not None
    quick.ask_anew("Second")
    assert quick.question.text() == "Second"
    ui.server.gate.set()
    ui.until(lambda: is_quiet(quick) and not first.is_busy)
    assert [turns[0] for turns in stored(ui)] == ["First", "Second"]
    assert {turns[1] for turns in stored(ui)} == {"Hello, world!"}


def test_a_chat_that_is_deleted_leaves_the_window_empty(ui: Ui, quick: QuickWindow) -> None:
    ask(ui, quick, "Hi")
    ui.until(lambda: is_quiet(quick))
    assert quick.conversation is not None
    ui.chats.delete_chat(quick.conversation.state.chat_id)
    ui.until(lambda: quick.conversation is None)
    assert not quick.reply.isVisible()
    ask(ui, quick, "Again")
    ui.until(lambda: is_quiet(quick))
    assert [turns[0] for turns in stored(ui)] == ["Again"]


def test_a_new_chat_in_the_main_window_is_another_one(ui: Ui, quick: QuickWindow) -> None:
    aside = ui.chats.new_aside()
    ui.ask("Front")
    ui.until(ui.is_quiet)
    ui.chats.new_chat()
    assert ui.chats.current is not aside
    assert quick.isVisible()
