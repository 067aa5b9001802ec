"""One pull against servers that download, and that fail in every place, over real sockets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing
from dataclasses import replace
from functools import partial

import pytest

from desktop.domain.errors import (
    Interrupted,
    Interruption,
    ProviderUnavailable,
    PullFailed,
    Unsupported,
)
from desktop.domain.providers import Endpoint
from desktop.domain.pull_causes import PullCause
from desktop.domain.pulls import Pull, PullKey, PullPhase
from desktop.providers.detection import connect
from desktop.services.pull_run import pulled
from desktop.services.sources import AddressSource
from tests.servers.docker_model_runner import DockerModelRunnerDouble
from tests.servers.downloads import published
from tests.servers.faults import Fault
from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble
from tests.servers.pull_faults import (
    NO_REGISTRY,
    NO_SPACE,
    NO_SUCH_MODEL,
    ODDITIES,
    PLACES,
    RATE_LIMITED,
    UNAUTHORIZED,
    At,
    Corrupt,
    Cut,
    Distort,
    EndOfStream,
    ErrorLine,
    Flood,
    HttpError,
    Phase,
    RollBack,
    Stall,
)
from tests.servers.registry import RegistryDouble
from tests.services.conftest import until
from tests.services.pull_bench import DEADLINE_SECONDS, QUICK, Bench

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["ollama", "runner"])
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    is_ollama = request.param == "ollama"
    name = "llama3:8b" if is_ollama else "ai/llama3:8b"
    model = published(name, 2_000_000, 300_000, 1_500, 485)
    async with AsyncExitStack() as stack:
        server: OllamaDouble | DockerModelRunnerDouble
        if is_ollama:
            server = stack.enter_context(OllamaDouble())
        else:
            server = stack.enter_context(DockerModelRunnerDouble())
        registry = stack.enter_context(RegistryDouble())
        registry.manifests["library/llama3:8b"] = model.manifest
        server.downloads.publish(model)
        source = AddressSource(
            Endpoint("server", "Server", server.url), partial(connect, registry=registry.url)
        )
        stack.push_async_callback(source.aclose)
        yield Bench(server, registry, source, model)
        server.downloads.gate.set()


ONLY_OLLAMA = pytest.mark.parametrize("bench", ["ollama"], indirect=True)


async def test_a_pull_goes_through_its_phases_to_a_model_in_the_list(bench: Bench) -> None:
    done = await bench.pull()
    bench.check_complete()
    assert (done.completed_bytes, done.total_bytes) == (bench.model.total_bytes,) * 2
    assert bench.phases[:2] == [PullPhase.MANIFEST, PullPhase.DOWNLOADING]
    assert not done.was_installed
    assert bench.downloads.fetched_bytes == bench.model.total_bytes


@ONLY_OLLAMA
async def test_the_registry_tells_the_total_before_the_layers_are_known(bench: Bench) -> None:
    bench.downloads.gate.clear()
    pull = asyncio.create_task(bench.pull())
    await until(lambda: bench.shown and bench.last.is_total_certain)
    assert bench.last.total_bytes == bench.model.total_bytes
    bench.downloads.gate.set()
    await pull
    bench.check_complete()


@ONLY_OLLAMA
async def test_a_registry_that_does_not_answer_is_no_failure(bench: Bench) -> None:
    bench.registry.refuse()
    await bench.pull()
    bench.check_complete()
    assert not bench.errors


async def test_the_bar_is_certain_where_the_total_is(bench: Bench) -> None:
    bench.downloads.line_seconds = 0.01
    await bench.pull()
    moving = [pull for pull in bench.shown if pull.phase is PullPhase.DOWNLOADING]
    assert any(pull.is_total_certain and pull.fraction for pull in moving)


CUTS = [(at, Cut(in_line=at.phase is Phase.VERIFYING)) for at in PLACES]
RESETS = [(at, Cut(is_reset=True)) for at in (PLACES[0], PLACES[4], PLACES[9])]


@pytest.mark.parametrize(("at", "cut"), [*CUTS, *RESETS], ids=str)
async def test_a_connection_that_is_cut_anywhere_is_made_again(bench: Bench, at: At, cut: Cut) -> None:
    armed = bench.downloads.arm(at, cut)
    await bench.pull()
    assert armed.struck == 1
    bench.check_complete()
    assert bench.downloads.fetched_bytes == bench.model.total_bytes
    if at.phase is not Phase.SUCCESS:
        assert PullPhase.RETRYING in bench.phases
        assert bench.pull_requests() == 2


@pytest.mark.parametrize("at", PLACES[1:-1], ids=str)
async def test_an_orderly_end_without_success_is_an_interruption(bench: Bench, at: At) -> None:
    bench.downloads.arm(at, EndOfStream())
    await bench.pull()
    bench.check_complete()
    assert PullPhase.RETRYING in bench.phases
    assert all(isinstance(error, Interrupted) for error in bench.errors)


@pytest.mark.parametrize("says", [False, True], ids=["silent", "with lines"])
async def test_a_download_that_stands_still_is_begun_again_where_it_was(bench: Bench, says: bool) -> None:
    bench.downloads.arm(At(Phase.LAYER, 0, 500_000), Stall(says=says))
    await bench.pull()
    bench.check_complete()
    stalls = [error for error in bench.errors if isinstance(error, Interrupted)]
    assert {error.cause for error in stalls} == {Interruption.STALLED}
    assert bench.server.disconnects == 1
    assert bench.downloads.fetched_bytes == bench.model.total_bytes


async def test_verifying_may_take_longer_than_a_stall(bench: Bench) -> None:
    bench.downloads.verify_seconds = 3 * QUICK.stall_seconds
    await bench.pull()
    bench.check_complete()
    assert not bench.errors
    assert PullPhase.VERIFYING in bench.phases


async def test_the_queue_of_the_server_is_no_stall(bench: Bench) -> None:
    held = bench.downloads.hold(At(Phase.HEAD))
    pull = asyncio.create_task(bench.pull())
    await asyncio.to_thread(held.reached.wait, 5)
    loop = asyncio.get_running_loop()
    due = loop.time() + 2 * QUICK.stall_seconds
    await until(lambda: loop.time() > due)
    assert bench.phases == [PullPhase.MANIFEST]
    held.release()
    await pull
    bench.check_complete()
    assert not bench.errors


async def test_what_the_server_loses_is_told_while_it_comes_again(bench: Bench) -> None:
    bench.downloads.line_seconds = 0.01
    bench.downloads.arm(At(Phase.LAYER, 0, 1_000_000), RollBack(600_000))
    await bench.pull()
    bench.check_complete()
    assert max(pull.again_bytes for pull in bench.shown) >= 300_000


async def test_a_server_that_forgot_everything_starts_over_behind_a_bar_that_stands(bench: Bench) -> None:
    bench.downloads.line_seconds = 0.01
    bench.downloads.arm(At(Phase.LAYER, 0, 1_000_000), Cut())
    pull = asyncio.create_task(bench.pull(timings=replace(QUICK, first_retry_seconds=0.5)))
    await until(lambda: PullPhase.RETRYING in bench.phases)
    bench.downloads.lose_partials()
    bench.wake.set()
    await pull
    bench.check_complete()
    assert any(pull.again_bytes for pull in bench.shown)


@pytest.mark.parametrize("oddity", ODDITIES.values(), ids=ODDITIES)
async def test_reports_that_make_no_sense_do_no_harm(bench: Bench, oddity: Distort) -> None:
    bench.downloads.arm(At(Phase.LAYER), oddity)
    await bench.pull()
    bench.check_complete()
    assert not bench.errors


async def test_a_flood_of_lines_ends_in_few_values(bench: Bench) -> None:
    bench.downloads.arm(At(Phase.LAYER, 0, 500_000), Flood(20_000))
    await bench.pull(timings=replace(QUICK, report_seconds=0.1, stall_seconds=10.0))
    bench.check_complete()
    assert len(bench.shown) < 60


async def test_a_server_that_restarts_is_waited_for(bench: Bench) -> None:
    bench.downloads.line_seconds = 0.01
    pull = asyncio.create_task(bench.pull())
    await until(lambda: bench.shown and bench.last.completed_bytes)
    await asyncio.to_thread(bench.server.refuse)
    await until(lambda: bench.last.phase is PullPhase.WAITING)
    assert isinstance(bench.last.error, ProviderUnavailable)
    bench.server.fault = None
    await pull
    bench.check_complete()
    assert bench.downloads.fetched_bytes == bench.model.total_bytes


async def test_waiting_for_the_server_ends_at_once_when_it_is_woken(bench: Bench) -> None:
    bench.server.fault = Fault.REFUSE
    pull = asyncio.create_task(bench.pull(timings=replace(QUICK, waiting_seconds=3600.0)))
    await until(lambda: bench.shown and bench.last.phase is PullPhase.WAITING)
    assert [moment.tries for moment in bench.shown if moment.phase is PullPhase.RETRYING] == [1, 2]
    bench.server.fault = None
    bench.wake.set()
    await pull
    bench.check_complete()


async def test_tries_that_brought_bytes_do_not_add_up(bench: Bench) -> None:
    for had in (400_000, 800_000, 1_200_000, 1_600_000):
        bench.downloads.arm(At(Phase.LAYER, 0, had), Cut())
    await bench.pull()
    bench.check_complete()
    assert bench.pull_requests() == 5
    assert {pull.tries for pull in bench.shown if pull.phase is PullPhase.RETRYING} == {0}


async def test_the_wait_doubles_with_every_try_that_brought_nothing_and_is_told() -> None:
    with OllamaDouble() as server:
        server.downloads.publish(published("m:1", 1_000_000))
        server.downloads.arm(At(Phase.MANIFEST), Cut(), lasting=True)
        source = AddressSource(
            Endpoint("server", "Server", server.url), partial(connect, registry=server.url)
        )
        timings = replace(QUICK, first_retry_seconds=0.01, longest_retry_seconds=0.04)
        told: list[tuple[int, float]] = []
        start = Pull(PullKey("server", "m:1"))
        async with asyncio.timeout(DEADLINE_SECONDS):
            async with aclosing(pulled(source, start, timings=timings, jitter=lambda: 0.0)) as moments:
                async for pull in moments:
                    if pull.phase is PullPhase.RETRYING:
                        told.append((pull.tries, pull.retry_seconds or 0))
                    if len({tries for tries, _ in told}) == 5:
                        break
        first = {tries: max(left for at, left in told if at == tries) for tries, _ in told}
        assert list(first.values()) == pytest.approx([0.01, 0.02, 0.04, 0.04, 0.04], abs=0.005)
        await source.aclose()


@pytest.mark.parametrize(
    ("effect", "cause"),
    [
        (NO_SPACE, PullCause.NO_SPACE),
        (UNAUTHORIZED, PullCause.DENIED),
        (NO_SUCH_MODEL, PullCause.NOT_FOUND),
        (ErrorLine("the frobnicator is out of plumbus"), PullCause.OTHER),
    ],
    ids=["no space", "denied", "not found", "other"],
)
async def test_what_does_not_heal_fails_at_once(bench: Bench, effect: ErrorLine, cause: PullCause) -> None:
    bench.downloads.arm(At(Phase.LAYER, 0, 500_000), effect)
    failed = await bench.pull()
    assert isinstance(failed.error, PullFailed)
    assert (failed.phase, failed.error.cause) == (PullPhase.FAILED, cause)
    assert bench.pull_requests() == 1
    assert failed.completed_bytes >= 400_000


@pytest.mark.parametrize(
    "effect", [NO_REGISTRY, RATE_LIMITED, Corrupt()], ids=["network", "limit", "corrupt"]
)
async def test_what_heals_is_tried_again(bench: Bench, effect: ErrorLine | Corrupt) -> None:
    bench.downloads.arm(At(Phase.VERIFYING), effect)
    await bench.pull()
    bench.check_complete()
    assert PullPhase.RETRYING in bench.phases
    assert bench.pull_requests() == 2


async def test_a_model_that_is_broken_every_time_is_given_up(bench: Bench) -> None:
    bench.downloads.arm(At(Phase.VERIFYING), Corrupt(), lasting=True)
    failed = await bench.pull()
    assert isinstance(failed.error, PullFailed)
    assert (failed.phase, failed.error.cause) == (PullPhase.FAILED, PullCause.CORRUPT)
    assert bench.pull_requests() == QUICK.most_broken_tries


async def test_a_proxy_without_its_server_is_tried_again(bench: Bench) -> None:
    bench.downloads.arm(At(Phase.REQUEST), HttpError(503))
    await bench.pull()
    bench.check_complete()


async def test_a_full_disk_is_told_with_figures() -> None:
    async def free() -> int:
        return 700_000

    with OllamaDouble() as server, RegistryDouble() as registry:
        model = published("m:1", 2_000_000, 485)
        registry.manifests["library/m:1"] = model.manifest
        server.downloads.publish(model)
        server.downloads.arm(At(Phase.LAYER, 0, 1_000_000), NO_SPACE)
        source = AddressSource(
            Endpoint("server", "Server", server.url), partial(connect, registry=registry.url)
        )
        start = Pull(PullKey("server", "m:1"))
        async with aclosing(pulled(source, start, timings=QUICK, free_bytes=free)) as moments:
            *_, failed = [pull async for pull in moments]
        await source.aclose()
    assert isinstance(failed.error, PullFailed)
    assert failed.error.free_bytes == 700_000
    assert failed.error.needed_bytes is not None
    assert 1_000_000 <= failed.error.needed_bytes <= 1_300_000


@ONLY_OLLAMA
async def test_success_without_a_model_in_the_list_is_tried_again_and_then_given_up(bench: Bench) -> None:
    bench.downloads.published.clear()  # the script says `success`; the list is kept empty
    server = bench.server
    assert isinstance(server, OllamaDouble)
    server.pull_records = [{"status": "success"}]
    server.script("/api/tags", _nothing_listed())
    failed = await bench.pull()
    assert isinstance(failed.error, PullFailed)
    assert failed.phase is PullPhase.FAILED
    assert bench.pull_requests() == QUICK.most_broken_tries


def _nothing_listed() -> bytes:
    body = b'{"models":[]}'
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
        len(body),
        body,
    )


async def test_a_model_is_found_in_the_list_however_it_is_spelled() -> None:
    names = {
        OllamaDouble: ("m:latest", ["m", "M:latest", "library/m", "registry.ollama.ai/library/m"]),
        DockerModelRunnerDouble: ("ai/m:latest", ["m", "ai/m", "docker.io/ai/m:latest"]),
    }
    for double, (listed, spellings) in names.items():
        for spelling in spellings:
            with double() as server:
                model = published(listed, 1_000_000)
                server.downloads.published = {spelling: model, listed: model}
                source = AddressSource(Endpoint("s", "S", server.url), partial(connect, registry=server.url))
                start = Pull(PullKey("s", spelling))
                async with aclosing(pulled(source, start, timings=QUICK)) as moments:
                    *_, last = [pull async for pull in moments]
                await source.aclose()
            assert last.phase is PullPhase.DONE, spelling
            assert last.error is None


async def test_an_update_keeps_the_installed_model_until_it_is_done(bench: Bench) -> None:
    await bench.pull()
    bench.shown.clear()
    update = published(bench.model.name, 2_000_000, 300_000, edition="2")
    bench.downloads.publish(update)
    bench.registry.manifests["library/llama3:8b"] = update.manifest
    bench.downloads.arm(At(Phase.LAYER, 0, 500_000), Cut())
    done = await bench.pull()
    assert done.was_installed
    assert bench.downloads.installed[update.name] == update


async def test_a_model_that_is_there_already_is_done_without_a_byte(bench: Bench) -> None:
    await bench.pull()
    fetched = bench.downloads.fetched_bytes
    bench.shown.clear()
    done = await bench.pull()
    assert (done.phase, done.was_installed) == (PullPhase.DONE, True)
    assert bench.downloads.fetched_bytes == fetched
    assert not any(pull.bytes_per_second for pull in bench.shown)


async def test_a_pull_goes_on_from_the_journal(bench: Bench) -> None:
    bench.downloads.partial[bench.model.layers[0].digest] = 1_000_000
    start = replace(
        bench.start, completed_bytes=1_000_000, total_bytes=bench.model.total_bytes, fraction=0.43
    )
    await bench.pull(start)
    bench.check_complete()
    assert bench.shown[0].fraction == pytest.approx(0.43, abs=0.01)
    assert bench.downloads.fetched_bytes == bench.model.total_bytes - 1_000_000


HELD = [At(phase) for phase in (Phase.HEAD, Phase.MANIFEST, Phase.VERIFYING, Phase.WRITING, Phase.INSTALLED)]


@pytest.mark.parametrize("at", [*HELD, At(Phase.LAYER, 0, 500_000)], ids=str)
async def test_cancelling_closes_the_connection_in_every_phase_and_deletes_nothing(
    bench: Bench, at: At
) -> None:
    before = published("other:1b" if bench.model.name.startswith("llama") else "ai/other:1b", 1_000_000)
    bench.downloads.publish(before)
    await bench.pull(name=before.name)
    bench.shown.clear()
    held = bench.downloads.hold(at)
    pull = asyncio.create_task(bench.pull())
    await asyncio.to_thread(held.reached.wait, 5)
    pull.cancel()
    with pytest.raises(asyncio.CancelledError):
        await pull
    await until(lambda: bench.server.disconnects == 1)
    assert bench.downloads.installed[before.name] == before
    bench.check_shown(bench.start)
    partial_bytes = sum(bench.downloads.partial.values()) + sum(bench.downloads.blobs.values())
    bench.shown.clear()
    await bench.pull()
    bench.check_complete()
    assert bench.downloads.fetched_bytes == bench.model.total_bytes + before.total_bytes
    assert partial_bytes >= before.total_bytes


@pytest.mark.parametrize("phase", [PullPhase.RETRYING, PullPhase.WAITING])
async def test_cancelling_between_two_tries_leaves_nothing_running(bench: Bench, phase: PullPhase) -> None:
    others = asyncio.all_tasks()
    bench.server.fault = Fault.REFUSE
    hour = replace(QUICK, waiting_seconds=3600.0)
    timings = replace(hour, first_retry_seconds=3600.0) if phase is PullPhase.RETRYING else hour
    pull = asyncio.create_task(bench.pull(timings=timings))
    await until(lambda: bench.shown and bench.last.phase is phase)
    pull.cancel()
    with pytest.raises(asyncio.CancelledError):
        await pull
    assert asyncio.all_tasks() == others


async def test_leaving_the_loop_closes_the_connection(bench: Bench) -> None:
    held = bench.downloads.hold(At(Phase.LAYER, 0, 500_000))
    async with aclosing(pulled(bench.source, bench.start, timings=QUICK)) as moments:
        async for pull in moments:
            if pull.completed_bytes:
                break
    held.release()
    await until(lambda: bench.downloads.running == 0)
    assert not bench.downloads.installed


async def test_a_name_that_no_model_can_have_fails_without_a_request(bench: Bench) -> None:
    failed = await bench.pull(name="../../etc/passwd")
    assert failed.phase is PullPhase.FAILED
    assert bench.pull_requests() == 0


async def test_a_server_that_cannot_pull_fails_at_once() -> None:
    with OpenAIDouble() as server:
        source = AddressSource(Endpoint("s", "S", server.url), connect)
        async with aclosing(pulled(source, Pull(PullKey("s", "m")), timings=QUICK)) as moments:
            *_, last = [pull async for pull in moments]
        await source.aclose()
    assert last.phase is PullPhase.FAILED
    assert isinstance(last.error, Unsupported)
