"""What the keys of the chat's menu do, wherever in the chat the focus is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.ui.conftest import Ui

CONTROL = Qt.KeyboardModifier.ControlModifier


def focused(ui: Ui, place: str) -> QWidget:
    widgets = {
        "composer": ui.page.composer.prompt,
        "transcript": ui.page.transcript,
        "question": ui.page.transcript.live_turns()[0].widget,
    }
    widget = widgets[place]
    assert widget is not None
    part = getattr(widget, "text", widget) if place == "question" else widget
    assert isinstance(part, QWidget)
    part.setFocus()
    return part


@pytest.mark.parametrize("place", ["composer", "transcript", "question"])
def test_the_last_question_is_asked_again_by_its_keys(ui: Ui, place: str) -> None:
    ui.server.reply_with("one")
    ui.ask("Hi")
    ui.until(lambda: ui.answer_text() == "one" and ui.is_quiet())
    ui.server.reply_with("two")
    ui.qtbot.keyClick(focused(ui, place), Qt.Key.Key_R, CONTROL)
    ui.until(lambda: ui.answer_text() == "two" and ui.is_quiet())
    assert ui.questions() == ["Hi"]
    assert ui.answers()[-1].bar.arrows.label.text() == "2 / 2"


def test_nothing_is_asked_again_in_an_empty_chat_or_while_a_reply_arrives(ui: Ui) -> None:
    again = ui.page.actions_of_chat.again
    assert not again.isEnabled()
    ui.server.gate.clear()
    ui.ask("Hi")
    ui.until(lambda: ui.answer_text() == "Hello")
    ui.qtbot.keyClick(ui.page.composer.prompt, Qt.Key.Key_R, CONTROL)
    assert not again.isEnabled()
    ui.server.gate.set()
    ui.until(ui.is_quiet)
    assert again.isEnabled()
    assert ui.chats.current.state.turns[-1].siblings == ()
