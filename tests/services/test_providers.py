import asyncio

import pytest

from desktop.domain.catalog import ModelChoice, Reach
from desktop.domain.errors import NoSuchProvider, ProviderUnavailable
from desktop.domain.providers import Endpoint, ProviderKind
from desktop.providers.detection import connect
from desktop.services.providers import ProviderService
from desktop.services.sources import AddressSource
from tests.servers.openai_compatible import OpenAIDouble
from tests.servers.scripted import response
from tests.services.conftest import Services, until

pytestmark = pytest.mark.anyio


async def test_a_provider_is_found_with_its_kind_latency_and_models(services: Services) -> None:
    services.providers.refresh()
    await until(lambda: services.providers.state.rows[0].reach is Reach.AVAILABLE)
    row = services.providers.state.rows[0]
    assert row.availability is not None
    assert row.availability.kind is ProviderKind.OLLAMA
    assert 0 < row.availability.latency_seconds < 5
    assert [model.name for model in row.models] == ["gemma3:270m"]


async def test_a_dead_provider_delays_no_other_and_says_why(services: Services) -> None:
    dead = AddressSource(Endpoint("dead", "Dead", "http://127.0.0.1:9"), connect)
    providers = ProviderService([dead, services.source], ModelChoice())
    providers.refresh()
    await until(lambda: providers.state.rows[1].reach is Reach.AVAILABLE)
    await until(lambda: providers.state.rows[0].reach is Reach.UNAVAILABLE)
    assert isinstance(providers.state.rows[0].error, ProviderUnavailable)
    assert providers.state.choice == ModelChoice("ollama", "gemma3:270m")
    await providers.aclose()


async def test_another_kind_of_server_at_the_same_address_is_noticed(services: Services) -> None:
    services.providers.refresh()
    await until(lambda: services.providers.state.rows[0].reach is Reach.AVAILABLE)
    missing = response(b"not here", status="404 Not Found", content_type="text/plain")
    for path in ("/", "/api/version", "/api/tags"):
        services.server.script(path, missing)
    services.server.script("/v1/models", response(b'{"object":"list","data":[{"id":"other"}]}'))
    services.providers.refresh()
    await until(lambda: [m.name for m in services.providers.state.rows[0].models] == ["other"])
    availability = services.providers.state.rows[0].availability
    assert availability is not None
    assert availability.kind is ProviderKind.OPENAI


async def test_watching_asks_again_by_itself(services: Services) -> None:
    services.providers.watch(is_seen=True)
    await until(lambda: services.providers.state.rows[0].reach is Reach.AVAILABLE)
    assert not services.providers.state.is_checking


async def test_a_choice_holds_even_while_its_provider_is_away(services: Services) -> None:
    services.providers.choose(ModelChoice("ollama", "other"))
    assert services.providers.state.choice == ModelChoice("ollama", "other")
    with pytest.raises(NoSuchProvider):
        services.providers.source("nobody")


async def test_a_new_address_is_added_asked_and_chosen(services: Services) -> None:
    with OpenAIDouble() as server:
        source = AddressSource(Endpoint("mine", "Mine", server.url), connect)
        services.providers.add(source)
        await until(lambda: services.providers.state.rows[-1].reach is Reach.AVAILABLE)
        assert services.providers.state.rows[-1].endpoint.id == "mine"
        assert services.providers.state.choice.provider == "mine"
        async with asyncio.timeout(5):
            await source.aclose()


async def test_what_is_asked_again_while_it_is_asked_is_asked_once_more(services: Services) -> None:
    services.providers.refresh_one("ollama")
    services.server.models["new:1b"] = 1
    services.providers.refresh_one("ollama")
    services.providers.refresh_one("nobody")
    await until(lambda: len(services.providers.state.rows[0].models) == 2)
    await until(lambda: not services.providers.state.is_checking)
    listed = [request for request in services.server.requests if request.path == "/api/tags"]
    assert len(listed) >= 2


async def test_a_hidden_model_is_in_no_answer_until_it_is_shown_again(services: Services) -> None:
    services.providers.refresh()
    services.providers.hide("ollama", "gemma3:270m")
    await until(lambda: services.providers.state.rows[0].reach is Reach.AVAILABLE)
    assert services.providers.state.rows[0].models == ()
    services.providers.refresh()
    services.providers.show_again("ollama", "gemma3:270m")
    await until(lambda: len(services.providers.state.rows[0].models) == 1)


async def test_another_default_model_holds_for_the_next_question(services: Services) -> None:
    services.server.models["other:1b"] = 1
    providers = ProviderService([services.source], ModelChoice())
    providers.refresh()
    await until(lambda: providers.state.rows[0].reach is Reach.AVAILABLE)
    assert providers.state.choice.model == "gemma3:270m"
    providers.set_default("ollama", "other:1b")
    assert providers.state.choice.model == "other:1b"
    providers.refresh()
    await until(lambda: not providers.state.is_checking)
    assert providers.state.choice.model == "other:1b"
    await providers.aclose()
