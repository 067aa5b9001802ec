"""The footer that says what was changed last, with the way back."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.domain.text import label_text
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import plain_label
from desktop.ui.settings.edits import Edits
from desktop.ui.theme import Theme


class UndoBar(QFrame):
    """Hidden while there is nothing to take back."""

    def __init__(self, theme: Theme, edits: Edits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "strip")
        self.words = plain_label(theme, tone="text2", wrap=True)
        self.undo = ActionButton(theme, self.tr("&Undo"), "")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.undo)
        self.undo.clicked.connect(edits.undo)
        edits.offered.connect(self._show)
        self.hide()

    @Slot(str)
    def _show(self, words: str) -> None:
        self.words.setText(label_text(words))
        self.setVisible(bool(words))
