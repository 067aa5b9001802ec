"""A label for foreign names of any length: elided in the middle, whole in its tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui.accessibility import named
from desktop.ui.labels import tooltip_text
from desktop.ui.theme import Size, Theme

LEAST_WIDTH = 60


class ElidedLabel(QLabel):
    """Wants the width of its whole text, and makes do with less."""

    def __init__(
        self,
        theme: Theme,
        *,
        size: Size = Size.BODY,
        weight: QFont.Weight = QFont.Weight.Normal,
        tone: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self.whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(size, weight))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        if tone:
            self.setProperty("tone", tone)

    def show_text(self, text: str) -> None:
        """Show `text` from here on."""
        if text != self.whole:
            self.whole = text
            named(self, text)
            self._elide()
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self.whole) + 2, hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(LEAST_WIDTH, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self.whole, self._mode, self.width())
        if shown != self.text():
            self.setText(shown)
            self.setToolTip(tooltip_text(self.whole) if shown != self.whole else "")
