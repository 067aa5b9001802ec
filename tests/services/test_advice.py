"""Advice while a name is typed, over a real server and a real registry."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from functools import partial

import pytest

from desktop.adapters.library_file import read_library
from desktop.domain.catalog import ModelChoice
from desktop.domain.memory import MemoryFacts
from desktop.domain.providers import Availability, Endpoint, ProviderKind
from desktop.domain.pull_advice import Advice, Fit
from desktop.domain.stack import StackOptions
from desktop.providers.detection import connect
from desktop.services.advice import AdviceService
from desktop.services.health import HealthService
from desktop.services.providers import ProviderService
from desktop.services.sources import AddressSource
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations
from tests.fake_probes import GIB, FakeProbes
from tests.fake_stack_engine import FakeStackEngine
from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble
from tests.servers.registry import CONFIG_BYTES, RegistryDouble
from tests.servers.scripted import Wait
from tests.services.conftest import until

pytestmark = pytest.mark.anyio

LISTED = "llama3:8b"


class Memory:
    """A computer with 32 GiB; it is read at the first question, and after each pause."""

    def __init__(self) -> None:
        self.reads = 0

    async def read(self) -> MemoryFacts:
        self.reads += 1
        return MemoryFacts(32 * GIB, 24 * GIB)


class Desk:
    """The service and what it stands on."""

    def __init__(self, servers: AsyncExitStack) -> None:
        self.ollama = servers.enter_context(OllamaDouble())
        self.registry = servers.enter_context(RegistryDouble())
        other = servers.enter_context(OpenAIDouble())
        urls = {"ollama": self.ollama.url, "other": other.url}
        connected = partial(connect, registry=self.registry.url)
        sources = [AddressSource(Endpoint(id_, id_.title(), url), connected) for id_, url in urls.items()]
        self.providers = ProviderService(sources, ModelChoice("ollama"))
        engine, self.probes = FakeStackEngine(), FakeProbes()
        self.stack = StackService(engine, StackOperations(engine, self._probe), StackOptions())
        probes = self.probes
        self.health = HealthService(self.providers, self.stack, probes, probes, probes.disk)
        self.now, self.memory = 0.0, Memory()
        self.promised = 0
        self.service = AdviceService(
            self.providers,
            self.health,
            read_library(),
            self.memory,
            pause_seconds=0.01,
            clock=lambda: self.now,
            promised=lambda _provider, _model: self.promised,
        )
        self.heard: list[Advice] = []
        self.service.changed.connect(self.heard.append)

    async def _probe(self, _url: str) -> Availability:
        return Availability(ProviderKind.OLLAMA, 0.01)

    @property
    def advice(self) -> Advice:
        return self.service.state

    @property
    def asked(self) -> list[str]:
        """What the registry was asked about."""
        paths = [request.path.removeprefix("/v2/") for request in self.registry.requests]
        return [path.replace("/manifests/", ":") for path in paths]

    async def ask_and_pause(self, provider: str, typed: str, *, is_entered: bool = False) -> None:
        """Type, and wait until the pause is over; memory has been read once before."""
        reads = self.memory.reads
        self.service.ask(provider, typed, is_entered=is_entered)
        await until(lambda: self.memory.reads > reads)

    async def aclose(self) -> None:
        for service in (self.service, self.health, self.stack, self.providers):
            await service.aclose()


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with AsyncExitStack() as stack:
        desk = Desk(stack)
        stack.push_async_callback(desk.aclose)
        desk.providers.refresh()
        desk.health.watch(is_seen=True)
        await until(lambda: desk.health.state.disk and desk.health.state.gpus)
        await until(lambda: not desk.providers.state.is_checking)
        yield desk


async def test_what_is_known_is_said_at_once_and_the_registry_has_the_last_word(desk: Desk) -> None:
    desk.registry.publish("library/llama3:8b", 5 * GIB)
    desk.service.ask("ollama", LISTED)
    assert desk.advice.model == LISTED
    assert desk.advice.download_bytes
    assert not desk.advice.is_download_certain
    assert desk.advice.free_disk_bytes == desk.probes.free
    assert desk.advice.fit is Fit.GPU
    await until(lambda: desk.advice.is_download_certain)
    assert desk.advice.download_bytes == 5 * GIB + CONFIG_BYTES
    assert desk.asked == ["library/llama3:8b"]


async def test_half_a_name_is_told_to_nobody(desk: Desk) -> None:
    desk.service.ask("ollama", "q")
    await until(lambda: desk.memory.reads == 2)
    for typed in ("qw", "qwen", "qwen9", "qwen9:", "../x:1b", "a b:1b", "mine"):
        await desk.ask_and_pause("ollama", typed)
    await desk.ask_and_pause("ollama", "../x", is_entered=True)
    assert desk.asked == []
    desk.service.ask("ollama", "mine", is_entered=True)
    await until(lambda: desk.asked == ["library/mine:latest"])


async def test_only_the_last_name_is_asked_about_after_a_pause(desk: Desk) -> None:
    desk.registry.publish("library/mine:12b", 7 * GIB)
    for typed in ("mine:1", "mine:12", "mine:12b"):
        desk.service.ask("ollama", typed)
    await until(lambda: desk.advice.is_download_certain)
    assert desk.asked == ["library/mine:12b"]
    assert desk.advice.download_bytes == 7 * GIB + CONFIG_BYTES


async def test_an_answer_to_an_older_question_is_dropped(desk: Desk) -> None:
    desk.registry.plan = [Wait(5.0)]
    desk.service.ask("ollama", "old:1b")
    await until(lambda: desk.asked)
    desk.registry.plan = ()
    desk.registry.publish("library/new:1b", GIB)
    desk.service.ask("ollama", "new:1b")
    await until(lambda: desk.advice.is_download_certain)
    assert [advice.model for advice in desk.heard if advice.is_download_certain] == ["new:1b"]


async def test_what_the_registry_has_said_is_remembered_for_some_minutes(desk: Desk) -> None:
    desk.registry.publish("library/mine:latest", GIB)
    desk.service.ask("ollama", "mine:latest")
    await until(lambda: desk.advice.is_download_certain)
    desk.service.ask("ollama", "mine")
    assert desk.advice.is_download_certain
    desk.now = 700.0
    desk.service.ask("ollama", "mine:latest")
    assert desk.heard[-1].download_bytes is None
    await until(lambda: desk.advice.is_download_certain)
    assert desk.asked == ["library/mine:latest"] * 2


async def test_a_server_without_pulls_asks_no_registry_and_an_empty_name_nothing(desk: Desk) -> None:
    desk.service.ask("other", LISTED)
    await until(lambda: desk.memory.reads == 2)
    await desk.ask_and_pause("other", LISTED, is_entered=True)
    desk.service.ask("nobody", LISTED)
    assert desk.advice.free_disk_bytes is None
    assert desk.advice.fit is Fit.UNKNOWN
    desk.service.ask("ollama", "  ")
    assert desk.advice == Advice("")
    assert desk.asked == []


async def test_what_downloads_under_way_will_take_is_no_free_space(desk: Desk) -> None:
    """Two models that fit alone may not fit together."""
    desk.probes.free = 6 * 10**9
    desk.health.check_again()
    desk.service.ask("ollama", LISTED)
    await until(lambda: desk.advice.free_disk_bytes == 6 * 10**9)
    assert not desk.advice.lacks_space
    desk.promised = 2 * 10**9
    desk.service.ask("ollama", LISTED)
    await until(lambda: desk.advice.lacks_space)
    assert (desk.advice.free_disk_bytes, desk.advice.promised_disk_bytes) == (4 * 10**9, 2 * 10**9)


async def test_advice_follows_the_disk_and_what_is_installed(desk: Desk) -> None:
    desk.service.ask("ollama", LISTED)
    desk.probes.free = 1_000
    desk.health.check_again()
    await until(lambda: desk.advice.lacks_space)
    desk.ollama.models[LISTED] = 1
    desk.providers.refresh()
    await until(lambda: desk.advice.is_installed)
