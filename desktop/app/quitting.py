"""One way out: tray, menu, Ctrl-C, SIGTERM and the end of the session all set one event.

`QApplication.quit()` while asyncio runs breaks the loop before anything is saved (house.md, pitfall 6), and
Python's own SIGINT handler does not run while Qt idles (pitfall 9).
"""

import asyncio
import signal
import sys

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Slot

WAKE_MILLISECONDS = 300


class Quitting(QObject):
    """Sets `requested` when anything asks the application to end."""

    def __init__(self, app: QCoreApplication, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self.requested = asyncio.Event()
        app.installEventFilter(self)
        if sys.platform == "win32":
            self._let_python_see_signals()
        else:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self.request)

    @Slot()
    def request(self) -> None:
        """Ask for the end; it comes when everything is saved."""
        self.requested.set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Quit:
            self.request()
            return True
        return super().eventFilter(watched, event)

    def _let_python_see_signals(self) -> None:
        signal.signal(signal.SIGINT, lambda _number, _frame: self.request())
        timer = QTimer(self, interval=WAKE_MILLISECONDS)
        timer.timeout.connect(_nothing)
        timer.start()


def _nothing() -> None:
    """Any Python code at all lets a pending signal handler run."""
