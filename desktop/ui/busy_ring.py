"""A ring that turns while something is under way; a still icon where animation is switched off."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QStyle, QWidget

from desktop.ui.theme import Theme

TURN_SECONDS = 1.2
FRAME_MILLISECONDS = 40
SIZE = 14


class BusyRing(QWidget):
    """Turns once in 1.2 s, only while it is on the screen."""

    def __init__(self, theme: Theme, size: int = SIZE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = size
        self._angle = 0.0
        self._timer = QTimer(self, interval=FRAME_MILLISECONDS)
        self._timer.timeout.connect(self._turn)
        theme.changed.connect(self.update)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) > 0:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            stroke = max(1.75, self._size / 11)
            ring = QRectF(0, 0, self._size, self._size).adjusted(stroke, stroke, -stroke, -stroke)
            painter.setPen(QPen(self._theme.color("line"), stroke))
            painter.drawEllipse(ring)
            pen = QPen(self._theme.color("accent_text"), stroke)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawArc(ring, round(-self._angle * 16), 270 * 16)

    def _turn(self) -> None:
        self._angle = (self._angle + 360 * FRAME_MILLISECONDS / 1000 / TURN_SECONDS) % 360
        self.update()
