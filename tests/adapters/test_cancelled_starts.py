"""Programs whose start is given up in the middle."""

import asyncio

import pytest

from desktop.adapters.commands import run

pytestmark = pytest.mark.anyio
ROUNDS = 60


async def test_a_start_that_is_cancelled_at_any_moment_leaves_no_child_and_no_word_in_the_log() -> None:
    for turns in range(ROUNDS):
        running = asyncio.create_task(run(("true",), seconds=10))
        for _ in range(turns % 12):
            await asyncio.sleep(0.0005 * (turns // 12))
        running.cancel()
        await asyncio.wait([running])
