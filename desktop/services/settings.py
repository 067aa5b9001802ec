"""The settings as they are now; every change is written at once, and edits of the file are taken over."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import SettingsInvalid, TarsError
from desktop.domain.settings import Settings
from desktop.domain.settings_reading import merged
from desktop.services.tasks import TaskScope

WATCH_SECONDS = 2.0

Found = tuple[Settings, tuple[SettingsInvalid, ...]]
Write = Callable[[Settings], Awaitable[Found]]
"""Writes what has changed, and gives what the file then holds. Raises `SettingsUnsaved`."""
Reread = Callable[[], Awaitable[Found | None]]
"""What the file holds if somebody else has changed it, else None."""


class SettingsService(QObject):
    """Publishes one `Settings`; `changed` is the only way to learn about edits, wherever they were made."""

    changed = Signal(Settings)
    failed = Signal(TarsError)
    """The last change holds, but only until the application ends; or the file cannot be used."""

    def __init__(
        self, state: Settings, write: Write, reread: Reread | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._write, self._reread = write, reread
        self._tasks = TaskScope()
        self._lock = asyncio.Lock()
        self._written = state
        self.state = state

    def change(self, **values: Any) -> None:
        """Replace fields of the settings by their names, and write them."""
        self._enter(replace(self.state, **values))
        if self.state != self._written:
            self._tasks.start(self._save(), name="save-settings")

    def watch(self) -> None:
        """Take over what others write into the file from here on; call it once."""
        if self._reread is not None:
            self._tasks.start(self._watch(self._reread), name="watch-settings")

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
                found, problems = await self._write(state)
            except TarsError as error:
                self.failed.emit(error)
                return
            self._take(state, found)
            for problem in problems:
                self.failed.emit(problem)

    async def _watch(self, reread: Reread) -> None:
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            async with self._lock:
                base = self._written
                found = await reread()
                if found is not None:
                    self._take(base, found[0])
                    for problem in found[1]:
                        self.failed.emit(problem)

    def _take(self, base: Settings, found: Settings) -> None:
        """Enter what the file holds, with what was changed here meanwhile."""
        self._written = found
        self._enter(merged(base, self.state, found))

    def _enter(self, state: Settings) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)
