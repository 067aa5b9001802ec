"""What a user does and sees on the stack page, over a scripted engine."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit

from desktop.domain.catalog import ModelChoice
from desktop.domain.errors import ComposeFailed, ContainerEnded, GpuUnavailable, PortInUse
from desktop.domain.settings import OnQuit
from desktop.domain.stack import GpuChoice, PortHolder, StackOptions, StackPhase
from desktop.services.stack_log import LogLine
from desktop.text.messages import Action
from desktop.ui.dialogs import PlainTextDialog
from desktop.ui.stack.log_card import NEAR_END
from desktop.ui.stack.options_dialog import StackOptionsDialog
from desktop.ui.stack.page import StackPage
from desktop.ui.stack.removal_dialog import RemovalDialog
from tests.fake_stack_engine import UP_WITH_PULL, running
from tests.ui.conftest import Ui


@pytest.fixture
def page(ui: Ui) -> StackPage:
    ui.stack.watch(is_seen=True)
    ui.until(lambda: ui.engine.is_followed and ui.stack.state.engine)
    ui.window.show_stack()
    ui.until(lambda: words(ui) == "The stack is not set up")
    return ui.window.stack_page


def words(ui: Ui) -> str:
    return ui.window.stack_page.state_card.words.text()


def press(ui: Ui, button: QAbstractButton) -> None:
    ui.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_row_of_the_sidebar_leads_to_the_page_and_back(ui: Ui) -> None:
    press(ui, ui.window.sidebar.stack)
    assert ui.window.stack_page.isVisible()
    assert ui.window.sidebar.stack.isChecked()
    press(ui, ui.window.sidebar.new)
    assert ui.page.isVisible()
    assert not ui.window.sidebar.stack.isChecked()
    press(ui, ui.window.strip.stack)
    assert ui.window.stack_page.isVisible()


def test_start_becomes_cancel_then_stop_at_the_same_place(ui: Ui, page: StackPage) -> None:
    card = page.state_card
    place = card.button.geometry().right()
    assert card.button.text() == "&Start"
    ui.engine.gate.clear()
    press(ui, card.button)
    ui.until(lambda: card.button.text() == "&Cancel")
    assert card.button.geometry().right() == place
    ui.engine.gate.set()
    ui.until(lambda: card.button.text() == "&Stop")
    assert words(ui) == "Running on 127.0.0.1:8080"
    assert ui.window.strip.stack.text() == "Running on 127.0.0.1:8080"
    assert page.access.address.text() == "http://127.0.0.1:8080"
    press(ui, card.button)
    ui.until(lambda: words(ui) == "The stack is off")


def test_a_pull_shows_bytes_and_a_bar_that_never_goes_back(ui: Ui, page: StackPage) -> None:
    ui.engine.script = UP_WITH_PULL
    ui.engine.gate.clear()
    press(ui, page.state_card.button)
    card = page.state_card
    ui.until(lambda: card.fetched.text())
    ui.until(lambda: card.percent.text() == "45\u00a0%")
    assert card.fetched.text() == "920.0\u00a0MB of 1.5\u00a0GB, layer 2 of 3"
    assert card.bar.accessibleName() == "45\u00a0%"
    assert card.stages.accessibleName() == "Stage: Image"
    card.bar.show_fraction(0.1)
    assert card.bar.accessibleName() == "45\u00a0%"
    ui.until(lambda: ui.window.sidebar.stack.accessibleName() == "Stack: Pulling")
    ui.until(lambda: ui.window.strip.stack.text() == "Starting: pulling the image, 45 %")
    press(ui, card.button)
    ui.until(lambda: words(ui) == "The stack is not set up")
    assert not card.bar.isVisible()


def test_a_taken_port_offers_another_one(ui: Ui, page: StackPage) -> None:
    ui.engine.failures[GpuChoice.NONE] = PortInUse("bind: address already in use", 8080)
    ui.engine.holders[8080] = PortHolder(8080, container="open-webui-1")
    press(ui, page.state_card.button)
    ui.until(lambda: page.failure.isVisible())
    assert page.failure.sentence.text().startswith("Port 8080 is held by the container open-webui-1.")
    assert page.failure.evidence.text() == "bind: address already in use"
    ui.engine.failures.clear()
    press(ui, page.failure.buttons[Action.USE_OTHER_PORT])
    ui.until(lambda: words(ui) == "Running on 127.0.0.1:8081")
    assert not page.failure.isVisible()


def test_without_a_gpu_the_cpu_is_used_and_the_reason_is_said(ui: Ui, page: StackPage) -> None:
    ui.engine.info = replace(ui.engine.info, runtimes=("nvidia",))
    ui.engine.failures[GpuChoice.NVIDIA] = GpuUnavailable("could not select device driver", "nvidia")
    press(ui, page.state_card.button)
    ui.until(lambda: page.fallback.isVisible())
    assert page.fallback.sentence.text().startswith("Replies run on the CPU.")
    assert page.access.gpu.text() == "CPU only: the GPU could not be had"


def test_an_engine_that_is_away_is_said_and_asked_again(ui: Ui, page: StackPage) -> None:
    ui.engine.vanish()
    ui.until(lambda: words(ui) == "Docker cannot be used")
    assert page.failure.sentence.text() == "Docker is not running. Start it, then check again."
    ui.engine.away = None
    press(ui, page.state_card.button)
    ui.until(lambda: words(ui) == "The stack is not set up")


def test_an_open_port_is_warned_of_with_what_to_do(ui: Ui, page: StackPage) -> None:
    ui.engine.containers = (running(address="0.0.0.0"),)
    ui.engine.tell("start")
    ui.until(lambda: page.exposed.isVisible())
    assert "port 8080" in page.exposed.sentence.text()
    assert "your network" in page.exposed.sentence.text()
    assert page.access.exposure.text() == "Anyone in your network"
    ui.engine.containers = (running(),)
    ui.engine.tell("start")
    ui.until(lambda: not page.exposed.isVisible())
    assert page.access.exposure.text() == "Only this computer"


def test_an_ollama_with_a_hole_is_named(ui: Ui, page: StackPage) -> None:
    ui.stack.state = replace(ui.stack.state, ollama_version="0.17.0", phase=StackPhase.RUNNING)
    ui.stack.changed.emit(ui.stack.state)
    ui.until(lambda: page.old_server.isVisible())
    assert "Ollama 0.17.0" in page.old_server.sentence.text()


def test_the_log_follows_until_it_is_scrolled(ui: Ui, page: StackPage) -> None:
    log = page.log
    bar = log.view.verticalScrollBar()
    for number in range(300):
        ui.stack.log.add(LogLine(f"line {number}", 0.0))
    ui.until(lambda: bar.maximum() > 100)
    assert bar.value() == bar.maximum()
    for _ in range(3):
        ui.qtbot.keyClick(log.view, Qt.Key.Key_PageUp)
    place = bar.value()
    ui.stack.log.add(LogLine("the end", 0.0))
    ui.until(lambda: "the end" in log.view.toPlainText())
    assert bar.value() == place < bar.maximum()
    assert log.pill.text() == "Paused"
    ui.qtbot.keyClick(log.view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert bar.value() >= bar.maximum() - NEAR_END
    assert log.pill.text() == "Following"


def test_the_log_is_searched_copied_and_read_word_for_word(ui: Ui, page: StackPage) -> None:
    ui.engine.log = ["first", "<img src=/dev/zero>", "WARN third"]
    ui.engine.containers = (running(),)
    ui.engine.tell("start")
    ui.until(lambda: page.log.view.toPlainText() == "first\n<img src=/dev/zero>\nWARN third")
    ui.qtbot.keyClicks(page.log.search, "THIRD")
    assert page.log.view.textCursor().selectedText() == "third"
    ui.qtbot.keyClicks(page.log.search, "x")
    assert page.log.found.text() == "Nothing found"
    page.log.view.textCursor().clearSelection()
    page.log.search.clear()
    press(ui, page.log.copy)
    assert QGuiApplication.clipboard().text().splitlines() == ["first", "<img src=/dev/zero>", "WARN third"]


def test_the_configuration_is_shown_as_it_is(ui: Ui, page: StackPage) -> None:
    press(ui, page.configuration)
    ui.until(lambda: page.findChildren(PlainTextDialog))
    dialog = page.findChildren(PlainTextDialog)[0]
    assert dialog.view.toPlainText() == ui.engine.yaml
    dialog.reject()


def test_models_are_deleted_only_after_a_question(ui: Ui, page: StackPage) -> None:
    removal = next(action for kind, action in page.removals.items() if kind.value == "models")
    removal.trigger()
    dialog = page.findChildren(RemovalDialog)[0]
    assert dialog.cancel.hasFocus() or dialog.cancel is dialog.focusWidget()
    dialog.reject()
    assert not any(asked.startswith("remove") for asked in ui.engine.asked)
    removal.trigger()
    press(ui, page.findChildren(RemovalDialog)[-1].buttons[0])
    ui.until(lambda: "remove models" in ui.engine.asked)


def test_settings_that_cannot_be_used_are_said_and_others_are_kept(ui: Ui, page: StackPage) -> None:
    press(ui, page.access.change)
    dialog = page.findChildren(StackOptionsDialog)[0]
    assert not dialog.warning.isVisible()
    dialog.exposure.setCurrentIndex(1)
    assert dialog.warning.isVisible()
    dialog.image.setText("--privileged")
    dialog.accept()
    assert "cannot be the name of an image" in dialog.problem.text()
    dialog.image.setText("ollama/ollama:0.33.0")
    dialog.port.setText("70000")
    dialog.accept()
    assert "cannot be a port" in dialog.problem.text()
    dialog.port.setText("9000")
    dialog.on_quit.setCurrentIndex(2)
    dialog.accept()
    expected = StackOptions("ollama/ollama:0.33.0", "0.0.0.0", 9000)
    assert ui.stack.state.options == expected
    assert ui.settings.state.on_quit is OnQuit.STOP


def test_a_failed_stack_is_no_stack_that_is_off(ui: Ui, page: StackPage) -> None:
    ui.engine.failures[GpuChoice.NONE] = ComposeFailed("OCI runtime create failed")
    press(ui, page.state_card.button)
    ui.until(lambda: words(ui) == "The stack did not start")
    assert ui.window.sidebar.stack.accessibleName() == "Stack: Failed"
    ui.engine.containers = (running(),)
    ui.engine.tell("start")
    ui.until(lambda: words(ui).startswith("Running"))
    ui.engine.end_container(1)
    ui.until(lambda: isinstance(ui.stack.state.error, ContainerEnded))
    ui.until(lambda: words(ui) == "The stack does not run")
    press(ui, page.failure.buttons[Action.SHOW_LOG])
    assert page.log.isVisible()


def test_a_small_window_stacks_the_cards_and_every_control_keeps_a_name(ui: Ui, page: StackPage) -> None:
    ui.window.resize(720, 480)
    access, compose = (card.mapTo(page, QPoint()) for card in (page.access, page.compose))
    assert access.x() == compose.x()
    assert compose.y() > access.y()
    assert page.configuration.text() == ""
    assert page.log.view.height() >= 160
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit):
        for widget in page.findChildren(kind):
            if widget.isVisible():
                text = widget.text() if isinstance(widget, QAbstractButton) else ""
                assert widget.accessibleName() or text.strip(), widget
    ui.window.resize(1280, 800)
    access, compose = (card.mapTo(page, QPoint()) for card in (page.access, page.compose))
    assert access.y() == compose.y()


def test_the_strip_is_busy_while_an_operation_runs(ui: Ui, page: StackPage) -> None:
    ui.providers.choose(ModelChoice("ollama"))
    ui.engine.gate.clear()
    press(ui, page.state_card.button)
    ui.until(lambda: ui.window.strip.verdict.text() == "Starting")
    ui.engine.gate.set()
    ui.until(lambda: ui.window.strip.verdict.text().startswith("Ready"))
