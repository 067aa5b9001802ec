"""What is being written and not sent: on the disk a second after the last key."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from desktop.domain.errors import StoreError
from desktop.services.tasks import TaskScope

SAVE_SECONDS = 1.0
T = TypeVar("T")


class Drafts(Generic[T]):
    """Saves drafts by `save`, under the ids of their chats; a chat has another id once it is stored.

    What cannot be saved stays where it is written; the conversation says itself when the disk is full.
    """

    def __init__(self, save: Callable[[int, T], Awaitable[None]]) -> None:
        self._write = save
        self._tasks = TaskScope()
        self._lock = asyncio.Lock()
        self._pending: dict[int, T] = {}
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_busy(self) -> bool:
        return bool(self._pending) or self._lock.locked()

    def keep(self, chat_id: int, draft: T) -> None:
        """Save `draft` for a chat (0: one that is not stored yet) when the user pauses.

        An empty one is saved at once: what was sent does not come back after a kill.
        """
        self._pending[chat_id] = draft
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if draft:
            self._timer = asyncio.get_running_loop().call_later(SAVE_SECONDS, self._save_soon)
        else:
            self._save_soon()

    async def aclose(self) -> None:
        """Save at once what is not saved."""
        if self._timer is not None:
            self._timer.cancel()
        await self._save()
        await self._tasks.aclose()

    def _save_soon(self) -> None:
        self._tasks.start(self._save(), name="save-draft")

    async def _save(self) -> None:
        async with self._lock:
            pending, self._pending = self._pending, {}
            for chat_id, draft in pending.items():
                try:
                    await self._write(chat_id, draft)
                except StoreError:
                    self._pending.setdefault(chat_id, draft)  # tried again with the next key, and at the end
