"""What is being written and not sent: on the disk a second after the last key."""

import asyncio

from desktop.domain.errors import StoreError
from desktop.domain.store import ChatStore
from desktop.services.tasks import TaskScope

SAVE_SECONDS = 1.0


class Drafts:
    """Saves the drafts of one conversation, which has another chat id once it is stored.

    A draft that cannot be saved stays in the field; the conversation says itself when the disk is full.
    """

    def __init__(self, store: ChatStore) -> None:
        self._store = store
        self._tasks = TaskScope()
        self._lock = asyncio.Lock()
        self._pending: dict[int, str] = {}
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_busy(self) -> bool:
        return bool(self._pending) or self._lock.locked()

    def keep(self, chat_id: int, text: str) -> None:
        """Save `text` for a chat (0: one that is not stored yet) when the user pauses.

        "" is saved at once: what was sent does not come back after a kill.
        """
        self._pending[chat_id] = text
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if text:
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
            for chat_id, text in pending.items():
                try:
                    await self._store.save_draft(chat_id, text)
                except StoreError:
                    self._pending.setdefault(chat_id, text)  # tried again with the next key, and at the end
