import asyncio

import pytest

from desktop.services.latest_tasks import LatestTasks, Work
from tests.services.conftest import until

pytestmark = pytest.mark.anyio


def noting(into: list[str], word: str, gate: asyncio.Event) -> Work:
    async def work() -> None:
        await gate.wait()
        into.append(word)

    return work


async def test_a_new_task_takes_the_place_of_the_one_by_its_name_and_of_no_other() -> None:
    tasks, gate, done = LatestTasks(60, print), asyncio.Event(), list[str]()
    tasks.start("a", noting(done, "first", gate))
    await asyncio.sleep(0)
    tasks.start("a", noting(done, "never begun", gate))
    tasks.start("a", noting(done, "last", gate))
    tasks.start("b", noting(done, "other", gate))
    assert list(tasks.names) == ["a", "b"]
    gate.set()
    await tasks.wait("a")
    await tasks.wait("b")
    await tasks.wait("nobody")
    assert sorted(done) == ["last", "other"]
    assert list(tasks.names) == []
    await tasks.aclose()


async def test_whoever_waits_may_give_up_and_whoever_waits_for_what_is_stopped_goes_on() -> None:
    tasks, gate, done = LatestTasks(60, print), asyncio.Event(), list[str]()
    tasks.start("a", noting(done, "a", gate))
    waiting = [asyncio.create_task(tasks.wait("a")) for _ in range(2)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    await asyncio.sleep(0)
    assert list(tasks.names) == ["a"]
    tasks.stop("a")
    await waiting[1]
    assert [*done, *tasks.names] == []
    await tasks.aclose()


async def test_a_slow_task_is_told_of_and_a_quick_one_is_not() -> None:
    slow: list[str] = []
    tasks, gate, done = LatestTasks(0.02, slow.append), asyncio.Event(), list[str]()
    tasks.start("slow", noting(done, "slow", gate))
    await until(lambda: slow)
    gate.set()
    tasks.start("quick", noting(done, "quick", gate))
    await tasks.wait("quick")
    await until(lambda: len(done) == 2)
    assert slow == ["slow"]
    await tasks.aclose()


async def test_closing_cancels_all() -> None:
    tasks, gate, done = LatestTasks(60, print), asyncio.Event(), list[str]()
    tasks.start("a", noting(done, "a", gate))
    await tasks.aclose()
    gate.set()
    assert [*done, *tasks.names] == []
