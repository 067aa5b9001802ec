"""Tests of providers: the newest of each counts, and it knows what it was asked of."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from desktop.domain.providers import Endpoint
from desktop.domain.settings import Settings
from desktop.providers.certificates import certificate_expiry
from desktop.providers.detection import connect
from desktop.services.provider_editing import ProviderEditing
from desktop.services.provider_tests import Examined, ProviderTests
from desktop.services.settings import Found, SettingsService
from tests.servers.ollama import OllamaDouble
from tests.services.conftest import until

pytestmark = pytest.mark.anyio


async def kept(settings: Settings) -> Found:
    return settings, ()


class Bench:
    """The tests of one provider, `one`, at the double."""

    def __init__(self, server: OllamaDouble) -> None:
        self.endpoint = Endpoint("one", "One", server.url)
        self.settings = SettingsService(Settings(endpoints=(self.endpoint,)), kept)
        editing = ProviderEditing(self.settings, connect, certificate_expiry)
        self.tests = ProviderTests(editing)
        self.told: list[Examined] = []
        self.tests.changed.connect(self._note)

    def _note(self, provider: str) -> None:
        self.told.append(self.tests.of(provider))

    async def ended(self) -> Examined:
        await until(lambda: not self.tests.of("one").is_running)
        return self.tests.of("one")


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    with OllamaDouble() as server:
        bench = Bench(server)
        yield bench
        await bench.tests.aclose()
        await bench.settings.aclose()


async def test_a_test_is_told_of_when_it_begins_and_when_it_ends(bench: Bench) -> None:
    bench.tests.start("one")
    assert bench.told == [Examined(is_running=True, endpoint=bench.endpoint)]
    found = await bench.ended()
    assert found.result is not None
    assert found.result.error is None
    assert found.is_of(replace(bench.endpoint, name="Other", default_model="x"))
    assert not found.is_of(replace(bench.endpoint, url="http://127.0.0.1:9"))
    assert bench.told[-1] == found


async def test_one_more_takes_the_place_of_the_one_under_way(bench: Bench) -> None:
    bench.tests.start("one")
    bench.settings.change(endpoints=(replace(bench.endpoint, url="http://127.0.0.1:9"),))
    bench.tests.start("one")
    found = await bench.ended()
    assert found.result is not None
    assert found.result.error is not None
    assert len([each for each in bench.told if not each.is_running]) == 1


async def test_a_provider_that_is_not_there_is_not_tested_and_one_forgotten_is_unknown(bench: Bench) -> None:
    bench.tests.start("nobody")
    assert not bench.told
    bench.tests.start("one")
    bench.tests.forget("one")
    await asyncio.sleep(0)
    assert bench.tests.of("one") == Examined()
