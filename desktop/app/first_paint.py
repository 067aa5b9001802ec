"""The moment from which the window can be used: it is painted, and what can wait begins."""

import logging

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

log = logging.getLogger(__name__)


class FirstPaint(QObject):
    """Emits `seen` once, as soon as what `window` has painted first is on its way to the screen.

    `benchmarks/startup.py` measures by the line that it writes into the log.
    """

    seen = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._tell)  # the children are painted after it, in the same turn
        return False

    @Slot()
    def _tell(self) -> None:
        log.info("the window is painted")
        self.seen.emit()
