"""What pulls cost while the models page shows them, and how soon a list of 1,000 models is there.

The server is a process of its own: four pulls report 250 lines a second each. The application's own page,
queue and collector run here, with a journal on the disk.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QTableView

from benchmarks.result import Result
from desktop.adapters.chat_store import SqliteChatStore
from desktop.adapters.library_file import read_library
from desktop.adapters.memory import ComputerMemory
from desktop.adapters.pull_journal import PullJournalFile
from desktop.app.garbage import GarbageCollection
from desktop.app.loop import DesktopEventLoop
from desktop.domain.catalog import ModelChoice
from desktop.domain.models import InstalledModel
from desktop.domain.providers import Endpoint, ProviderKind
from desktop.domain.settings import Settings
from desktop.domain.stack import StackOptions
from desktop.providers.detection import connect
from desktop.services.advice import AdviceService
from desktop.services.health import HealthService
from desktop.services.model_services import ModelServices
from desktop.services.models import ModelService
from desktop.services.providers import ProviderService
from desktop.services.pull_run import pulled
from desktop.services.pulls import PullService
from desktop.services.settings import Found, SettingsService
from desktop.services.sources import AddressSource, probe
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations
from desktop.ui.models.page import ModelsPage
from desktop.ui.models.pull_row import PullRow
from desktop.ui.paced_report import PacedReport
from desktop.ui.theme import Theme
from tests.fake_probes import FakeProbes
from tests.fake_stack_engine import FakeStackEngine
from tests.servers.ollama import OllamaDouble

RESOURCES = Path(__file__).parent.parent / "resources"
PULLS = 4
LINES_PER_SECOND = 250
RUNS = 5
RUN_SECONDS = 6.0
MODELS = 1000


class _Repaints(QObject):
    """Counts the paintings of the rows of pulls; what is inside of a row is painted with it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[int, int] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and isinstance(watched, PullRow):
            self.rows[id(watched)] = self.rows.get(id(watched), 0) + 1
        return False


class _Page:
    """The models page over its services."""

    def __init__(self, theme: Theme, store: SqliteChatStore, url: str, folder: Path) -> None:
        source = AddressSource(Endpoint("ollama", "Ollama", url, ProviderKind.OLLAMA), connect)
        self.providers = ProviderService([source], ModelChoice())
        settings = SettingsService(Settings(), _forget)
        operations = StackOperations(FakeStackEngine(), partial(probe, connect), lambda: False)
        stack = StackService(FakeStackEngine(), operations, StackOptions())
        probes = FakeProbes()
        health = HealthService(self.providers, stack, probes, probes, probes.disk)
        self.pulls = PullService(
            self.providers, PullJournalFile(folder / "private" / "pulls.json"), pulled, PULLS
        )
        models = ModelService(self.providers, self.pulls, settings, store, lambda _provider, _model: False)
        library = read_library()
        advice = AdviceService(self.providers, health, library, ComputerMemory())
        services = ModelServices(self.pulls, models, advice, library)
        self.widget = ModelsPage(theme, self.providers, services, PacedReport(health))
        self.widget.resize(1024, 772)
        self._closing = (advice, models, self.pulls, health, stack, settings, self.providers)

    async def aclose(self) -> None:
        self.widget.hide()
        for service in self._closing:
            await service.aclose()


async def _forget(settings: Settings) -> Found:
    return settings, ()


@contextmanager
def _serving() -> Iterator[str]:
    """The URL of a server with as many models as are pulled; a pull of one takes longer than all runs."""
    bytes_a_line = 100_000
    size = int(bytes_a_line * LINES_PER_SECOND * (RUNS + 2) * RUN_SECONDS)
    command = [sys.executable, "-m", "tests.servers.alone", "ollama"]
    command += ["--line-seconds", str(1 / LINES_PER_SECOND)]
    command += ["--bytes-per-second", str(bytes_a_line * LINES_PER_SECOND)]
    for number in range(PULLS):
        command += ["--publish", f"model{number}:8b={size},485"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


async def _until(condition: Callable[[], bool]) -> None:
    """Return when the condition holds, having let the event loop do everything else first."""
    while not condition():  # noqa: ASYNC110  # what is waited for has no event of its own
        await asyncio.sleep(0.001)


async def _longest_gap(seconds: float) -> float:
    """Seconds by which a tick of 1 ms was late at worst."""
    worst, end = 0.0, time.perf_counter() + seconds
    before = time.perf_counter()
    while before < end:
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        worst, before = max(worst, now - before - 0.001), now
    return worst


async def _pulling(
    theme: Theme, url: str, app: QApplication, garbage: GarbageCollection
) -> tuple[list[float], list[float], float]:
    """Of each run the longest gap and the repaints a second of the busiest row; and the CPU, as a share."""
    with tempfile.TemporaryDirectory() as name:
        store = await SqliteChatStore.open(Path(name) / "private" / "chats.db")
        page = _Page(theme, store, url, Path(name))
        page.widget.show()
        page.pulls.start()
        page.providers.refresh()
        for number in range(PULLS):
            page.pulls.pull("ollama", f"model{number}:8b")
        await _until(lambda: sum(row.completed_bytes > 0 for row in page.pulls.state.rows) == PULLS)
        counting = _Repaints()
        app.installEventFilter(counting)
        gaps, repaints = [], []
        await _longest_gap(RUN_SECONDS)  # the first seconds build what stays
        garbage.settle()  # as the application does once its window is there
        begun, cpu = time.perf_counter(), time.process_time()
        for _ in range(RUNS):
            counting.rows.clear()
            gaps.append(await _longest_gap(RUN_SECONDS))
            repaints.append(max(counting.rows.values()) / RUN_SECONDS)
        share = (time.process_time() - cpu) / (time.perf_counter() - begun)
        app.removeEventFilter(counting)
        await page.aclose()
        await store.aclose()
        return gaps, repaints, share


def _models() -> tuple[InstalledModel, ...]:
    return tuple(
        InstalledModel(f"family{number % 37}-{number}:{number % 70 + 1}b", number * 7919 % 50_000 * 1_000_000)
        for number in range(MODELS)
    )


def _shows(view: QTableView, count: int) -> bool:
    return view.model().rowCount() == count


async def _listing(theme: Theme) -> dict[str, float]:
    """Seconds to open a list of 1,000 models, to sort it by each column, and to filter it, painted."""
    with tempfile.TemporaryDirectory() as name, OllamaDouble() as server:
        server.models = {model.name: model.size_bytes for model in _models()}
        store = await SqliteChatStore.open(Path(name) / "private" / "chats.db")
        page = _Page(theme, store, server.url, Path(name))
        widget, view = page.widget, page.widget.table
        page.providers.refresh()
        await _until(lambda: len(page.providers.state.rows[0].models) == MODELS)
        await asyncio.sleep(1)  # what is read of the server beside the list is no part of opening it
        took: dict[str, float] = {}
        begun = time.perf_counter()
        widget.show()
        await _until(lambda: widget.rows.rowCount() == MODELS)
        widget.repaint()
        took["open"] = time.perf_counter() - begun
        sorts = []
        for column in range(widget.rows.columnCount()):
            begun = time.perf_counter()
            view.sortByColumn(column, Qt.SortOrder.DescendingOrder)
            view.viewport().repaint()
            sorts.append(time.perf_counter() - begun)
        took["sort"] = max(sorts)
        filters = []
        for text in ("family", "family3", "family3-1", ""):
            shown = len([model for model in _models() if text in model.name])
            begun = time.perf_counter()
            widget.filter.setText(text)
            await _until(partial(_shows, view, shown))
            view.viewport().repaint()
            filters.append(time.perf_counter() - begun)
        took["filter"] = max(filters)
        await page.aclose()
        await store.aclose()
        return took


def run() -> Iterator[Result]:
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([])
    app.setQuitOnLastWindowClosed(False)
    theme = Theme(app, RESOURCES)
    garbage = GarbageCollection(app)
    with asyncio.Runner(loop_factory=lambda: DesktopEventLoop(app)) as runner, _serving() as url:
        gaps, repaints, share = runner.run(_pulling(theme, url, app, garbage))
        took = runner.run(_listing(theme))
    garbage.stop()
    lines = f"{PULLS * LINES_PER_SECOND} lines a second from {PULLS} pulls"
    note = ", ".join(f"{gap * 1000:.0f}" for gap in gaps)
    yield Result(
        f"Event loop: longest gap, median of {RUNS}, {lines}",
        statistics.median(gaps) * 1000,
        "ms",
        16,
        f"each run: {note}",
    )
    yield Result("Repaints of a pull's row", max(repaints), "a second", 30)
    yield Result(f"CPU with {lines}", share, "of a core")
    for what, limit in (("open", 300), ("sort", 50), ("filter", 50)):
        yield Result(f"A list of {MODELS} models: {what}", took[what] * 1000, "ms", limit)
