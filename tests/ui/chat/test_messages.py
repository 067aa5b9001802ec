"""What can be done with one message, over the real services."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from desktop.domain.catalog import ModelChoice
from desktop.domain.conversation import Outcome
from desktop.domain.providers import Endpoint
from desktop.providers.detection import connect
from desktop.services.sources import AddressSource
from desktop.ui.chat.rows import UNDO
from desktop.ui.chat.undo_row import UndoRow
from desktop.ui.chat.user_message import UserMessage
from tests.servers.faults import Fault
from tests.servers.openai_compatible import OpenAIDouble
from tests.ui.chat.long_chats import open_long, y_of
from tests.ui.conftest import Ui


def question(ui: Ui) -> UserMessage:
    """The last question."""
    return next(w for w in reversed(ui.messages()) if isinstance(w, UserMessage))


def ask(ui: Ui, text: str, reply: str) -> None:
    ui.server.reply_with(reply)
    ui.ask(text)
    ui.until(lambda: ui.is_quiet() and ui.chats.current.state.turns[-1].content == reply)
    ui.until(lambda: ui.answers()[-1].reply.source() == reply)


def press(ui: Ui, button: QAbstractButton) -> None:
    ui.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text().strip() == text)


def test_a_question_is_changed_in_its_place_and_both_versions_stay(ui: Ui) -> None:
    ask(ui, "First", "one")
    asked = question(ui)
    press(ui, asked.edit)
    assert asked.editor is not None
    assert QApplication.focusWidget() is asked.editor.field
    ui.server.reply_with("two")
    ui.qtbot.keyClicks(asked.editor.field, " again")
    ui.qtbot.keyClick(asked.editor.field, "\r")
    ui.until(lambda: ui.answer_text() == "two" and ui.is_quiet())
    assert ui.questions() == ["First again"]
    assert asked.bar.arrows.label.text() == "2 / 2"
    assert asked.bar.arrows.label.accessibleName() == "Version 2 of 2"
    press(ui, asked.bar.arrows.previous)
    ui.until(lambda: ui.questions() == ["First"] and ui.answer_text() == "one")
    assert asked.bar.arrows.label.text() == "1 / 2"
    assert not asked.is_editing


def test_escape_cancels_the_change_and_keeps_it_for_the_next_time(ui: Ui) -> None:
    ask(ui, "First", "one")
    ui.qtbot.keyClicks(ui.page.composer.prompt, "a draft")
    asked = question(ui)
    press(ui, asked.edit)
    assert asked.editor is not None
    ui.qtbot.keyClicks(asked.editor.field, " changed")
    ui.qtbot.keyClick(asked.editor.field, Qt.Key.Key_Escape)
    assert not asked.is_editing
    assert QApplication.focusWidget() is asked.edit
    assert ui.questions() == ["First"]
    assert ui.page.composer.text() == "a draft"
    press(ui, asked.edit)
    assert asked.editor.text() == "First changed"
    asked.editor.field.undo()
    assert asked.editor.text() == "First"
    press(ui, asked.editor.cancel)
    assert ui.chats.current.state.turns[0].siblings == ()


def test_versions_are_switched_by_keyboard_and_the_arrows_stay_in_place(ui: Ui) -> None:
    for number in range(4):
        ask(ui, f"Question {number}", "\n\n".join(f"Line {n}." for n in range(12)))
    ui.server.reply_with("short")
    press(ui, ui.answers()[-2].again)
    ui.until(lambda: ui.answer_text() == "short" and ui.is_quiet())
    answer = ui.answers()[-1]
    arrows = answer.bar.arrows
    assert arrows.label.text() == "2 / 2"
    arrows.previous.setFocus()
    place = arrows.mapToGlobal(arrows.rect().topLeft())
    ui.qtbot.keyClick(arrows.previous, Qt.Key.Key_Space)
    ui.until(lambda: arrows.label.text() == "1 / 2" and not answer.reply.is_rendering())
    assert answer.reply.source().startswith("Line 0.")
    assert arrows.mapToGlobal(arrows.rect().topLeft()) == place
    assert arrows.next.hasFocus()
    ui.qtbot.keyClick(arrows.next, Qt.Key.Key_Space)
    ui.until(lambda: arrows.label.text() == "2 / 2")
    assert answer.reply.source() == "short"


def test_another_model_is_asked_for_another_reply(ui: Ui) -> None:
    ui.server.models = {"gemma3:270m": 1, "other:1b": 1}
    ui.providers.refresh()
    ui.until(lambda: len(ui.providers.state.rows[0].models) == 2)
    ask(ui, "Hi", "one")
    ui.server.reply_with("two")
    with_menu = entry(ui.answers()[-1].bar.menu(), "Ask &Again With").menu()
    assert isinstance(with_menu, QMenu)
    entry(with_menu, "other:1b").trigger()
    ui.until(lambda: ui.answer_text() == "two" and ui.is_quiet())
    assert ui.answers()[-1].model.text() == "other:1b"
    assert ui.answers()[-1].bar.arrows.label.text() == "2 / 2"
    assert ui.providers.state.choice.model == "gemma3:270m"


def test_what_is_deleted_comes_back_by_undo(ui: Ui) -> None:
    ask(ui, "First", "one")
    ask(ui, "Second", "two")
    press(ui, question(ui).bar.delete)
    ui.until(lambda: ui.questions() == ["First"])
    row = ui.page.transcript.row_of(UNDO)
    assert row is not None
    undo = row.widget
    assert isinstance(undo, UndoRow)
    assert undo.sentence.text() == "Question deleted, with 1 message(s) after it."
    assert y_of(ui.page.transcript, row) > ui.answers()[-1].y()
    press(ui, undo.undo)
    ui.until(lambda: ui.questions() == ["First", "Second"] and ui.answer_text() == "two")
    assert ui.page.transcript.row_of(UNDO) is None


def test_the_undo_goes_when_the_chat_goes_on(ui: Ui) -> None:
    ask(ui, "First", "one")
    press(ui, ui.answers()[-1].bar.delete)
    ui.until(lambda: not ui.answers() and ui.page.transcript.row_of(UNDO))
    ask(ui, "Second", "two")
    assert ui.page.transcript.row_of(UNDO) is None


@pytest.mark.parametrize(
    ("choice", "text"), [("Copy as &Text", "Some bold text"), ("Copy as &Markdown", "Some **bold** text")]
)
def test_a_reply_is_copied_as_text_or_as_markdown(ui: Ui, choice: str, text: str) -> None:
    ui.server.reply_with("Some **bold** text")
    ui.ask("Hi")
    ui.until(lambda: ui.answers() and ui.is_quiet() and not ui.answers()[-1].reply.is_rendering())
    entry(ui.answers()[-1].bar.menu(), choice).trigger()
    assert QGuiApplication.clipboard().text() == text


def test_a_reply_that_was_cut_off_goes_on(ui: Ui) -> None:
    ui.server.reply_with("Half of ", "it")
    ui.server.fault = Fault.CUT
    ui.ask("Hi")
    ui.until(lambda: ui.answers() and ui.answers()[-1].resume.isVisible() and ui.is_quiet())
    ui.server.fault = None
    ui.server.reply_with("the rest.")
    press(ui, ui.answers()[-1].resume)
    ui.until(lambda: ui.answer_text() == "Half of the rest." and ui.is_quiet())
    assert ui.chats.current.state.turns[-1].outcome is Outcome.COMPLETE
    assert not ui.answers()[-1].resume.isVisible()


def test_a_server_that_begins_anew_says_why_a_reply_does_not_go_on(ui: Ui) -> None:
    with OpenAIDouble() as server:
        source = AddressSource(Endpoint("llama", "llama.cpp", server.url), connect)
        ui.providers.add(source)
        ui.until(lambda: ui.providers.state.rows[-1].models)
        ui.providers.choose(ModelChoice("llama", "gemma3-270m"))
        server.reply_with("Half of ", "it")
        server.fault = Fault.CUT
        ui.ask("Hi")
        ui.until(lambda: ui.answers() and ui.answers()[-1].limit is not None and ui.is_quiet())
        limit = ui.answers()[-1].limit
        assert limit is not None
        assert limit.text() == (
            "This server cannot go on with a reply that was cut off. Ask again for a new one."
        )
        assert limit.isVisible()
        assert not ui.answers()[-1].resume.isVisible()
        server.fault = None
        press(ui, ui.answers()[-1].again)
        ui.until(lambda: ui.answers()[-1].turn is not None and ui.is_quiet() and not limit.isVisible())
        assert ui.chats.current.state.turns[-1].outcome is Outcome.COMPLETE


def test_while_a_reply_arrives_nothing_else_can_be_asked(ui: Ui) -> None:
    ask(ui, "First", "one")
    ui.server.gate.clear()
    ui.server.reply_with("Hello", ", world!")
    ui.ask("Second")
    ui.until(lambda: ui.answer_text() == "Hello")
    first = ui.answers()[0]
    assert not first.again.isEnabled()
    assert not question(ui).edit.isEnabled()
    assert not ui.answers()[-1].copy.isVisible()
    assert ui.answers()[-1].bar.delete.isEnabled()
    ui.server.gate.set()
    ui.until(ui.is_quiet)
    assert first.again.isEnabled()


def test_a_hit_that_cannot_be_shown_beside_a_reply_says_so_and_comes_at_its_end(ui: Ui) -> None:
    ask(ui, "First", "one")
    first = ui.chats.current.state.turns[1].id
    ui.server.gate.clear()
    ui.server.reply_with("Hello", ", world!")
    press(ui, ui.answers()[-1].again)
    ui.until(lambda: ui.answer_text() == "Hello")
    ui.chats.open_chat(ui.chats.current.state.chat_id, first)
    assert ui.page.awaited.isVisible()
    assert "stop the reply to see it now" in ui.page.awaited.sentence.text()
    press(ui, ui.page.awaited.dismiss)
    assert not ui.page.awaited.isVisible()
    ui.chats.open_chat(ui.chats.current.state.chat_id, first)
    ui.server.gate.set()
    ui.until(lambda: ui.answer_text() == "one" and ui.is_quiet())
    assert not ui.page.awaited.isVisible()


def test_thoughts_say_how_long_they_took(ui: Ui) -> None:
    ui.server.reply_with("42", thinking=("Let me ", "think."))
    ui.ask("Hi")
    ui.until(lambda: ui.answer_text() == "42" and ui.is_quiet())
    assert ui.answers()[-1].fold.text().startswith("Thought for ")


def test_thoughts_that_are_unfolded_stay_so_out_of_view(ui: Ui) -> None:
    open_long(ui, 60)
    ui.server.reply_with("42", thinking=("Let me ", "think."))
    ui.ask("Hi")
    ui.until(lambda: ui.answer_text() == "42" and ui.is_quiet())
    press(ui, ui.answers()[-1].fold)
    ui.page.composer.setFocus()
    before = ui.answers()[-1]
    ui.page.transcript.verticalScrollBar().setValue(0)
    assert before not in ui.answers()
    ui.page.transcript.go_to_end()
    assert ui.answers()[-1] is not before
    assert ui.answers()[-1].thinking.isVisible()
