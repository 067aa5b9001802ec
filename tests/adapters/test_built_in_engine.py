# ruff: noqa: ASYNC110  another process is watched, which sets no event of ours
"""The real engine and its real model: these tests need the `engine` extra."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from desktop.adapters.built_in_engine import LlamaServer
from desktop.domain.engine import Engine
from desktop.domain.errors import EngineFailed, ModelFileInvalid
from desktop.domain.providers import BUILT_IN_ID, Endpoint, ProviderKind

pytestmark = [pytest.mark.anyio, pytest.mark.real_server]


@asynccontextmanager
async def running() -> AsyncIterator[tuple[LlamaServer, Endpoint]]:
    engine = LlamaServer()
    try:
        yield engine, await engine.start()
    finally:
        await engine.aclose()


def post(endpoint: Endpoint, key: str, question: str = "Say hello.") -> list[bytes]:
    body = {
        "model": endpoint.default_model,
        "messages": [{"role": "user", "content": question}],
        "max_tokens": 8,
        "stream": True,
    }
    request = urllib.request.Request(
        f"{endpoint.url}/chat/completions",
        json.dumps(body).encode(),
        {"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        return [line for line in response.read().splitlines() if line.startswith(b"data: ")]


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that is dead and not yet waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def ends_within(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while is_alive(pid) and time.monotonic() < deadline:
        await asyncio.sleep(0.02)
    return not is_alive(pid)


async def test_it_starts_once_answers_a_stream_and_keeps_its_key_to_itself() -> None:
    async with running() as (server, endpoint):
        engine: Engine = server
        assert (endpoint.id, endpoint.kind) == (BUILT_IN_ID, ProviderKind.OPENAI)
        assert endpoint.default_model == "smollm2-135m-instruct"
        assert endpoint.is_local
        first, second = await asyncio.gather(engine.start(), engine.start())
        assert first == second == endpoint
        lines = await asyncio.to_thread(post, endpoint, endpoint.api_key)
        assert lines[-1] == b"data: [DONE]"
        assert b'"content"' in b"".join(lines)
        with pytest.raises(urllib.error.HTTPError) as caught:
            await asyncio.to_thread(post, endpoint, "another key")
        caught.value.close()
        assert caught.value.code == 401
        pid = server.pid
        assert pid is not None
        for name in ("cmdline", "environ"):
            content = await asyncio.to_thread(Path(f"/proc/{pid}/{name}").read_bytes)
            assert content
            assert endpoint.api_key.encode() not in content
    assert not is_alive(pid)
    assert not engine.is_running


async def test_two_questions_at_once_are_both_answered_to_the_end() -> None:
    async with running() as (_, endpoint):
        replies = await asyncio.gather(
            *(asyncio.to_thread(post, endpoint, endpoint.api_key) for _ in range(2))
        )
        assert all(b'"finish_reason": "length"' in b"".join(lines) for lines in replies)


async def test_a_question_longer_than_the_context_is_refused_with_the_reason() -> None:
    async with running() as (_, endpoint):
        (record,) = await asyncio.to_thread(post, endpoint, endpoint.api_key, "word " * 9000)
        message = json.loads(record.removeprefix(b"data: "))["error"]["message"]
        assert "exceed context window of 8192" in message
        assert await asyncio.to_thread(post, endpoint, endpoint.api_key)


async def test_it_notices_that_the_child_has_crashed_and_starts_another() -> None:
    async with running() as (engine, endpoint):
        first = engine.pid
        assert first is not None
        os.kill(first, signal.SIGSEGV)
        async with asyncio.timeout(5):
            while engine.is_running:
                await asyncio.sleep(0.01)
        again = await engine.start()
        assert engine.pid != first
        assert again.api_key != endpoint.api_key


async def test_a_cancelled_start_leaves_no_child() -> None:
    engine = LlamaServer()
    starting = asyncio.get_running_loop().create_task(engine.start())
    while engine.pid is None:
        await asyncio.sleep(0.01)
    pid = engine.pid
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert not is_alive(pid)
    assert not engine.is_running
    await engine.aclose()


async def test_closing_while_it_loads_ends_the_child_and_fails_the_start() -> None:
    engine = LlamaServer()
    starting = asyncio.get_running_loop().create_task(engine.start())
    while engine.pid is None:
        await asyncio.sleep(0.01)
    pid = engine.pid
    async with asyncio.timeout(3):
        await engine.aclose()
    with pytest.raises(EngineFailed):
        await starting
    assert not is_alive(pid)


async def test_the_child_ends_within_two_seconds_after_its_parent_was_killed() -> None:
    command = [sys.executable, "-m", "tests.adapters.engine_parent"]
    parent = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    pid = int(await parent.stdout.readline())
    assert is_alive(pid)
    parent.kill()
    await parent.wait()
    assert await ends_within(pid, 2)


async def test_what_would_run_is_known_without_starting_it(tmp_path: Path) -> None:
    engine = LlamaServer()
    facts = await engine.probe()
    assert facts.model == "smollm2-135m-instruct"
    assert facts.size_bytes > 50_000_000
    assert facts.version
    assert engine.pid is None
    with pytest.raises(ModelFileInvalid):
        await LlamaServer(str(tmp_path / "nowhere.gguf")).start()


def test_a_missing_engine_is_named() -> None:
    program = (
        "import asyncio, sys; sys.path.insert(0, sys.argv[1])\n"
        "from desktop.adapters.built_in_engine import LlamaServer\n"
        "from desktop.domain.errors import EngineMissing\n"
        "try: asyncio.run(LlamaServer().start())\n"
        "except EngineMissing as error: print(error.package)\n"
    )
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-I", "-S", "-c", program, root]  # -S: without the installed packages
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "llama_cpp\n"
