"""What quitting ends is asked about, once and in one dialog."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.app.quit_question import QuitQuestion
from desktop.domain.pulls import PullKey, PullPhase
from desktop.domain.settings import OnQuit
from desktop.domain.stack import StackPhase
from desktop.ui.dialogs import ConfirmDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.theme import Theme
from tests.fake_stack_engine import running
from tests.servers.downloads import published
from tests.servers.pull_faults import At, Phase
from tests.ui.conftest import Ui


class Quitting:
    """The question, and how often quitting was decided."""

    def __init__(self, ui: Ui, theme: Theme) -> None:
        self.ui, self.theme = ui, theme
        self.question = QuitQuestion(ui.stack, ui.model_services, ui.settings)
        self.decisions = 0
        self.question.decided.connect(self._count)

    def _count(self) -> None:
        self.decisions += 1

    def quit(self) -> None:
        self.question.consider(self.theme, self._brought_up)

    def _brought_up(self) -> MainWindow:
        self.ui.window.bring_up()
        return self.ui.window

    def dialogs(self) -> list[ConfirmDialog]:
        return [dialog for dialog in self.ui.window.findChildren(ConfirmDialog) if dialog.isVisible()]

    def press(self, choice: int) -> None:
        self.ui.qtbot.mouseClick(self.dialogs()[0].buttons[choice], Qt.MouseButton.LeftButton)

    def start_stack(self) -> None:
        self.ui.stack.start()
        self.ui.until(lambda: self.ui.stack.state.phase is StackPhase.RUNNING)

    def start_pull(self, *names: str) -> None:
        """Downloads that take their time."""
        downloads = self.ui.server.downloads
        downloads.bytes_per_second = 100_000
        for name in names:
            downloads.publish(published(name, 5_000_000, 485))
            self.ui.pulls.pull("ollama", name)
        self.ui.until(lambda: all(row.phase is PullPhase.DOWNLOADING for row in self.ui.pulls.state.rows))

    def words(self) -> str:
        """The title and the text of the dialog."""
        return "\n".join(label.text() for label in self.dialogs()[0].findChildren(QLabel))


@pytest.fixture
def quitting(ui: Ui, theme: Theme) -> Quitting:
    return Quitting(ui, theme)


def test_quitting_asks_nothing_without_a_stack_or_with_one_of_somebody_else(
    ui: Ui, quitting: Quitting
) -> None:
    quitting.quit()
    ui.engine.containers = (running(),)
    ui.stack.watch(is_seen=True)
    ui.until(lambda: ui.stack.state.phase is StackPhase.RUNNING)
    quitting.quit()
    assert (quitting.decisions, quitting.dialogs()) == (2, [])


def test_quitting_asks_once_what_becomes_of_the_stack(ui: Ui, quitting: Quitting) -> None:
    quitting.start_stack()
    quitting.quit()
    quitting.quit()
    assert quitting.decisions == 0
    assert len(quitting.dialogs()) == 1
    quitting.dialogs()[0].reject()
    assert quitting.decisions == 0
    quitting.quit()
    quitting.press(1)
    assert quitting.decisions == 1
    assert not ui.stack.stops_on_quit
    assert ui.settings.state.on_quit is OnQuit.ASK


def test_the_answer_is_remembered(ui: Ui, quitting: Quitting) -> None:
    quitting.start_stack()
    quitting.quit()
    dialog = quitting.dialogs()[0]
    dialog.remember.setChecked(True)
    quitting.press(0)
    assert ui.settings.state.on_quit is OnQuit.STOP
    assert ui.stack.stops_on_quit
    quitting.quit()
    assert quitting.decisions == 2
    ui.run(ui.stack.aclose())
    assert ui.engine.asked.count("stop") == 1


def test_quitting_while_a_model_is_pulled_is_asked_about(ui: Ui, quitting: Quitting) -> None:
    """Fault P5."""
    quitting.start_pull("a:1b")
    quitting.quit()
    quitting.quit()
    assert (quitting.decisions, len(quitting.dialogs())) == (0, 1)
    assert "Stop the Download?" in quitting.words()
    assert "a:1b goes on at the next start" in quitting.words()
    quitting.dialogs()[0].reject()
    assert quitting.decisions == 0
    assert ui.pulls.is_pulling("ollama", "a:1b")
    quitting.quit()
    quitting.press(0)
    assert quitting.decisions == 1


def test_a_pull_that_is_paused_is_not_asked_about(ui: Ui, quitting: Quitting) -> None:
    quitting.start_pull("a:1b")
    ui.pulls.pause(PullKey("ollama", "a:1b"))
    quitting.quit()
    assert (quitting.decisions, quitting.dialogs()) == (1, [])


def test_downloads_and_the_stack_are_asked_about_together(ui: Ui, quitting: Quitting) -> None:
    quitting.start_stack()
    quitting.start_pull("a:1b", "b:1b")
    quitting.quit()
    assert len(quitting.dialogs()) == 1
    assert "Stop the Downloads?" in quitting.words()
    assert "a:1b, b:1b" in quitting.words()
    assert "stack" in quitting.words()
    quitting.press(0)
    assert quitting.decisions == 1
    assert ui.stack.stops_on_quit


def test_a_remembered_answer_about_the_stack_leaves_the_question_about_downloads(
    ui: Ui, quitting: Quitting
) -> None:
    ui.settings.change(on_quit=OnQuit.STOP)
    quitting.start_stack()
    quitting.start_pull("a:1b")
    quitting.quit()
    assert "stack" not in quitting.words()
    quitting.press(0)
    assert quitting.decisions == 1
    assert ui.stack.stops_on_quit


def test_quitting_while_a_model_is_made_of_a_file_is_asked_about(
    ui: Ui, quitting: Quitting, tmp_path: Path
) -> None:
    ui.models.show("ollama")
    held = ui.server.downloads.hold(At(Phase.CREATING))
    path = tmp_path / "own.gguf"
    path.write_bytes(b"GGUF" + bytes(2000))
    ui.models.import_file("own", str(path))
    ui.until(held.reached.is_set)
    quitting.quit()
    assert quitting.decisions == 0
    assert "Stop the Import?" in quitting.words()
    assert "The import of own has to be started again." in quitting.words()
    quitting.dialogs()[0].reject()
    ui.models.show("built-in")  # the import goes on while another provider is shown
    quitting.start_pull("a:1b")
    quitting.quit()
    assert "Stop Downloads and Import?" in quitting.words()
    assert "a:1b goes on at the next start" in quitting.words()
    quitting.press(0)
    assert quitting.decisions == 1
    ui.models.cancel_import()
    quitting.ui.pulls.pause(PullKey("ollama", "a:1b"))
    quitting.quit()
    assert quitting.decisions == 2
    held.release()
