import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from desktop.services.polling import SLOWEST_SECONDS, Pace, Poller, SleepDetector
from desktop.services.tasks import TaskScope
from tests.services.conftest import until

pytestmark = pytest.mark.anyio

NEVER = Pace(3600.0, 7200.0)


class Asked:
    """Counts the askings; each ends when the gate is open."""

    def __init__(self) -> None:
        self.count = 0
        self.most_at_once = 0
        self._at_once = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self) -> bool:
        self.count += 1
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        await self.gate.wait()
        self._at_once -= 1
        return True


@asynccontextmanager
async def running(poller: Poller) -> AsyncIterator[None]:
    tasks = TaskScope()
    tasks.start(poller.run(), name="poll")
    yield
    await tasks.aclose()


async def test_it_asks_at_once_and_then_at_its_pace() -> None:
    asked = Asked()
    async with running(Poller(asked, Pace(0.01, 0.01))):
        await until(lambda: asked.count > 5)


async def test_beginning_to_look_asks_at_once_and_looking_on_does_not() -> None:
    asked = Asked()
    poller = Poller(asked, NEVER)
    async with running(poller):
        await until(lambda: asked.count == 1)
        poller.watch(is_seen=True)
        await until(lambda: asked.count == 2)
        poller.watch(is_seen=True)
        poller.watch(is_seen=False)
        await asyncio.sleep(0)
        assert asked.count == 2


async def test_one_call_at_a_time_and_none_is_lost() -> None:
    asked = Asked()
    asked.gate.clear()
    poller = Poller(asked, NEVER)
    async with running(poller):
        await until(lambda: asked.count == 1)
        for _ in range(3):
            poller.ask_now()
        asked.gate.set()
        await until(lambda: asked.count == 2)
        assert asked.most_at_once == 1


async def test_a_paused_one_asks_nothing_until_it_is_watched_again() -> None:
    asked = Asked()
    poller = Poller(asked, Pace(0.001, 0.001))
    poller.pause()
    async with running(poller):
        poller.ask_now()
        assert poller.delay(0) is None
        await asyncio.sleep(0.02)
        assert asked.count == 0
        poller.watch(is_seen=True)
        await until(lambda: asked.count > 1)


def test_failures_double_the_wait_up_to_a_limit_and_jitter_keeps_pollers_apart() -> None:
    async def never() -> bool:
        return False

    poller = Poller(never, Pace(2.0, 300.0))
    poller.watch(is_seen=True)
    for failures, expected in ((0, 2.0), (1, 4.0), (3, 16.0), (5, SLOWEST_SECONDS), (99, SLOWEST_SECONDS)):
        delays = [poller.delay(failures) or 0.0 for _ in range(50)]
        assert 0.9 * expected <= min(delays) < max(delays) <= 1.1 * expected
    poller.watch(is_seen=False)
    assert (poller.delay(9) or 0) >= 270  # the pace itself is slower than the limit


@pytest.mark.parametrize(
    ("monotonic", "wall", "has_slept"),
    [
        (30.0, 30.0, False),
        (65.0, 65.0, False),
        (30.0, 3600.0, True),
        (3600.0, 3600.0, True),
        (2.0, -9.0, False),
    ],
)
def test_sleep_shows_on_one_of_the_clocks(monotonic: float, wall: float, has_slept: bool) -> None:
    now = [100.0, 1000.0]
    clocks: tuple[Callable[[], float], Callable[[], float]] = (lambda: now[0], lambda: now[1])
    detector = SleepDetector(*clocks)
    now[0] += monotonic
    now[1] += wall
    assert detector.has_slept(30.0) is has_slept
    assert not detector.has_slept(30.0)
