"""The models service over an Ollama, a Docker Model Runner, another server, a registry and a real store."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path

from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.catalog import ModelChoice
from desktop.domain.installed import ModelRow, ProviderModels
from desktop.domain.providers import Endpoint
from desktop.domain.settings import Settings
from desktop.providers.detection import connect
from desktop.services.chats import ChatsService
from desktop.services.models import UNDO_SECONDS, ModelService
from desktop.services.providers import ProviderService
from desktop.services.settings import SettingsService
from desktop.services.sources import AddressSource
from tests.servers.docker_model_runner import DockerModelRunnerDouble
from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble
from tests.servers.registry import RegistryDouble
from tests.services.conftest import until

MODEL = "gemma3:270m"
OTHER = "llama3:8b"


class Pulls:
    """What is pulled, at the test's word."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def is_pulling(self, _provider: str, model: str) -> bool:
        return model in self.names


class Models:
    """The service, and everything that it stands on."""

    def __init__(
        self, ollama: OllamaDouble, store: SqliteChatStore, servers: AsyncExitStack, undo_seconds: float
    ) -> None:
        self.store = store
        self.ollama = servers.enter_context(ollama)
        self.ollama.models = {MODEL: 253_000_000, OTHER: 4_661_000_000}
        self.runner = servers.enter_context(DockerModelRunnerDouble())
        self.registry = servers.enter_context(RegistryDouble())
        other = servers.enter_context(OpenAIDouble())
        urls = {"ollama": self.ollama.url, "runner": self.runner.url, "other": other.url}
        connected = partial(connect, registry=self.registry.url)
        sources = [AddressSource(Endpoint(id_, id_.title(), url), connected) for id_, url in urls.items()]
        self.providers = ProviderService(sources, ModelChoice("ollama"))
        self.chats = ChatsService(store, self.providers)
        self.pulls = Pulls()
        self.written: list[Settings] = []
        self.settings = SettingsService(Settings(), self._write)
        self.service = ModelService(
            self.providers,
            self.pulls,
            self.settings,
            store,
            self.chats.is_answering,
            undo_seconds=undo_seconds,
        )
        self.is_closed = False
        """Whether a test has closed the service already."""
        self.states: list[ProviderModels] = []
        self.service.changed.connect(self.states.append)

    async def _write(self, settings: Settings) -> tuple[Settings, tuple[()]]:
        self.written.append(settings)
        return settings, ()

    @property
    def state(self) -> ProviderModels:
        return self.service.state

    @property
    def names(self) -> list[str]:
        return [row.model.name for row in self.state.rows]

    @property
    def picked_from(self) -> list[str]:
        """What the picker offers of the provider that is shown."""
        row = self.providers.state.row(self.state.provider)
        return [model.name for model in row.models] if row is not None else []

    @property
    def deleted_on_server(self) -> list[object]:
        return [request.field("model") for request in self.ollama.requests if request.method == "DELETE"]

    def row(self, model: str = MODEL) -> ModelRow:
        row = self.state.row(model)
        assert row is not None
        return row

    async def show(self, provider: str = "ollama") -> None:
        self.service.show(provider)
        await until(lambda: self.names and not self.state.is_reading)

    async def aclose(self) -> None:
        if not self.is_closed:
            await self.service.aclose()
        await self.chats.aclose()
        await self.providers.aclose()
        await self.settings.aclose()


@asynccontextmanager
async def open_models(
    folder: Path, undo_seconds: float = UNDO_SECONDS, ollama: OllamaDouble | None = None
) -> AsyncIterator[Models]:
    """Everything, while the block runs."""
    async with AsyncExitStack() as stack:
        store = await SqliteChatStore.open(folder / "private" / "chats.db")
        stack.push_async_callback(store.aclose)
        models = Models(ollama or OllamaDouble(), store, stack, undo_seconds)
        stack.push_async_callback(models.aclose)
        yield models
        models.ollama.gate.set()
