"""One thread of its own for work that blocks, with its results brought back to an event loop.

An executor is no place for a database connection: its threads are shared, and closing qasync's loop joins the
default one on the GUI thread.
"""

import asyncio
import queue
import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

T = TypeVar("T")


class WorkerThread:
    """Runs one function after the other, in the order they were asked for, until `aclose()`."""

    def __init__(self, name: str) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    @property
    def is_closed(self) -> bool:
        return not self._thread.is_alive()

    async def run(self, work: Callable[[], T]) -> T:
        """What `work` gives or raises. Cancelling stops the waiting, not the work."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()

        def job() -> None:
            try:
                result = work()
            except BaseException as error:  # raised again where it is awaited
                _settle(loop, future, partial(future.set_exception, error))
            else:
                _settle(loop, future, partial(future.set_result, result))

        self._jobs.put(job)
        return await future

    def stop(self) -> None:
        """End the thread after the jobs that were asked for before, without waiting."""
        self._jobs.put(None)

    async def aclose(self, last: Callable[[], None]) -> None:
        """Run `last`, and end the thread. A second call does nothing."""
        if self.is_closed:
            return
        try:
            await self.run(last)
        finally:
            self.stop()
            self._thread.join()  # the thread is past its last job or in it: `stop()` is all that is left

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()


def _settle(loop: asyncio.AbstractEventLoop, future: asyncio.Future[T], settle: Callable[[], None]) -> None:
    """Settle a future from another thread; dropped if nobody waits any more or the loop has closed."""

    def settle_if_awaited() -> None:
        if not future.done():
            settle()

    try:
        loop.call_soon_threadsafe(settle_if_awaited)
    except RuntimeError:  # the loop has closed, and with it everybody who could have waited
        return
