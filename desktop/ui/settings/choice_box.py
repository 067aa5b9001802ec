"""A combo box that looks like a button, with a chevron of our own set of icons."""

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QWidget,
)

from desktop.ui.theme import Size, Theme

CHEVRON = 16
EDGE = 10


class ChoiceBox(QComboBox):
    """Shows one of its items; `activated` is the user's choice. The wheel scrolls the page, nothing else."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kind", "choice")
        self.setFont(theme.font(Size.BODY, QFont.Weight.Medium))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(6)
        popup = QListView()
        popup.setProperty("kind", "choices")
        self.setView(popup)
        self.setItemDelegate(QStyledItemDelegate(self))  # the combo box's own ignores the style sheet
        theme.changed.connect(self.update)

    def show_choice(self, data: object) -> None:
        """Show the item that has this data, without telling anybody; nothing if there is none."""
        wanted = data.value if isinstance(data, Enum) else data
        place = next((i for i in range(self.count()) if self.itemData(i) == wanted), -1)
        if place != self.currentIndex():
            self.setCurrentIndex(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        is_enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        color = self._theme.tokens.text2 if is_enabled else self._theme.tokens.text3
        pixmap = self._theme.icons.pixmap("chevron-down", color, CHEVRON, self.devicePixelRatioF())
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = EDGE if is_mirrored else self.width() - CHEVRON - EDGE
        with QPainter(self) as painter:
            painter.drawPixmap(x, (self.height() - CHEVRON) // 2, pixmap)
