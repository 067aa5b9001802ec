"""The window behind the pictures: the real one, with doubles of model servers and of an engine behind it."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QDialog

from desktop.adapters.library_file import read_library
from desktop.adapters.locations import resources_dir
from desktop.adapters.memory import ComputerMemory
from desktop.adapters.pull_journal import PullJournalFile
from desktop.app.loop import DesktopEventLoop
from desktop.domain.catalog import ModelChoice
from desktop.domain.gpu import GpuReading
from desktop.domain.providers import Endpoint
from desktop.domain.settings import Appearance, Settings
from desktop.domain.stack import SERVICE, GpuChoice, StackOptions
from desktop.providers.detection import connect
from desktop.services.advice import AdviceService
from desktop.services.chats import ChatsService
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
from desktop.ui.main_window import MainWindow
from desktop.ui.paced_report import PacedReport
from desktop.ui.theme import Theme
from scripts.composer_pictures import composing_in
from scripts.model_pictures import with_dialog
from scripts.model_scenes import ShelfDouble, ShelfStore
from scripts.scenes import FACTS, NEVER, RTX, STEPS, FilmedProbes, engine_with_gpu, take_the_gpu
from tests.fake_probes import GIB
from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble
from tests.servers.registry import RegistryDouble

TARGET = Path(__file__).parent.parent / "docs" / "screenshots"
DEADLINE_SECONDS = 20.0


class Studio:
    """The window with a model server behind it."""

    def __init__(
        self,
        app: QApplication,
        loop: DesktopEventLoop,
        server: ShelfDouble,
        registry: RegistryDouble,
        folder: Path,
        others: Sequence[Endpoint],
    ) -> None:
        self._app, self._loop, self._server = app, loop, server
        opening = loop.create_task(ShelfStore.open(folder / "private" / "chats.db"))
        self.until(opening.done)
        self.theme = Theme(app, resources_dir())
        endpoints = [Endpoint(SERVICE, "Model Runner", server.url), *others]
        sources = [AddressSource(endpoint, partial(connect, registry=registry.url)) for endpoint in endpoints]
        self.providers = ProviderService(sources, ModelChoice(SERVICE, "qwen3:8b"))
        self.store = opening.result()
        self.chats = ChatsService(self.store, self.providers)
        self.engine = engine = engine_with_gpu()
        self.settings = SettingsService(Settings(), _keep_nothing)
        operations = StackOperations(engine, partial(probe, connect), lambda: False)
        self.stack = StackService(engine, operations, StackOptions(gpu=GpuChoice.NVIDIA))
        self.probes = probes = FilmedProbes()
        self.health = HealthService(self.providers, self.stack, probes, probes, probes.disk)
        self.pulls = PullService(self.providers, PullJournalFile(folder / "private" / "pulls.json"), pulled)
        self.models = ModelService(
            self.providers, self.pulls, self.settings, self.store, self.chats.is_answering
        )
        library = read_library()
        self.advice = AdviceService(self.providers, self.health, library, ComputerMemory())
        self.window = MainWindow(
            self.theme,
            self.chats,
            self.providers,
            self.stack,
            self.settings,
            PacedReport(self.health),
            ModelServices(self.pulls, self.models, self.advice, library),
            FACTS,
        )
        self.composing = composing_in(self, library)
        self.pulls.start()
        self.providers.refresh()
        self.stack.watch(is_seen=True)
        self.health.watch(is_seen=True)
        self.film(RTX)
        self.window.show()

    def ask(self, text: str, *, until_words: str = "") -> None:
        """Ask in a new chat; return at the end of the reply, or when it holds `until_words`."""
        self.chats.new_chat()
        self.chats.current.send(text, self.providers.state.choice)
        chat = self.chats.current
        if until_words:
            self.until(lambda: until_words in chat.state.turns[-1].content)
        else:
            self.until(lambda: not chat.is_busy)

    def film(self, *gpus: GpuReading, lost_at: int = NEVER) -> None:
        """Live through ten minutes with these GPUs."""
        self.probes.rewind(*gpus, lost_at=lost_at)
        self._live()

    def _live(self) -> None:
        def has_lived() -> bool:
            if self.probes.rounds <= STEPS:
                self.health.check_again()
            return self.probes.rounds > STEPS and not self.providers.state.is_checking

        self.until(has_lived)
        self.spin(0.5)

    def without_gpu(self) -> None:
        self.stack.set_options(StackOptions(gpu=GpuChoice.NONE))
        take_the_gpu(self.engine, self.probes)
        self._live()

    def with_gpu(self) -> None:
        """Everything is there again."""
        self.stack.set_options(StackOptions(gpu=GpuChoice.NVIDIA))
        self.engine.away, self.engine.info = None, engine_with_gpu().info
        self._server.is_gpu_used = True
        self.stack.check_again()

    def shoot_both(self, name: str) -> None:
        self.shoot(f"{name}-light", Appearance.LIGHT)
        self.shoot(f"{name}-dark", Appearance.DARK)

    def shoot(
        self,
        name: str,
        appearance: Appearance,
        size: tuple[int, int] = (1280, 800),
        over: QDialog | None = None,
    ) -> None:
        self.theme.use(appearance)
        self.window.resize(*size)
        if self.window.pages.currentWidget() is self.window.page:
            self.window.page.composer.setFocus()
        self.spin(0.8)
        picture = self.window.grab() if over is None else with_dialog(self.window.grab(), over)
        picture.save(str(TARGET / f"{name}.png"))
        print(f"docs/screenshots/{name}.png")

    def until_stack_failed(self) -> None:
        self.until(lambda: self.stack.state.error is not None and not self.stack.state.is_busy)

    def close(self, loop: DesktopEventLoop) -> None:
        for work in (
            self.composing.needs.attaching.aclose(),
            self.composing.needs.guard.aclose(),
            self.advice.aclose(),
            self.models.aclose(),
            self.pulls.aclose(),
            self.health.aclose(),
            self.stack.aclose(),
            self.settings.aclose(),
            self.chats.aclose(),
            self.providers.aclose(),
            self.store.aclose(),
        ):
            self.until(loop.create_task(work).done)
        self.window.hide()

    def until(self, condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + DEADLINE_SECONDS
        while not condition():
            assert time.monotonic() < deadline, "this took too long"
            self._app.processEvents()

    def spin(self, seconds: float) -> None:
        """Let time go by."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end)


@dataclass(frozen=True, slots=True)
class Servers:
    """The doubles behind the window: its own server, one more Ollama, a workstation and a registry."""

    own: ShelfDouble
    ollama: OllamaDouble
    workstation: OpenAIDouble
    registry: RegistryDouble


def application() -> tuple[QApplication, DesktopEventLoop]:
    """One with the font of the pictures."""
    app = QApplication([])
    font = QFont("Inter")
    font.setPixelSize(13)
    app.setFont(font)
    TARGET.mkdir(parents=True, exist_ok=True)
    return app, DesktopEventLoop(app)


@contextmanager
def opened_studio(app: QApplication, loop: DesktopEventLoop) -> Iterator[tuple[Studio, Servers, Path]]:
    """A studio, what is behind it and a folder of its own; what runs in the studio is to be closed."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers = Servers(
            stack.enter_context(ShelfDouble()),
            stack.enter_context(OllamaDouble()),
            stack.enter_context(OpenAIDouble()),
            stack.enter_context(RegistryDouble()),
        )
        stack.enter_context(loop.stepped_by_qt())
        others = [
            Endpoint("ollama", "Ollama", servers.ollama.url),
            Endpoint("docker-model-runner", "Docker Model Runner", "http://127.0.0.1:9"),
            Endpoint("workstation", "Workstation", servers.workstation.url),
        ]
        servers.own.models = {"qwen3:8b": int(6.2 * GIB)}
        servers.own.loaded, servers.own.is_gpu_used = ["qwen3:8b"], True
        yield Studio(app, loop, servers.own, servers.registry, folder, others), servers, folder
    loop.close()


async def _keep_nothing(settings: Settings) -> Found:
    """The pictures change no settings."""
    return settings, ()
