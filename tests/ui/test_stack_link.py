"""What the stack means to the rest: the provider's address, the settings, and the question when quitting."""

import pytest
from PySide6.QtCore import Qt

from desktop.app.stack_link import StackLink
from desktop.domain.catalog import ModelChoice, Reach
from desktop.domain.providers import Endpoint
from desktop.domain.settings import OnQuit
from desktop.domain.stack import StackOptions, StackPhase
from desktop.providers.detection import connect
from desktop.services.sources import AddressSource
from desktop.ui.dialogs import ConfirmDialog
from desktop.ui.theme import Theme
from tests.fake_stack_engine import running
from tests.servers.ollama import OllamaDouble
from tests.ui.conftest import Ui


def source_at(endpoint: Endpoint) -> AddressSource:
    return AddressSource(endpoint, connect)


class Linked:
    """The link, and how often quitting was decided."""

    def __init__(self, ui: Ui, theme: Theme) -> None:
        self.ui, self.theme = ui, theme
        ui.providers.add(source_at(Endpoint("model-runner", "Model Runner", "http://127.0.0.1:9")))
        ui.providers.choose(ModelChoice("ollama"))
        self.link = StackLink(ui.stack, ui.providers, ui.settings, source_at)
        self.decisions = 0
        self.link.quit_decided.connect(self._count)

    def _count(self) -> None:
        self.decisions += 1

    def quit(self) -> None:
        self.link.consider_quit(self.theme, self.ui.window, self.ui.window.bring_up)

    def dialogs(self) -> list[ConfirmDialog]:
        return [dialog for dialog in self.ui.window.findChildren(ConfirmDialog) if dialog.isVisible()]

    def start(self) -> None:
        self.ui.stack.start()
        self.ui.until(lambda: self.ui.stack.state.phase is StackPhase.RUNNING)


@pytest.fixture
def linked(ui: Ui, theme: Theme) -> Linked:
    return Linked(ui, theme)


def test_the_provider_follows_the_stack_to_another_port(ui: Ui, linked: Linked) -> None:
    with OllamaDouble() as server:
        ui.stack.set_options(StackOptions(port=server.port))
        ui.stack.start()
        ui.until(lambda: (row := ui.providers.state.row("model-runner")) and row.reach is Reach.AVAILABLE)
        row = ui.providers.state.row("model-runner")
        assert row is not None
        assert row.endpoint.url == server.url
        assert ui.providers.state.choice.provider == "ollama"
        assert [r.endpoint.id for r in ui.providers.state.rows] == ["ollama", "model-runner"]
        assert ui.settings.state.stack.port == server.port
        assert linked.decisions == 0


def test_an_ollama_on_the_port_is_used_as_it_is(ui: Ui, linked: Linked) -> None:
    with OllamaDouble() as server:
        ui.stack.set_options(StackOptions(port=server.port))
        linked.link.reuse()
        ui.until(lambda: (row := ui.providers.state.row("model-runner")) and row.reach is Reach.AVAILABLE)
        assert ui.providers.state.choice.provider == "model-runner"
        assert ui.engine.ups == []


def test_quitting_asks_nothing_without_a_stack_or_with_one_of_somebody_else(ui: Ui, linked: Linked) -> None:
    linked.quit()
    ui.engine.containers = (running(),)
    ui.stack.watch(is_seen=True)
    ui.until(lambda: ui.stack.state.phase is StackPhase.RUNNING)
    linked.quit()
    assert (linked.decisions, linked.dialogs()) == (2, [])


def test_quitting_asks_once_what_becomes_of_the_stack(ui: Ui, linked: Linked) -> None:
    linked.start()
    linked.quit()
    linked.quit()
    assert linked.decisions == 0
    assert len(linked.dialogs()) == 1
    linked.dialogs()[0].reject()
    assert linked.decisions == 0
    linked.quit()
    ui.qtbot.mouseClick(linked.dialogs()[0].buttons[1], Qt.MouseButton.LeftButton)
    assert linked.decisions == 1
    assert not ui.stack.stops_on_quit
    assert ui.settings.state.on_quit is OnQuit.ASK


def test_the_answer_is_remembered(ui: Ui, linked: Linked) -> None:
    linked.start()
    linked.quit()
    dialog = linked.dialogs()[0]
    dialog.remember.setChecked(True)
    ui.qtbot.mouseClick(dialog.buttons[0], Qt.MouseButton.LeftButton)
    assert ui.settings.state.on_quit is OnQuit.STOP
    assert ui.stack.stops_on_quit
    linked.quit()
    assert linked.decisions == 2
    ui.run(ui.stack.aclose())
    assert ui.engine.asked.count("stop") == 1
