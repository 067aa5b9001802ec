"""Whether the desktop has a tray, now or later: panels start late, and GNOME has none of its own."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
from PySide6.QtWidgets import QSystemTrayIcon

WATCHER = "org.kde.StatusNotifierWatcher"
LOOK_MILLISECONDS = 2000
LOOKS = 60


class TrayPresence(QObject):
    """Emits `appeared` when there is a tray where there was none.

    The D-Bus name tells of panels that speak StatusNotifier; older ones have only an X11 selection, which is
    looked for during the first two minutes.
    """

    appeared = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looks_left = LOOKS
        self._timer = QTimer(self, interval=LOOK_MILLISECONDS)
        self._timer.timeout.connect(self._look)
        bus = QDBusConnection.sessionBus()
        if bus.isConnected():
            self._watcher = QDBusServiceWatcher(
                WATCHER, bus, QDBusServiceWatcher.WatchModeFlag.WatchForRegistration, self
            )
            self._watcher.serviceRegistered.connect(self._note)

    def start(self) -> bool:
        """Whether there is a tray at this moment; if not, go on looking."""
        if QSystemTrayIcon.isSystemTrayAvailable():
            return True
        self._timer.start()
        return False

    @Slot()
    def _look(self) -> None:
        self._looks_left -= 1
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._note()
        elif self._looks_left <= 0:
            self._timer.stop()

    @Slot()
    def _note(self) -> None:
        self._timer.stop()
        self.appeared.emit()
