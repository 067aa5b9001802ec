"""Calls that block, made where they block nobody."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def in_thread(call: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    """The same call as a coroutine, made in a thread of the event loop's executor."""

    async def made(*args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.to_thread(partial(call, *args, **kwargs))

    return made
