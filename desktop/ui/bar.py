"""The bar of an operation: it glides to a new value, and never back while the operation lasts."""

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.theme import Theme

HEIGHT = 8
RADIUS = 4.0
GLIDE_MILLISECONDS = 200
GLIDE_PIXELS = 8
"""A shorter step is drawn at once: nobody sees it glide, and gliding repaints 60 times a second."""


class Bar(QWidget):
    """Shows a fraction from 0 to 1; empty while there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.fraction = 0.0
        self._shown = 0.0
        self._glide = QVariantAnimation(self)
        self._glide.setDuration(GLIDE_MILLISECONDS)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._draw)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def restart(self) -> None:
        """Begin with another operation."""
        self._glide.stop()
        self.fraction = self._shown = 0.0
        self.update()

    def show_fraction(self, fraction: float | None) -> None:
        """Glide to `fraction`; one that is smaller than what is shown, or None, changes nothing."""
        if fraction is not None and fraction > self.fraction:
            self.fraction = min(fraction, 1.0)
            named(self, formats.percent(self.fraction))
            self._glide.stop()
            if self._moves() and (self.fraction - self._shown) * self.width() >= GLIDE_PIXELS:
                self._glide.setStartValue(self._shown)
                self._glide.setEndValue(self.fraction)
                self._glide.start()
            else:
                self._draw(self.fraction)

    def _moves(self) -> bool:
        """Whether the user has not switched animations off, and could see one."""
        milliseconds = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self)
        return milliseconds > 0 and self.isVisible()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            track = QRectF(self.rect())
            painter.setBrush(self._theme.color("line"))
            painter.drawRoundedRect(track, RADIUS, RADIUS)
            painter.setBrush(self._theme.color("accent_text"))
            filled = QRectF(0, 0, track.width() * self._shown, track.height())
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                filled.moveRight(track.right())
            if filled.width() >= HEIGHT:
                painter.drawRoundedRect(filled, RADIUS, RADIUS)

    @Slot(float)
    def _draw(self, value: float) -> None:
        before, self._shown = self._shown, float(value)
        if int(before * self.width()) != int(self._shown * self.width()):
            self.update()
