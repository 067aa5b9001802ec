"""A view that follows the end of a text that grows, until the user scrolls up."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.ui.accessibility import named

END_TOLERANCE = 24
"""Pixels; so near to the end is at the end."""
LEAST_HEIGHT = 80
MOST_HEIGHT = 16_777_215
"""Qt's `QWIDGETSIZE_MAX`, which PySide6 does not have."""


class FollowingArea(QScrollArea):
    """Scrolls a widget that sets its own height, or is as high as it (`grow`)."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._follows, self._grows = True, False
        named(self, self.tr("Reply"))
        self.setProperty("kind", "card-inside")
        content.setProperty("kind", "card-inside")
        self.setWidgetResizable(True)
        self.setWidget(content)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._follow)
        bar.valueChanged.connect(self._note)
        content.installEventFilter(self)

    def grow(self, *, grows: bool) -> None:
        """Whether the area is as high as what it shows, so that something around it scrolls."""
        if grows != self._grows:
            self._grows = grows
            never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
            self.setVerticalScrollBarPolicy(never if grows else needed)
            self.setMinimumHeight(LEAST_HEIGHT)
            self.setMaximumHeight(MOST_HEIGHT)
            self._fit()

    def start_over(self) -> None:
        """Follow the end again."""
        self._follows = True
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """As high as the content, if it grows."""
        content = self.widget()
        if self._grows and content is not None:
            layout = content.layout()
            wanted = layout.totalHeightForWidth(content.width()) if layout is not None else -1
            self.setFixedHeight(wanted if wanted >= 0 else content.sizeHint().height())

    @Slot()
    def _follow(self) -> None:
        if self._follows:
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum())

    @Slot(int)
    def _note(self, value: int) -> None:
        self._follows = value >= self.verticalScrollBar().maximum() - END_TOLERANCE
