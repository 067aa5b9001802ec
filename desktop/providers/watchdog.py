"""Deadlines for a long wait on a server, at the price of one timer a second."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

_LOOK_SECONDS = 1.0
T = TypeVar("T")


class Watchdog:
    """Ends `wait()` with `TimeoutError` once `seconds` have passed without `progressed()`.

    A timer per line would cost more than reading it, so one timer looks once a second. It also notices when
    the event loop itself stood still (suspend, SIGSTOP): then data may be there that nobody could read yet,
    and the budget starts anew. Time in which nobody waits does not count. Ended by `stop()`.
    """

    def __init__(self, seconds: float, gap_seconds: float) -> None:
        self._loop = asyncio.get_running_loop()
        self._seconds = seconds
        self._gap_seconds = gap_seconds
        self._since = self._loop.time()
        self._unwatched_since = self._since
        self._waiting: asyncio.Task[object] | None = None
        self._has_expired = False
        self._arm(self._since)

    def progressed(self) -> None:
        self._since = self._loop.time()

    def allow(self, seconds: float) -> None:
        """Change the budget, and start it now."""
        self._seconds = seconds
        self._since = self._loop.time()
        self._timer.cancel()
        self._arm(self._since)

    def stop(self) -> None:
        self._timer.cancel()

    async def wait(self, awaitable: Awaitable[T]) -> T:
        """The result of `awaitable`, which is cancelled when the budget is spent. Raises `TimeoutError`."""
        task = asyncio.current_task()
        assert task is not None
        requests = task.cancelling()
        now = self._loop.time()
        self._since = min(now, self._since + (now - self._unwatched_since))
        self._waiting = task
        try:
            return await awaitable
        except asyncio.CancelledError:
            if self._has_expired and task.uncancel() <= requests:
                raise TimeoutError from None
            raise
        finally:
            self._waiting = None
            self._unwatched_since = self._loop.time()

    def _arm(self, now: float) -> None:
        self._due = min(now + _LOOK_SECONDS, max(self._since + self._seconds, now + 0.001))
        self._timer = self._loop.call_at(self._due, self._look)

    def _look(self) -> None:
        now = self._loop.time()
        if self._waiting is None or now - self._due > self._gap_seconds:
            self._since = now
        if self._waiting is not None and now >= self._since + self._seconds:
            self._has_expired = True
            self._waiting.cancel()
        else:
            self._arm(now)
