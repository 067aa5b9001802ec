"""The button that says how many models are asked, and the list of them to tick."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.catalog import ModelChoice, ProviderRow, Reach
from desktop.domain.models import InstalledModel
from desktop.domain.text import label_text
from desktop.services.providers import ProviderService
from desktop.text.messages import explain
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.chat.picker import MOST_MODELS, add_entry, as_menu_text, why_no_models
from desktop.ui.compare.chosen import ChosenModels, stays_here
from desktop.ui.labels import tooltip_text
from desktop.ui.theme import Theme


class TickMenu(QMenu):
    """A menu that stays while its entries are ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() not in keys or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        is_one = action is not None and action.isCheckable() and action.isEnabled()
        if is_one and action is not None:
            action.trigger()
        return is_one


class ChoiceButton(ActionButton):
    """Opens the list of every provider with its models, each to be ticked, or why it has none."""

    def __init__(
        self, theme: Theme, providers: ProviderService, chosen: ChosenModels, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, " ", "chevron-down", "quiet", parent)
        self._providers, self._chosen = providers, chosen
        self._shown: object = None
        self._actions: dict[ModelChoice, QAction] = {}
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.menu_of_models = TickMenu(self)
        self.menu_of_models.setToolTipsVisible(True)
        self.clicked.connect(self.open)
        providers.changed.connect(self._render)
        chosen.changed.connect(self._render)
        self._render()

    @Slot()
    def open(self) -> None:
        """Show the list above the button, and ask the providers again meanwhile."""
        self._providers.refresh()
        height = self.menu_of_models.sizeHint().height()
        self.menu_of_models.popup(self.mapToGlobal(QPoint(0, -height - 4)))

    @Slot()
    def _render(self) -> None:
        rows = self._providers.state.rows
        shown = tuple(
            (row.endpoint, row.reach, tuple(m.name for m in row.models), row.error is None) for row in rows
        )
        if shown != self._shown:
            self._shown = shown
            self._fill(rows)
        choices = self._chosen.choices
        for choice, action in self._actions.items():
            action.setChecked(choice in choices)
            action.setEnabled(choice in choices or not self._chosen.is_full)
        count = self.tr("Models: {count}").format(count=len(choices))
        self.setText(count if choices else self.tr("Choose Models"))
        names = ", ".join(label_text(choice.model) for choice in choices)
        named(self, self.tr("Models to ask: {models}").format(models=names or self.tr("none")))
        self.setToolTip(tooltip_text("\n".join(label_text(choice.model) for choice in choices)))

    def _fill(self, rows: tuple[ProviderRow, ...]) -> None:
        self.menu_of_models.clear()
        self._actions = {}
        for row in rows:
            heading = add_entry(self.menu_of_models, as_menu_text(row.endpoint.name))
            heading.setEnabled(False)
            if row.error is not None:
                heading.setToolTip(tooltip_text(explain(row.error, formats.translate).sentence))
            if not row.models or row.reach is not Reach.AVAILABLE:
                add_entry(self.menu_of_models, "    " + why_no_models(row)).setEnabled(False)
                continue
            part: QMenu = self.menu_of_models
            if len(row.models) > MOST_MODELS:
                part = TickMenu(
                    "    " + self.tr("Models: {count}").format(count=len(row.models)), self.menu_of_models
                )
                self.menu_of_models.addMenu(part)
            for model in row.models:
                self._add_model(part, row, model)
        self.menu_of_models.addSeparator()
        add_entry(self.menu_of_models, self.tr("&Check Again")).triggered.connect(self._providers.refresh)

    def _add_model(self, menu: QMenu, row: ProviderRow, model: InstalledModel) -> None:
        choice = ModelChoice(row.endpoint.id, model.name)
        name = as_menu_text(model.name)
        if not stays_here(row, model):
            name = self.tr("{model} (leaves this computer)").format(model=name)
        action = add_entry(menu, "    " + name)
        action.setCheckable(True)
        action.setToolTip(tooltip_text(label_text(model.name)))
        action.triggered.connect(partial(self._tick, choice))
        self._actions[choice] = action

    def _tick(self, choice: ModelChoice, _checked: bool = False) -> None:
        self._chosen.tick(choice, is_ticked=self._actions[choice].isChecked())
