"""A window made anew in another language is where the one before it was, and its reply goes on."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.app.language import Speech
from desktop.domain.settings import Language
from desktop.text.messages import Explanation
from desktop.ui.carry_over import carry_over
from desktop.ui.chat.answer import Answer
from desktop.ui.main_window import MainWindow
from desktop.ui.theme import Theme
from tests.conftest import RESOURCES
from tests.fake_probes import FACTS
from tests.ui.conftest import Ui


@pytest.fixture
def speech(qapp: QApplication) -> Iterator[Speech]:
    speech = Speech(qapp, RESOURCES)
    yield speech
    speech.use(Language.ENGLISH)


def another(ui: Ui, theme: Theme) -> MainWindow:
    window = MainWindow(
        theme, ui.chats, ui.providers, ui.stack, ui.settings, ui.window.report, ui.model_services, FACTS
    )
    ui.qtbot.addWidget(window, before_close_func=None)
    carry_over(ui.window, window)
    return window


def test_page_fields_draft_and_size_stay(ui: Ui, theme: Theme, speech: Speech) -> None:
    old = ui.window
    old.resize(1100, 700)
    old.toggle_sidebar()
    old.page.composer.set_text("half a question")
    old.models_page.filter.setText("llama")
    old.page.say(Explanation("Something is wrong."))
    old.show_models()
    speech.use(Language.PSEUDO)
    new = another(ui, theme)
    assert new.isVisible()
    assert not old.isVisible()
    assert new.size() == old.size()
    assert new.is_folded
    assert new.page.composer.text() == "half a question"
    assert new.models_page.filter.text() == "llama"
    assert new.models_page.isVisible()
    assert new.page.said == (Explanation("Something is wrong.", actions=()),)
    assert new.models_page.title.text() == "[Môdélš ~~]"
    new.hide()


def test_a_reply_that_arrives_goes_on_in_the_new_window(ui: Ui, theme: Theme) -> None:
    ui.server.gate.clear()
    ui.ask("Hi")
    ui.until(lambda: ui.answer_text() == "Hello")
    new = another(ui, theme)
    answer = new.findChild(Answer)
    assert answer is not None
    assert answer.reply.to_plain_text() == "Hello"
    ui.window = new
    ui.server.gate.set()
    ui.until(lambda: ui.answer_text() == "Hello, world!" and ui.is_quiet())


def test_the_place_in_the_chat_stays(ui: Ui, theme: Theme) -> None:
    ui.server.reply_with("\n\n".join(f"Paragraph {number}" for number in range(80)))
    ui.ask("Hi")
    ui.until(lambda: "79" in ui.answer_text() and ui.is_quiet())
    bar = ui.page.transcript.verticalScrollBar()
    ui.until(lambda: bar.maximum() > 500)
    bar.triggerAction(bar.SliderAction.SliderPageStepSub)
    value = bar.value()
    assert 0 < value < bar.maximum() - 100
    new = another(ui, theme)
    ui.until(lambda: new.page.transcript.verticalScrollBar().value() == value)
    assert new.page.transcript.latest.isVisible()
    new.hide()


def test_the_place_in_a_reply_that_is_still_being_drawn_stays(ui: Ui, theme: Theme) -> None:
    ui.server.reply_with("\n\n".join(f"Paragraph {number} is *here*" for number in range(3000)))
    ui.ask("Hi")
    transcript = ui.page.transcript
    bar = transcript.verticalScrollBar()
    ui.until(lambda: not ui.chats.current.state.is_replying and bar.maximum() > 1500)
    answer = ui.window.findChild(Answer)
    assert answer is not None
    assert answer.reply.is_rendering()
    bar.triggerAction(bar.SliderAction.SliderPageStepSub)
    value = bar.value()
    assert value > 300
    new = another(ui, theme)
    ui.until(lambda: new.page.transcript.verticalScrollBar().value() == value)
    new.hide()
