"""Ctrl-C and SIGTERM end a piece of asynchronous work by cancelling it, so that it cleans up."""

import asyncio
import signal
import sys
from collections.abc import Coroutine
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")


class Terminated(BaseException):
    """SIGTERM has come. Like `KeyboardInterrupt` it is no `Exception`: nobody may take it for an error."""


def run_interruptible(runner: asyncio.Runner, work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end. Raises `KeyboardInterrupt` or `Terminated` once it was cancelled by a signal.

    A second Ctrl-C does not wait for the cleaning up.
    """
    if sys.platform == "win32":
        return runner.run(work)
    loop = runner.get_loop()
    is_terminated = False

    async def guarded() -> T:
        task = asyncio.current_task()

        def terminate() -> None:
            nonlocal is_terminated
            is_terminated = True
            if task is not None:
                task.cancel()

        loop.add_signal_handler(signal.SIGTERM, terminate)
        return await work

    try:
        return runner.run(guarded())
    except asyncio.CancelledError:
        if is_terminated:
            raise Terminated from None
        raise
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
        signal.signal(signal.SIGTERM, raise_terminated)  # between two pieces of work nothing else listens


def raise_terminated(_signal: int, _frame: FrameType | None) -> None:
    """A signal handler for the time when no loop runs."""
    raise Terminated
