"""Where the window goes: where it was, as far as the screens of today have that place."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize

GRIP = QSize(120, 32)
"""So much of the window's upper edge has to be on a screen, so that it can be taken hold of."""

TITLE_BAR = 40
"""Pixels kept free above a window that has to be made to fit; its frame is not known before it is shown."""


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """The window without its frame, in device-independent pixels; as it is when it is not maximized."""

    x: int
    y: int
    width: int
    height: int
    is_maximized: bool = False

    @property
    def rect(self) -> QRect:
        return QRect(self.x, self.y, self.width, self.height)


def placed(wanted: QRect, screens: Sequence[QRect], smallest: QSize) -> QRect:
    """`wanted`, or the nearest to it that is on one of `screens`: what they have free, the main one first.

    A window larger than its screen is made to fit, down to `smallest`; one that nobody could take hold of
    comes to the middle of the screen that shows most of it.
    """
    if not screens:
        return wanted
    screen = max(screens, key=lambda free: _area(free.intersected(wanted)))
    room = screen.adjusted(0, TITLE_BAR, 0, 0)
    rect = QRect(wanted)
    rect.setWidth(max(smallest.width(), min(rect.width(), room.width())))
    rect.setHeight(max(smallest.height(), min(rect.height(), room.height())))
    edge = QRect(rect.x(), rect.y(), rect.width(), GRIP.height())
    is_cut = rect.size() != wanted.size()
    if not is_cut and any(_holds(free.intersected(edge)) for free in screens):
        return rect
    rect.moveCenter(room.center())
    rect.moveTopLeft(_within(rect, room))
    return rect


def _within(rect: QRect, screen: QRect) -> QPoint:
    return QPoint(max(rect.x(), screen.x()), max(rect.y(), screen.y()))


def _area(rect: QRect) -> int:
    return rect.width() * rect.height() if rect.isValid() else 0


def _holds(visible: QRect) -> bool:
    return visible.width() >= GRIP.width() and visible.height() >= GRIP.height()
