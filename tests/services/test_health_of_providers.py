"""Providers that are ill in four ways at once: each has its cause in time, and the well one stays fresh."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from desktop.domain.catalog import ModelChoice
from desktop.domain.health import HealthItem
from desktop.domain.health_causes import HealthCause, HealthKind
from desktop.domain.providers import Availability, Endpoint, ProviderKind
from desktop.domain.stack import StackOptions
from desktop.domain.verdict import Level, verdict_of_report
from desktop.providers.detection import connect
from desktop.services.health import HealthService
from desktop.services.providers import CHECK_SECONDS, ProviderService
from desktop.services.sources import AddressSource
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations
from desktop.text.health_words import item_text
from tests.fake_probes import FakeProbes
from tests.fake_stack_engine import FakeStackEngine
from tests.servers.faults import Fault
from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble
from tests.servers.scripted import ScriptedServer, response
from tests.services.conftest import until

pytestmark = pytest.mark.anyio

CERTIFICATE = Path(__file__).parent.parent / "servers" / "self_signed.pem"
GRACE_SECONDS = 1.5
CAUSES = {
    "stalls": HealthCause.PROVIDER_TIMED_OUT,
    "html": HealthCause.PROVIDER_NOT_A_SERVER,
    "tls": HealthCause.PROVIDER_CERTIFICATE,
    "key": HealthCause.PROVIDER_KEY_REJECTED,
    "well": HealthCause.PROVIDER_WELL,
}


class Ward:
    """One well provider among four that are ill."""

    def __init__(self, urls: dict[str, str]) -> None:
        sources = [AddressSource(Endpoint(id_, id_.title(), url), connect) for id_, url in urls.items()]
        self.providers = ProviderService(sources, ModelChoice("well", "gemma3:270m"))
        engine, probes = FakeStackEngine(), FakeProbes()
        self.stack = StackService(engine, StackOperations(engine, self._probe), StackOptions())
        self.health = HealthService(self.providers, self.stack, probes, probes, probes.disk)
        self.begun = time.monotonic()
        self.known_after: dict[str, float] = {}
        self.health.changed.connect(self._note)

    async def _probe(self, _url: str) -> Availability:
        return Availability(ProviderKind.OLLAMA, 0.01)

    def _note(self) -> None:
        for id_ in CAUSES:
            if self.item(id_).cause is not HealthCause.PROVIDER_UNCHECKED:
                self.known_after.setdefault(id_, time.monotonic() - self.begun)

    def item(self, id_: str) -> HealthItem:
        items = self.health.state.of_kind(HealthKind.PROVIDER)
        return next(item for item in items if item.id == id_)

    async def aclose(self) -> None:
        for service in (self.health, self.stack, self.providers):
            await service.aclose()


@pytest.fixture
async def ward() -> AsyncIterator[Ward]:
    async with AsyncExitStack() as stack:
        well, stalls = (stack.enter_context(OllamaDouble()) for _ in range(2))
        html, key = (stack.enter_context(OpenAIDouble()) for _ in range(2))
        stalls.fault, stalls.fault_everywhere = Fault.STALL_HEAD, True
        html.fault, html.fault_everywhere = Fault.HTML_200, True
        key.api_key = "another"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        tls = stack.enter_context(ScriptedServer([response(b"{}")], tls=context))
        urls = {"stalls": stalls.url, "html": html.url, "tls": tls.url, "key": key.url, "well": well.url}
        ward = Ward(urls)
        stack.push_async_callback(ward.aclose)
        yield ward


async def test_each_has_its_cause_within_its_deadline_and_the_well_one_stays_fresh(ward: Ward) -> None:
    ward.providers.refresh()
    await until(lambda: len(ward.known_after) == len(CAUSES))
    assert {id_: ward.item(id_).cause for id_ in CAUSES} == CAUSES
    assert ward.known_after["stalls"] < CHECK_SECONDS + GRACE_SECONDS
    assert max(seconds for id_, seconds in ward.known_after.items() if id_ != "stalls") < CHECK_SECONDS / 2
    assert verdict_of_report(ward.health.state).level is Level.OK
    sentences = {item_text(ward.item(id_)).sentence for id_ in CAUSES}
    assert len(sentences) == len(CAUSES)


async def test_while_one_stalls_the_others_are_asked_again(ward: Ward) -> None:
    ward.providers.refresh()
    await until(lambda: {"html", "tls", "key", "well"} <= ward.known_after.keys())
    first = ward.item("well").checked_at_seconds
    await asyncio.sleep(0)
    ward.providers.refresh()
    await until(lambda: ward.item("well").checked_at_seconds > first)
    assert ward.item("stalls").cause is HealthCause.PROVIDER_UNCHECKED
