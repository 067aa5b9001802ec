"""Health in the window and in the tray: the same verdict in both at all times, and the ways to its page."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.app.language import Speech
from desktop.domain.gpu import GpuFault, GpuReading, GpuTrouble, GpuVendor
from desktop.domain.gpu_truth import ContainerGpu, Fact
from desktop.domain.health import HealthReport
from desktop.domain.providers import Endpoint
from desktop.domain.settings import Language
from desktop.domain.stack import SERVICE, EngineInfo, GpuChoice
from desktop.domain.verdict import Level, verdict_of_report
from desktop.providers.detection import connect
from desktop.services.sources import AddressSource
from desktop.text.explanation import Action
from desktop.text.verdicts import verdict_text
from desktop.ui.main_window import MainWindow
from desktop.ui.strip import VERDICT_ICONS
from desktop.ui.theme import Theme
from desktop.ui.tray import Tray
from tests.conftest import RESOURCES
from tests.fake_probes import GIB, LOST, RTX
from tests.fake_stack_engine import GONE, running
from tests.servers.faults import Fault
from tests.ui.conftest import Ui

pytestmark = pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface", extend=True)
"""The offscreen platform has no tray; what the icon would show is the same."""

ASK_SECONDS = 0.3
SEEN = ContainerGpu(Fact.YES, "GPU 0: RTX 4090")


@pytest.fixture
def stretched(qapp: QApplication) -> Iterator[Speech]:
    """Longer words than in any language, in what is rendered from now on."""
    speech = Speech(qapp, RESOURCES)
    speech.use(Language.PSEUDO)
    yield speech
    speech.use(Language.ENGLISH)


class Both:
    """The window and the tray, looked at after whatever becomes known."""

    def __init__(self, ui: Ui, tray: Tray) -> None:
        self.ui, self.tray = ui, tray
        self.levels: list[Level] = []
        ui.health.changed.connect(self._compare)

    def _compare(self, _report: HealthReport) -> None:
        window, verdict = self.ui.window, verdict_of_report(self.ui.health.state)
        assert verdict.level is self.tray.level is window.strip.level
        words = self.tray.verdict.text()
        assert window.sidebar.health.accessibleName() == f"Health: {words}"
        assert words in window.strip.verdict.text() or verdict.stack is not None
        if not self.levels or self.levels[-1] is not verdict.level:
            self.levels.append(verdict.level)

    def end(self) -> None:
        self.ui.health.changed.disconnect(self._compare)

    def ask_until(self, condition: Callable[[], object]) -> None:
        """Have everything checked again and again: one press is passed over while a check is under way."""
        asked = 0.0

        def asks_and_holds() -> bool:
            nonlocal asked
            if time.monotonic() - asked > ASK_SECONDS:
                asked = time.monotonic()
                self.ui.health.check_again()
            return bool(condition())

        self.ui.until(asks_and_holds)

    def reach(self, level: Level, words: str) -> None:
        """Wait until the tray says so; window and tray are compared all along."""
        self.ask_until(lambda: self.tray.level is level and self.tray.verdict.text() == words)
        self.ui.until(lambda: verdict_text(verdict_of_report(self.ui.window.report.state)).words == words)


@pytest.fixture
def both(ui: Ui, theme: Theme) -> Iterator[Both]:
    tray = Tray(theme, ui.window.report, ui.stack, ui.pulls)
    both = Both(ui, tray)
    yield both
    both.end()
    tray.remove()


def press(ui: Ui, button: QPushButton) -> None:
    ui.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def watch(ui: Ui) -> None:
    ui.stack.watch(is_seen=True)
    ui.health.watch(is_seen=True)


def test_window_and_tray_agree_at_all_times(ui: Ui, both: Both) -> None:
    """Providers, stack, GPU and disk come and go; after every finding both show the same."""
    ui.engine.info = EngineInfo("27.4", "2.39", runtimes=("runc", "nvidia"))
    ui.engine.containers = (running(),)
    ui.stack.set_options(replace(ui.stack.state.options, gpu=GpuChoice.NVIDIA))
    watch(ui)
    both.reach(Level.OK, "Ready")
    ui.providers.add(AddressSource(Endpoint(SERVICE, "Model Runner", ui.server.url), connect))
    both.reach(Level.OK, "Ready")
    ui.probes.container = LOST
    both.reach(Level.FAILURE, "GPU lost in the container")
    ui.probes.container, ui.probes.free = SEEN, 5 * 10**9
    both.reach(Level.ATTENTION, "Only 5.0 GB free where the models live")
    ui.probes.free = 10**8
    both.reach(Level.FAILURE, "The disk is full")
    ui.probes.free = 10**11
    both.reach(Level.OK, "Ready")
    ui.engine.gate.clear()
    ui.stack.restart()
    both.ui.until(lambda: both.tray.level is Level.BUSY)
    ui.engine.gate.set()
    both.reach(Level.OK, "Ready")
    ui.probes.faults, ui.probes.gpus = (GpuFault(GpuVendor.NVIDIA, GpuTrouble.LOST, "lost", "RTX"),), ()
    both.ask_until(lambda: both.tray.level in (Level.ATTENTION, Level.FAILURE))
    ui.probes.faults = ()
    ui.server.fault, ui.server.fault_everywhere = Fault.HTML_500, True
    both.ask_until(lambda: both.tray.verdict.text() not in ("Ready", "GPU lost"))
    ui.engine.vanish()
    ui.health.check_again()
    ui.server.fault = None
    ui.engine.away = None
    both.ask_until(lambda: both.tray.level is Level.OK)
    assert {Level.OK, Level.BUSY, Level.ATTENTION, Level.FAILURE} <= set(both.levels)


def test_the_strip_tells_of_the_gpu_and_leads_to_the_page(ui: Ui) -> None:
    watch(ui)
    gpu = ui.window.strip.gpu
    ui.until(gpu.isVisible)
    assert gpu.load.text() == "GPU 37\u00a0%"
    assert gpu.memory.accessibleName() == "VRAM 6.0 of 24.0\u00a0GB"
    assert gpu.heat.text() == "61\u00a0°C"
    for button in (ui.window.strip.verdict, *gpu.buttons):
        ui.window.show_chat()
        press(ui, button)
        assert ui.window.pages.currentWidget() is ui.window.health_page
    assert ui.window.sidebar.health.isChecked()


@pytest.mark.parametrize(
    ("reading", "parts"),
    [
        (GpuReading("0", "AMD GPU", GpuVendor.AMD, vram_total_bytes=16 * GIB), (False, False, False)),
        (replace(RTX, utilization_percent=None, temperature_celsius=None), (False, True, False)),
    ],
)
def test_what_a_driver_does_not_tell_has_no_part(
    ui: Ui, reading: GpuReading, parts: tuple[bool, ...]
) -> None:
    ui.probes.gpus = (reading,)
    watch(ui)
    ui.until(lambda: ui.window.report.state.gpus)
    ui.until(lambda: tuple(button.isVisible() for button in ui.window.strip.gpu.buttons) == parts)


def test_without_a_gpu_the_strip_says_nothing_of_one(ui: Ui) -> None:
    ui.probes.gpus = ()
    watch(ui)
    ui.until(lambda: ui.window.report.state.gpus)
    assert not ui.window.strip.gpu.isVisible()


def test_a_small_window_keeps_verdict_and_gpu(ui: Ui) -> None:
    watch(ui)
    strip = ui.window.strip
    ui.until(strip.gpu.isVisible)
    ui.window.resize(720, 480)
    ui.until(lambda: not strip.stack.isVisible() and not strip.counts.isVisible())
    assert strip.verdict.isVisible()
    assert strip.gpu.isVisible()
    press(ui, ui.window.rail.health)
    assert ui.window.pages.currentWidget() is ui.window.health_page
    assert ui.window.rail.health.isChecked()
    assert ui.window.width() == 720


def test_the_strip_leaves_out_what_it_has_no_room_for_and_cuts_nothing_off(ui: Ui, stretched: Speech) -> None:
    assert stretched.language is Language.PSEUDO
    watch(ui)
    strip = ui.window.strip
    ui.until(strip.gpu.isVisible)
    parts = (strip.verdict, strip.stack, strip.counts, *strip.gpu.buttons)
    counts = set()
    for width in range(1280, 720, -20):
        ui.window.resize(width, 600)
        ui.until(partial(lambda wanted: strip.width() == wanted, width))
        ui.until(lambda: all(part.width() >= part.sizeHint().width() for part in parts if part.isVisible()))
        shown = [part for part in parts if part.isVisible()]
        assert {strip.verdict, strip.gpu.memory} <= set(shown)
        counts.add(len(shown))
    assert len(counts) > 1


def test_ctrl_3_and_the_row_lead_to_the_page_and_the_row_leads_back(ui: Ui) -> None:
    window = ui.window
    window.activateWindow()
    ui.qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    ui.until(lambda: window.pages.currentWidget() is window.health_page)
    press(ui, window.sidebar.health)
    assert window.pages.currentWidget() is window.page
    press(ui, window.sidebar.health)
    assert window.pages.currentWidget() is window.health_page


@pytest.mark.parametrize(
    ("action", "arrived"),
    [
        (Action.SHOW_LOG, lambda window: window.stack_page.log.view.hasFocus()),
        (Action.OPEN_SETTINGS, lambda window: window.isActiveWindow() is False),
        (Action.CHOOSE_MODEL, lambda window: window.page.picker.isVisible()),
    ],
)
def test_a_way_out_that_is_elsewhere_is_gone(
    ui: Ui, action: Action, arrived: Callable[[MainWindow], bool]
) -> None:
    ui.window.show_health()
    ui.window.health_page.elsewhere_wanted.emit(action)
    ui.until(lambda: arrived(ui.window))
    assert ui.window.pages.currentWidget() is not ui.window.health_page
    ui.window.page.picker.hide()


def test_the_tray_leads_to_the_page(both: Both) -> None:
    wanted: list[bool] = []
    both.tray.health_wanted.connect(lambda: wanted.append(True))
    next(action for action in both.tray.menu.actions() if action.text() == "&Health").trigger()
    assert wanted
    assert VERDICT_ICONS.keys() == set(Level)


def test_the_engine_that_is_gone_does_not_concern_who_uses_none(ui: Ui, both: Both) -> None:
    watch(ui)
    ui.until(lambda: ui.stack.state.engine)
    ui.engine.vanish(GONE)
    ui.until(lambda: ui.stack.state.error)
    both.reach(Level.OK, "Ready")
