"""Asks for an API key and where to keep it. The key goes to the keeper of keys, and nowhere else."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.secrets import Where
from desktop.domain.text import label_text
from desktop.text.secret_messages import is_confirmation, plain_file_warning
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.formats import translate
from desktop.ui.labels import plain_label
from desktop.ui.theme import Size, Theme
from desktop.ui.tick_box import DotButton

Keep = Callable[[str, Where, bool], str]
"""Keeps a key there; the flag says that a plain file is confirmed. Gives a sentence if it cannot, else ""."""


class KeyDialog(QDialog):
    """Open it with `ask()`. Where a keyring was missing, it begins with the other places."""

    def __init__(
        self, theme: Theme, provider: str, key_file: str, where: Where, keep: Keep, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._keep = keep
        self.setWindowTitle(self.tr("API Key"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("API key of {provider}").format(provider=label_text(provider, 60))
        self.head = plain_label(theme, title, size=Size.TITLE, weight=QFont.Weight.DemiBold, wrap=True)
        self.label = plain_label(theme, self.tr("&Key"), tone="text2")
        self.key = QLineEdit()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData)
        self.label.setBuddy(self.key)
        self.places = {
            Where.KEYRING: DotButton(self.tr("In the &system's keyring")),
            Where.SESSION: DotButton(self.tr("Until the &application ends")),
            Where.FILE: DotButton(self.tr("In a &plain file, unencrypted")),
        }
        self._group = QButtonGroup(self)
        for place, button in self.places.items():
            self._group.addButton(button)
            button.setChecked(place is where)
            button.toggled.connect(self._fit)
        self.warning = plain_label(theme, plain_file_warning(key_file, translate), tone="warn", wrap=True)
        self.word = named(QLineEdit(), self.tr("Confirmation"))
        self.problem = plain_label(theme, tone="fail", wrap=True)
        self.problem.hide()
        self.cancel = ActionButton(theme, self.tr("Cancel"))
        self.ok = ActionButton(theme, self.tr("K&eep Key"), "", "primary")
        self.ok.setDefault(True)
        self._lay_out()
        self.key.textChanged.connect(self._fit)
        self.word.textChanged.connect(self._fit)
        self.cancel.clicked.connect(self.reject)
        self.ok.clicked.connect(self.accept)
        self._fit()

    def ask(self) -> None:
        """Open, with the keyboard in the field of the key."""
        self.key.setFocus()
        self.open()

    @property
    def where(self) -> Where:
        """The place that is chosen."""
        return next(place for place, button in self.places.items() if button.isChecked())

    def accept(self) -> None:
        if not self.ok.isEnabled():
            return
        problem = self._keep(self.key.text(), self.where, is_confirmation(self.word.text(), translate))
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            self.key.setFocus()
            return
        super().accept()

    def done(self, result: int) -> None:
        """Close; the field forgets the key, also what could be undone in it."""
        self.key.clear()
        super().done(result)

    @Slot()
    def _fit(self) -> None:
        is_file = self.where is Where.FILE
        self.warning.setVisible(is_file)
        self.word.setVisible(is_file)
        is_confirmed = not is_file or is_confirmation(self.word.text(), translate)
        self.ok.setEnabled(bool(self.key.text().strip()) and is_confirmed)
        if is_file:
            self.setMinimumHeight(self.heightForWidth(max(self.width(), self.minimumWidth())))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.ok)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(10)
        parts = (
            self.head,
            self.label,
            self.key,
            *self.places.values(),
            self.warning,
            self.word,
            self.problem,
        )
        for part in parts:
            layout.addWidget(part)
        layout.addSpacing(6)
        layout.addLayout(row)
        self.setMinimumWidth(440)
