"""One task for each name: a new one takes the place of the one before, which is cancelled."""

import asyncio
from collections.abc import Awaitable, Callable

from desktop.services.tasks import TaskScope

Work = Callable[[], Awaitable[None]]


class LatestTasks:
    """Owns the tasks until `aclose()`. `on_slow` is told the name of one that takes longer than that."""

    def __init__(self, slow_seconds: float, on_slow: Callable[[str], None]) -> None:
        self._slow_seconds = slow_seconds
        self._on_slow = on_slow
        self._running: dict[str, asyncio.Task[None]] = {}
        self._tasks = TaskScope()

    @property
    def names(self) -> tuple[str, ...]:
        """Who has a task that is not done."""
        return tuple(self._running)

    def start(self, name: str, work: Work) -> None:
        """Cancel what runs by that name, and start this."""
        self.stop(name)
        self._running[name] = self._tasks.start(self._timed(name, work), name=f"latest-{name}")

    def stop(self, name: str) -> None:
        """Cancel what runs by that name; it changes nothing any more."""
        if task := self._running.pop(name, None):
            task.cancel()

    async def wait(self, name: str) -> None:
        """Return when the task by that name is done, stopped or replaced; at once if there is none.

        Cancelling this stops the waiting, not the task.
        """
        if task := self._running.get(name):
            await asyncio.wait([task])

    async def aclose(self) -> None:
        self._running.clear()
        await self._tasks.aclose()

    async def _timed(self, name: str, work: Work) -> None:
        timer = asyncio.get_running_loop().call_later(self._slow_seconds, self._on_slow, name)
        try:
            await work()
        finally:
            timer.cancel()
            if self._running.get(name) is asyncio.current_task():
                del self._running[name]
