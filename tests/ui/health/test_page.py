"""The health page over the real service, with scripted probes, as a person and a screen reader meet it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.app.loop import DesktopEventLoop
from desktop.domain.catalog import ModelChoice
from desktop.domain.gpu import GpuReading, GpuVendor
from desktop.domain.gpu_truth import ContainerGpu, Fact
from desktop.domain.health import HealthItem, item_of
from desktop.domain.providers import Endpoint
from desktop.domain.stack import SERVICE, EngineInfo, GpuChoice, StackOptions
from desktop.providers.detection import connect
from desktop.services.health import HealthService
from desktop.services.providers import ProviderService
from desktop.services.sources import AddressSource, probe
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations
from desktop.text.explanation import Action
from desktop.text.health_words import FIXES
from desktop.ui.health.page import HealthPage
from desktop.ui.theme import Theme
from tests.fake_probes import FACTS, GIB, RTX, FakeProbes
from tests.fake_stack_engine import GONE, FakeStackEngine, running
from tests.servers.ollama import OllamaDouble

MODEL = "gemma3:270m"


class Ui:
    """The page and what it stands on."""

    def __init__(self, qtbot: QtBot, loop: DesktopEventLoop, server: OllamaDouble, theme: Theme) -> None:
        self.qtbot, self.loop, self.server = qtbot, loop, server
        self.engine = FakeStackEngine()
        self.engine.info = EngineInfo("27.4", "2.39", runtimes=("runc", "nvidia"))
        self.engine.containers = (running(),)
        source = AddressSource(Endpoint(SERVICE, "Model Runner", server.url), connect)
        self.providers = ProviderService([source], ModelChoice(SERVICE, MODEL))
        operations = StackOperations(self.engine, partial(probe, connect), _false)
        self.stack = StackService(self.engine, operations, StackOptions(gpu=GpuChoice.NVIDIA))
        self.probes = probes = FakeProbes()
        self.health = HealthService(self.providers, self.stack, probes, probes, probes.disk)
        self.page = HealthPage(theme, self.health, self.stack, FACTS)
        qtbot.addWidget(self.page)

    def show(self) -> None:
        self.page.resize(1024, 772)
        self.page.show()
        self.providers.refresh()
        self.stack.watch(is_seen=True)
        self.health.watch(is_seen=True)

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=10_000)

    def banner(self) -> str:
        return self.page.banner.title.text()

    def press(self, action: Action) -> None:
        self.qtbot.mouseClick(self.page.banner.buttons[action], Qt.MouseButton.LeftButton)

    def close(self) -> None:
        for work in (self.health.aclose(), self.stack.aclose(), self.providers.aclose()):
            self.until(self.loop.create_task(work).done)


def _false() -> bool:
    return False


@pytest.fixture
def ui(qtbot: QtBot, qt_loop: DesktopEventLoop, theme: Theme) -> Iterator[Ui]:
    with OllamaDouble() as server:
        ui = Ui(qtbot, qt_loop, server, theme)
        yield ui
        ui.page.hide()
        ui.close()


def test_all_well_is_one_line_and_every_item_has_its_row(ui: Ui) -> None:
    ui.show()
    ui.until(lambda: ui.page.machine.rows and ui.banner().startswith("All well."))
    ui.until(lambda: "Used by the model: not known, None loaded" in ui.page.chain.accessibleName())
    assert "On the host: yes, Driver 570.86" in ui.page.chain.accessibleName()
    assert not ui.page.banner.sentence.isVisible()
    ui.until(lambda: ui.page.providers.rows[0].sentence == "1 model, none loaded")
    ui.until(lambda: len([row for row in ui.page.machine.rows if row.isVisible()]) == 4)
    names = [row.accessibleName() for row in ui.page.machine.rows]
    assert names[0] == "Engine: Well. Docker 27.4, Compose 2.39"
    assert "Exposure: Well. Only this computer. 127.0.0.1:8080" in names


def test_a_gpu_is_drawn_with_its_figures_and_programs(ui: Ui) -> None:
    ui.show()
    ui.until(lambda: ui.page.gpu_cards)
    card = ui.page.gpu_cards[0]
    assert card.title.text() == "RTX 4090"
    assert card.memory.text() == "6.0 of 24.0\u00a0GB"
    assert (
        card.bar.accessibleName()
        == "VRAM 6.0 of 24.0\u00a0GB. Models 5.0\u00a0GB, Other 1.0\u00a0GB, Free 18.0\u00a0GB"
    )
    assert [metric.value.text() for metric in (card.load, card.heat, card.power)] == [
        "37\u00a0%",
        "61\u00a0°C",
        "312\u00a0W",
    ]
    assert card.power.top.text() == "450\u00a0W limit"
    assert not ui.page.gpus.isVisible()


def test_a_gpu_lost_in_the_container_is_mended_by_the_primary_button(ui: Ui) -> None:
    ui.server.loaded = [MODEL]
    ui.probes.container = ContainerGpu(Fact.NO, "Failed to initialize NVML: Unknown Error")
    ui.show()
    ui.until(lambda: ui.banner() == "GPU lost in the container" and ui.health.state.truth.placement)
    assert ui.page.banner.evidence.text.text() == "Failed to initialize NVML: Unknown Error"
    assert ui.page.banner.cost.text() == "Takes about 20 s. Chats are kept."
    ui.qtbot.mouseClick(ui.page.banner.evidence.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Failed to initialize NVML: Unknown Error"
    ui.server.loaded = []
    ui.probes.container = ContainerGpu(Fact.YES, "GPU 0: RTX 4090")
    ui.press(Action.RESTART_AND_RELOAD)
    ui.until(lambda: ui.server.loaded == [MODEL])
    ui.until(lambda: ui.banner() != "GPU lost in the container")
    assert ui.engine.asked.count("restart") == 1


def test_a_button_that_is_about_to_be_pressed_stays_while_figures_come_in(ui: Ui) -> None:
    ui.server.loaded = [MODEL]
    ui.probes.container = ContainerGpu(Fact.NO, "Failed to initialize NVML: Unknown Error")
    ui.show()
    ui.until(lambda: ui.banner() == "GPU lost in the container")
    button = ui.page.banner.buttons[Action.RESTART_AND_RELOAD]
    button.setFocus()
    rounds = ui.probes.rounds
    ui.health.check_again()
    ui.until(lambda: ui.probes.rounds > rounds)
    assert ui.page.banner.buttons[Action.RESTART_AND_RELOAD] is button
    assert button.hasFocus()


def test_every_way_out_of_a_cause_has_its_button(ui: Ui) -> None:
    for cause in FIXES:
        ui.page.banner.show_item(item_of(cause, 0.0))
        assert tuple(ui.page.banner.buttons) == FIXES[cause].actions


def test_an_engine_that_is_away_is_asked_again_by_the_button(ui: Ui) -> None:
    ui.engine.away = GONE
    ui.show()
    ui.until(lambda: ui.page.machine.rows and "not running" in ui.page.machine.rows[0].sentence)
    ui.qtbot.mouseClick(ui.page.machine.rows[0], Qt.MouseButton.LeftButton)
    assert ui.banner() == "Engine"
    assert ui.page.banner.evidence.text.text() == GONE.evidence
    ui.engine.away = None
    ui.press(Action.CHECK_AGAIN)
    ui.until(lambda: ui.page.machine.rows[0].sentence.startswith("Docker 27.4"))


def test_a_row_shows_its_item_and_the_same_row_goes_back(ui: Ui) -> None:
    ui.show()
    ui.until(lambda: ui.banner().startswith("All well."))
    picked: list[HealthItem] = []
    ui.page.providers.chosen.connect(picked.append)
    row = ui.page.providers.rows[0]
    ui.qtbot.keyClick(row, Qt.Key.Key_Space)
    assert ui.banner() == "Model Runner"
    ui.qtbot.keyClick(row, Qt.Key.Key_Space)
    assert ui.banner().startswith("All well.")
    assert len(picked) == 2


def test_no_gpu_is_said_without_alarm(ui: Ui) -> None:
    ui.probes.gpus = ()
    ui.probes.container = ContainerGpu()
    ui.engine.info = EngineInfo("27.4", "2.39", runtimes=("runc",))
    ui.show()
    ui.until(lambda: ui.page.gpus.isVisible() and ui.health.state.gpus is not None)
    ui.until(lambda: ui.page.gpus.rows[0].sentence == "No GPU here. Models run on the CPU, which is slower.")
    ui.until(lambda: ui.banner().startswith("All well."))
    assert not ui.page.chain.isVisible()


def test_the_report_is_copied_without_the_users_name(ui: Ui) -> None:
    ui.show()
    ui.until(lambda: ui.page.gpu_cards)
    ui.qtbot.mouseClick(ui.page.copy, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("# TARS Desktop health report")
    assert "RTX 4090" in text
    assert "canary" not in text


def test_the_columns_are_one_below_900(ui: Ui) -> None:
    ui.show()
    ui.until(lambda: ui.page.gpu_cards and ui.page.providers.isVisible())
    assert ui.page.providers.x() > ui.page.gpu_cards[0].x()
    ui.page.resize(800, 772)
    ui.until(lambda: ui.page.providers.x() == ui.page.gpu_cards[0].x())


def test_two_gpus_have_a_card_each_with_lines_of_full_height(ui: Ui) -> None:
    ui.probes.gpus = (RTX, replace(RTX, id="second", name="T400"))
    ui.show()
    ui.until(lambda: len(ui.page.gpu_cards) == 2 and ui.page.gpu_cards[1].isVisible())
    lines = [card.load.line for card in ui.page.gpu_cards]
    ui.until(lambda: all(line.height() == line.sizeHint().height() for line in lines))
    ui.probes.gpus = (RTX,)
    ui.health.check_again()
    ui.until(lambda: not ui.page.gpu_cards[1].isVisible())


def test_what_a_gpu_does_not_tell_is_said_and_not_drawn(ui: Ui) -> None:
    ui.probes.gpus = (GpuReading("0", "AMD GPU", GpuVendor.AMD, "amdgpu", vram_total_bytes=16 * GIB),)
    ui.show()
    ui.until(lambda: ui.page.gpu_cards)
    card = ui.page.gpu_cards[0]
    assert card.load.value.text() == "not told"
    assert card.memory.text() == "16.0\u00a0GB"
    assert card.bar.accessibleName() == "VRAM: what is in use is not told"
    assert not card.processes_head.isVisible()
