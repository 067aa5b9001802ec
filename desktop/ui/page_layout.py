"""What pages have in common: a header, and below it a column that scrolls and is never too wide."""

from PySide6.QtCore import Qt
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


def lead_keyboard(page: QWidget, part: QWidget) -> None:
    """Let the keyboard be at `part` when the page is come to, and now, if it is where it would have been."""
    before = page.focusProxy()
    page.setFocusProxy(part)
    if before is not part and before is not None and page.window().focusWidget() is before:
        part.setFocus()
