"""A GGUF file on its way into Ollama: what is told, what is sent, and what a cancel leaves behind."""

import asyncio
import hashlib
import os
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from desktop.domain.errors import (
    Interrupted,
    ModelFileInvalid,
    ProviderError,
    ProviderRejected,
    ProviderUnavailable,
    Redirected,
    Unsupported,
)
from desktop.domain.models import PullProgress
from desktop.domain.providers import Provider
from tests.providers.conftest import OLLAMA, OPENAI, QUICK, RUNNER, Side, client, eventually, pulled
from tests.servers.faults import Redirect
from tests.servers.ollama import OllamaDouble
from tests.servers.pull_faults import At, Cut, Effect, EndOfStream, ErrorLine, HttpError, Phase, Stall
from tests.servers.scripted import ScriptedServer, Step, Wait, chunk, chunked_head, response

pytestmark = pytest.mark.anyio
MEBIBYTE = 1 << 20
SIZE = 9_000_001
"""More than is read or sent at once."""


@pytest.fixture
def server() -> Iterator[OllamaDouble]:
    with OllamaDouble() as double:
        yield double


@pytest.fixture
async def provider(server: OllamaDouble) -> AsyncIterator[Provider]:
    async with client(OLLAMA, server.url, QUICK) as provider:
        yield provider


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return gguf(tmp_path / "My model.gguf", SIZE)


def gguf(path: Path, size: int) -> Path:
    """A file that begins as GGUF does; the rest is a hole."""
    with path.open("wb") as file:
        file.write(b"GGUF\3\0\0\0")
        file.truncate(size)
    return path


def digest_of(path: Path) -> str:
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def of(reports: list[PullProgress], status: str) -> list[PullProgress]:
    return [report for report in reports if report.status == status]


async def test_a_file_is_hashed_sent_and_made_into_a_model(
    server: OllamaDouble, provider: Provider, file: Path
) -> None:
    reports, error = await pulled(provider.import_file("mine:1b", str(file)))
    assert error is None
    size, digest = SIZE, digest_of(file)
    for status in ("hashing", "uploading"):
        told = [(report.completed_bytes, report.total_bytes) for report in of(reports, status)]
        assert told == sorted(told)
        assert told[-1] == (size, size)
    assert of(reports, "hashing")[-1].layer == digest
    assert {report.layer for report in of(reports, "uploading")} == {digest}
    assert [report.status for report in reports[-2:]] == ["writing manifest", "success"]
    assert [report.done for report in reports].index(True) == len(reports) - 1
    assert server.downloads.blobs[digest] == size
    assert "mine:1b" in server.models
    assert digest in (await provider.show("mine:1b")).weights


async def test_the_server_is_not_told_where_the_file_was(
    server: OllamaDouble, provider: Provider, file: Path
) -> None:
    await pulled(provider.import_file("mine", str(file)))
    assert [(request.method, request.path.rpartition("/")[0]) for request in server.requests] == [
        ("HEAD", "/api/blobs"),
        ("POST", "/api/blobs"),
        ("POST", "/api"),
    ]
    upload, create = server.requests[1:]
    assert upload.headers["content-length"] == str(SIZE)
    assert "transfer-encoding" not in upload.headers
    assert create.body == {"model": "mine", "files": {"model.gguf": digest_of(file)}}


async def test_what_the_server_has_is_not_sent_again(
    server: OllamaDouble, provider: Provider, file: Path
) -> None:
    server.downloads.add_blob(digest_of(file), SIZE)
    reports, error = await pulled(provider.import_file("mine", str(file)))
    assert error is None
    assert [report.completed_bytes for report in of(reports, "uploading")] == [SIZE]
    assert [request.method for request in server.requests] == ["HEAD", "POST"]


def _with(content: bytes) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        path = folder / "x.gguf"
        path.write_bytes(content)
        return path

    return made


def _fifo(folder: Path) -> Path:
    path = folder / "fifo.gguf"
    os.mkfifo(path)
    return path


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (lambda folder: folder / "nosuch.gguf", "missing"),
        (_with(b"PK\3\4" + b"x" * 100), "not-gguf"),
        (_with(b"GGU"), "not-gguf"),
        (lambda folder: folder, "not-gguf"),
        pytest.param(_fifo, "not-gguf", marks=pytest.mark.skipif(os.name == "nt", reason="has no FIFOs")),
        (lambda folder: f"{folder}/\0.gguf", "unreadable"),
        (lambda folder: folder / ("x" * 200), "missing"),
    ],
)
async def test_what_is_no_gguf_file_is_not_sent(
    server: OllamaDouble, provider: Provider, tmp_path: Path, made: Callable[[Path], object], reason: str
) -> None:
    path = str(made(tmp_path))
    with pytest.raises(ModelFileInvalid) as raised:
        await pulled(provider.import_file("mine", path))
    assert (raised.value.path, raised.value.reason) == (path, reason)
    assert server.connections == 0


@pytest.mark.parametrize(
    ("at", "effect", "error", "words"),
    [
        (At(Phase.UPLOAD), HttpError(400, "digest mismatch"), ProviderRejected, "digest mismatch"),
        (At(Phase.UPLOAD), HttpError(500, "no space left on device"), ProviderRejected, "no space left"),
        (At(Phase.UPLOAD, had=4_000_000), Cut(), ProviderUnavailable, "closed"),
        (At(Phase.UPLOAD, had=4_000_000), Cut(is_reset=True), ProviderUnavailable, "closed"),
        (At(Phase.UPLOAD, had=4_000_000), Stall(), ProviderUnavailable, "timed-out"),
        (At(Phase.CREATING), ErrorLine("unsupported architecture"), ProviderRejected, "unsupported"),
        (At(Phase.CREATING), Cut(), Interrupted, "cut"),
        (At(Phase.CREATING), EndOfStream(), Interrupted, "cut"),
        (At(Phase.CREATING), Stall(), Interrupted, "stalled"),
    ],
)
async def test_an_import_that_fails_says_why_and_makes_no_model(
    server: OllamaDouble,
    provider: Provider,
    file: Path,
    at: At,
    effect: Effect,
    error: type[ProviderError],
    words: str,
) -> None:
    server.downloads.arm(at, effect)
    _, found = await pulled(provider.import_file("mine", str(file)))
    assert type(found) is error
    assert words in str(found)
    assert "mine:latest" not in server.models
    assert_nothing_runs()


async def test_a_redirect_gets_no_byte_of_the_file(server: OllamaDouble, file: Path) -> None:
    with ScriptedServer([response()]) as target:
        server.fault, server.fault_everywhere = Redirect(f"{target.url}/x"), True
        async with client(OLLAMA, server.url) as provider:
            _, error = await pulled(provider.import_file("mine", str(file)))
        assert isinstance(error, Redirected)
        assert target.connections == 0


async def test_an_import_that_is_closed_while_it_is_sent_hangs_up(
    server: OllamaDouble, provider: Provider, file: Path
) -> None:
    held = server.downloads.hold(At(Phase.UPLOAD, had=1_000_000))
    progress = provider.import_file("mine", str(file))
    async for report in progress:
        if report.status == "uploading" and held.reached.is_set():
            break
    await progress.aclose()
    held.release()
    await eventually(lambda: server.disconnects == 1)
    assert_nothing_runs()
    assert server.downloads.blobs == {}


async def test_an_import_that_is_cancelled_while_it_is_sent_hangs_up(
    server: OllamaDouble, provider: Provider, file: Path
) -> None:
    held = server.downloads.hold(At(Phase.UPLOAD, had=1_000_000))
    importing = asyncio.create_task(pulled(provider.import_file("mine", str(file))))
    await eventually(held.reached.is_set)
    importing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await importing
    held.release()
    await eventually(lambda: server.disconnects == 1)
    assert_nothing_runs()


async def test_an_import_that_is_cancelled_while_the_model_is_made_hangs_up(file: Path) -> None:
    making: list[Step] = [chunked_head(), chunk(b'{"status":"parsing GGUF"}\n'), Wait()]
    there = response(status="200 OK")
    with ScriptedServer([there], making) as server:
        async with client(OLLAMA, server.url) as provider:
            progress = provider.import_file("mine", str(file))
            async for report in progress:
                if report.status == "parsing GGUF":
                    break
            await progress.aclose()
            await eventually(lambda: server.disconnects == 1)


async def test_an_import_that_is_cancelled_while_it_is_hashed_sends_nothing(
    server: OllamaDouble, provider: Provider, tmp_path: Path
) -> None:
    progress = provider.import_file("mine", str(gguf(tmp_path / "x.gguf", 200 * MEBIBYTE)))
    assert (await anext(progress)).status == "hashing"
    next_report = asyncio.create_task(anext(progress))
    await asyncio.sleep(0)  # lets it begin
    next_report.cancel()
    with pytest.raises(asyncio.CancelledError):
        await next_report
    assert server.connections == 0
    assert_nothing_runs()


async def test_a_file_that_shrinks_on_its_way_is_told(
    server: OllamaDouble, provider: Provider, tmp_path: Path
) -> None:
    file = gguf(tmp_path / "x.gguf", 40 * MEBIBYTE)

    async def import_and_truncate() -> None:
        async for report in provider.import_file("mine", str(file)):
            if report.status == "uploading" and report.completed_bytes < report.total_bytes:
                os.truncate(file, 1000)

    with pytest.raises(ModelFileInvalid) as raised:
        await import_and_truncate()
    assert raised.value.reason == "unreadable"
    assert server.downloads.blobs == {}
    assert_nothing_runs()


async def test_a_large_file_takes_little_memory_and_few_reports(provider: Provider, tmp_path: Path) -> None:
    file = gguf(tmp_path / "x.gguf", 200 * MEBIBYTE)
    clock = asyncio.get_running_loop().time
    tracemalloc.start()
    try:
        begun = clock()
        reports, error = await pulled(provider.import_file("mine", str(file)))
        seconds = clock() - begun
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert error is None
    assert peak_bytes < 30 * MEBIBYTE
    assert len(of(reports, "hashing") + of(reports, "uploading")) <= 20 * seconds + 5


async def test_a_server_that_never_answers_an_upload_times_out(file: Path) -> None:
    missing = response(status="404 Not Found")
    with ScriptedServer([missing], [Wait()]) as server:
        async with client(OLLAMA, server.url, QUICK) as provider:
            _, error = await pulled(provider.import_file("mine", str(file)))
    assert isinstance(error, ProviderUnavailable)
    assert error.cause.value == "timed-out"


@pytest.mark.parametrize("side", [OPENAI, RUNNER], ids=lambda side: side.name)
async def test_other_servers_import_nothing(side: Side, file: Path) -> None:
    with side.double() as server:
        async with client(side, server.url) as provider:
            with pytest.raises(Unsupported):
                await pulled(provider.import_file("mine", str(file)))
        assert server.connections == 0


def assert_nothing_runs() -> None:
    names = [getattr(task.get_coro(), "__qualname__", "") for task in asyncio.all_tasks()]
    assert "Transport.upload" not in names
