"""What pages have in common: a header, and below it a column that scrolls and is never too wide."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget


def scrolled_page(page: QWidget, header: QWidget, content: QWidget, edge: int) -> QScrollArea:
    """Lay `header` and `content` out in `page`; the content keeps its own greatest width, centred."""
    inside = QWidget()
    inside.setProperty("kind", "page")
    centred = QHBoxLayout(inside)
    centred.setContentsMargins(edge, 16, edge, 16)
    centred.addStretch(1)
    centred.addWidget(content, 1000)
    centred.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(header)
    layout.addWidget(scroll, 1)
    return scroll


class LedPage(QWidget):
    """A page that hands the keyboard on to a part of it when it is come to.

    Not by a focus proxy: Tab skips everything that lies before a proxy.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part: QWidget | None = None

    def lead(self, part: QWidget) -> None:
        """Hand the keyboard to `part` from here on, and now, if it is where it would have been handed to."""
        before, self._part = self._part, part
        if before is not part and before is not None and self.window().focusWidget() is before:
            part.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._part is not None:
            self._part.setFocus(event.reason())
