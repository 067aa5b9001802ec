"""Short work on the store beside what a conversation saves by itself."""

from collections.abc import Callable, Coroutine
from typing import Any

from desktop.domain.errors import StoreError
from desktop.services.tasks import TaskScope


class StoreWork:
    """Runs pieces of work; what the store refuses goes to `on_error`."""

    def __init__(self, on_error: Callable[[StoreError], None]) -> None:
        self._on_error = on_error
        self._tasks = TaskScope()
        self._count = 0

    @property
    def is_busy(self) -> bool:
        return self._count > 0

    def start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._count += 1
        self._tasks.start(self._guarded(work), name=name)

    async def aclose(self) -> None:
        await self._tasks.aclose()

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except StoreError as error:
            self._on_error(error)
        finally:
            self._count -= 1
