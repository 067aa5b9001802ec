"""Whether the session starts the application, for the settings: read, switched, and what went wrong."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import TarsError
from desktop.services.tasks import TaskScope


class ReadEntry(Protocol):
    def __call__(self) -> Awaitable[bool]:
        """Whether the entry is there and on. Raises `AutostartFailed`."""
        ...


class SwitchEntry(Protocol):
    def __call__(self, *, is_on: bool) -> Awaitable[None]:
        """Write or remove the entry. Raises `AutostartFailed`; then all is as it was."""
        ...


@dataclass(frozen=True, slots=True)
class AutostartState:
    """`is_on` None: not read yet, or it could not be read, which `error` then says."""

    is_on: bool | None = None
    is_switching: bool = False
    error: TarsError | None = None
    """Why the last reading or switching failed."""


class AutostartService(QObject):
    """Publishes one `AutostartState`. Others edit the entry too, so it is read, never assumed."""

    changed = Signal(AutostartState)

    def __init__(self, read: ReadEntry, switch: SwitchEntry, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read, self._switch = read, switch
        self._tasks = TaskScope()
        self._lock = asyncio.Lock()
        self._newest: asyncio.Task[None] | None = None
        self.state = AutostartState()

    def refresh(self) -> None:
        """Read the entry again, such as when a window that shows it opens."""
        self._tasks.start(self._refresh(), name="read-autostart")

    def switch(self, *, is_on: bool) -> None:
        """Have the session start the application or not; the newest wish comes last."""
        self._enter(replace(self.state, is_switching=True, error=None))
        self._newest = self._tasks.start(self._change(is_on=is_on), name="switch-autostart")

    async def aclose(self) -> None:
        """Return when what was switched is written, or cannot be."""
        if self._newest is not None:
            await asyncio.wait([self._newest])  # the lock is fair: those before it are done then
        await self._tasks.aclose()

    async def _refresh(self) -> None:
        async with self._lock:
            self._enter(await self._found())

    async def _change(self, *, is_on: bool) -> None:
        async with self._lock:
            try:
                await self._switch(is_on=is_on)
            except TarsError as error:
                self._enter(replace(await self._found(), error=error))
            else:
                self._enter(await self._found())

    async def _found(self) -> AutostartState:
        try:
            return AutostartState(await self._read())
        except TarsError as error:
            return AutostartState(error=error)

    def _enter(self, state: AutostartState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)
