"""The only place where dialogs are opened: never with a nested loop, and every text in them is plain.

`exec()` and the static functions of QMessageBox and QFileDialog run a nested loop, in which qasync loses
wakeups for good (house.md, pitfall 1).
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.labels import plain_label
from desktop.ui.theme import Theme


class TextDialog(QDialog):
    """Asks for one line of text; `on_text` gets it, stripped and never empty, or an error to be shown.

    `check` gives a sentence that says what is wrong with the text, or "" if it can be used.
    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        question: str,
        on_text: Callable[[str], None],
        check: Callable[[str], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._on_text, self._check = on_text, check
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        label = plain_label(theme, question, wrap=True)
        self.field = QLineEdit()
        label.setBuddy(self.field)
        self.problem = plain_label(theme, tone="fail", wrap=True)
        self.problem.hide()
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        self.buttons = QDialogButtonBox(ok | cancel)
        self.buttons.button(ok).setProperty("kind", "primary")
        for button in self.buttons.buttons():
            button.setIcon(QIcon())  # the style's own ticks and crosses are not of our set
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        for part in (label, self.field, self.problem, self.buttons):
            layout.addWidget(part)
        self.setMinimumWidth(420)

    def ask(self, text: str) -> None:
        """Open with `text` in the field."""
        self.field.setText(text)
        self.field.selectAll()
        self.open()

    def accept(self) -> None:
        text = self.field.text().strip()
        problem = self._check(text) if text else self.tr("Type something first.")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if not problem:
            super().accept()
            self._on_text(text)


def pick_file(parent: QWidget, title: str, pattern: str, on_path: Callable[[str], None]) -> QFileDialog:
    """Open the desktop's own dialog for one file that exists; `on_path` gets its path."""
    dialog = QFileDialog(parent, title, "", pattern)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(on_path)
    dialog.open()
    return dialog
