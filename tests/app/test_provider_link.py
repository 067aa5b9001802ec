"""The settings, the keys and the stack as the providers follow them, over real servers and a real file."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from desktop.adapters.built_in_engine import LlamaServer
from desktop.adapters.logs import Redaction
from desktop.adapters.settings_file import SettingsFile
from desktop.app.provider_link import ProviderLink
from desktop.app.threads import in_thread
from desktop.domain.catalog import ModelChoice, ProviderRow, Reach
from desktop.domain.errors import KeyringLocked, ProviderRejected
from desktop.domain.providers import Availability, Endpoint, ProviderKind
from desktop.domain.secrets import KeyPlace, Where
from desktop.domain.stack import SERVICE, StackOptions, StackPhase
from desktop.providers.detection import connect
from desktop.services.providers import ProviderService
from desktop.services.secrets import SecretsService
from desktop.services.settings import SettingsService
from desktop.services.source_list import sources_of
from desktop.services.sources import AddressSource, EngineSource, ProviderSource
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations
from tests.fake_secret_store import FakeSecretStore
from tests.fake_stack_engine import FakeStackEngine, running
from tests.servers.ollama import OllamaDouble
from tests.services.conftest import until

pytestmark = pytest.mark.anyio


class Bench:
    """What the application wires, with a keyring and an engine in memory."""

    def __init__(self, folder: Path, text: str) -> None:
        self.path = folder / "settings.toml"
        self.path.write_text(text)
        file = SettingsFile(self.path)
        settings, problems = file.read()
        assert not problems
        self.settings = SettingsService(settings, in_thread(file.write), in_thread(file.reread))
        self.keyring = FakeSecretStore(KeyPlace.SECRET_SERVICE)
        self.redaction = Redaction()
        self.secrets = SecretsService(
            self.keyring, FakeSecretStore(KeyPlace.FILE), {}, self.redaction.register_secret
        )
        choice = ModelChoice(settings.provider, settings.model)
        self.providers = ProviderService(sources_of(settings, self), choice)
        self.engine = FakeStackEngine()
        self.stack = StackService(self.engine, StackOperations(self.engine, _found), StackOptions())
        self.link = ProviderLink(self.settings, self.providers, self.secrets, self, self.stack)
        self.link.follow_settings(settings)

    def at(self, endpoint: Endpoint) -> ProviderSource:
        return AddressSource(endpoint, connect, self.secrets.key_of)

    def of_file(self, path: str) -> ProviderSource:
        return EngineSource(LlamaServer(path), connect, path)

    def row(self, provider: str) -> ProviderRow:
        row = self.providers.state.row(provider)
        assert row is not None
        return row

    @property
    def ids(self) -> list[str]:
        return [row.endpoint.id for row in self.providers.state.rows]

    async def aclose(self) -> None:
        self.link.stop()
        for service in (self.stack, self.providers, self.secrets, self.settings):
            await service.aclose()


async def _found(_url: str) -> Availability:
    return Availability(ProviderKind.OLLAMA, 0.01)


@pytest.fixture
async def server() -> AsyncIterator[OllamaDouble]:
    with OllamaDouble() as server:
        yield server


def alone(url: str, *lines: str) -> str:
    """A file with nobody but `mine`."""
    off = 'disabled_providers = ["model-runner", "ollama", "docker-model-runner", "built-in"]'
    return "\n".join((off, "[[providers]]", 'id = "mine"', f'url = "{url}"', *lines, ""))


async def test_edits_of_the_file_take_effect_live(tmp_path: Path, server: OllamaDouble) -> None:
    async with AsyncExitStack() as stack:
        bench = Bench(tmp_path, alone("http://127.0.0.1:9"))
        stack.push_async_callback(bench.aclose)
        assert bench.ids == ["mine"]
        bench.settings.watch()
        bench.path.write_text('[chat]\nprovider = "mine"\nmodel = "gemma3:270m"\n')
        bench.path.write_text('provider_order = ["mine", "built-in"]\n' + bench.path.read_text())
        with bench.path.open("a") as file:
            file.write(f'[[providers]]\nid = "mine"\nurl = "{server.url}"\n')
        await until(lambda: len(bench.ids) == 5)
        assert bench.ids == ["mine", "built-in", "model-runner", "ollama", "docker-model-runner"]
        await until(lambda: bench.row("mine").reach is Reach.AVAILABLE)
        assert bench.providers.state.choice == ModelChoice("mine", "gemma3:270m")


async def test_a_key_is_used_at_once_and_its_place_is_written(tmp_path: Path, server: OllamaDouble) -> None:
    server.api_key = "sk-secret"
    async with AsyncExitStack() as stack:
        bench = Bench(tmp_path, alone(server.url))
        stack.push_async_callback(bench.aclose)
        bench.providers.refresh()
        await until(lambda: isinstance(bench.row("mine").error, ProviderRejected))
        bench.secrets.store("mine", "sk-secret", Where.KEYRING)
        await until(lambda: bench.row("mine").reach is Reach.AVAILABLE)
        await until(lambda: 'key = "secret-service"' in bench.path.read_text())
        assert "sk-secret" not in bench.path.read_text()
        assert "sk-secret" not in bench.redaction.redacted("sent sk-secret")
        bench.secrets.forget("mine")
        await until(lambda: isinstance(bench.row("mine").error, ProviderRejected))
        await until(lambda: "key =" not in bench.path.read_text())


async def test_a_locked_keyring_is_the_error_of_its_provider_until_it_is_unlocked(
    tmp_path: Path, server: OllamaDouble
) -> None:
    server.api_key = "sk-secret"
    async with AsyncExitStack() as stack:
        bench = Bench(tmp_path, alone(server.url, 'key = "secret-service"'))
        stack.push_async_callback(bench.aclose)
        bench.keyring.keys["mine"] = "sk-secret"
        bench.keyring.error = KeyringLocked()
        bench.providers.refresh()
        await until(lambda: isinstance(bench.row("mine").error, KeyringLocked))
        bench.keyring.error = None
        bench.secrets.unlock_and_retry("mine")
        await until(lambda: bench.row("mine").reach is Reach.AVAILABLE)
        assert bench.keyring.calls == ["read mine secret-service", "read mine secret-service asking"]


async def test_the_first_read_of_a_key_asks_the_server_once(tmp_path: Path, server: OllamaDouble) -> None:
    async with AsyncExitStack() as stack:
        bench = Bench(tmp_path, alone(server.url, 'key = "secret-service"'))
        stack.push_async_callback(bench.aclose)
        bench.keyring.keys["mine"] = "sk-secret"
        bench.providers.refresh()
        await until(lambda: bench.row("mine").reach is Reach.AVAILABLE)
        await asyncio.sleep(0)
        assert not bench.providers.state.is_checking
        listed = [request for request in server.requests if request.path == "/api/tags"]
        assert len(listed) == 1


async def test_other_options_of_a_running_stack_do_not_move_its_provider(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        bench = Bench(tmp_path, 'disabled_providers = ["built-in"]\n')
        stack.push_async_callback(bench.aclose)
        bench.engine.containers = (running(port=8080),)
        bench.stack.watch(is_seen=True)
        await until(lambda: bench.stack.state.phase is StackPhase.RUNNING)
        bench.settings.change(stack=StackOptions(port=8099))
        assert bench.row(SERVICE).endpoint.url == "http://127.0.0.1:8080"
        bench.engine.containers = ()
        bench.stack.check_again()
        await until(lambda: bench.stack.state.phase is StackPhase.ABSENT)
        bench.settings.change(stack=StackOptions(port=8098))
        assert bench.row(SERVICE).endpoint.url == "http://127.0.0.1:8098"


async def test_nothing_is_followed_after_the_end(tmp_path: Path) -> None:
    bench = Bench(tmp_path, alone("http://127.0.0.1:9"))
    await bench.aclose()
    bench.settings.change(disabled_providers=())
    assert bench.ids == ["mine"]
    await bench.settings.aclose()
