"""What a test of a provider came to, in one row, with the evidence, and the button for another."""

import re

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.text import label_text
from desktop.ui.busy_ring import BusyRing
from desktop.ui.buttons import ActionButton, IconButton
from desktop.ui.labels import plain_label, set_style_property
from desktop.ui.notice import EVIDENCE_CHARACTERS
from desktop.ui.settings.words import StateWords
from desktop.ui.theme import Size, Theme

ICON = 18
NARROW_LINES = 22
"""In heights of a line: below that, the button is under the words."""
_LONG_WORD = re.compile(r"\S{25,}")


class ResultCard(QFrame):
    """Renders `StateWords`; a failure has its colours, and its evidence can be copied."""

    test_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: StateWords | None = None
        self.icon = QLabel()
        self.ring = BusyRing(theme, ICON)
        self.words = plain_label(theme, weight=QFont.Weight.DemiBold, wrap=True)
        self.detail = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True)
        self.evidence = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True, mono=True)
        for label in (self.words, self.evidence):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self.words, self.detail, self.evidence):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.copy = IconButton(theme, "copy", self.tr("Copy Evidence"))
        self.again = ActionButton(theme, self.tr("&Test Again"), "regenerate")
        self._lay_out()
        self.copy.clicked.connect(self._copy)
        self.again.clicked.connect(self.test_wanted)
        theme.changed.connect(self._draw)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        is_narrow = self.width() < NARROW_LINES * self.fontMetrics().height()
        self._lines.setDirection(directions.TopToBottom if is_narrow else directions.LeftToRight)

    def show_state(self, words: StateWords) -> None:
        """Show how the provider is."""
        if words == self._shown:
            return
        self._shown = words
        set_style_property(self, "kind", "fail" if words.is_failure else "sunken")
        self.words.setText(_LONG_WORD.sub(_with_breaks, label_text(words.words, 400)))
        self.detail.setText(words.detail)
        self.detail.setVisible(bool(words.detail))
        self.evidence.setText(label_text(words.evidence, EVIDENCE_CHARACTERS))
        self._evidence_box.setVisible(bool(words.evidence))
        self.icon.setVisible(not words.is_busy)
        self.ring.setVisible(words.is_busy)
        self.again.setEnabled(not words.is_busy)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        if self._shown is not None:
            color = getattr(self._theme.tokens, self._shown.token)
            icons = self._theme.icons
            self.icon.setPixmap(icons.pixmap(self._shown.icon, color, ICON, self.devicePixelRatioF()))

    @Slot()
    def _copy(self) -> None:
        if self._shown is not None:
            QGuiApplication.clipboard().setText(self._shown.evidence)

    def _lay_out(self) -> None:
        self._evidence_box = QFrame()
        self._evidence_box.setProperty("kind", "evidence")
        inside = QHBoxLayout(self._evidence_box)
        inside.setContentsMargins(10, 4, 4, 4)
        inside.addWidget(self.evidence, 1)
        inside.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(1)
        said.addStretch(1)
        said.addWidget(self.words)
        said.addWidget(self.detail)
        said.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.icon)
        line.addWidget(self.ring)
        line.addLayout(said, 1)
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lines.setSpacing(8)
        self._lines.addLayout(line, 1)
        self._lines.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.again.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 10, 10)
        column.setSpacing(8)
        column.addLayout(self._lines)
        column.addWidget(self._evidence_box)


def _with_breaks(word: re.Match[str]) -> str:
    """A long word, such as an address, with invisible places where a line may end."""
    return re.sub(r"([/.:-])", "\\1\u200b", word.group())
