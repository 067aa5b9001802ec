"""Every way out of every error has a button where it is offered, and the button does what it says."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.domain.chat import Role
from desktop.domain.conversation import Turn
from desktop.domain.errors import KeyringLocked, NoModels, PortInUse, StackError, TarsError
from desktop.domain.stack import GpuChoice, PortHolder, StackPhase
from desktop.domain.stack_reading import is_about_engine
from desktop.text.messages import Action, explain
from desktop.ui.chat.answer import Answer, AnswerState
from desktop.ui.notice import Notice
from desktop.ui.stack.options_dialog import StackOptionsDialog
from desktop.ui.stack.risk_dialog import RiskDialog
from desktop.ui.theme import Theme
from tests.servers.faults import Fault
from tests.text.test_messages import EVERY_ERROR, STACK
from tests.ui.conftest import Ui

OF_A_REPLY = [error for error in EVERY_ERROR if not isinstance(error, StackError)]
IN_THE_CHAT = {
    Action.RETRY,
    Action.CHOOSE_MODEL,
    Action.CHECK_AGAIN,
    Action.UNLOCK,
    Action.ENTER_KEY,
}
BY_WAY_OUT = {(type(error), action): error for error in STACK for action in explain(error).actions}
WAYS_OUT = [
    pytest.param(error, action, id=f"{kind.__name__}-{action.value}")
    for (kind, action), error in BY_WAY_OUT.items()
]


def press(ui: Ui, button: QAbstractButton) -> None:
    ui.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def is_open(kind: type) -> bool:
    return any(isinstance(w, kind) and w.isVisible() for w in QApplication.topLevelWidgets())


def offered(notice: Notice) -> set[Action]:
    return {action for action, button in notice.buttons.items() if button.isVisibleTo(notice)}


@pytest.mark.parametrize(("error", "action"), WAYS_OUT)
def test_on_the_stack_page_every_way_out_works(ui: Ui, error: StackError, action: Action) -> None:
    ui.stack.watch(is_seen=True)
    ui.until(lambda: ui.engine.is_followed and ui.stack.state.phase is StackPhase.ABSENT)
    ui.window.show_stack()
    page = ui.window.stack_page
    if isinstance(error, PortInUse):
        ui.engine.holders[8080] = PortHolder(8080, error.holder or "x", is_ollama=error.is_ollama)
    ui.engine.failures[GpuChoice.NONE] = error
    press(ui, page.state_card.button)
    ui.until(page.failure.isVisible)
    assert ui.stack.state.error is not None
    assert offered(page.failure) == set(explain(ui.stack.state.error).actions)
    button = page.failure.buttons[action]
    assert button.isEnabled()
    ui.engine.failures.clear()
    reused: list[None] = []
    page.reuse_wanted.connect(lambda: reused.append(None))
    press(ui, button)
    done: dict[Action, Callable[[], object]] = {
        Action.CHECK_AGAIN: lambda: not page.failure.isVisible() and len(ui.engine.ups) == 1,
        Action.USE_OTHER_PORT: lambda: ui.stack.state.url == "http://127.0.0.1:8081",
        Action.REUSE_OLLAMA: lambda: reused,
        Action.SHOW_LOG: page.log.view.hasFocus,
        Action.OPEN_SETTINGS: lambda: is_open(StackOptionsDialog),
        Action.CONFIRM: lambda: is_open(RiskDialog),
    }
    ui.until(done.get(action, lambda: ui.stack.state.phase is StackPhase.RUNNING))


@pytest.mark.parametrize("error", [error for error in STACK if is_about_engine(error)], ids=repr)
def test_without_an_engine_the_page_offers_to_check_again(ui: Ui, error: StackError) -> None:
    ui.engine.away = error
    ui.window.show_stack()
    page = ui.window.stack_page
    ui.stack.watch(is_seen=True)
    ui.until(page.failure.isVisible)
    assert offered(page.failure) == {Action.CHECK_AGAIN}
    ui.engine.away = None
    press(ui, page.failure.buttons[Action.CHECK_AGAIN])
    ui.until(lambda: ui.stack.state.phase is StackPhase.ABSENT and not page.failure.isVisible())


@pytest.mark.parametrize("error", OF_A_REPLY, ids=lambda error: f"{type(error).__name__}-{str(error)[:30]}")
def test_in_the_chat_every_way_out_has_a_button(ui: Ui, theme: Theme, error: TarsError) -> None:
    answer = Answer(theme, ui.pulls, ui.providers)
    ui.qtbot.addWidget(answer)
    answer.render_turn(Turn(1, Role.ASSISTANT, "", error=error), AnswerState(is_last=True))
    assert offered(answer.notice) == set(explain(error).actions) <= IN_THE_CHAT
    assert all(answer.notice.buttons[action].isEnabled() for action in offered(answer.notice))


def test_in_the_chat_the_buttons_work(ui: Ui) -> None:
    ui.server.fault = Fault.HTML_500
    ui.ask("Hi")
    ui.until(lambda: ui.answers() and ui.answers()[-1].notice.isVisible() and ui.is_quiet())
    ui.server.fault = None
    answer, turn = ui.answers()[-1], ui.chats.current.state.turns[-1]
    answer.render_turn(replace(turn, error=NoModels("")), AnswerState(is_last=True))
    ui.until(lambda: not ui.providers.state.is_checking)
    press(ui, answer.notice.buttons[Action.CHECK_AGAIN])
    assert ui.providers.state.is_checking
    answer.render_turn(turn, AnswerState(is_last=True))
    press(ui, answer.notice.buttons[Action.CHOOSE_MODEL])
    assert ui.page.picker.menu.isVisible()
    ui.page.picker.menu.hide()
    wanted: list[tuple[str, str]] = []
    ui.page.unlock_wanted.connect(lambda provider: wanted.append(("unlock", provider)))
    ui.page.key_wanted.connect(lambda provider: wanted.append(("enter", provider)))
    answer.render_turn(replace(turn, error=KeyringLocked()), AnswerState(is_last=True))
    press(ui, answer.notice.buttons[Action.UNLOCK])
    press(ui, answer.notice.buttons[Action.ENTER_KEY])
    assert wanted == [("unlock", "ollama"), ("enter", "ollama")]
    answer.render_turn(turn, AnswerState(is_last=True))
    press(ui, answer.notice.buttons[Action.RETRY])
    ui.until(lambda: ui.answer_text() == "Hello, world!" and ui.is_quiet())


def test_what_concerns_the_whole_application_has_no_button_that_does_nothing(ui: Ui) -> None:
    for error in EVERY_ERROR:
        ui.page.say(explain(error))
        assert offered(ui.page.banner) == set()
        ui.page.banner.dismissed.emit()
