"""The window over the real services, a real store and a real server."""

from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.adapters.chat_store import SqliteChatStore
from desktop.adapters.library_file import read_library
from desktop.adapters.memory import ComputerMemory
from desktop.adapters.pull_journal import PullJournalFile
from desktop.app.loop import DesktopEventLoop
from desktop.domain.catalog import ModelChoice
from desktop.domain.providers import Endpoint
from desktop.domain.settings import Settings
from desktop.domain.stack import StackOptions
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
from desktop.ui.chat.answer import Answer
from desktop.ui.chat.page import ChatPage
from desktop.ui.chat.user_message import UserMessage
from desktop.ui.main_window import MainWindow
from desktop.ui.paced_report import PacedReport
from desktop.ui.theme import Theme
from tests.fake_probes import FACTS, FakeProbes
from tests.fake_stack_engine import FakeStackEngine
from tests.servers.ollama import OllamaDouble
from tests.servers.registry import RegistryDouble

T = TypeVar("T")
DEADLINE_MILLISECONDS = 10_000


class Ui:
    """The window, what it stands on, and the verbs of a user."""

    def __init__(
        self,
        qtbot: QtBot,
        loop: DesktopEventLoop,
        server: OllamaDouble,
        registry: RegistryDouble,
        store: SqliteChatStore,
        theme: Theme,
        folder: Path,
    ) -> None:
        self.qtbot, self.loop, self.server, self.store = qtbot, loop, server, store
        self.registry = registry
        self.source = AddressSource(
            Endpoint("ollama", "Ollama", server.url), partial(connect, registry=registry.url)
        )
        self.providers = ProviderService([self.source], ModelChoice())
        self.chats = ChatsService(store, self.providers)
        self.settings = SettingsService(Settings(), _forget)
        self.engine = FakeStackEngine()
        operations = StackOperations(self.engine, partial(probe, connect), _false)
        self.stack = StackService(self.engine, operations, StackOptions())
        self.probes = probes = FakeProbes()
        self.health = HealthService(self.providers, self.stack, probes, probes, probes.disk)
        self.pulls = PullService(
            self.providers,
            PullJournalFile(folder / "private" / "pulls.json"),
            pulled,
            waiting_check_seconds=0.05,
        )
        self.models = ModelService(
            self.providers, self.pulls, self.settings, store, self.chats.is_answering, undo_seconds=0.2
        )
        self.advice = AdviceService(self.providers, self.health, read_library(), ComputerMemory())
        self.model_services = ModelServices(self.pulls, self.models, self.advice, read_library())
        self.window = MainWindow(
            theme,
            self.chats,
            self.providers,
            self.stack,
            self.settings,
            PacedReport(self.health),
            self.model_services,
            FACTS,
        )
        qtbot.addWidget(self.window, before_close_func=None)
        self.closing: list[Callable[[], Coroutine[Any, Any, None]]] = []
        """What a test has built on top, closed first."""

    @property
    def page(self) -> ChatPage:
        return self.window.page

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of `work`, while Qt goes on."""
        task = self.loop.create_task(work)
        self.until(task.done)
        return task.result()  # type: ignore[no-any-return]  # qasync ships no types

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=DEADLINE_MILLISECONDS)

    def ask(self, text: str) -> None:
        """Type a question and press Enter."""
        self.qtbot.keyClicks(self.page.composer.prompt, text)
        self.qtbot.keyClick(self.page.composer.prompt, "\r")

    def questions(self) -> list[str]:
        return [w.text.toPlainText() for w in self.messages() if isinstance(w, UserMessage)]

    def answers(self) -> list[Answer]:
        return [w for w in self.messages() if isinstance(w, Answer)]

    def messages(self) -> list[QWidget]:
        """The widgets of the messages near the view, from top to bottom."""
        return [row.widget for row in self.page.transcript.live_turns() if row.widget is not None]

    def answer_text(self) -> str:
        """The text of the last answer as a person would copy it."""
        return self.answers()[-1].reply.to_plain_text() if self.answers() else ""

    def is_quiet(self) -> bool:
        return not self.chats.current.is_busy and not self.chats.current.state.is_replying


async def _forget(settings: Settings) -> Found:
    """Nothing is written."""
    return settings, ()


def _false() -> bool:
    return False


@pytest.fixture
def ui(qtbot: QtBot, qt_loop: DesktopEventLoop, theme: Theme, tmp_path: Path) -> Iterator[Ui]:
    with OllamaDouble() as server, RegistryDouble() as registry:
        opening = qt_loop.create_task(SqliteChatStore.open(tmp_path / "private" / "chats.db"))
        qtbot.waitUntil(opening.done)
        ui = Ui(qtbot, qt_loop, server, registry, opening.result(), theme, tmp_path)
        ui.pulls.start()
        ui.window.show()
        ui.providers.refresh()
        ui.until(lambda: ui.providers.state.choice.model)
        yield ui
        server.gate.set()
        ui.window.hide()
        ui.engine.gate.set()
        server.downloads.gate.set()
        for close in (
            *ui.closing,
            ui.advice.aclose,
            ui.models.aclose,
            ui.pulls.aclose,
            ui.health.aclose,
            ui.stack.aclose,
            ui.settings.aclose,
            ui.chats.aclose,
            ui.providers.aclose,
            ui.store.aclose,
        ):
            ui.run(close())
