"""Python's cyclic garbage is collected in the GUI thread only.

CPython collects in whichever thread happens to allocate. A QObject that is garbage is then destroyed in a
worker thread, its timers stay registered in the GUI thread, and the next one to fire ends the process with
SIGSEGV in `QTimerInfoList::activateTimers` (measured: PySide6 6.11.3, CPython 3.11.7; reproduction in
tests/app/test_garbage.py).

WORKAROUND: until PySide6 destroys such an object in the thread that it lives in.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

LOOK_MILLISECONDS = 500
REST_MILLISECONDS = 4000
"""Looks that find nothing to do come more and more seldom, down to this: each one wakes the processor."""


class GarbageCollection(QObject):
    """Takes over from the interpreter's own collector until `stop()`; to be made in the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._thresholds = gc.get_threshold()
        self._timer = QTimer(self, interval=REST_MILLISECONDS)  # not in the midst of the start
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @Slot()
    def settle(self) -> None:
        """Leave what exists now (modules, windows) out of later collections, which makes them short."""
        gc.collect()
        gc.freeze()
        self._timer.setInterval(LOOK_MILLISECONDS)

    def stop(self) -> None:
        """Give the collector back."""
        self._timer.stop()
        gc.enable()

    @Slot()
    def _look(self) -> None:
        """Collect the oldest generation that is due, by the interpreter's own thresholds."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > self._thresholds[generation] > 0:
                gc.collect(generation)
                self._timer.setInterval(LOOK_MILLISECONDS)
                return
        self._timer.setInterval(min(2 * self._timer.interval(), REST_MILLISECONDS))
