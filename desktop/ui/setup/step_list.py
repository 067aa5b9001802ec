"""The steps beside the page: each with its state and a few words, and the one that is shown."""

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.setup import Setup, SetupStep, Step, StepState
from desktop.domain.text import label_text
from desktop.text.setup_words import state_word, step_name, step_text
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.labels import plain_label, set_tone, tooltip_text
from desktop.ui.models.elided import ElidedLabel
from desktop.ui.setup.looks import StateIcon
from desktop.ui.theme import Size, Theme

ICON = 20
RADIUS = 6.0


def shown_state(setup: Setup, step: Step) -> StepState:
    """The state of a step as it is drawn: one that is not well and was gone past is skipped."""
    is_past = step.step in setup.passed and step.state in (StepState.PENDING, StepState.FAILED)
    return StepState.SKIPPED if is_past else step.state


class StepRow(QAbstractButton):
    """One step; pressed, it wants to be shown."""

    def __init__(self, theme: Theme, step: SetupStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.step = theme, step
        self.mark = StateIcon(theme, ICON)
        self.name = plain_label(theme, step_name(step, formats.translate), weight=QFont.Weight.Medium)
        self.note = ElidedLabel(theme, size=Size.DETAIL, tone="text2", mode=Qt.TextElideMode.ElideRight)
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for label in (self.name, self.note):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.name)
        words.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(self.mark)
        row.addLayout(words, 1)
        theme.changed.connect(self.update)

    def show_step(self, state: StepState, note: str, *, is_current: bool) -> None:
        """Show how the step is."""
        note = label_text(note or state_word(state, formats.translate), 80)
        self.mark.show_state(state)
        self.note.show_text(note)
        self.setChecked(is_current)
        set_tone(self.name, "accent_text" if is_current else "")
        name = step_name(self.step, formats.translate)
        named(self, f"{name}: {state_word(state, formats.translate)}. {note}")
        self.setToolTip(tooltip_text(note))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            token = "accent_soft" if self.isChecked() else "hover" if self.underMouse() else ""
            if token:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.color(token))
                painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
            if self.hasFocus():
                painter.setPen(QPen(self._theme.color("accent_text"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)


class StepList(QWidget):
    """All steps of the way that is taken; one Tab stop, and arrow keys within it."""

    step_wanted = Signal(SetupStep)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = {step: StepRow(theme, step) for step in SetupStep}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for step, row in self.rows.items():
            self._group.addButton(row)
            row.clicked.connect(partial(self._want, step))
            column.addWidget(row)

    def show_setup(self, setup: Setup) -> None:
        """Show the steps as they are."""
        shown = {step.step: step for step in setup.steps}
        for name, row in self.rows.items():
            row.setVisible(name in shown)
            if name in shown:
                step = shown[name]
                note = step_text(setup, step, formats, formats.translate).note
                is_current = name is setup.current
                row.show_step(shown_state(setup, step), note, is_current=is_current)
                # Qt leaves Tab to the row that had the focus last, which may be hidden now.
                row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_current else Qt.FocusPolicy.ClickFocus)

    def _want(self, step: SetupStep, _checked: bool = False) -> None:
        self.step_wanted.emit(step)
