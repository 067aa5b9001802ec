"""Starts of child processes that nobody can break off in the middle.

Where asyncio is cancelled between the fork and the pipes, it kills the child alone, reaps it beside its
own watcher, and warns of an "Unknown child process" (CPython 3.11 to 3.13). This module can go when
`tests/adapters/test_cancelled_starts.py` passes without it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


async def whole(start: Coroutine[Any, Any, T], end: Callable[[T], Awaitable[object]]) -> T:
    """The child that `start` gives; if the caller is cancelled meanwhile, it is ended once it is there."""
    starting = asyncio.get_running_loop().create_task(start, name="start-child")
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        with suppress(OSError):  # there is no such program: nothing to end
            await end(await starting)
        raise
