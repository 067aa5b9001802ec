"""The provider whose models are shown: a button with its name, and a menu of those that exist."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.catalog import Catalog, ProviderRow, Reach
from desktop.domain.text import label_text
from desktop.text.messages import explain
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import tooltip_text
from desktop.ui.theme import Theme

NAME_CHARACTERS = 28


class ProviderButton(ActionButton):
    """Shows the provider that was picked; each in the menu says how it is."""

    picked = Signal(str)
    """The id of a provider."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, " ", "chevron-down", parent=parent)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._shown: object = None
        self.list = QMenu(self)
        self.list.setToolTipsVisible(True)
        self.clicked.connect(self.open)

    def show_providers(self, catalog: Catalog, provider: str) -> None:
        """Show the providers, `provider` being the one that is looked at."""
        looks = tuple((row.endpoint, row.reach, len(row.models), row.error is None) for row in catalog.rows)
        if (looks, provider) == self._shown:
            return
        self._shown = (looks, provider)
        row = catalog.row(provider)
        name = label_text(row.endpoint.name, NAME_CHARACTERS) if row is not None else self.tr("No provider")
        self.setText(name.replace("&", "&&"))
        named(self, self.tr("Models of {provider}").format(provider=name))
        self.setEnabled(bool(catalog.rows))
        self.list.clear()
        group = QActionGroup(self.list)
        for each in catalog.rows:
            action = self.list.addAction(_entry(each, self._state_of(each)))
            action.setCheckable(True)
            action.setChecked(each.endpoint.id == provider)
            group.addAction(action)
            if each.error is not None:
                action.setToolTip(tooltip_text(explain(each.error, formats.translate).sentence))
            action.triggered.connect(partial(self.picked.emit, each.endpoint.id))

    @Slot()
    def open(self) -> None:
        """Show the menu below this button."""
        self.open_at(self)

    def open_at(self, button: QWidget) -> None:
        """Show the menu below another button that stands for the same choice."""
        x = button.width() - self.list.sizeHint().width()
        self.list.popup(button.mapToGlobal(QPoint(x, button.height() + 2)))

    def _state_of(self, row: ProviderRow) -> str:
        if row.reach is Reach.UNKNOWN:
            return self.tr("Asking…")
        if row.error is not None:
            return self.tr("Does not answer")
        if not row.models:
            return self.tr("No models")
        count = len(row.models)
        return self.tr("1 model") if count == 1 else self.tr("{count} models").format(count=count)


def _entry(row: ProviderRow, state: str) -> str:
    """Name and state; a menu sets what follows the tab at its end, as it does with shortcuts."""
    return f"{label_text(row.endpoint.name, NAME_CHARACTERS).replace('&', '&&')}\t{state}"
