"""What a configuration gives away is shown before it is started, and nothing is started without consent."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.app.desk import Desk
from desktop.domain.providers import Endpoint
from desktop.domain.stack import StackPhase
from desktop.domain.stack_review import Danger, StackReview, StackRisk
from desktop.providers.detection import connect
from desktop.services.setup import SetupNeeds, SetupService
from desktop.services.sources import AddressSource, EngineSource, probe
from desktop.services.stack_operations import StackOperations
from desktop.text.messages import Action
from desktop.ui.stack.page import StackPage
from desktop.ui.stack.risk_dialog import RiskDialog
from desktop.ui.theme import Theme
from tests.fake_probes import FACTS
from tests.services.setup_bench import FakeSetupEngine
from tests.ui.conftest import Ui

RISKS = (
    StackRisk(Danger.PRIVILEGED, "web"),
    StackRisk(Danger.HOST_FOLDER, "web", "/<b>etc</b>\u202e\n"),
    StackRisk(Danger.ENGINE_SOCKET, "web"),
)


class AddressSources:
    """Providers at an address only."""

    def at(self, endpoint: Endpoint) -> AddressSource:
        return AddressSource(endpoint, connect)

    def of_file(self, path: str) -> EngineSource:
        raise NotImplementedError(path)


def setup_of(ui: Ui) -> SetupService:
    """The setup over what the window stands on."""
    operations = StackOperations(ui.engine, partial(probe, connect), lambda: False)
    needs = SetupNeeds(
        ui.stack, ui.providers, ui.health, ui.model_services, ui.settings, ui.chats,
        ui.advice, operations, FakeSetupEngine(ui.engine), partial(probe, connect),
    )  # fmt: skip
    setup = SetupService(needs, lambda: "What can you do?")
    ui.closing.append(setup.aclose)
    return setup


@pytest.fixture
def page(ui: Ui) -> StackPage:
    ui.engine.reviewed = StackReview(RISKS, "one")
    ui.stack.watch(is_seen=True)
    ui.until(lambda: ui.engine.is_followed and ui.stack.state.phase is StackPhase.ABSENT)
    ui.window.show_stack()
    return ui.window.stack_page


def dialogs() -> list[RiskDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, RiskDialog) and w.isVisible()]


def asked(ui: Ui, page: StackPage) -> RiskDialog:
    """The question, after a start and a press on the button of the notice."""
    ui.qtbot.mouseClick(page.state_card.button, Qt.MouseButton.LeftButton)
    ui.until(page.failure.isVisible)
    ui.qtbot.mouseClick(page.failure.buttons[Action.CONFIRM], Qt.MouseButton.LeftButton)
    (dialog,) = dialogs()
    return dialog


def test_every_risk_is_listed_as_plain_text_and_enter_cancels(ui: Ui, page: StackPage) -> None:
    dialog = asked(ui, page)
    assert dialog.details.toPlainText().splitlines() == [
        "• web may do on this computer what its administrator may.",
        "• web sees /<b>etc</b> of this computer.",
        "• web may command Docker, and with it this computer.",
    ]
    assert dialog.focusWidget() is dialog.cancel
    ui.qtbot.keyClick(dialog.cancel, Qt.Key.Key_Return)
    ui.until(lambda: not dialogs())
    assert ui.engine.ups == []
    assert ui.stack.state.phase is StackPhase.ABSENT
    assert page.failure.isVisible()


def test_consent_starts_and_counts_until_the_configuration_changes(ui: Ui, page: StackPage) -> None:
    dialog = asked(ui, page)
    ui.qtbot.mouseClick(dialog.buttons[0], Qt.MouseButton.LeftButton)
    ui.until(lambda: ui.stack.state.phase is StackPhase.RUNNING)
    for fingerprint, starts in (("one", 2), ("two", 2)):
        ui.stack.stop()
        ui.until(lambda: ui.stack.state.phase is StackPhase.STOPPED)
        ui.engine.reviewed = StackReview(RISKS, fingerprint)
        ui.stack.start()
        ui.until(lambda: not ui.stack.state.is_busy)
        assert len(ui.engine.ups) == starts
    assert dialogs() == []


def test_a_newer_question_takes_the_place_of_an_older_one(ui: Ui, page: StackPage) -> None:
    asked(ui, page)
    ui.engine.reviewed = StackReview(RISKS[:1], "two")
    ui.stack.start()
    ui.until(lambda: not ui.stack.state.is_busy)
    page.ask_confirmation()
    (dialog,) = dialogs()
    assert len(dialog.details.toPlainText().splitlines()) == 1


@pytest.mark.usefixtures("page")
def test_a_start_from_the_tray_brings_the_question_up(ui: Ui, theme: Theme) -> None:
    ui.window.hide()
    desk = Desk(
        theme, ui.chats, ui.providers, ui.settings, AddressSources(), ui.stack, ui.health, ui.model_services,
        lambda: setup_of(ui), FACTS,
    )  # fmt: skip
    ui.qtbot.addWidget(desk.window)
    ui.stack.start()  # what the tray's menu does
    ui.until(dialogs)
    assert desk.window.isVisible()
    assert desk.window.stack_page.isVisible()
    ui.qtbot.mouseClick(dialogs()[0].buttons[0], Qt.MouseButton.LeftButton)
    ui.until(lambda: ui.stack.state.phase is StackPhase.RUNNING)
    assert ui.settings.state.confirmed_stack == "one"
    desk.close()
