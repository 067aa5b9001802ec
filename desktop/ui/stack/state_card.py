"""The state of the stack in large: what it is doing, one button, and how far an operation is."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain.stack import StackPhase, StackProgress, StackState
from desktop.domain.stack_progress import stage_of
from desktop.text.stack_words import is_being_cancelled, stack_text
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.bar import Bar
from desktop.ui.busy_ring import BusyRing
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import plain_label, set_style_property
from desktop.ui.stack.stages import StageRow
from desktop.ui.stack.words import fetched_text, state_icon, turns
from desktop.ui.theme import Size, Theme

ICON = 28


class StateCard(QFrame):
    """Renders `StackState`; its button is Start, Stop or Cancel, at the same place."""

    start_wanted = Signal()
    stop_wanted = Signal()
    restart_wanted = Signal()
    cancel_wanted = Signal()
    check_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = StackState()
        self._operation = ""
        self.setProperty("kind", "card")
        self.icon = QLabel()
        self.ring = BusyRing(theme, ICON)
        self.words = plain_label(theme, size=Size.VERDICT, weight=QFont.Weight.DemiBold, wrap=True)
        self.detail = plain_label(theme, tone="text2", wrap=True)
        self.restart = ActionButton(theme, self.tr("&Restart"), "regenerate")
        self.button = ActionButton(theme, self.tr("&Start"), "power", "primary")
        self.stages = StageRow(theme)
        self.bar = Bar(theme)
        self.percent = plain_label(theme, weight=QFont.Weight.DemiBold)
        self.fetched = plain_label(theme, tone="text2")
        self.speed = plain_label(theme, tone="text2")
        self.left = plain_label(theme, tone="text2")
        self._lay_out()
        self.button.clicked.connect(self._press)
        self.restart.clicked.connect(self.restart_wanted)
        theme.changed.connect(self._draw_icon)

    def show_state(self, state: StackState) -> None:
        """Render all of it."""
        self._state = state
        text = stack_text(state, formats.translate)
        self.words.setText(text.words)
        self.detail.setText(text.detail)
        self.detail.setVisible(bool(text.detail))
        self.ring.setVisible(turns(state))
        self.icon.setVisible(not turns(state))
        self._draw_icon()
        self._show_button(state)
        self._show_progress(state.progress)

    def _show_button(self, state: StackState) -> None:
        self.restart.setVisible(state.can_stop and state.phase is not StackPhase.STARTING)
        if state.is_busy:
            label, icon, kind = self.tr("&Cancel"), "close", ""
        elif state.can_stop:
            label, icon, kind = self.tr("&Stop"), "stop", ""
        elif state.phase in (StackPhase.UNAVAILABLE, StackPhase.UNKNOWN):
            label, icon, kind = self.tr("&Check Again"), "health", ""
        else:
            label, icon, kind = self.tr("&Start"), "power", "primary"
        self.button.setText(label)
        set_style_property(self.button, "kind", kind)
        self.button.show_icon(icon, "on_accent" if kind else "text2")
        self.button.setEnabled(not is_being_cancelled(state))

    def _show_progress(self, progress: StackProgress | None) -> None:
        operation = progress.operation if progress is not None else ""
        if operation != self._operation:
            self._operation = operation
            self.bar.restart()
        self.stages.setVisible(operation == "up")
        self._progress_box.setVisible(progress is not None)
        if progress is None:
            return
        self.stages.show_stage(stage_of(progress))
        self.bar.show_fraction(progress.fraction)
        fraction, speed, left = progress.fraction, progress.bytes_per_second, progress.seconds_left
        self.percent.setText(formats.percent(fraction) if fraction is not None else "")
        self.percent.setVisible(fraction is not None)
        self.fetched.setText(fetched_text(progress))
        self.speed.setText(formats.rate(speed) if speed is not None else "")
        self.left.setText(formats.time_left(left) if left is not None else "")

    @Slot()
    def _press(self) -> None:
        state = self._state
        if state.is_busy:
            self.cancel_wanted.emit()
        elif state.can_stop:
            self.stop_wanted.emit()
        elif state.phase in (StackPhase.UNAVAILABLE, StackPhase.UNKNOWN):
            self.check_wanted.emit()
        else:
            self.start_wanted.emit()

    @Slot()
    def _draw_icon(self) -> None:
        name, token = state_icon(self._state)
        color = getattr(self._theme.tokens, token)
        self.icon.setPixmap(self._theme.icons.pixmap(name, color, ICON, self.devicePixelRatioF()))

    def _lay_out(self) -> None:
        named(self, self.tr("State of the stack"))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.words)
        texts.addWidget(self.detail)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addSpacing(6)
        head.addLayout(texts, 1)
        head.addWidget(self.restart, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        figures = QHBoxLayout()
        figures.setSpacing(16)
        figures.addWidget(self.percent)
        figures.addWidget(self.fetched, 1)
        figures.addWidget(self.speed)
        figures.addWidget(self.left)
        self._progress_box = QWidget()
        progress = QVBoxLayout(self._progress_box)
        progress.setContentsMargins(0, 6, 0, 0)
        progress.setSpacing(8)
        progress.addWidget(self.bar)
        progress.addLayout(figures)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.stages)
        layout.addWidget(self._progress_box)
