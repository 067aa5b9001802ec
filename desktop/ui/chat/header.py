"""The top of the chat page: the title, and the chat's menu."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from desktop.ui.buttons import IconButton
from desktop.ui.labels import tooltip_text
from desktop.ui.theme import Size, Theme

HEADER_PADDING = (24, 9, 16, 9)


class ChatHeader(QFrame):
    """The name of the chat in front, and the button of its menu."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "header")
        self.title = ElidedLabel(theme)
        self.more = IconButton(theme, "more", self.tr("Chat Menu"))
        self.more.setFixedHeight(32)
        self.menu = QMenu(self)
        self.rename_action: QAction = self.menu.addAction(self.tr("&Rename…"))
        self.delete_action: QAction = self.menu.addAction(self.tr("&Delete"))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(*HEADER_PADDING)
        self.row.setSpacing(8)
        self.row.addWidget(self.title, 1)
        self.row.addWidget(self.more)
        self.more.clicked.connect(self._open_menu)

    def render_chat(self, title: str, *, is_stored: bool) -> None:
        self.title.show_text(title)
        self.rename_action.setEnabled(is_stored)
        self.delete_action.setEnabled(is_stored)

    @Slot()
    def _open_menu(self) -> None:
        corner = self.more.rect().bottomRight()
        corner.setX(corner.x() - self.menu.sizeHint().width())
        self.menu.popup(self.more.mapToGlobal(corner))


class ElidedLabel(QLabel):
    """A title that gives way: elided at the right, whole in its tooltip."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(Size.TITLE, QFont.Weight.DemiBold))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(34)

    def show_text(self, text: str) -> None:
        self._text = text
        self._elide()

    def resizeEvent(self, event: object) -> None:
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip("" if shown == self._text else tooltip_text(self._text))
        self.setAccessibleName(self._text)
