"""What happens when the computer has slept: everybody is asked anew, at once.

On Linux logind says so (`PrepareForSleep` in
https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html); everywhere else, and
where only this process stood still, a gap in the clocks does. Streams that wait get their deadline once more
by themselves (`desktop.providers.watchdog`).
"""

import logging
import time
from collections.abc import Callable

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection

log = logging.getLogger(__name__)

LOOK_MILLISECONDS = 1000
GAP_SECONDS = 5.0
QUIET_SECONDS = 5.0
"""logind and the clocks tell of the same sleep."""
_SERVICE, _SIGNAL = "org.freedesktop.login1", "PrepareForSleep"
_PATH, _INTERFACE = "/org/freedesktop/login1", "org.freedesktop.login1.Manager"


class Resume(QObject):
    """Emits `resumed` once after each sleep."""

    resumed = Signal()

    def __init__(
        self,
        bus: QDBusConnection,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._clock, self._wall_clock = clock, wall_clock
        self._last = self._now()
        self._told_at = float("-inf")
        if bus.isConnected():
            slot = SLOT("note_sleep(bool)")
            bus.connect(_SERVICE, _PATH, _INTERFACE, _SIGNAL, self, slot)  # type: ignore[call-overload]  # takes str
        timer = QTimer(self, interval=LOOK_MILLISECONDS)
        timer.timeout.connect(self.look)
        timer.start()

    @Slot(bool)
    def note_sleep(self, is_about_to_sleep: bool) -> None:
        """The signal of logind: True before the sleep, False after it."""
        if not is_about_to_sleep:
            self._tell()

    @Slot()
    def look(self) -> None:
        """Compare with a second ago: in sleep the monotonic clock may stand still, but not the wall clock."""
        now = self._now()
        passed = max(now[0] - self._last[0], now[1] - self._last[1])
        self._last = now
        if passed > GAP_SECONDS:
            self._tell()

    def _now(self) -> tuple[float, float]:
        return self._clock(), self._wall_clock()

    def _tell(self) -> None:
        if self._wall_clock() - self._told_at > QUIET_SECONDS:
            self._told_at = self._wall_clock()
            log.info("the computer has slept")
            self.resumed.emit()
