import asyncio
import os
from pathlib import Path

import pytest

from desktop.adapters.engine_process import LOG_BYTES, EngineProcess, LogTail
from desktop.domain.errors import EngineFailed


def test_the_log_keeps_its_last_lines() -> None:
    log = LogTail()
    for number in range(1000):
        log.feed(f"line {number}\nhal".encode())
        log.feed(b"f ")
    lines = log.text.splitlines()
    assert len(lines) == 201
    assert lines[-2:] == ["half line 999", "half"]


def test_the_log_is_bounded_and_survives_bytes_that_are_no_text() -> None:
    log = LogTail()
    for _ in range(300):
        log.feed(b"\xff" * 10_000)
    log.feed(b"\n" + b"x" * 1000 + b"\n")
    assert len(log.text) <= LOG_BYTES
    assert log.text.endswith("x" * 1000)


@pytest.mark.anyio
@pytest.mark.real_server
async def test_a_child_that_cannot_load_its_model_is_explained_by_its_log(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + os.urandom(4096))
    child = await EngineProcess.spawn()
    with pytest.raises(EngineFailed) as caught:
        await child.serve({"model": str(broken), "name": "broken", "api_key": "key"}, 60)
    assert caught.value.exit_code == 1
    assert "Failed to load model" in caught.value.log_tail
    assert not child.is_running


@pytest.mark.anyio
async def test_a_child_that_takes_too_long_is_ended() -> None:
    child = await EngineProcess.spawn()
    with pytest.raises(EngineFailed) as caught:
        await child.serve({"model": "/nowhere.gguf", "name": "slow", "api_key": "key"}, 0.05)
    assert caught.value.exit_code is None
    assert not child.is_running


@pytest.mark.anyio
async def test_a_child_that_hears_nothing_ends_when_it_is_stopped() -> None:
    child = await EngineProcess.spawn()
    async with asyncio.timeout(3):
        await child.stop()
    assert not child.is_running
