"""How the state of a step or check looks: icon, token, and a ring that turns while it is busy."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from desktop.domain.setup import StepState
from desktop.ui.busy_ring import BusyRing
from desktop.ui.theme import Theme

ICONS = {
    StepState.PENDING: ("pending", "text3"),
    StepState.BUSY: ("busy", "accent_text"),
    StepState.OK: ("ok", "ok"),
    StepState.WARNING: ("warning", "warn"),
    StepState.FAILED: ("error", "fail"),
    StepState.SKIPPED: ("off", "text3"),
}


class StateIcon(QWidget):
    """Shows one state; the words beside it say the same."""

    def __init__(self, theme: Theme, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._size = theme, size
        self._state = StepState.PENDING
        self._icon = QLabel()
        self._ring = BusyRing(theme, size)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._icon)
        self._stack.addWidget(self._ring)
        self.setFixedSize(size, size)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._draw)
        self._draw()

    def show_state(self, state: StepState) -> None:
        """Show `state` from here on."""
        if state is not self._state:
            self._state = state
            self._draw()

    @Slot()
    def _draw(self) -> None:
        name, token = ICONS[self._state]
        color = getattr(self._theme.tokens, token)
        self._icon.setPixmap(self._theme.icons.pixmap(name, color, self._size, self.devicePixelRatioF()))
        self._stack.setCurrentWidget(self._ring if self._state is StepState.BUSY else self._icon)
