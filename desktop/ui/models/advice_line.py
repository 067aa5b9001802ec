"""The line below the name of a model: what a pull would mean, or what is wrong with the name."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain.pull_advice import Advice
from desktop.text.advice_words import advice_text
from desktop.ui import formats
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import plain_label, set_tone
from desktop.ui.models import figures
from desktop.ui.theme import Theme

ICON = 16
_ICONS = {"ok": "ok", "warn": "warning", "fail": "error"}


class AdviceLine(QWidget):
    """An icon and words; where the model is too large, a smaller one as a button."""

    smaller_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._smaller, self._tone = "", ""
        self.icon = QLabel()
        self.icon.setFixedSize(ICON + 4, max(ICON, QFontMetrics(theme.font()).height()))
        self.verdict = plain_label(theme, weight=QFont.Weight.DemiBold)
        self.details = plain_label(theme, tone="text2", wrap=True)
        self.notes = plain_label(theme, tone="text2", wrap=True)
        self.smaller = ActionButton(theme, "", "", "link")
        self.smaller.clicked.connect(self._want_smaller)
        theme.changed.connect(self._draw)
        self._lay_out()

    def show_hint(self, text: str) -> None:
        """Say what the field is for, while it is empty."""
        self._say("", "", text, "")

    def show_problem(self, sentence: str) -> None:
        """Say why the name cannot be used."""
        self._say("fail", "", sentence, "")

    def show_advice(self, advice: Advice) -> None:
        """Say what a pull would mean."""
        text = advice_text(advice, figures, formats.translate)
        details = " · ".join(text.details).replace(" · ", "\u2002·\u2002")
        self._say(text.tone, text.verdict, details, " ".join(text.notes), advice.smaller)

    @property
    def text(self) -> str:
        """All that is said."""
        parts = (self.verdict.text(), self.details.text(), self.notes.text())
        return " ".join(part for part in parts if part)

    def _say(self, tone: str, verdict: str, details: str, notes: str, smaller: str = "") -> None:
        self._tone, self._smaller = tone, smaller
        for label, text in ((self.verdict, verdict), (self.details, details), (self.notes, notes)):
            label.setText(text)
            label.setVisible(bool(text))
        set_tone(self.verdict, tone if tone in _ICONS else "text2")
        set_tone(self.details, "fail" if tone == "fail" and not verdict else "text2")
        self.smaller.setText(self.tr("&Use {model} Instead").format(model=smaller))
        self.smaller.setVisible(bool(smaller))
        self._draw()

    @Slot()
    def _draw(self) -> None:
        name = _ICONS.get(self._tone, "")
        self.icon.setVisible(bool(name))
        if name:
            color = getattr(self._theme.tokens, self._tone)
            self.icon.setPixmap(self._theme.icons.pixmap(name, color, ICON, self.devicePixelRatioF()))

    @Slot()
    def _want_smaller(self) -> None:
        self.smaller_wanted.emit(self._smaller)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.details, 1)
        line.addWidget(self.smaller, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.notes)
