"""The memory of a GPU as a bar, in parts by who has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.accessibility import named
from desktop.ui.theme import Theme

HEIGHT = 10
_SWATCH = 8


@dataclass(frozen=True, slots=True)
class BarPart:
    """A share of the whole, from 0 to 1, in the colour of a token."""

    share: float
    token: str


class Swatch(QWidget):
    """A small square in the colour of a token, beside the words of a key."""

    def __init__(self, theme: Theme, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._token = theme, token
        self.setFixedSize(_SWATCH, _SWATCH)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.color(self._token))


class VramBar(QWidget):
    """Shows shares from the leading edge on; the rest is free. The figures are its accessible name."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts: tuple[BarPart, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def show_parts(self, parts: Sequence[BarPart], name: str) -> None:
        """`name` says all of it in words and figures."""
        named(self, name)
        if tuple(parts) != self._parts:
            self._parts = tuple(parts)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            clip = QPainterPath()
            clip.addRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
            painter.setClipPath(clip)
            painter.fillRect(self.rect(), self._theme.color("line"))
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                painter.translate(self.width(), 0)
                painter.scale(-1, 1)
            left = 0.0
            for part in self._parts:
                width = self.width() * part.share
                painter.fillRect(QRectF(left, 0, width, self.height()), self._theme.color(part.token))
                left += width
                painter.fillRect(QRectF(left - 1, 0, 1, self.height()), self._theme.color("surface"))
