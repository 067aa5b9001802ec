"""Said below a reply that was made from less than it was sent."""

from PySide6.QtCore import QLocale, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desktop.domain.context import PromptShortfall
from desktop.ui.labels import plain_label
from desktop.ui.theme import Theme


class ShortfallNote(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kind", "warn")
        self.icon = QLabel()
        self.sentence = plain_label(theme, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sentence, 1)
        theme.changed.connect(self._draw_icon)
        self._draw_icon()
        self.hide()

    def show_shortfall(self, shortfall: PromptShortfall | None) -> None:
        if shortfall is not None:
            text = self.tr(
                "The model saw only about {seen} of {expected} tokens. Raise the context or start a new chat."
            )
            figures = QLocale()
            seen, expected = figures.toString(shortfall.seen), figures.toString(shortfall.expected)
            self.sentence.setText(text.format(seen=seen, expected=expected))
        self.setVisible(shortfall is not None)

    @Slot()
    def _draw_icon(self) -> None:
        tokens = self._theme.tokens
        self.icon.setPixmap(self._theme.icons.pixmap("warning", tokens.warn, 18, self.devicePixelRatioF()))
