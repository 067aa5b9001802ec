"""The setup window as a user sees it, by keyboard."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from desktop.domain.errors import DockerMissing, DockerNotRunning
from desktop.domain.setup import SetupStep, StepState
from desktop.domain.stack import PortHolder, StackPhase
from tests.servers.ollama import OllamaDouble
from tests.services.setup_bench import server_without_models
from tests.ui.setup.conftest import SetupUi

S, P = SetupStep, StepState
Make = Callable[..., SetupUi]


def taken_port(make: Make) -> SetupUi:
    """The window at the step of the port, which a container holds."""
    ui = make()
    ui.bench.engine.holders = {8080: PortHolder(8080, container="open-webui-1")}
    ui.open()
    ui.until_at(S.PORT, P.WARNING)
    return ui


def test_a_port_in_use_is_said_shown_and_mended_by_enter(make: Make) -> None:
    ui = taken_port(make)
    page = ui.window.page
    assert page.title.text() == "Port 8080 is in use"
    assert page.sentence.text().startswith("Port 8080 is held by the container open-webui-1.")
    assert page.evidence.text.text() == "127.0.0.1:8080 LISTEN container open-webui-1"
    assert [row.figure.text() for row in page.checks.rows if row.isVisible()] == ["Taken", "", "Free"]
    titles = [card.title.text() for card in page.choices.cards if card.isVisible()]
    assert titles == ["Use another port", "Stop the container open-webui-1", "Choose a port"]
    assert ui.primary == "Use 8081 and Continue"
    assert ui.window.side.place.text() == "Step 3 of 8"
    ui.press(Qt.Key.Key_Return)
    ui.until_at(S.START, P.PENDING)
    assert ui.bench.stack.state.options.port == 8081
    assert ui.primary == "Start the Stack"


def test_arrow_keys_choose_and_the_button_says_what_it_does(make: Make) -> None:
    ui = taken_port(make)
    ui.press(Qt.Key.Key_Down)
    assert ui.primary == "Stop open-webui-1"
    ui.press(Qt.Key.Key_Down)
    assert ui.primary == "Use This Port and Continue"
    assert not ui.window.footer.primary.isEnabled()
    ui.press(Qt.Key.Key_Tab)
    field = ui.window.page.choices.field
    assert field.hasFocus()
    ui.qtbot.keyClicks(field, "eighty")
    ui.press(Qt.Key.Key_Return)
    assert "eighty" in ui.window.page.choices.note.text()
    field.selectAll()
    ui.qtbot.keyClicks(field, "8099")
    ui.press(Qt.Key.Key_Return)
    ui.until_at(S.START, P.PENDING)
    assert ui.bench.stack.state.options.port == 8099


def test_what_the_user_picked_stays_picked_while_the_checks_go_on(make: Make) -> None:
    ui = taken_port(make)
    ui.press(Qt.Key.Key_Down)
    at = ui.bench.setup.state.checked_at_seconds
    ui.until(lambda: ui.bench.setup.state.checked_at_seconds > at + 0.1)
    ui.until(lambda: ui.window.page.setup is ui.bench.setup.state)
    assert ui.primary == "Stop open-webui-1"


def test_what_is_recommended_later_is_chosen_until_the_user_picks(make: Make) -> None:
    with OllamaDouble() as server:
        ui = make(ollama_url=server.url)
        ui.bench.engine.away = DockerMissing()
        ui.bench.setup.open()
        ui.bench.stack.watch(is_seen=True)
        ui.window.bring_up()
        ui.until_at(S.ENGINE, P.FAILED)
        ui.until(lambda: ui.primary == "Use Ollama")
        ui.until(lambda: ui.window.page.choices.cards[0].isChecked())


def test_enter_starts_the_stack_and_does_not_break_it_off(make: Make) -> None:
    ui = make()
    ui.bench.engine.gate.clear()
    ui.open()
    ui.until_at(S.START, P.PENDING)
    ui.press(Qt.Key.Key_Return)
    ui.until(lambda: ui.primary == "Cancel")
    ui.press(Qt.Key.Key_Return)
    assert ui.bench.stack.state.phase is StackPhase.STARTING
    ui.bench.engine.gate.set()
    ui.until(lambda: ui.bench.stack.state.phase is StackPhase.RUNNING)


def test_from_the_pull_to_the_answer_with_its_figures(make: Make) -> None:
    with server_without_models() as server:
        ui = make(stack_url=server.url)
        ui.open()
        ui.until_at(S.START, P.PENDING)
        ui.press(Qt.Key.Key_Return)
        ui.until_at(S.MODEL, P.PENDING)
        assert ui.primary == "Pull small:1b"
        ui.press(Qt.Key.Key_Return)
        ui.until_at(S.ANSWER, P.PENDING)
        ui.press(Qt.Key.Key_Return)
        ui.until_at(S.ANSWER, P.OK)
        assert ui.window.page.answer.answer.text() == "Hello, world!"
        rows = [row.title.text() for row in ui.window.page.checks.rows if row.isVisible()]
        assert rows == ["First token", "Speed", "Where it ran"]
        chats: list[bool] = []
        ui.window.chat_wanted.connect(lambda: chats.append(True))
        ui.until(lambda: ui.bench.settings.state.is_set_up)
        ui.press(Qt.Key.Key_Return)
        assert chats == [True]
        assert not ui.window.isVisible()


def test_alt_left_goes_back_and_escape_closes(make: Make) -> None:
    ui = taken_port(make)
    ui.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    ui.until(lambda: ui.window.side.place.text() == "Step 2 of 8")
    assert ui.window.page.title.text() == "It works without a GPU"
    ui.press(Qt.Key.Key_Escape)
    assert not ui.window.isVisible()
    assert not ui.bench.setup.is_open


def test_every_control_has_a_name_and_tab_reaches_it(make: Make) -> None:
    ui = taken_port(make)
    chain = ui.tab_chain()
    shown: list[QAbstractButton | QLineEdit] = []
    shown += [w for w in ui.window.findChildren(QAbstractButton) if w.isVisible() and w.isEnabled()]
    shown += [w for w in ui.window.findChildren(QLineEdit) if w.isVisible()]
    for control in shown:
        assert control.accessibleName() or control.text()
        group = control.group() if isinstance(control, QAbstractButton) else None
        reached = group.buttons() if group is not None else [control]  # arrow keys lead to the others
        assert any(widget in chain for widget in reached), control.accessibleName() or control.text()


def test_a_step_of_the_list_is_shown_and_says_its_state_without_colour(make: Make) -> None:
    ui = taken_port(make)
    row = ui.window.side.steps.rows[S.DISK]
    assert row.accessibleName().startswith("Disk: Well.")
    ui.qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    ui.until(lambda: ui.window.page.title.text() == "There is enough space")
    assert ui.primary == "Continue"
    assert ui.window.side.steps.rows[S.PORT].accessibleName() == "Port: Needs attention. 8080 is in use"


def test_a_narrow_window_says_the_place_in_one_line(make: Make) -> None:
    ui = taken_port(make)
    ui.window.resize(700, 520)
    ui.until(lambda: ui.window.top.isVisible())
    assert not ui.window.side.isVisible()
    assert ui.window.top.place.text() == "Step 3 of 8: Port"
    ui.qtbot.mouseClick(ui.window.top.without, Qt.MouseButton.LeftButton)
    ui.until(lambda: ui.window.top.place.text() == "Step 1 of 3: Provider")


def test_the_report_has_every_step_and_no_name_of_the_user(make: Make) -> None:
    ui = make()
    evidence = "dial unix /home/canary/.docker/run/docker.sock: refused; token=sk-canary-12345678"
    ui.bench.engine.away = DockerNotRunning(evidence)
    ui.open()
    ui.until_at(S.ENGINE, P.FAILED)
    ui.window.footer.copy.click()
    report = QGuiApplication.clipboard().text()
    assert [line[:2] for line in report.splitlines() if line[:1].isdigit()] == [f"{n}." for n in range(1, 9)]
    assert "Docker is not running" in report
    assert "canary" not in report
    assert ui.window.footer.copy.text() == "Copied"


def test_a_key_of_a_provider_is_in_no_report(make: Make) -> None:
    ui = make()
    source = ui.bench.providers.source("ollama")
    source.endpoint = replace(source.endpoint, api_key="xk-canary-of-keys", url="http://u:canary@127.0.0.1:9")
    ui.open()
    ui.until(lambda: ui.bench.providers.state.rows[1].error)
    ui.window.footer.copy.click()
    assert "canary" not in QGuiApplication.clipboard().text()
