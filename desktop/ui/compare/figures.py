"""How fast one of the compared models is: the same figures at the same places, so that the eye compares."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.domain.conversation import Outcome, Phase, Turn
from desktop.ui import formats
from desktop.ui.labels import plain_label
from desktop.ui.theme import Size, Theme

NOT_KNOWN = "–"


class Figures(QWidget):
    """Time to the first token, speed, and the time of the whole reply once it has ended."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        self.first_token = self._add(theme, grid, self.tr("First token"))
        self.speed = self._add(theme, grid, self.tr("Speed"))
        self.total = self._add(theme, grid, self.tr("Total"))

    def render_turn(self, turn: Turn, phase: Phase) -> None:
        first, speed = turn.first_token_seconds, turn.tokens_per_second
        self.first_token.setText(formats.seconds(first) if first is not None else NOT_KNOWN)
        self.speed.setText(formats.tokens_per_second(speed) if speed is not None else NOT_KNOWN)
        total = total_seconds(turn) if phase is Phase.IDLE else None
        self.total.setText(formats.seconds(total) if total is not None else NOT_KNOWN)

    def _add(self, theme: Theme, grid: QGridLayout, name: str) -> QLabel:
        column = grid.columnCount() if grid.count() else 0
        value = plain_label(theme, NOT_KNOWN, size=Size.DETAIL, weight=QFont.Weight.DemiBold, wrap=True)
        caption = plain_label(theme, name, size=Size.CAPTION, tone="text2", wrap=True)
        caption.setBuddy(value)
        value.setAccessibleName(name)
        grid.addWidget(caption, 0, column)
        grid.addWidget(value, 1, column)
        grid.setColumnStretch(column, 1)
        return value


def total_seconds(turn: Turn) -> float | None:
    """From the question to the last token; None where it did not come to an end of its own or by the user."""
    ended = turn.outcome in (Outcome.COMPLETE, Outcome.STOPPED)
    if not ended or turn.first_token_seconds is None or turn.generation_seconds is None:
        return None
    return turn.first_token_seconds + turn.generation_seconds
