"""The only place where dialogs are opened: never with a nested loop, and every text in them is plain.

`exec()` and the static functions of QMessageBox and QFileDialog run a nested loop, in which qasync loses
wakeups for good (house.md, pitfall 1).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QIcon, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.accessibility import named
from desktop.ui.labels import plain_label
from desktop.ui.theme import Size, Theme
from desktop.ui.tick_box import TickBox

NARROWEST = 380
MOST_OF_SCREEN = 0.6
"""As wide may a row of buttons be."""


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


class ConfirmDialog(QDialog):
    """Asks before something that cannot be undone, or that the user decides once; `choices` are buttons.

    `details` is text of any length and origin, which scrolls. `on_choice` gets the index of the button and
    whether `remember` was ticked; Esc gives none.
    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        text: str,
        choices: Sequence[tuple[str, str]],
        on_choice: Callable[[int, bool], None],
        parent: QWidget,
        *,
        details: str = "",
        remember: str = "",
    ) -> None:
        super().__init__(parent)
        self._on_choice = on_choice
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        head = plain_label(theme, title, size=Size.TITLE, weight=QFont.Weight.DemiBold, wrap=True)
        words = plain_label(theme, text, tone="text2", wrap=True)
        self.details = named(QPlainTextEdit(details), self.tr("Details"))
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setVisible(bool(details))
        self.remember = TickBox(theme, remember)
        self.remember.setVisible(bool(remember))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self._row = row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.cancel)
        row.addStretch(1)
        self.buttons: list[QPushButton] = []
        for index, (label, kind) in enumerate(choices):
            button = QPushButton(label)
            button.setProperty("kind", kind)
            button.clicked.connect(partial(self._choose, index))
            self.buttons.append(button)
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        for part in (head, words, self.details, self.remember):
            layout.addWidget(part)
        layout.addLayout(row)
        layout.addStrut(NARROWEST)  # a minimum of the dialog itself would be less than the buttons may need
        self.cancel.setFocus()  # Enter must not destroy anything

    def showEvent(self, event: QShowEvent) -> None:
        """Put buttons that have no room beside each other below each other."""
        super().showEvent(event)
        most = self.screen().availableGeometry().width() * MOST_OF_SCREEN
        if self._row.minimumSize().width() > most:
            self._row.setDirection(QBoxLayout.Direction.TopToBottom)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the words need: Qt itself stops at two thirds of the screen."""
        if (layout := self.layout()) is not None:
            layout.activate()
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def _choose(self, index: int, _checked: bool = False) -> None:
        self.accept()
        self._on_choice(index, self.remember.isChecked())


class PlainTextDialog(QDialog):
    """Shows a text to read and to copy, such as a configuration."""

    def __init__(self, theme: Theme, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.view = named(QPlainTextEdit(), title)
        self.view.setReadOnly(True)
        self.view.setFont(theme.font(Size.DETAIL, mono=True))
        self.view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.view.setPlainText(text)
        self.copy = QPushButton(self.tr("&Copy"))
        self.copy.clicked.connect(self._copy)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.clicked.connect(self.accept)
        frame = QFrame()
        frame.setProperty("kind", "sunken")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.addWidget(self.view)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(frame, 1)
        layout.addLayout(row)
        self.resize(720, 560)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.view.toPlainText())


def pick_new_file(
    parent: QWidget,
    title: str,
    name: str,
    on_path: Callable[[str], None],
    kinds: Mapping[str, str] | None = None,
) -> QFileDialog:
    """Open the desktop's own dialog for a file to write; `on_path` gets its path.

    `kinds` are the patterns to choose from, each with the ending that a name without one gets.
    """
    dialog = QFileDialog(parent, title, name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    if kinds:
        dialog.setNameFilters(list(kinds))
        dialog.setDefaultSuffix(next(iter(kinds.values())))
        dialog.filterSelected.connect(lambda pattern: dialog.setDefaultSuffix(kinds.get(pattern, "")))
    dialog.selectFile(name)
    dialog.fileSelected.connect(on_path)
    dialog.open()
    return dialog


def pick_file(parent: QWidget, title: str, pattern: str, on_path: Callable[[str], None]) -> QFileDialog:
    """Open the desktop's own dialog for one file that exists; `on_path` gets its path."""
    dialog = QFileDialog(parent, title, "", pattern)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(on_path)
    dialog.open()
    return dialog


def pick_files(parent: QWidget, title: str, on_paths: Callable[[list[str]], None]) -> QFileDialog:
    """Open the desktop's own dialog for files that exist; `on_paths` gets their paths."""
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(on_paths)
    dialog.open()
    return dialog
