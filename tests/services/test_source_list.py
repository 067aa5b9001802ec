"""Providers follow the settings: who is there, where, in which order, and with which key."""

import asyncio
from contextlib import aclosing
from dataclasses import replace

import pytest

from desktop.adapters.built_in_engine import LlamaServer
from desktop.domain.catalog import ModelChoice, Reach
from desktop.domain.chat import ChatRequest, Message, ReplyFinished, ReplyText, Role
from desktop.domain.errors import KeyringLocked, KeyringSilent, ProviderRejected, SecretError
from desktop.domain.providers import BUILT_IN_ID, Endpoint
from desktop.domain.settings import DEFAULT_ENDPOINTS, Settings
from desktop.domain.stack import SERVICE, StackOptions
from desktop.providers.detection import connect
from desktop.services.providers import ProviderService
from desktop.services.source_list import sources_of
from desktop.services.sources import AddressSource, EngineSource, ProviderSource
from tests.servers.ollama import OllamaDouble
from tests.services.conftest import until

pytestmark = pytest.mark.anyio

DEFAULTS = tuple(endpoint.id for endpoint in DEFAULT_ENDPOINTS)


class Keys:
    """What gives keys; `error` is raised instead, and a cleared `gate` keeps everybody waiting."""

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self.error: SecretError | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def key_of(self, provider: str) -> str:
        await self.gate.wait()
        if self.error is not None:
            raise self.error
        return self.keys.get(provider, "")


class Maker:
    """Makes real sources, and counts them."""

    def __init__(self, keys: Keys | None = None) -> None:
        self.made: list[str] = []
        self._keys = keys or Keys()

    def at(self, endpoint: Endpoint) -> ProviderSource:
        self.made.append(endpoint.id)
        return AddressSource(endpoint, connect, self._keys.key_of)

    def of_file(self, path: str) -> ProviderSource:
        self.made.append(BUILT_IN_ID)
        return EngineSource(LlamaServer(path), connect, path)


def ids(sources: tuple[ProviderSource, ...]) -> tuple[str, ...]:
    return tuple(source.endpoint.id for source in sources)


def alone(*endpoints: Endpoint, **values: object) -> Settings:
    """Settings in which nobody but these is asked."""
    settings = Settings(endpoints=endpoints, disabled_providers=(*DEFAULTS, BUILT_IN_ID))
    return replace(settings, **values)  # type: ignore[arg-type]  # names of its fields


def test_order_and_who_is_disabled_hold_for_the_built_in_engine_too() -> None:
    maker = Maker()
    assert ids(sources_of(Settings(), maker)) == (*DEFAULTS, BUILT_IN_ID)
    first = Settings(provider_order=(BUILT_IN_ID, "ollama"), disabled_providers=(SERVICE,))
    assert ids(sources_of(first, maker)) == (BUILT_IN_ID, "ollama", "docker-model-runner")
    assert ids(sources_of(Settings(disabled_providers=(*DEFAULTS, BUILT_IN_ID)), maker)) == ()


def test_what_fits_is_kept_and_only_what_a_client_is_made_of_makes_another() -> None:
    maker = Maker()
    mine = Endpoint("mine", "Mine", "http://127.0.0.1:1")
    before = sources_of(alone(mine), maker)
    renamed = replace(mine, name="Ours", default_model="m", key_place="file")
    after = sources_of(alone(renamed), maker, before)
    assert after[0] is before[0]
    assert after[0].endpoint == renamed
    for moved in (
        replace(mine, url="http://127.0.0.1:2"),
        replace(mine, headers=(("X-A", "1"),)),
        replace(mine, ca_file="/ca.pem"),
        replace(mine, proxy="direct"),
    ):
        assert sources_of(alone(moved), maker, before)[0] is not before[0]
    engine = Settings(disabled_providers=DEFAULTS)
    built_in = sources_of(engine, maker)
    assert sources_of(engine, maker, built_in)[0] is built_in[0]
    assert sources_of(replace(engine, model_file="/m.gguf"), maker, built_in)[0] is not built_in[0]


def test_the_model_runner_is_where_the_stack_answers_unless_the_user_says_otherwise() -> None:
    maker = Maker()
    settings = Settings(stack=StackOptions(port=8090))
    assert sources_of(settings, maker)[0].endpoint.url == "http://127.0.0.1:8090"
    live = {SERVICE: "http://127.0.0.1:8080"}
    assert sources_of(settings, maker, (), live)[0].endpoint.url == live[SERVICE]
    own = replace(settings, endpoints=(Endpoint(SERVICE, "Mine", "http://127.0.0.1:7"),))
    assert sources_of(own, maker, (), live)[0].endpoint.url == "http://127.0.0.1:7"


async def test_the_service_adds_removes_moves_and_reorders_and_keeps_the_choice() -> None:
    with OllamaDouble() as one, OllamaDouble() as two:
        maker = Maker()
        a, b = Endpoint("a", "A", one.url), Endpoint("b", "B", two.url)
        providers = ProviderService(sources_of(alone(a), maker), ModelChoice("a", "gemma3:270m"))

        def follow(settings: Settings) -> list[str]:
            providers.follow(sources_of(settings, maker, providers.sources))
            return [row.endpoint.id for row in providers.state.rows]

        assert follow(alone(a, b)) == ["a", "b"]
        await until(lambda: providers.state.rows[1].reach is Reach.AVAILABLE)
        assert providers.state.rows[0].reach is Reach.UNKNOWN  # nothing was new there
        assert follow(alone(a, b, provider_order=("b", "a"))) == ["b", "a"]
        assert providers.state.rows[0].models
        assert follow(alone(b)) == ["b"]
        assert providers.state.chosen == ModelChoice("a", "gemma3:270m")
        assert follow(alone(replace(a, url=two.url), b)) == ["a", "b"]
        await until(lambda: providers.state.rows[0].reach is Reach.AVAILABLE)
        assert providers.state.choice == ModelChoice("a", "gemma3:270m")
        assert maker.made == ["a", "b", "a"]
        await providers.aclose()


async def test_a_provider_that_goes_while_it_is_asked_leaves_nothing_behind() -> None:
    with OllamaDouble() as server:
        maker = Maker()
        here = alone(Endpoint("a", "A", server.url))
        providers = ProviderService(sources_of(here, maker), ModelChoice())
        for _ in range(3):
            providers.refresh()
            providers.follow(())
            await asyncio.sleep(0)
            providers.follow(sources_of(here, maker))
            await asyncio.sleep(0)
            providers.follow(())
        assert providers.state.rows == ()
        await until(lambda: not providers.state.is_checking)
        await providers.aclose()


async def test_a_reply_under_way_outlives_its_provider() -> None:
    with OllamaDouble() as server:
        server.gate.clear()
        maker = Maker()
        providers = ProviderService(sources_of(alone(Endpoint("a", "A", server.url)), maker), ModelChoice())
        provider = await providers.source("a").open()
        request = ChatRequest("gemma3:270m", (Message(Role.USER, "Hi"),))
        received: list[object] = []
        async with aclosing(provider.chat(request)) as events:
            async for event in events:
                received.append(event)
                if len(received) == 1:
                    providers.follow(())
                    await asyncio.sleep(0.05)  # waits for nothing: the closing is to have had its chance
                    server.gate.set()
        assert isinstance(received[-1], ReplyFinished)
        assert "".join(e.text for e in received if isinstance(e, ReplyText)) == "Hello, world!"
        await providers.aclose()


async def test_another_key_means_another_client_and_the_reply_under_way_goes_on() -> None:
    with OllamaDouble() as server:
        server.api_key = "sk-first"
        server.gate.clear()
        keys = Keys()
        keys.keys["a"] = "sk-first"
        source = AddressSource(Endpoint("a", "A", server.url), connect, keys.key_of)
        first = await source.open()
        assert await source.open() is first
        request = ChatRequest("gemma3:270m", (Message(Role.USER, "Hi"),))
        received: list[object] = []
        async with aclosing(first.chat(request)) as events:
            async for event in events:
                received.append(event)
                if len(received) == 1:
                    server.api_key = keys.keys["a"] = "sk-second"
                    assert await source.open() is not first
                    await source.check()
                    server.gate.set()
        assert isinstance(received[-1], ReplyFinished)
        keys.keys.clear()
        with pytest.raises(ProviderRejected):
            await source.check()
        await source.aclose()


async def test_a_key_that_cannot_be_had_is_the_error_of_its_provider_alone() -> None:
    with OllamaDouble() as server:
        keys = Keys()
        keys.error = KeyringLocked()
        locked = AddressSource(Endpoint("locked", "L", server.url, key_place="file"), connect, keys.key_of)
        well = AddressSource(Endpoint("well", "W", server.url), connect)
        providers = ProviderService([locked, well], ModelChoice())
        providers.refresh()
        await until(lambda: not providers.state.is_checking)
        assert [row.reach for row in providers.state.rows] == [Reach.UNAVAILABLE, Reach.AVAILABLE]
        assert isinstance(providers.state.rows[0].error, KeyringLocked)
        keys.error = None
        providers.refresh_one("locked")
        await until(lambda: providers.state.rows[0].reach is Reach.AVAILABLE)
        await providers.aclose()


async def test_a_keyring_that_keeps_silent_holds_up_nobody_for_long() -> None:
    keys = Keys()
    keys.gate.clear()
    source = AddressSource(Endpoint("a", "A", "http://127.0.0.1:9"), connect, keys.key_of, key_seconds=0.05)
    with pytest.raises(KeyringSilent):
        await source.open()
    await source.aclose()


async def test_a_source_that_is_closed_while_it_opens_keeps_no_client() -> None:
    with OllamaDouble() as server:
        keys = Keys()
        keys.gate.clear()
        source = AddressSource(Endpoint("a", "A", server.url), connect, keys.key_of)
        opening = asyncio.ensure_future(source.open())
        await asyncio.sleep(0)
        await source.aclose()
        keys.gate.set()
        provider = await opening
        assert (await provider.check()).version
        assert await source.open() is not provider
        await source.aclose()
