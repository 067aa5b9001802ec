"""A question to a stack that is off: it is started from the chat, and then the question is asked again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from desktop.domain.catalog import ModelChoice, ProviderRow, Reach
from desktop.domain.errors import ImageUnavailable
from desktop.domain.providers import Endpoint
from desktop.domain.stack import GpuChoice, StackOptions, StackPhase
from desktop.providers.detection import connect
from desktop.services.sources import AddressSource
from desktop.services.stack_retry import StackRetry
from desktop.text.messages import Action
from desktop.ui.notice import Notice
from tests.servers.ollama import OllamaDouble
from tests.ui.conftest import Ui


class Asked:
    """A chat whose question found the stack off, and the server that the stack will be."""

    def __init__(self, ui: Ui, server: OllamaDouble) -> None:
        self.ui, self.server = ui, server
        self.retry = StackRetry(ui.stack, ui.providers)
        ui.page.start_wanted.connect(self.retry.start_for)
        ui.stack.set_options(StackOptions(port=server.port))
        ui.providers.add(AddressSource(Endpoint("model-runner", "Model Runner", server.url), connect))
        ui.until(lambda: (row := self.row()) and row.reach is Reach.AVAILABLE and row.best_model)
        ui.stack.watch(is_seen=True)
        ui.until(lambda: ui.stack.state.phase is StackPhase.ABSENT)
        server.refuse()
        ui.ask("Hi")
        ui.until(lambda: ui.answers() and self.notice.isVisible() and ui.is_quiet())
        ui.engine.gate.clear()

    def row(self) -> ProviderRow | None:
        return self.ui.providers.state.row("model-runner")

    @property
    def notice(self) -> Notice:
        return self.ui.answers()[-1].notice

    def start(self) -> None:
        """Press the button, and wait until the start is under way."""
        self.ui.qtbot.mouseClick(self.notice.buttons[Action.START_STACK], Qt.MouseButton.LeftButton)
        self.ui.until(lambda: self.ui.engine.ups)

    def become_healthy(self) -> None:
        """The server in the stack answers, and the stack runs."""
        self.server.accept_again()
        self.ui.engine.gate.set()
        self.ui.until(lambda: self.ui.stack.state.phase is StackPhase.RUNNING)

    def chats(self) -> int:
        return sum(request.path == "/api/chat" for request in self.server.requests)


@pytest.fixture
def asked(ui: Ui) -> Iterator[Asked]:
    with OllamaDouble() as server:
        yield Asked(ui, server)
        server.accept_again()


def test_the_stack_is_started_from_the_chat_and_answers_there(ui: Ui, asked: Asked) -> None:
    button = asked.notice.buttons[Action.START_STACK]
    assert button.isVisible()
    assert button.text() == "&Start the Stack"
    asked.start()
    ui.until(lambda: not button.isVisible())
    assert asked.notice.isVisible()
    asked.become_healthy()
    ui.until(lambda: ui.answer_text() == "Hello, world!" and ui.is_quiet())
    assert ui.questions() == ["Hi"]
    assert not asked.notice.isVisible()
    assert ui.answers()[-1].provider.text() == "Model Runner"
    assert asked.chats() == 1


def test_somebody_who_has_gone_on_is_not_asked_for_again(ui: Ui, asked: Asked) -> None:
    asked.start()
    ui.providers.choose(ModelChoice("ollama"))
    ui.ask("Something else")
    ui.until(lambda: ui.answer_text() == "Hello, world!" and ui.is_quiet())
    asked.become_healthy()
    ui.until(lambda: not ui.providers.state.is_checking)
    assert ui.questions() == ["Hi", "Something else"]
    assert asked.chats() == 0


def test_a_start_that_fails_offers_itself_again_and_is_not_waited_for(ui: Ui, asked: Asked) -> None:
    ui.engine.failures[GpuChoice.NONE] = ImageUnavailable("denied", "x", "denied")
    asked.start()
    ui.engine.gate.set()
    ui.until(lambda: ui.stack.state.error is not None and not ui.stack.state.is_busy)
    assert asked.notice.buttons[Action.START_STACK].isVisible()
    ui.engine.failures.clear()
    ui.stack.start()
    asked.become_healthy()
    ui.until(lambda: not ui.providers.state.is_checking)
    assert ui.is_quiet()
    assert asked.chats() == 0


def test_another_server_that_is_off_offers_no_start(ui: Ui) -> None:
    ui.stack.watch(is_seen=True)
    ui.until(lambda: ui.stack.state.phase is StackPhase.ABSENT)
    ui.server.refuse()
    ui.ask("Hi")
    ui.until(lambda: ui.answers() and ui.answers()[-1].notice.isVisible() and ui.is_quiet())
    assert not ui.answers()[-1].notice.buttons[Action.START_STACK].isVisible()
    ui.server.accept_again()
