"""Notices on their way to the user: by the session bus, else by the tray icon, else not at all."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.notices import Notice
from desktop.services.notices import NoticesService
from desktop.services.tasks import TaskScope
from desktop.text.notice_words import NoticeText, notice_text
from desktop.ui import formats

KEPT = 50
"""Notifications whose clicks are understood; desktops keep old ones in a list."""


class Click(Protocol):
    @property
    def id(self) -> int: ...

    @property
    def token(self) -> str: ...


class Daemon(Protocol):
    """Who shows notifications, and says which one was clicked."""

    async def show(self, title: str, body: str, open_label: str) -> int: ...

    async def next_click(self) -> Click: ...


Connect = Callable[[], AbstractAsyncContextManager[Daemon | None]]
ShowInTray = Callable[[NoticeText], bool]
"""Whether there is a tray icon that shows it."""


class Notifications(QObject):
    """Shows what `NoticesService` wants told; the bus is not asked before there is something to tell."""

    opened = Signal(object, str)
    """The user has clicked on a `Notice`; with the activation token of the click, or ""."""

    def __init__(
        self,
        notices: NoticesService,
        connect: Connect | None,
        show_in_tray: ShowInTray,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._connect, self._show_in_tray = connect, show_in_tray
        self._tasks = TaskScope()
        self._waiting: asyncio.Queue[Notice] = asyncio.Queue()
        self._shown: dict[int, Notice] = {}
        self._in_tray: Notice | None = None
        notices.wanted.connect(self._take)
        self._tasks.start(self._run(), name="notifications")

    @Slot()
    def open_from_tray(self) -> None:
        """The message of the tray icon was clicked: it is the last one."""
        if self._in_tray is not None:
            self.opened.emit(self._in_tray, "")

    async def aclose(self) -> None:
        await self._tasks.aclose()

    @Slot(object)
    def _take(self, notice: Notice) -> None:
        self._waiting.put_nowait(notice)

    async def _run(self) -> None:
        first = await self._waiting.get()
        if self._connect is None:
            await self._deliver(None, first)
            return
        async with self._connect() as daemon:
            if daemon is not None:
                self._tasks.start(self._listen(daemon), name="notification-clicks")
            await self._deliver(daemon, first)

    async def _deliver(self, daemon: Daemon | None, notice: Notice) -> None:
        """Show this one, and all that come after it."""
        while True:
            text = notice_text(notice, formats, formats.translate)
            label = formats.translate("notices", "Open")
            if daemon is not None and (id_ := await daemon.show(text.title, text.body, label)):
                self._shown[id_] = notice
                while len(self._shown) > KEPT:
                    del self._shown[next(iter(self._shown))]
            elif self._show_in_tray(text):
                self._in_tray = notice
            notice = await self._waiting.get()

    async def _listen(self, daemon: Daemon) -> None:
        while True:
            click = await daemon.next_click()
            notice = self._shown.pop(click.id, None)
            if notice is not None:
                self.opened.emit(notice, click.token)
