"""Budgets are spent by waiting for a server, and by nothing else."""

import asyncio
import time

import pytest

from desktop.providers.watchdog import Watchdog

pytestmark = pytest.mark.anyio
NEVER = 60.0
GAP = 5.0


async def test_a_wait_that_is_too_long_ends_in_a_timeout() -> None:
    watch = Watchdog(0.05, GAP)
    with pytest.raises(TimeoutError):
        await watch.wait(asyncio.sleep(NEVER))
    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0
    watch.stop()


async def test_progress_starts_the_budget_anew() -> None:
    watch = Watchdog(0.2, GAP)
    started = time.monotonic()
    for _ in range(8):
        await watch.wait(asyncio.sleep(0.05))
        watch.progressed()
    assert time.monotonic() - started > 0.35
    watch.stop()


async def test_time_in_which_nobody_waits_does_not_count() -> None:
    watch = Watchdog(0.05, GAP)
    await asyncio.sleep(0.2)
    assert await watch.wait(asyncio.sleep(0.001, "read")) == "read"
    watch.stop()


async def test_a_new_budget_holds_from_now_on() -> None:
    watch = Watchdog(NEVER, GAP)
    watch.allow(0.05)
    with pytest.raises(TimeoutError):
        await watch.wait(asyncio.sleep(NEVER))
    watch.stop()


async def test_a_loop_that_stood_still_starts_the_budget_anew() -> None:
    watch = Watchdog(0.1, gap_seconds=0.2)
    loop = asyncio.get_running_loop()
    loop.call_later(0.02, time.sleep, 0.5)
    assert await watch.wait(asyncio.sleep(0.55, "read")) == "read"
    watch.stop()


async def test_being_cancelled_stays_a_cancellation() -> None:
    watch = Watchdog(0.05, GAP)
    task = asyncio.create_task(watch.wait(asyncio.sleep(NEVER)))
    asyncio.get_running_loop().call_later(0.01, task.cancel)
    with pytest.raises(asyncio.CancelledError):
        await task
    watch.stop()


async def test_being_cancelled_and_too_late_at_once_is_a_cancellation() -> None:
    watch = Watchdog(0.05, GAP)
    task = asyncio.create_task(watch.wait(asyncio.sleep(NEVER)))

    def late() -> None:
        task.cancel()
        time.sleep(0.1)

    asyncio.get_running_loop().call_later(0.01, late)
    with pytest.raises(asyncio.CancelledError):
        await task
    watch.stop()
