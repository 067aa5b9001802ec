"""The setup over real services: an Ollama's double, a scripted engine, and an engine of images."""

from functools import partial
from pathlib import Path

from desktop.adapters.chat_store import SqliteChatStore
from desktop.adapters.library_file import read_library
from desktop.adapters.memory import ComputerMemory
from desktop.adapters.pull_journal import PullJournalFile
from desktop.domain.catalog import ModelChoice
from desktop.domain.errors import StackError
from desktop.domain.providers import Endpoint
from desktop.domain.settings import Settings
from desktop.domain.setup import SetupStep, StepState
from desktop.domain.stack import SERVICE, StackOptions
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
from desktop.services.setup import SetupNeeds, SetupService
from desktop.services.sources import AddressSource, probe
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations
from tests.fake_probes import FakeProbes
from tests.fake_stack_engine import FakeStackEngine
from tests.servers.ollama import OllamaDouble

NOBODY = "http://127.0.0.1:9"
QUESTION = "What can you do?"


class FakeSetupEngine:
    """Has an image or not, and stops containers that hold the ports of a scripted engine."""

    def __init__(self, engine: FakeStackEngine) -> None:
        self._engine = engine
        self.has = True
        self.refuses: StackError | None = None
        self.stopped: list[str] = []

    async def has_image(self, image: str) -> bool:
        assert image
        return self.has

    async def stop_container(self, name: str) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.stopped.append(name)
        held = self._engine.holders
        self._engine.holders = {port: who for port, who in held.items() if who.container != name}


class SetupBench:
    """The setup and what it stands on; the address of the stack's provider and of Ollama are given."""

    def __init__(
        self, store: SqliteChatStore, folder: Path, stack_url: str = NOBODY, ollama_url: str = NOBODY
    ) -> None:
        endpoints = (
            Endpoint(SERVICE, "Model Runner", stack_url, default_model="small:1b"),
            Endpoint("ollama", "Ollama", ollama_url),
        )
        self.providers = ProviderService([AddressSource(e, connect) for e in endpoints], ModelChoice())
        self.engine = FakeStackEngine()
        self.images = FakeSetupEngine(self.engine)
        operations = StackOperations(self.engine, partial(probe, connect), lambda: False)
        self.stack = StackService(self.engine, operations, StackOptions())
        self.probes = probes = FakeProbes()
        probes.gpus = ()
        self.health = HealthService(self.providers, self.stack, probes, probes, probes.disk)
        self.settings = SettingsService(Settings(), _keep)
        self.chats = ChatsService(store, self.providers)
        journal = PullJournalFile(folder / "private" / "pulls.json")
        self.pulls = PullService(self.providers, journal, pulled, waiting_check_seconds=0.05)
        self.models = ModelService(self.providers, self.pulls, self.settings, store, self.chats.is_answering)
        library = read_library()
        self.advice = AdviceService(self.providers, self.health, library, ComputerMemory())
        services = ModelServices(self.pulls, self.models, self.advice, library)
        needs = SetupNeeds(
            self.stack, self.providers, self.health, services, self.settings, self.chats,
            self.advice, operations, self.images, partial(probe, connect),
        )  # fmt: skip
        self.setup = SetupService(needs, lambda: QUESTION, pace_seconds=0.02)
        self.found: list[str] = []
        self.setup.address_found.connect(self._add)

    def open(self) -> None:
        """What the window does when it comes up."""
        self.pulls.start()
        self.providers.watch(is_seen=True)
        self.stack.watch(is_seen=True)
        self.health.watch(is_seen=True)
        self.setup.open()

    @property
    def step(self) -> SetupStep:
        return self.setup.state.current

    @property
    def state(self) -> StepState:
        return self.setup.state.shown.state

    def is_at(self, step: SetupStep, state: StepState) -> bool:
        """Whether the step is shown, and can be acted on if it waits."""
        return (self.step, self.state) == (step, state) and (state is not StepState.PENDING or self.can_act)

    @property
    def can_act(self) -> bool:
        """Whether the main button does something."""
        return bool(self.setup.state.shown.ways)

    def press_first(self, text: str = "") -> None:
        """Press the main button as it is."""
        assert self.setup.press(self.setup.state.shown.ways[0], text) is None

    def _add(self, url: str) -> None:
        """What the desk does with an address that answers."""
        self.found.append(url)
        self.providers.add(AddressSource(Endpoint("typed", "Typed", url), connect))

    async def aclose(self) -> None:
        for service in (
            self.setup, self.advice, self.models, self.pulls, self.chats,
            self.health, self.stack, self.settings, self.providers,
        ):  # fmt: skip
            await service.aclose()


def server_without_models() -> OllamaDouble:
    """An Ollama into which something can be pulled."""
    server = OllamaDouble()
    server.models = {}
    return server


async def _keep(settings: Settings) -> Found:
    """Nothing is written."""
    return settings, ()
