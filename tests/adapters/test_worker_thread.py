import asyncio
import threading
from collections.abc import Callable

import pytest

from desktop.adapters.worker_thread import WorkerThread

pytestmark = pytest.mark.anyio


def nothing() -> None:
    return


async def test_work_runs_in_one_thread_in_its_order() -> None:
    worker = WorkerThread("worker")
    order: list[int] = []

    def noted(number: int) -> Callable[[], str]:
        def work() -> str:
            order.append(number)
            return threading.current_thread().name

        return work

    names = await asyncio.gather(*(worker.run(noted(number)) for number in range(20)))
    assert set(names) == {"worker"}
    assert order == list(range(20))
    await worker.aclose(nothing)
    assert worker.is_closed
    await worker.aclose(nothing)


async def test_what_work_raises_is_raised_where_it_is_awaited() -> None:
    worker = WorkerThread("worker")
    with pytest.raises(ZeroDivisionError):
        await worker.run(lambda: 1 / 0)
    assert await worker.run(lambda: 2) == 2
    await worker.aclose(nothing)


def test_a_loop_that_has_closed_meanwhile_does_not_end_the_thread() -> None:
    begun, go_on = threading.Event(), threading.Event()
    workers: list[WorkerThread] = []

    def hold() -> None:
        begun.set()
        go_on.wait(5)

    async def leave_work_behind() -> None:
        workers.append(WorkerThread("worker"))
        waiting = asyncio.get_running_loop().create_task(workers[0].run(hold))
        await asyncio.sleep(0)
        waiting.cancel()

    asyncio.run(leave_work_behind())
    assert begun.wait(5)
    go_on.set()

    async def ask_again() -> int:
        result = await workers[0].run(lambda: 3)
        await workers[0].aclose(nothing)
        return result

    assert asyncio.run(ask_again()) == 3
