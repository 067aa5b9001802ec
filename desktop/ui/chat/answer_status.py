"""The line below a reply: what it waits for, how fast it comes, and how much has come."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.conversation import Outcome, Phase, Turn
from desktop.ui import formats
from desktop.ui.busy_ring import BusyRing
from desktop.ui.chat.reply_words import phase_text
from desktop.ui.labels import plain_label, set_tone
from desktop.ui.theme import Size, Theme


class AnswerStatus(QWidget):
    """Phase and figures of one reply; what `bar` does stands at its end."""

    def __init__(self, theme: Theme, bar: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring = BusyRing(theme)
        self.phase = plain_label(theme, size=Size.DETAIL, weight=QFont.Weight.Medium, tone="accent_text")
        self.figures = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.ring)
        row.addWidget(self.phase)
        row.addWidget(self.figures, 1)
        row.addWidget(bar)

    def render_turn(self, turn: Turn, phase: Phase) -> None:
        is_stopped = phase is Phase.IDLE and turn.outcome is Outcome.STOPPED
        words = self.tr("Stopped") if is_stopped else phase_text(phase)
        self.ring.setVisible(phase is not Phase.IDLE)
        self.phase.setText(words)
        set_tone(self.phase, "text2" if phase is Phase.IDLE else "accent_text")
        self.phase.setVisible(bool(words))
        figures = []
        if turn.tokens_per_second is not None:
            figures.append(formats.tokens_per_second(turn.tokens_per_second))
        if turn.first_token_seconds is not None:
            first = formats.seconds(turn.first_token_seconds)
            figures.append(self.tr("first token after {time}").format(time=first))
        if turn.reply_tokens:
            figures.append(formats.tokens(turn.reply_tokens))
        self.figures.setText("  ·  ".join(figures))
