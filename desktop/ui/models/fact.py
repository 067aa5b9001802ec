"""A fact of a model: a caption over a value, which is a button where there is more to read."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.dialogs import PlainTextDialog
from desktop.ui.labels import plain_label
from desktop.ui.theme import Size, Theme


class Fact(QWidget):
    """Whoever owns it hides it while there is no value."""

    def __init__(self, theme: Theme, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._caption, self.full = theme, caption, ""
        self.text = ""
        self.value = plain_label(theme, weight=QFont.Weight.Medium)
        self.more = ActionButton(theme, "", "", "link")
        self.more.clicked.connect(self.read)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        head = plain_label(theme, caption, size=Size.DETAIL, tone="text2")
        for label in (head, self.value):
            label.setContentsMargins(1, 0, 0, 0)  # as far in as the text of a button with its border
        layout.addWidget(head)
        layout.addWidget(self.value)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def show_value(self, value: str, full: str = "") -> None:
        """Show `value` ("" for none); `full` is what a press opens."""
        self.text, self.full = value, full
        self.value.setVisible(not full)
        self.more.setVisible(bool(full))
        self.value.setText(value)
        self.more.setText(value.replace("&", "&&"))
        named(self.more, f"{self._caption}: {value}")

    @Slot()
    def read(self) -> None:
        """Open the whole text."""
        if self.full:
            PlainTextDialog(self._theme, self._caption, self.full, self.window()).open()
