"""Publishing no more often than a pace allows, without forgetting the last state; and doing things again."""

import asyncio
from collections.abc import Callable


class Repeated:
    """Calls `act` every so many seconds for as long as `is_wanted` says so."""

    def __init__(self, act: Callable[[], None], is_wanted: Callable[[], bool], seconds: float) -> None:
        self._act, self._is_wanted, self._seconds = act, is_wanted, seconds
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin to wait for the first call; ignored while it goes on."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._seconds, self._call)

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _call(self) -> None:
        self._timer = None
        if self._is_wanted():
            self._act()
            self.start()


class Paced:
    """Calls `publish` at once or a little later; several wishes in between become one call."""

    def __init__(self, publish: Callable[[], None]) -> None:
        self._publish = publish
        self._timer: asyncio.TimerHandle | None = None
        self._due = 0.0  # of the timer: qasync's have no `when()`
        self._published = float("-inf")

    def soon(self, seconds: float) -> None:
        """Publish once so many seconds have passed since the last time, which may be now."""
        loop = asyncio.get_running_loop()
        due = self._published + seconds
        if due <= loop.time():
            self.now()
        elif self._timer is None or self._due > due:
            self.stop()
            self._due = due
            self._timer = loop.call_at(due, self.now)

    def now(self) -> None:
        """Publish at once."""
        self.stop()
        self._published = asyncio.get_running_loop().time()
        self._publish()

    def stop(self) -> None:
        """Forget what was to be published later."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
