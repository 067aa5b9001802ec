"""A card with a title and a row for each of its items."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.health import HealthItem
from desktop.domain.health_causes import HealthState
from desktop.ui.health.item_row import EDGE, ItemRow
from desktop.ui.labels import plain_label
from desktop.ui.theme import Size, Theme

NO_DETAILS: Mapping[str, str] = MappingProxyType({})


class ItemsCard(QFrame):
    """Keeps its rows, and shows each item in the row of its place."""

    chosen = Signal(HealthItem)
    """The user pressed a row."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kind", "card")
        self.title = plain_label(theme, title, weight=QFont.Weight.DemiBold)
        self.age = plain_label(theme, size=Size.DETAIL, tone="text3")
        self.rows: list[ItemRow] = []
        self._rules: list[QFrame] = []
        head = QHBoxLayout()
        head.setContentsMargins(EDGE - 1, 11, EDGE - 1, 6)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.age)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 4)
        self._column.setSpacing(0)
        self._column.addLayout(head)

    def show_items(self, items: Sequence[HealthItem], details: Mapping[str, str] = NO_DETAILS) -> None:
        """A row for every item, in their order; `details` of those that are well are by the item's id.

        The card hides without any.
        """
        while len(self.rows) < len(items):
            self._add_row()
        for number, row in enumerate(self.rows):
            is_used = number < len(items)
            row.setVisible(is_used)
            self._rules[number].setVisible(is_used and number > 0)
            if is_used:
                item = items[number]
                detail = details.get(item.id, "") if item.state is HealthState.OK else ""
                row.show_item(item, detail)
        self.setVisible(bool(items))

    def _add_row(self) -> None:
        rule = QFrame()
        rule.setProperty("kind", "rule")
        rule.setFixedHeight(1)
        row = ItemRow(self._theme)
        row.clicked.connect(partial(self._choose, row))
        self._column.addWidget(rule)
        self._column.addWidget(row)
        self._rules.append(rule)
        self.rows.append(row)

    def _choose(self, row: ItemRow, _checked: bool = False) -> None:
        if row.item is not None:
            self.chosen.emit(row.item)
