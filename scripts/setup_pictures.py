"""The pictures of the setup window: every step of the way with Docker, and what is offered without it."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.adapters.chat_store import SqliteChatStore
from desktop.app.loop import DesktopEventLoop
from desktop.domain.errors import DockerMissing
from desktop.domain.settings import Appearance
from desktop.domain.setup import SetupRoute, SetupStep, StepState
from desktop.domain.stack import PortHolder
from desktop.ui.setup.window import SetupWindow
from desktop.ui.theme import Theme
from scripts.scenes import FACTS, RTX, engine_with_gpu
from tests.fake_stack_engine import layer
from tests.servers.ollama import OllamaDouble
from tests.services.setup_bench import SetupBench, server_without_models

DEADLINE_SECONDS = 20.0
ANSWER = (
    "I can answer questions, explain code and texts, and help you write. ",
    "Everything stays on this computer, so you can ask freely.",
)
S, P = SetupStep, StepState


class SetupStudio:
    """The setup window with a scripted Docker and an Ollama behind it."""

    def __init__(
        self, app: QApplication, loop: DesktopEventLoop, theme: Theme, server: OllamaDouble, folder: Path
    ) -> None:
        self._app, self._theme, self._server = app, theme, server
        opening = loop.create_task(SqliteChatStore.open(folder / "private" / "setup.db"))
        self._until(opening.done)
        self._store = opening.result()
        self.bench = bench = SetupBench(self._store, folder, server.url)
        bench.engine.info, bench.probes.gpus = engine_with_gpu().info, (RTX,)
        self.window = SetupWindow(theme, bench.setup, FACTS)

    def shoot(self, target: Path, name: str, size: tuple[int, int] = (960, 640)) -> None:
        """The window as it is, light and dark."""
        self.window.resize(*size)
        for appearance in (Appearance.LIGHT, Appearance.DARK):
            self._theme.use(appearance)
            end = time.monotonic() + 0.5
            self._until(lambda end=end: time.monotonic() > end)  # type: ignore[misc]  # mypy infers no default
            self.window.grab().save(str(target / f"setup-{name}-{appearance}.png"))
            print(f"docs/screenshots/setup-{name}-{appearance}.png")

    def until_at(self, step: SetupStep, state: StepState) -> None:
        self._until(
            lambda: self.bench.is_at(step, state) and self.window.page.setup == self.bench.setup.state
        )

    def press(self) -> None:
        self.window.footer.primary.click()

    def close(self, loop: DesktopEventLoop) -> None:
        self.window.close()
        self.bench.engine.gate.set()
        self._server.gate.set()
        for work in (self.bench.aclose(), self._store.aclose()):
            self._until(loop.create_task(work).done)

    def _until(self, condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + DEADLINE_SECONDS
        while not condition():
            assert time.monotonic() < deadline, "this took too long"
            self._app.processEvents()


def shoot_setup(app: QApplication, loop: DesktopEventLoop, theme: Theme, folder: Path, target: Path) -> None:
    """From a computer without Docker to the first answer."""
    with server_without_models() as server:
        studio = SetupStudio(app, loop, theme, server, folder)
        engine, window, bench = studio.bench.engine, studio.window, studio.bench
        engine.away = DockerMissing()
        engine.holders = {8080: PortHolder(8080, container="open-webui-1")}
        bench.images.has = False
        bench.open()
        window.bring_up()
        studio.until_at(S.ENGINE, P.FAILED)
        studio.shoot(target, "no-docker")
        bench.setup.use_route(SetupRoute.PROVIDER)
        studio.until_at(S.PROVIDER, P.PENDING)
        studio.shoot(target, "without-docker")
        bench.setup.use_route(SetupRoute.DOCKER)
        engine.away = None
        studio.until_at(S.PORT, P.WARNING)
        studio.shoot(target, "port")
        studio.shoot(target, "port-small", (700, 560))
        studio.press()
        studio.until_at(S.IMAGE, P.PENDING)
        engine.script = (layer("a", "Downloading", 412_700_000, 1_420_000_000), layer("a", "Downloading"))
        bench.images.has = True
        studio.until_at(S.START, P.PENDING)
        engine.gate.clear()
        studio.press()
        studio.until_at(S.START, P.BUSY)
        studio.shoot(target, "start")
        engine.gate.set()
        studio.until_at(S.MODEL, P.PENDING)
        studio.shoot(target, "model")
        studio.press()
        studio.until_at(S.ANSWER, P.PENDING)
        server.fragments = [word for text in ANSWER for word in text.split(" ")]
        server.fragments = [f"{word} " for word in server.fragments]
        server.tokens_per_second, server.loaded, server.is_gpu_used = 40.0, ["small:1b"], True
        studio.press()
        studio.until_at(S.ANSWER, P.OK)
        studio.shoot(target, "answer")
        studio.close(loop)
