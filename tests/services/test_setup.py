"""The setup leads to an answer, goes on by itself, and leaves the work to the services."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from desktop.adapters.chat_store import SqliteChatStore
from desktop.domain.errors import ComposeFailed, DockerMissing, PortInUse, StackOptionInvalid
from desktop.domain.setup import SetupRoute, SetupStep, StepState
from desktop.domain.setup_way import Verb, Way
from desktop.domain.stack import PortHolder, StackPhase
from tests.fake_stack_engine import layer
from tests.servers.ollama import OllamaDouble
from tests.services.conftest import until
from tests.services.setup_bench import NOBODY, QUESTION, SetupBench, server_without_models

pytestmark = pytest.mark.anyio
S, P = SetupStep, StepState
Make = Callable[..., Awaitable[SetupBench]]


@pytest.fixture
async def make(tmp_path: Path) -> AsyncIterator[Make]:
    async with AsyncExitStack() as stack:
        store = await SqliteChatStore.open(tmp_path / "private" / "chats.db")
        stack.push_async_callback(store.aclose)

        async def make(stack_url: str = NOBODY, ollama_url: str = NOBODY) -> SetupBench:
            bench = SetupBench(store, tmp_path, stack_url, ollama_url)
            stack.push_async_callback(bench.aclose)
            return bench

        yield make


async def test_docker_start_pull_and_answer_one_after_the_other(make: Make) -> None:
    with server_without_models() as server:
        bench = await make(server.url)
        bench.open()
        await until(lambda: bench.is_at(S.START, P.PENDING))
        bench.press_first()
        await until(lambda: bench.is_at(S.MODEL, P.PENDING))
        assert bench.stack.state.phase is StackPhase.RUNNING
        bench.press_first()
        await until(lambda: bench.is_at(S.ANSWER, P.PENDING))
        assert bench.providers.state.chosen.model == "small:1b"
        bench.press_first()
        await until(lambda: bench.settings.state.baseline)
        assert bench.is_at(S.ANSWER, P.OK)
        kept = bench.settings.state
        assert kept.is_set_up
        assert kept.baseline is not None
        assert (kept.baseline.provider, kept.baseline.model) == ("model-runner", "small:1b")
        assert kept.baseline.first_token_seconds > 0
        assert bench.chats.current.state.turns[0].content == QUESTION


async def test_a_missing_image_is_fetched_on_its_own_and_the_setup_goes_on(make: Make) -> None:
    bench = await make()
    bench.images.has = False
    bench.open()
    await until(lambda: bench.is_at(S.IMAGE, P.PENDING))
    bench.engine.gate.clear()
    bench.press_first()
    await until(lambda: bench.is_at(S.IMAGE, P.BUSY) and bench.setup.state.shown.ways)
    bench.images.has = True
    bench.engine.gate.set()
    await until(lambda: bench.is_at(S.START, P.PENDING))


async def test_an_engine_that_is_installed_meanwhile_is_noticed(make: Make) -> None:
    bench = await make()
    bench.engine.away = DockerMissing()
    bench.open()
    await until(lambda: bench.is_at(S.ENGINE, P.FAILED))
    bench.engine.away = None
    await until(lambda: bench.is_at(S.START, P.PENDING))


async def test_a_port_that_becomes_free_leads_on_by_itself(make: Make) -> None:
    bench = await make()
    bench.engine.holders = {8080: PortHolder(8080, "python3", 42)}
    bench.open()
    await until(lambda: bench.is_at(S.PORT, P.WARNING))
    assert isinstance(bench.setup.state.shown.error, PortInUse)
    bench.engine.holders = {}
    await until(lambda: bench.is_at(S.START, P.PENDING))
    assert bench.stack.state.options.port == 8080


@pytest.mark.parametrize("way", [Way(Verb.USE_PORT, "8081"), Way(Verb.CHOOSE_PORT)])
async def test_another_port_is_used_from_then_on(make: Make, way: Way) -> None:
    bench = await make()
    bench.engine.holders = {8080: PortHolder(8080, "python3", 42)}
    bench.open()
    await until(lambda: bench.is_at(S.PORT, P.WARNING))
    assert bench.setup.press(way, "8081") is None
    await until(lambda: bench.is_at(S.START, P.PENDING))
    assert bench.stack.state.options.port == 8081


async def test_a_text_that_is_no_port_changes_nothing(make: Make) -> None:
    bench = await make()
    bench.engine.holders = {8080: PortHolder(8080, "python3", 42)}
    bench.open()
    await until(lambda: bench.is_at(S.PORT, P.WARNING))
    assert isinstance(bench.setup.press(Way(Verb.CHOOSE_PORT), "port"), StackOptionInvalid)
    assert bench.stack.state.options.port == 8080


async def test_the_container_at_the_port_is_stopped_or_it_is_said_why_not(make: Make) -> None:
    bench = await make()
    bench.engine.holders = {8080: PortHolder(8080, container="open-webui-1")}
    bench.open()
    await until(lambda: bench.is_at(S.PORT, P.WARNING))
    bench.images.refuses = ComposeFailed("permission denied")
    stop = Way(Verb.STOP_CONTAINER, "open-webui-1")
    bench.setup.press(stop)
    await until(lambda: bench.setup.state.shown.error is bench.images.refuses)
    bench.images.refuses = None
    bench.setup.press(stop)
    await until(lambda: bench.is_at(S.START, P.PENDING))
    assert bench.images.stopped == ["open-webui-1"]


async def test_a_start_that_meets_a_taken_port_leads_back_to_it(make: Make) -> None:
    bench = await make()
    bench.open()
    await until(lambda: bench.is_at(S.START, P.PENDING))
    bench.engine.script = (PortInUse("bind: address already in use", 8080),)
    bench.engine.holders = {8080: PortHolder(8080, "python3", 42)}
    bench.press_first()
    await until(lambda: bench.is_at(S.PORT, P.WARNING))


async def test_a_start_can_be_broken_off_and_begun_again(make: Make) -> None:
    bench = await make()
    bench.engine.script = (layer("a", "Downloading", 1, 2), layer("a", "Downloading", 2, 2))
    bench.engine.gate.clear()
    bench.open()
    await until(lambda: bench.is_at(S.START, P.PENDING))
    bench.press_first()
    await until(lambda: bench.state is P.BUSY and bench.setup.state.shown.ways)
    bench.setup.press(Way(Verb.CANCEL_STACK))
    await until(lambda: bench.is_at(S.START, P.PENDING))
    bench.engine.gate.set()


async def test_without_docker_an_ollama_that_is_there_is_recommended_and_answers(make: Make) -> None:
    with OllamaDouble() as server:
        bench = await make(ollama_url=server.url)
        bench.engine.away = DockerMissing()
        bench.open()
        await until(lambda: bench.is_at(S.ENGINE, P.FAILED) and bench.setup.state.shown.ways[0].subject)
        first = bench.setup.state.shown.ways[0]
        assert (first.verb, first.subject, first.is_recommended) == (Verb.USE_PROVIDER, "ollama", True)
        bench.setup.press(first)
        await until(lambda: bench.is_at(S.ANSWER, P.PENDING))
        assert bench.providers.state.chosen.provider == "ollama"
        bench.press_first()
        await until(lambda: bench.settings.state.baseline)


async def test_an_address_is_repaired_tested_and_used(make: Make) -> None:
    with OllamaDouble() as server:
        bench = await make()
        bench.open()
        bench.setup.use_route(SetupRoute.PROVIDER)
        bench.setup.press(Way(Verb.USE_ADDRESS), NOBODY)
        await until(lambda: bench.setup.state.facts.address and bench.setup.state.facts.address.error)
        assert bench.found == []
        bench.setup.press(Way(Verb.USE_ADDRESS), server.url.removeprefix("http://") + "/api/chat")
        await until(lambda: bench.is_at(S.ANSWER, P.PENDING))
        assert bench.found == [server.url]
        assert bench.setup.state.provider == "typed"


async def test_a_server_that_dies_before_it_answers_says_so_and_is_asked_again(make: Make) -> None:
    with OllamaDouble() as server:
        bench = await make(ollama_url=server.url)
        bench.open()
        bench.setup.use_route(SetupRoute.PROVIDER)
        await until(lambda: [way.subject for way in bench.setup.state.shown.ways][:1] == ["ollama"])
        bench.press_first()
        await until(lambda: bench.is_at(S.ANSWER, P.PENDING))
        server.gate.clear()
        bench.press_first()
        await until(lambda: bench.state is P.BUSY)
        bench.setup.press(Way(Verb.STOP_ANSWER))
        await until(lambda: bench.is_at(S.ANSWER, P.PENDING))
        server.gate.set()
        bench.press_first()
        await until(lambda: bench.settings.state.baseline)


async def test_back_shows_a_step_that_is_well_and_stays_there_until_the_user_goes_on(make: Make) -> None:
    bench = await make()
    bench.open()
    await until(lambda: bench.is_at(S.START, P.PENDING))
    bench.setup.back()
    assert bench.setup.state.current is S.IMAGE
    bench.health.check_again()
    rounds = bench.probes.rounds
    await until(lambda: bench.probes.rounds > rounds)
    assert bench.setup.state.current is S.IMAGE
    bench.press_first()
    await until(lambda: bench.is_at(S.START, P.PENDING))


async def test_skipping_all_is_the_end_and_closing_is_not(make: Make) -> None:
    bench = await make()
    ends: list[bool] = []
    bench.setup.finished.connect(lambda: ends.append(True))
    bench.engine.away = DockerMissing()
    bench.open()
    await until(lambda: bench.is_at(S.ENGINE, P.FAILED))
    bench.setup.close()
    assert not bench.settings.state.is_set_up
    bench.setup.open()
    for _ in range(8):
        if not ends:
            bench.setup.skip()
    assert ends == [True]
    assert bench.settings.state.is_set_up


async def test_opened_again_it_begins_at_the_first_step_that_is_not_well(make: Make) -> None:
    bench = await make()
    bench.open()
    await until(lambda: bench.is_at(S.START, P.PENDING))
    bench.setup.skip()
    assert bench.setup.state.number == 7
    bench.setup.close()
    bench.setup.open()
    assert bench.is_at(S.START, P.PENDING)
