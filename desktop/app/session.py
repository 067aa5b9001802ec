"""From one start to the next, and through the session's end: the window, its page, and the chat in front.

What the user writes and what models answer reaches the disk by itself within a second
(`desktop.services.drafts`, `desktop.services.recorder`); here the session's end gives them that second,
where Qt tells of it. On Linux it does not: see `desktop.app.session_link`.
"""

import asyncio
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, QRect, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QSessionManager

from desktop.app.desk import Desk
from desktop.app.desk_memory import DeskMemory, DeskMemoryFile
from desktop.app.geometry import WindowPlace, placed
from desktop.services.chats import ChatList, ChatsService
from desktop.services.tasks import TaskScope

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow

SAVE_MILLISECONDS = 700
COMMIT_MILLISECONDS = 1500
"""Longer than anything waits for the disk, and shorter than the patience of any session."""
PAGES = ("chat", "stack", "health", "models")
"""As they are remembered, in the order of the window's ways."""
_PLACING = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange, QEvent.Type.Show)


class DeskSession(QObject):
    """Puts window, page and chat where they were, and remembers where they are soon after they change."""

    def __init__(
        self,
        app: QGuiApplication,
        desk: Desk,
        chats: ChatsService,
        file: DeskMemoryFile,
        restart_command: Sequence[str],
    ) -> None:
        super().__init__(desk)
        self._app, self._desk, self._chats, self._file = app, desk, chats, file
        self._restart_command = restart_command
        self._tasks = TaskScope()
        self._lock = threading.Lock()
        self._memory = self._written = file.read()
        self._waits_for_chat, self._has_asked = self._memory.chat, False
        self._timer = QTimer(self, singleShot=True, interval=SAVE_MILLISECONDS)
        self._timer.timeout.connect(self._save_soon)
        self._is_placed = False
        desk.slot.made.connect(self._follow)
        chats.changed.connect(self._take_chats)
        app.commitDataRequest.connect(self.commit, Qt.ConnectionType.DirectConnection)
        app.saveStateRequest.connect(self._name_command, Qt.ConnectionType.DirectConnection)

    @Slot(object)
    def _follow(self, window: "MainWindow") -> None:
        """Watch the window, and put the first one where it was; another language makes another one."""
        if not self._is_placed:
            self._is_placed = True
            self._place(window)
            if self._memory.page in PAGES:
                window.navigation.show_number(PAGES.index(self._memory.page))
        window.pages.currentChanged.connect(self._note)
        window.installEventFilter(self)

    def save(self) -> None:
        """Write what there is to remember, if that has changed; it blocks for the time of a small file."""
        with self._lock:
            memory = self._memory
            if memory != self._written:
                self._file.write(memory)
                self._written = memory

    async def aclose(self) -> None:
        """Return when everything is remembered; chats that change from then on, as they end, do not count."""
        self._chats.changed.disconnect(self._take_chats)
        self._timer.stop()
        self.save()
        await self._tasks.aclose()

    @Slot()
    def _save_soon(self) -> None:
        self._tasks.start(self._save_in_thread(), name="remember-desk")

    async def _save_in_thread(self) -> None:
        await asyncio.to_thread(self.save)

    @Slot(QSessionManager)
    def commit(self, _manager: QSessionManager) -> None:
        """The session is about to end, or is not, if somebody holds it up: save, and go on.

        The one place with a loop within the loop: the session waits for nobody who returns first, and this
        comes from the window system, never from inside a task.
        """
        self.save()
        loop = QEventLoop()
        QTimer.singleShot(COMMIT_MILLISECONDS, loop.quit)
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _PLACING and self._desk.slot.is_seen:
            self._note()
        return super().eventFilter(watched, event)

    def command(self) -> list[str]:
        """How a desktop that restores its session starts the application as it is now."""
        hidden = [] if self._desk.slot.is_seen else ["--hidden"]
        return [*self._restart_command, *hidden]

    @Slot(QSessionManager)
    def _name_command(self, manager: QSessionManager) -> None:
        """Qt's own adds `-session`."""
        manager.setRestartCommand(self.command())

    def _place(self, window: "MainWindow") -> None:
        main = self._app.primaryScreen()
        others = [screen for screen in self._app.screens() if screen is not main]
        screens = [screen.availableGeometry() for screen in (main, *others) if screen is not None]
        place = self._memory.window
        free = screens[0] if screens else QRect()
        smallest = window.minimumSize().boundedTo(free.size()) if free.isValid() else window.minimumSize()
        window.setMinimumSize(smallest)
        if place is not None:
            window.setGeometry(placed(place.rect, screens, smallest))
            if place.is_maximized:
                window.setWindowState(Qt.WindowState.WindowMaximized)
        elif free.isValid():
            window.resize(window.size().boundedTo(QSize(free.width(), free.height())))

    @Slot()
    def _note(self) -> None:
        """Something to remember has changed: write it when it stays so, and another chat in front at once."""
        chat = self._waits_for_chat or self._chats.current.state.chat_id
        self._memory = DeskMemory(self._window_place(), self._page(), chat)
        if chat != self._written.chat:
            self._timer.stop()
            self._save_soon()
        elif self._memory != self._written:
            self._timer.start()

    def _page(self) -> str:
        """The one in front, or to be in front as soon as there is a window."""
        if not self._desk.slot.is_made:
            return self._memory.page
        number = self._desk.window.pages.currentIndex()
        return PAGES[number] if number < len(PAGES) else ""

    def _window_place(self) -> WindowPlace | None:
        if not self._desk.slot.is_seen or self._desk.window.isMinimized():
            return self._memory.window
        window = self._desk.window
        is_maximized = window.isMaximized() or window.isFullScreen()
        rect = window.normalGeometry() if is_maximized else window.geometry()
        if not rect.isValid():  # a platform that does not tell what it was before
            return self._memory.window
        return WindowPlace(rect.x(), rect.y(), rect.width(), rect.height(), is_maximized)

    @Slot(ChatList)
    def _take_chats(self, chats: ChatList) -> None:
        if self._waits_for_chat and chats.current:
            self._waits_for_chat = 0  # it is there, or the user was quicker
        elif self._waits_for_chat and chats.summaries and not self._has_asked:
            self._has_asked = True
            if any(row.id == self._waits_for_chat for row in chats.summaries):
                self._chats.open_chat(self._waits_for_chat)
            else:
                self._waits_for_chat = 0
        self._note()
