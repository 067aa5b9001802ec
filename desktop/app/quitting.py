"""One way out: tray, menu, Ctrl-C, SIGTERM and the end of the session all set one event.

`QApplication.quit()` while asyncio runs breaks the loop before anything is saved (house.md, pitfall 6), and
Python's own SIGINT handler does not run while Qt idles (pitfall 9). The application has no event filter
for it: Qt for Python makes an object in Python of whatever gets an event then (measured: a tenth of a start).
"""

import asyncio
import signal
import sys

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

WAKE_MILLISECONDS = 300


class Application(QApplication):
    """In Fusion, which the style sheet is written for; tells of `quit()`, Cmd-Q and the session's end.

    The style is an argument: `setStyle()` gives one back, for which Qt for Python makes the hundreds of names
    in QStyle (measured: 13 ms and 0.6 MB of a start into the tray).
    """

    quit_wanted = Signal()
    """What to do about it is left to who hears this."""

    def __init__(self, name: str) -> None:
        super().__init__([name, "-style", "Fusion"])

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Quit:
            self.quit_wanted.emit()
            return True
        return super().event(event)


class Quitting(QObject):
    """Sets `requested` when anything asks the application to end."""

    def __init__(self, app: Application, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self.requested = asyncio.Event()
        app.quit_wanted.connect(self.request)
        if sys.platform == "win32":
            self._let_python_see_signals()
        else:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self.request)

    @Slot()
    def request(self) -> None:
        """Ask for the end; it comes when everything is saved."""
        self.requested.set()

    def _let_python_see_signals(self) -> None:
        signal.signal(signal.SIGINT, lambda _number, _frame: self.request())
        timer = QTimer(self, interval=WAKE_MILLISECONDS)
        timer.timeout.connect(_nothing)
        timer.start()


def _nothing() -> None:
    """Any Python code at all lets a pending signal handler run."""
