"""The reports of a pull: odd numbers, silence, floods and faults."""

import asyncio
import json
from collections.abc import Sequence

import pytest

from desktop.domain.errors import (
    Cause,
    Interrupted,
    Interruption,
    ProviderRejected,
    ProviderUnavailable,
    PullFailed,
)
from desktop.domain.models import PullProgress
from desktop.domain.pull_causes import PullCause
from tests.providers.conftest import OLLAMA, QUICK, RUNNER, Side, client, eventually, pulled
from tests.providers.test_processes import MEGABYTE, lines_of_process
from tests.servers.docker_model_runner import DockerModelRunnerDouble
from tests.servers.downloads import published
from tests.servers.faults import Status
from tests.servers.ollama import OllamaDouble
from tests.servers.pull_faults import (
    NEWER_SERVER_NEEDED,
    NO_REGISTRY,
    NO_SPACE,
    NO_SUCH_MODEL,
    ODDITIES,
    PLACES,
    RATE_LIMITED,
    TOO_MANY_TRIES,
    UNAUTHORIZED,
    At,
    Corrupt,
    Cut,
    Effect,
    Phase,
)
from tests.servers.scripted import LAST_CHUNK, Repeat, ScriptedServer, Step, Wait, chunk, chunked_head

pytestmark = pytest.mark.anyio
MODEL = published("qwen3:0.6b", 1_000_000, 1_500, 485)
SUCCESS = b'{"status":"success"}\n'
NUMBERS = ("null", "0", "-5", "0.5", "-0.0", "1e400", "1e300", "true", '"many"', "[]", "{}", "9" * 400)


def lines(*records: bytes) -> list[Step]:
    return [chunked_head(), *map(chunk, records), LAST_CHUNK]


async def pulled_from(
    side: Side, plan: Sequence[Step], model: str = "x"
) -> tuple[list[PullProgress], Exception | None]:
    with ScriptedServer(plan) as server:
        async with client(side, server.url, QUICK) as provider:
            return await pulled(provider.pull(model))


@pytest.mark.parametrize("completed", [*NUMBERS, "50", "900"])
@pytest.mark.parametrize("total", [*NUMBERS, "100"])
async def test_odd_numbers_of_ollama_are_tamed(total: str, completed: str) -> None:
    record = f'{{"status":"pulling x","digest":"sha256:x","total":{total},"completed":{completed}}}\n'
    reports, error = await pulled_from(OLLAMA, lines(record.encode(), SUCCESS))
    assert error is None
    assert_sane(reports[0])


@pytest.mark.parametrize("number", [*NUMBERS, "50"])
@pytest.mark.parametrize("key", ["total", "size", "current"])
async def test_odd_numbers_of_the_runner_are_tamed(key: str, number: str) -> None:
    values = {"total": "100", "size": "100", "current": "900", key: number}
    layer = f'{{"id":"sha256:x","size":{values["size"]},"current":{values["current"]}}}'
    record = f'{{"type":"progress","total":{values["total"]},"layer":{layer}}}\n'
    reports, error = await pulled_from(RUNNER, lines(record.encode(), b'{"type":"success"}\n'))
    assert error is None
    assert_sane(reports[0])


def assert_sane(report: PullProgress) -> None:
    numbers = (report.completed_bytes, report.total_bytes, report.overall_total_bytes)
    assert all(type(number) is int and 0 <= number < 1 << 60 for number in numbers)
    assert not report.total_bytes or report.completed_bytes <= report.total_bytes


@pytest.mark.parametrize(
    "record",
    [
        b"{}",
        b'{"status":null}',
        b'{"status":["success"]}',
        b'{"status":"pulling x","digest":5,"total":3}',
        b'{"type":5,"message":{},"layer":"sha256:x"}',
        b'{"type":"progress","layer":[]}',
        b'{"error":""}',
        b'{"error":null,"status":"pulling manifest"}',
    ],
)
async def test_records_of_another_shape_are_reports_of_nothing(record: bytes) -> None:
    for side, success in ((OLLAMA, SUCCESS), (RUNNER, b'{"type":"success"}\n')):
        reports, error = await pulled_from(side, lines(record + b"\n", success))
        assert error is None
        assert_sane(reports[0])
        assert [report.done for report in reports] == [False, True]


@pytest.mark.parametrize("name", ODDITIES)
async def test_an_odd_download_is_read_to_its_end(name: str) -> None:
    with OllamaDouble() as server:
        server.downloads.publish(MODEL)
        server.downloads.arm(At(Phase.LAYER, 0, 300_000), ODDITIES[name])
        async with client(OLLAMA, server.url) as provider:
            reports, error = await pulled(provider.pull(MODEL.name))
    assert error is None
    assert reports[-1].done
    for report in reports:
        assert_sane(report)


@pytest.mark.parametrize("at", PLACES, ids=str)
@pytest.mark.parametrize(
    "cut", [Cut(), Cut(is_reset=True), Cut(in_line=True)], ids=["fin", "reset", "in line"]
)
async def test_a_cut_pull_is_interrupted_unless_it_was_done(at: At, cut: Cut) -> None:
    with OllamaDouble() as server:
        server.downloads.publish(MODEL)
        server.downloads.arm(at, cut)
        async with client(OLLAMA, server.url) as provider:
            reports, error = await pulled(provider.pull(MODEL.name))
    if reports and reports[-1].done:
        assert error is None
        assert at.phase is Phase.SUCCESS
    elif isinstance(error, ProviderUnavailable):
        assert error.cause is (Cause.NOT_HTTP if cut.in_line else Cause.CLOSED)
        assert at.phase is Phase.REQUEST
    else:
        assert isinstance(error, Interrupted)
        assert error.cause is Interruption.CUT


@pytest.mark.parametrize(
    ("effect", "cause"),
    [
        (NO_SUCH_MODEL, PullCause.NOT_FOUND),
        (NO_SPACE, PullCause.NO_SPACE),
        (TOO_MANY_TRIES, PullCause.REGISTRY_UNREACHABLE),
        (NO_REGISTRY, PullCause.REGISTRY_UNREACHABLE),
        (NEWER_SERVER_NEEDED, PullCause.SERVER_TOO_OLD),
        (UNAUTHORIZED, PullCause.DENIED),
        (RATE_LIMITED, PullCause.RATE_LIMITED),
        (Corrupt(0), PullCause.CORRUPT),
    ],
)
async def test_a_pull_that_the_server_gives_up_has_a_cause(effect: Effect, cause: PullCause) -> None:
    with OllamaDouble() as server:
        server.downloads.publish(MODEL)
        at = At(Phase.VERIFYING) if isinstance(effect, Corrupt) else At(Phase.LAYER, 0)
        server.downloads.arm(at, effect)
        async with client(OLLAMA, server.url) as provider:
            _, error = await pulled(provider.pull(MODEL.name))
    assert isinstance(error, PullFailed)
    assert (error.model, error.cause) == (MODEL.name, cause)


async def test_a_server_that_lets_nobody_in_is_not_about_the_pull() -> None:
    with OllamaDouble() as server:
        server.fault = Status(401, "Invalid API Key")
        async with client(OLLAMA, server.url) as provider:
            _, error = await pulled(provider.pull("x"))
    assert type(error) is ProviderRejected
    assert error.status == 401


@pytest.mark.parametrize("head", [[], [chunked_head("application/json")]], ids=["head", "first report"])
async def test_a_runner_that_has_others_in_front_may_be_silent(head: list[Step]) -> None:
    rest = lines(b'{"type":"success"}\n')
    plan = [*head, Wait(1.5 * QUICK.pull_idle_seconds), *(rest[1:] if head else rest)]
    reports, error = await pulled_from(RUNNER, plan)
    assert error is None
    assert reports[-1].done


async def test_a_third_pull_of_the_runner_comes_in_its_turn() -> None:
    with DockerModelRunnerDouble() as server:
        server.gate.clear()
        async with client(RUNNER, server.url, QUICK) as provider:
            running = [provider.pull(f"ai/{name}") for name in "ab"]
            for progress in running:
                await anext(progress)
            third = asyncio.create_task(pulled(provider.pull("ai/c")))
            await eventually(lambda: server.waiting_pulls == 1)
            for progress in running:
                await progress.aclose()
            server.gate.set()
            _, error = await third
    assert error is None
    assert "ai/c" in server.models


async def test_a_runner_that_falls_silent_in_the_middle_stalls() -> None:
    first = b'{"type":"progress","layer":{"id":"sha256:x","size":9,"current":4}}\n'
    reports, error = await pulled_from(RUNNER, [chunked_head(), chunk(first), Wait()])
    assert len(reports) == 1
    assert isinstance(error, Interrupted)
    assert error.cause is Interruption.STALLED


async def test_an_ollama_that_does_not_even_begin_is_unavailable() -> None:
    reports, error = await pulled_from(OLLAMA, [Wait()])
    assert reports == []
    assert isinstance(error, ProviderUnavailable)
    assert error.cause is Cause.TIMED_OUT


@pytest.mark.parametrize("side", [OLLAMA, RUNNER], ids=lambda side: side.name)
async def test_a_key_that_a_server_repeats_is_not_shown(side: Side) -> None:
    key = "sk-CANARY-77aa01"
    failed = json.dumps({"type": "error", "error": f"denied: {key} has no access"}).encode() + b"\n"
    with ScriptedServer(lines(failed)) as server:
        async with client(side, server.url, api_key=key) as provider:
            _, error = await pulled(provider.pull("x"))
    assert isinstance(error, PullFailed)
    assert (error.cause, error.reason) == (PullCause.DENIED, "denied: … has no access")


async def test_what_follows_an_error_line_is_not_read() -> None:
    failed = json.dumps({"type": "error", "message": "Error: toomanyrequests: slow down"}).encode() + b"\n"
    _, error = await pulled_from(RUNNER, lines(failed, b"toomanyrequests: slow down\n", b"<html>" * 100))
    assert isinstance(error, PullFailed)
    assert (error.cause, error.reason) == (PullCause.RATE_LIMITED, "toomanyrequests: slow down")


def test_many_reports_take_no_memory() -> None:
    line = b'{"status":"pulling x","digest":"sha256:x","total":253113024,"completed":43450368}\n'
    flood = Repeat(chunk(line * 1000), 300)
    with ScriptedServer([chunked_head(), flood, chunk(SUCCESS), LAST_CHUNK]) as server:
        said = lines_of_process(OLLAMA, server.url, "--pull")
    assert (said[-1]["end"], said[-1]["reports"]) == ("finished", 300_001)
    grown = said[-1]["grown_bytes"]
    assert isinstance(grown, int)
    assert grown < 5 * MEGABYTE
