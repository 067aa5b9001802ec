"""The end of a Linux desktop's session: what there is gets saved in time, and nothing is asked.

Where Qt speaks to the session itself (Windows, macOS, a Qt of the distribution) this stays out of it, and
`desktop.app.session` hears of the end from Qt.
"""

import logging
import os
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from desktop.adapters.session_manager import SessionManager, Word, connected_to_session, has_session
from desktop.adapters.worker_thread import WorkerThread
from desktop.services.tasks import TaskScope

log = logging.getLogger(__name__)

SAVE_MILLISECONDS = 1500
"""Longer than anything waits for the disk, and shorter than the patience of any session."""


class SessionLink(QObject):
    """Answers the session manager, if there is one; `ended` is emitted when it ends the session."""

    ended = Signal()

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._qt_is_connected = bool(app.sessionId())
        self._tasks = TaskScope()
        self._save: Callable[[], None] = _nothing
        self._command: Callable[[], Sequence[str]] = tuple
        self._manager: SessionManager | None = None
        self._notifier: QSocketNotifier | None = None
        self._answer = QTimer(self, singleShot=True, interval=SAVE_MILLISECONDS)
        self._answer.timeout.connect(self._say_saved)

    def start(self, save: Callable[[], None], command: Callable[[], Sequence[str]]) -> None:
        """Connect when there is time. `save` is called before the session ends; `command` starts it again."""
        self._save, self._command = save, command
        if has_session(os.environ) and not self._qt_is_connected:
            self._tasks.start(self._connect(), name="session-manager")

    async def aclose(self) -> None:
        """Take leave, as the last thing: a session that ends goes on then."""
        await self._tasks.aclose()
        self._answer.stop()
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        if self._manager is not None:
            self._manager.close()

    async def _connect(self) -> None:
        worker = WorkerThread("session-manager")  # of its own: a manager that is silent holds it for good
        try:
            self._manager = await worker.run(lambda: connected_to_session(os.environ))
        finally:
            worker.stop()
        if self._manager is None:
            log.info("the session manager does not answer")
            return
        self._manager.describe(self._command())
        self._notifier = QSocketNotifier(self._manager.descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        self._hear()

    @Slot()
    def _hear(self) -> None:
        assert self._manager is not None
        assert self._notifier is not None
        for word in self._manager.hear():
            match word:
                case Word.SAVE:
                    self._manager.describe(self._command())
                    self._save()
                    self._answer.start()
                case Word.END:
                    log.info("the session ends")
                    self.ended.emit()
                case Word.LOST:
                    log.info("the session manager is gone")
                    self._notifier.setEnabled(False)
                    self._answer.stop()

    @Slot()
    def _say_saved(self) -> None:
        if self._manager is not None:
            self._manager.saved()


def _nothing() -> None:
    """Until there is something to save."""
