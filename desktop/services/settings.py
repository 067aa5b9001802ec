"""The settings as they are now; every change is written at once, off the GUI thread."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import TarsError
from desktop.domain.settings import Settings
from desktop.services.tasks import TaskScope


class SettingsService(QObject):
    """Publishes one `Settings`; `changed` is the only way to learn about edits."""

    changed = Signal(Settings)
    failed = Signal(TarsError)
    """The last change holds, but only until the application ends."""

    def __init__(
        self,
        state: Settings,
        write: Callable[[Settings], Awaitable[None]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._write = write
        self._tasks = TaskScope()
        self._lock = asyncio.Lock()
        self._written = state
        self.state = state

    def change(self, **values: Any) -> None:
        """Replace fields of the settings by their names, and write them."""
        state = replace(self.state, **values)
        if state != self.state:
            self.state = state
            self.changed.emit(state)
            self._tasks.start(self._save(), name="save-settings")

    async def aclose(self) -> None:
        """Return when the newest settings are written, or cannot be."""
        await self._save()
        await self._tasks.aclose()

    async def _save(self) -> None:
        """Write the newest settings, unless that is done."""
        async with self._lock:
            if self.state == self._written:
                return
            state = self._written = self.state
            try:
                await self._write(state)
            except TarsError as error:
                self.failed.emit(error)
