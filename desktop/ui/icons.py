"""The icons of `resources/icons`, drawn in any colour and size at the screen's own resolution.

A symbolic icon is drawn in `#000` on a grid of 24; that one colour is replaced. Icons whose colours are part
of their meaning (the tray's and the application's) are drawn as they are.
"""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

TRAY_SIZES = (16, 20, 22, 24, 32, 44, 48)
MOST_CACHED = 512


class Icons:
    """Pixmaps by name, colour, size and device pixel ratio, each drawn once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drawn: dict[tuple[str, str, int, float], QPixmap] = {}

    def clear(self) -> None:
        """Forget what was drawn, such as when the colours change."""
        self._drawn.clear()

    def pixmap(self, name: str, color: str = "", size: int = 18, ratio: float = 1.0) -> QPixmap:
        """`size` is in device-independent pixels. `KeyError` if there is no such icon."""
        key = (name, color, size, ratio)
        if key not in self._drawn:
            if len(self._drawn) >= MOST_CACHED:
                self._drawn.clear()
            self._drawn[key] = self._draw(*key)
        return self._drawn[key]

    def icon(
        self,
        name: str,
        color: str,
        size: int = 18,
        disabled: str = "",
        gap: int = 0,
        *,
        at_right: bool = False,
    ) -> QIcon:
        """An icon for buttons and menus, sharp on every screen; `disabled` is the colour of that state.

        `gap` is empty space towards the text, which is at the right of the icon, or left of it if `at_right`.
        """
        icon = QIcon()
        for ratio in (1.0, 2.0) if has_fine_screen() else (1.0,):
            icon.addPixmap(_padded(self.pixmap(name, color, size, ratio), gap, at_right))
            if disabled:
                pixmap = _padded(self.pixmap(name, disabled, size, ratio), gap, at_right)
                icon.addPixmap(pixmap, QIcon.Mode.Disabled)
        return icon

    def tray_icon(self, name: str) -> QIcon:
        """An icon in its own colours at every size that trays ask for."""
        icon = QIcon()
        for size in TRAY_SIZES:
            icon.addPixmap(self.pixmap(name, "", size))
        return icon

    def _draw(self, name: str, color: str, size: int, ratio: float) -> QPixmap:
        path = self._folder / f"{name}.svg"
        if not path.is_file():
            raise KeyError(name)
        source = path.read_text(encoding="utf-8")
        if color:
            source = source.replace("#000", color)
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(source.encode()).render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap


def has_fine_screen() -> bool:
    """Whether a screen has more than one pixel for each that is asked for."""
    return any(screen.devicePixelRatio() > 1.0 for screen in QGuiApplication.screens())


def _padded(pixmap: QPixmap, gap: int, at_right: bool) -> QPixmap:
    if not gap:
        return pixmap
    ratio = pixmap.devicePixelRatio()
    wide = QPixmap(pixmap.width() + round(gap * ratio), pixmap.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    with QPainter(wide) as painter:
        painter.drawPixmap(gap if at_right else 0, 0, pixmap)
    return wide
