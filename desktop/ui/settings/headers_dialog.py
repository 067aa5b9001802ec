"""Edits the headers that go with every request to a provider: rows of a name and a value."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.provider_options import is_secret_header
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton, IconButton
from desktop.ui.labels import plain_label
from desktop.ui.settings.category_page import FormScroll
from desktop.ui.theme import Size, Theme

Headers = tuple[tuple[str, str], ...]
Take = Callable[[Headers], str]
"""Takes the headers over. Gives a sentence if they cannot be used, else ""."""


class HeaderRow(QWidget):
    """One header; a value that the name says is a secret is shown as dots."""

    def __init__(self, theme: Theme, name: str, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = named(QLineEdit(name), self.tr("Name of the header"))
        self.name.setPlaceholderText(self.tr("Name"))
        self.value = named(QLineEdit(value), self.tr("Value of the header"))
        self.value.setPlaceholderText(self.tr("Value"))
        for field in (self.name, self.value):
            field.setFont(theme.font(Size.DETAIL, mono=True))
            field.setMinimumWidth(60)
        self.remove = IconButton(theme, "delete", self.tr("Remove Header"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.name, 2)
        row.addWidget(self.value, 3)
        row.addWidget(self.remove)
        self.name.textChanged.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        is_secret = is_secret_header(self.name.text())
        mode = QLineEdit.EchoMode.Password if is_secret else QLineEdit.EchoMode.Normal
        self.value.setEchoMode(mode)


class HeadersDialog(QDialog):
    """Rows without a name and a value are left out."""

    def __init__(self, theme: Theme, headers: Headers, take: Take, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._take = theme, take
        self.setWindowTitle(self.tr("Extra Headers"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.rows: list[HeaderRow] = []
        head = plain_label(theme, self.tr("Extra headers"), size=Size.TITLE, weight=QFont.Weight.DemiBold)
        words = self.tr(
            "Sent with every request, and written to the settings file. An API key has its own field."
        )
        note = plain_label(theme, words, size=Size.DETAIL, tone="text2", wrap=True)
        self.area = FormScroll(theme)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.add = ActionButton(theme, self.tr("&Add Header"), "plus")
        self.problem = plain_label(theme, tone="fail", wrap=True)
        self.problem.hide()
        self.cancel = ActionButton(theme, self.tr("Cancel"))
        self.ok = ActionButton(theme, self.tr("&Save"), "", "primary")
        self.ok.setDefault(True)
        self._lay_out(head, note)
        for name, value in headers or (("", ""),):
            self._add_row(name, value)
        self.add.clicked.connect(self._add_empty)
        self.cancel.clicked.connect(self.reject)
        self.ok.clicked.connect(self.accept)
        self.resize(520, 360)

    @property
    def headers(self) -> Headers:
        """What the rows say."""
        pairs = ((row.name.text().strip(), row.value.text().strip()) for row in self.rows)
        return tuple((name, value) for name, value in pairs if name or value)

    def accept(self) -> None:
        problem = self._take(self.headers)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if not problem:
            super().accept()

    def _lay_out(self, head: QWidget, note: QWidget) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addLayout(self._column)
        inside.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        self.area.body.setContentsMargins(0, 0, 0, 0)
        self.area.body.addLayout(inside)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.ok)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        for part in (head, note):
            layout.addWidget(part)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.problem)
        layout.addLayout(buttons)

    @Slot()
    def _add_empty(self) -> None:
        self._add_row("", "").name.setFocus()

    def _add_row(self, name: str, value: str) -> HeaderRow:
        row = HeaderRow(self._theme, name, value)
        row.remove.clicked.connect(partial(self._remove, row))
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def _remove(self, row: HeaderRow, _checked: bool = False) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.add.setFocus()
