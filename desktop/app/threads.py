"""Calls that block, made where they block nobody; and what the threads for that may cost."""

import asyncio
import ctypes
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_M_ARENA_MAX = -8
"""mallopt(3)"""


def in_thread(call: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    """The same call as a coroutine, made in a thread of the event loop's executor."""

    async def made(*args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.to_thread(partial(call, *args, **kwargs))

    return made


def share_heap() -> None:
    """Have glibc keep one heap for all threads, before there are any: one for each is 0.5 MB more at rest.

    They would not allocate side by side for long anyway: Python lets one run at a time.
    """
    if sys.platform == "linux":
        with suppress(AttributeError):  # another C library, which has no such heaps
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)
