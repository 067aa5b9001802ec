"""A form: labels beside their fields, or above them where it is narrow; the search finds each row."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.accessibility import named
from desktop.ui.labels import plain_label
from desktop.ui.theme import Size, Theme

LABEL_WIDTH = 112
ABOVE = 8
"""Free space over a label that is above its field."""
NARROW_LINES = 22
"""In heights of a line: below that, labels are above their fields."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row that the search can find: by its title, and by other words for the same."""

    title: str
    words: str
    field: QWidget
    """What gets the keyboard."""
    cell: QWidget
    label: QLabel | None = None


class Cell(QWidget):
    """A field with what is beside it and, in small letters, below it."""

    def __init__(
        self, field: QWidget, beside: Sequence[QWidget], below: Sequence[QWidget], *, fills: bool
    ) -> None:
        super().__init__()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(field, 1 if fills else 0)
        for part in beside:
            line.addWidget(part)
        if not fills:
            line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        for part in below:
            column.addWidget(part)

    def event(self, event: QEvent) -> bool:
        """Ask for the height of all lines; QFormLayout reckons with one where it finds a row wide enough."""
        done = super().event(event)
        layout = self.layout()
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and layout is not None:
            self.setMinimumHeight(max(0, layout.totalHeightForWidth(self.width())))
        return done


class Form(QWidget):
    """Rows of label and field; `rows` are those that can be found."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[FormRow] = []
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(16)
        self._layout.setVerticalSpacing(12)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)

    def add(
        self,
        title: str,
        field: QWidget,
        *,
        beside: Sequence[QWidget] = (),
        below: Sequence[QWidget] = (),
        words: str = "",
        named_by: str = "",
        fills: bool = True,
    ) -> FormRow:
        """Add a row; its field takes the whole width, unless it `fills` no more than its content.

        A check box says its title itself: then `title` is "", and `named_by` what the row is found by.
        """
        cell = Cell(field, beside, below, fills=fills)
        label = None
        if title:
            label = plain_label(self._theme, title, tone="text2")
            label.setBuddy(field)
            if not isinstance(field, QAbstractButton):  # which says its own text
                named(field, field.accessibleName() or title.replace("&", ""))
            label.setMinimumWidth(LABEL_WIDTH)
            label.setMinimumHeight(max(label.sizeHint().height(), _first_line(field)))
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            label.setMaximumHeight(label.minimumHeight())
            self._layout.addRow(label, cell)
            self._layout.setAlignment(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        else:
            self._layout.addRow(cell)
        row = FormRow((named_by or title).replace("&", ""), words, field, cell, label)
        self.rows.append(row)
        return row

    def note(self, text: str = "", tone: str = "text2") -> QLabel:
        """A label for what stands below a field."""
        label = plain_label(self._theme, text, size=Size.DETAIL, tone=tone, wrap=True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return label

    def show_row(self, row: FormRow, *, is_shown: bool) -> None:
        """Show or hide a whole row."""
        self._layout.setRowVisible(row.cell, is_shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_LINES * self.fontMetrics().height()
        policy = (
            QFormLayout.RowWrapPolicy.WrapAllRows if is_narrow else QFormLayout.RowWrapPolicy.DontWrapRows
        )
        if policy is not self._layout.rowWrapPolicy():
            self._layout.setRowWrapPolicy(policy)
            self._layout.setVerticalSpacing(4 if is_narrow else 12)
            side = Qt.AlignmentFlag.AlignLeft if is_narrow else Qt.AlignmentFlag.AlignRight
            for row in self.rows:
                if row.label is not None:
                    row.label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                    self._layout.setAlignment(row.label, side | Qt.AlignmentFlag.AlignTop)
                    beside = max(row.label.fontMetrics().height(), _first_line(row.field))
                    above = row.label.fontMetrics().height() + ABOVE
                    row.label.setFixedHeight(above if is_narrow else beside)
                    row.label.setContentsMargins(0, ABOVE if is_narrow else 0, 0, 0)


def _first_line(field: QWidget) -> int:
    """The height of what a label stands beside: of a field of several parts, that of its first."""
    proxy = field.focusProxy()
    return (proxy if proxy is not None else field).sizeHint().height()
