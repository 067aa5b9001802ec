"""The health report at a pace that eyes can follow: tray, strip and sidebar show the same one."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.domain.health import HealthReport
from desktop.domain.verdict import verdict_of_report
from desktop.services.health import HealthService

FRAME_MILLISECONDS = 100


class PacedReport(QObject):
    """Passes on the newest report ten times a second, and at once where it changes how well things are.

    Window and tray draw this one signal, so they cannot disagree.
    """

    changed = Signal(HealthReport)

    def __init__(self, health: HealthService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.health = health
        self.state = health.state
        self._frame = QTimer(self, interval=FRAME_MILLISECONDS, singleShot=True)
        self._frame.timeout.connect(self._pass_on)
        health.changed.connect(self._take)

    @Slot(HealthReport)
    def _take(self, report: HealthReport) -> None:
        if verdict_of_report(report).level is not verdict_of_report(self.state).level:
            self._pass_on()
        elif not self._frame.isActive():
            self._frame.start()

    @Slot()
    def _pass_on(self) -> None:
        self._frame.stop()
        self.state = self.health.state
        self.changed.emit(self.state)
