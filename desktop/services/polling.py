"""Asking again and again: faster while somebody looks, slower after failures, not at all while paused."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

SLOWEST_SECONDS = 60.0
"""Failures double the wait up to this, or to the pace itself if that is slower."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two askings while somebody looks, and while nobody does."""

    seen: float
    unseen: float


class Poller:
    """Calls `ask` until cancelled, one call at a time. `ask` gives whether it found things well."""

    def __init__(self, ask: Callable[[], Awaitable[bool]], pace: Pace) -> None:
        self._ask = ask
        self._pace = pace
        self._wake = asyncio.Event()
        self._is_seen = False
        self._is_paused = False

    def watch(self, *, is_seen: bool) -> None:
        """Go on at the pace of being looked at or not; at once if somebody begins to look."""
        is_new = is_seen and (self._is_paused or not self._is_seen)
        self._is_seen, self._is_paused = is_seen, False
        if is_new:
            self.ask_now()

    def pause(self) -> None:
        """Ask no more until `watch()`."""
        self._is_paused = True

    def ask_now(self) -> None:
        """Do not wait any longer; a call under way is followed by another."""
        self._wake.set()

    async def run(self) -> None:
        failures = 0
        while True:
            self._wake.clear()
            if not self._is_paused:
                failures = 0 if await self._ask() else failures + 1
            await self._nap(self.delay(failures))

    def delay(self, failures: int) -> float | None:
        """Seconds to the next call, with some jitter so that pollers do not march in step; None: for ever."""
        if self._is_paused:
            return None
        pace = self._pace.seen if self._is_seen else self._pace.unseen
        slowed = min(pace * 2.0 ** min(failures, 10), max(SLOWEST_SECONDS, pace))
        return slowed * random.uniform(0.9, 1.1)

    async def _nap(self, seconds: float | None) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()


class SleepDetector:
    """Notices that the computer was asleep between two askings.

    The monotonic clock stands still during sleep on Linux and macOS and goes on in Windows; wall time always
    goes on. So a gap shows on one of them.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, wall_clock: Callable[[], float] = time.time
    ) -> None:
        self._clock, self._wall_clock = clock, wall_clock
        self._last = (clock(), wall_clock())

    def has_slept(self, expected_seconds: float) -> bool:
        """Whether much more time has passed since the last call than was expected."""
        now = (self._clock(), self._wall_clock())
        passed = max(now[0] - self._last[0], now[1] - self._last[1])
        self._last = now
        return passed > 2 * expected_seconds + 10
