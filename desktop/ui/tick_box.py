"""A check box and a radio button whose marks can be seen on every ground; Fusion's own vanish in the dark."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton, QStyle, QStyleOptionButton, QWidget

from desktop.ui.theme import Theme

TICK = 12


class TickBox(QCheckBox):
    """The style sheet draws the box, this the tick."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setProperty("kind", "tick")
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        tokens, ratio = self._theme.tokens, self.devicePixelRatioF()
        pixmap = self._theme.icons.pixmap("check", tokens.on_accent, TICK, ratio)
        with QPainter(self) as painter:
            painter.drawPixmap(box.center().x() - TICK // 2 + 1, box.center().y() - TICK // 2 + 1, pixmap)


class DotButton(QRadioButton):
    """The style sheet draws all of it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "dot")
