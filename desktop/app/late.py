"""Services that few starts need are made, and their modules imported, by the first who wants them."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar


class Closable(Protocol):
    async def aclose(self) -> None: ...


T = TypeVar("T", bound=Closable)


class Late(Generic[T]):
    """Call it for the one service that `make` makes; to be closed in the place of that service."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: T | None = None

    def __call__(self) -> T:
        if self._made is None:
            self._made = self._make()
        return self._made

    async def aclose(self) -> None:
        """Close the service if anybody wanted it."""
        if self._made is not None:
            await self._made.aclose()
