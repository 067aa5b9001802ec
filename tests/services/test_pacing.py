import asyncio
from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from desktop.services.pacing import Paced, Repeated


class Told:
    """When it was published."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.paced = Paced(self.note)

    def note(self) -> None:
        self.times.append(asyncio.get_running_loop().time())


@pytest.mark.anyio
async def test_a_hundred_wishes_become_a_few_calls_and_the_last_is_not_forgotten() -> None:
    told = Told()
    for _ in range(100):
        told.paced.soon(0.1)
        await asyncio.sleep(0.003)
    wished = asyncio.get_running_loop().time()
    async with asyncio.timeout(5):
        while told.times[-1] < wished:  # noqa: ASYNC110  # it tells nobody but by being called
            await asyncio.sleep(0.01)
    gaps = [later - earlier for earlier, later in pairwise(told.times)]
    assert min(gaps) >= 0.095
    assert len(told.times) <= 8


@pytest.mark.anyio
async def test_a_quicker_wish_comes_before_a_slower_one_and_now_is_now() -> None:
    told = Told()
    told.paced.now()
    told.paced.soon(60)
    told.paced.soon(0.01)
    async with asyncio.timeout(5):
        while len(told.times) < 2:  # noqa: ASYNC110  # as above
            await asyncio.sleep(0.005)
    told.paced.now()
    assert len(told.times) == 3


@pytest.mark.anyio
async def test_what_was_put_off_can_be_forgotten() -> None:
    told = Told()
    told.paced.now()
    told.paced.soon(0.02)
    told.paced.stop()
    await asyncio.sleep(0.05)
    assert len(told.times) == 1


@pytest.mark.usefixtures("qt_loop")
def test_it_keeps_its_pace_on_the_loop_of_the_application_too(
    qtbot: QtBot,
) -> None:
    """qasync's timers lack what asyncio's have."""
    told = Told()
    told.paced.now()
    told.paced.soon(60)
    told.paced.soon(0.05)
    told.paced.soon(0.1)
    qtbot.waitUntil(lambda: len(told.times) == 2)
    assert told.times[1] - told.times[0] >= 0.045


@pytest.mark.anyio
async def test_something_is_repeated_for_as_long_as_it_is_wanted() -> None:
    times: list[float] = []
    over = asyncio.Event()

    def is_wanted() -> bool:
        if len(times) == 3:
            over.set()
        return len(times) < 3

    repeated = Repeated(lambda: times.append(asyncio.get_running_loop().time()), is_wanted, 0.02)
    repeated.start()
    repeated.start()
    async with asyncio.timeout(5):
        await over.wait()
    assert len(times) == 3
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.015
