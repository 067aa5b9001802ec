"""The settings window over real services, a real settings file, and stores of keys that obey."""

from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, TypeVar

from desktop.adapters.appsettings_file import read_appsettings, write_appsettings
from desktop.adapters.settings_file import SettingsFile
from desktop.adapters.transfer_files import ChatFiles
from desktop.adapters.unsaved_chat_store import UnsavedChatStore
from desktop.app.loop import DesktopEventLoop
from desktop.app.provider_link import ProviderLink
from desktop.app.stack_link import StackLink
from desktop.app.threads import in_thread
from desktop.domain.appsettings import AppServer
from desktop.domain.catalog import ModelChoice
from desktop.domain.errors import StoreUnusable
from desktop.domain.providers import Endpoint
from desktop.domain.secrets import KeyPlace, SecretStore, key_places
from desktop.domain.settings import Settings
from desktop.domain.stack import StackOptions
from desktop.providers.certificates import certificate_expiry
from desktop.providers.detection import connect
from desktop.services.appsettings import AppSettingsService
from desktop.services.autostart import AutostartService
from desktop.services.provider_editing import ProviderEditing
from desktop.services.provider_tests import ProviderTests
from desktop.services.providers import ProviderService
from desktop.services.secrets import KeyTimes, SecretsService
from desktop.services.settings import SettingsService
from desktop.services.source_list import sources_of
from desktop.services.sources import AddressSource, ProviderSource
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations
from desktop.services.storage import Places, StorageService
from desktop.services.transfer import TransferService
from desktop.services.transfer_operations import TransferOperations
from desktop.ui.settings.needs import SettingsNeeds
from desktop.ui.settings.window import SettingsWindow
from desktop.ui.theme import Theme
from tests.fake_secret_store import FakeSecretStore
from tests.fake_stack_engine import FakeStackEngine

T = TypeVar("T")
NO_ENGINE = ("built-in", "docker-model-runner", "model-runner")
"""Providers that no test needs, and that would look for servers of this computer."""


class Makers:
    """Makes sources with the keys of the bench; the built-in engine is never opened."""

    def __init__(self, secrets: SecretsService) -> None:
        self._secrets = secrets

    def at(self, endpoint: Endpoint) -> ProviderSource:
        return AddressSource(endpoint, connect, self._secrets.key_of)

    def of_file(self, _path: str) -> ProviderSource:
        raise AssertionError("no test turns the built-in engine on")


class AutostartEntry:
    """The entry of the session, in memory."""

    def __init__(self) -> None:
        self.is_there = False

    async def read(self) -> bool:
        return self.is_there

    async def switch(self, *, is_on: bool) -> None:
        self.is_there = is_on


class SettingsBench:
    """Everything that the window stands on; `until` lets Qt and the services go on."""

    def __init__(
        self,
        loop: DesktopEventLoop,
        until: Callable[[Callable[[], object]], None],
        theme: Theme,
        folder: Path,
        endpoints: Sequence[Endpoint],
        undo_seconds: float = 10.0,
        keyring: SecretStore | None = None,
    ) -> None:
        """`keyring` takes the place of the one in memory."""
        self._loop, self.until = loop, until
        self.path = folder / "config" / "settings.toml"
        self.keyring = FakeSecretStore(KeyPlace.SECRET_SERVICE)
        self.key_file = FakeSecretStore(KeyPlace.FILE)
        self.entry = AutostartEntry()
        self.shown_in_logs: list[str] = []
        file = SettingsFile(self.path)
        start, _ = file.read()
        disabled = [id_ for id_ in NO_ENGINE if id_ not in {row.id for row in endpoints}]
        settings = Settings(endpoints=tuple(endpoints), disabled_providers=tuple(disabled))
        self.settings = SettingsService(start, in_thread(file.write), in_thread(file.reread))
        self.settings.change(endpoints=settings.endpoints, disabled_providers=settings.disabled_providers)
        self.secrets = SecretsService(
            keyring or self.keyring,
            self.key_file,
            key_places(endpoints),
            self.shown_in_logs.append,
            KeyTimes(slow_seconds=0.2),
        )
        makers = Makers(self.secrets)
        self.providers = ProviderService(sources_of(self.settings.state, makers), ModelChoice())
        engine = FakeStackEngine()
        operations = StackOperations(engine, _no_probe, lambda: False)
        self.stack = StackService(engine, operations, StackOptions())
        self.editing = ProviderEditing(self.settings, connect, certificate_expiry, self.secrets.key_of)
        self.tests = ProviderTests(self.editing)
        self.transfer = TransferService(
            TransferOperations(UnsavedChatStore(StoreUnusable("", "moved")), ChatFiles())
        )
        self.autostart = AutostartService(self.entry.read, self.entry.switch)
        self.storage = self._storage(folder)
        self._links = (
            ProviderLink(self.settings, self.providers, self.secrets, makers, self.stack),
            StackLink(self.stack, self.providers, self.settings, makers.at),
        )
        self.needs = SettingsNeeds(
            self.settings,
            self.editing,
            self.tests,
            self.providers,
            self.secrets,
            self.stack,
            self.storage,
            self.autostart,
            self.transfer,
        )
        self.window = SettingsWindow(theme, self.needs, undo_seconds)

    @property
    def state(self) -> Settings:
        return self.settings.state

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of `work`, while Qt goes on."""
        task = self._loop.create_task(work)
        self.until(task.done)
        return task.result()  # type: ignore[no-any-return]  # qasync ships no types

    def close(self) -> None:
        self.window.hide()
        self._links[0].stop()
        for store in (self.keyring, self.key_file):
            store.gate.set()
        for close in (
            self.tests.aclose,
            self.storage.aclose,
            self.autostart.aclose,
            self.transfer.aclose,
            self.stack.aclose,
            self.providers.aclose,
            self.secrets.aclose,
            self.settings.aclose,
        ):
            self.run(close())

    def _storage(self, folder: Path) -> StorageService:
        async def read(path: str) -> tuple[AppServer, ...]:
            return read_appsettings(Path(path))

        async def write(path: str, servers: Sequence[AppServer]) -> None:
            write_appsettings(Path(path), servers)

        async def measure() -> int:
            return 1_234_567

        places = Places(
            str(self.path),
            str(folder / "config" / "keys.json"),
            str(folder / "data" / "chats.db"),
            str(folder / "data"),
            str(folder / "logs"),
        )
        appsettings = AppSettingsService(self.settings, read, write, dict)
        return StorageService(places, measure, appsettings)


async def _no_probe(_url: str) -> Any:
    raise AssertionError("no test starts the stack")
