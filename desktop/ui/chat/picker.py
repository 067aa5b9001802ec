"""Who answers the next question: provider and model, and whether it stays on this computer."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from desktop.domain.catalog import Catalog, ModelChoice, ProviderRow, Reach
from desktop.domain.text import label_text
from desktop.services.providers import ProviderService
from desktop.text.messages import explain
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import tooltip_text
from desktop.ui.models.elided import ElidedLabel
from desktop.ui.theme import Size, Theme

MENU_CHARACTERS = 48
translate = QCoreApplication.translate
MOST_MODELS = 30
"""In one provider's part of the menu; beyond that it is a submenu."""
LEAST_LETTERS = 8
"""Of the model's name, where there is no room for more."""
GAP = 6


class ModelPicker(QWidget):
    """A button with the model's name; its menu lists every provider with its models, or why it has none."""

    add_wanted = Signal()
    """The user wants to add a provider by its address."""
    file_wanted = Signal()
    """The user wants to open a GGUF file."""

    def __init__(self, theme: Theme, service: ProviderService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._service = theme, service
        self.cube = QLabel()
        self.button = ActionButton(theme, " ", "chevron-down", "quiet")
        self.button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.place_icon = QLabel()
        self.place = ElidedLabel(theme, size=Size.DETAIL, tone="text2", mode=Qt.TextElideMode.ElideRight)
        self._shown: object = None
        self._name = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.cube)
        layout.addWidget(self.button)
        layout.addWidget(self.place_icon)
        layout.addWidget(self.place)
        layout.addStretch(1)
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.open)
        service.changed.connect(self._render)
        theme.changed.connect(self._draw_place)
        self._render(service.state)

    def minimumSizeHint(self) -> QSize:
        least = LEAST_LETTERS * self.button.fontMetrics().averageCharWidth()
        return QSize(self._taken() + least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        """Shorten the name where it has no room; the tooltip and the screen reader say all of it."""
        metrics = self.button.fontMetrics()
        room = max(LEAST_LETTERS * metrics.averageCharWidth(), self.width() - self._taken())
        self.button.setText(as_menu_text(metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, room)))

    def _taken(self) -> int:
        """What everything but the name takes at least."""
        padding = self.button.sizeHint().width() - self.button.fontMetrics().horizontalAdvance(
            self.button.text()
        )
        others = sum(part.minimumSizeHint().width() for part in (self.cube, self.place_icon, self.place))
        return padding + others + 4 * GAP

    @Slot()
    def open(self) -> None:
        """Show the menu above the button, and ask the providers again meanwhile."""
        self._service.refresh()
        height = self.menu.sizeHint().height()
        self.menu.popup(self.button.mapToGlobal(QPoint(0, -height - 4)))

    @Slot(Catalog)
    def _render(self, catalog: Catalog) -> None:
        choice = catalog.choice
        shown = (choice, tuple(_looks(row) for row in catalog.rows))
        if shown == self._shown:
            return
        self._shown = shown
        row = catalog.row(choice.provider)
        name = label_text(choice.model, MENU_CHARACTERS) or self.tr("Choose Model")
        self._name = name
        self._elide()
        provider = label_text(row.endpoint.name) if row is not None else ""
        named(self.button, self.tr("Model: {model}, {provider}").format(model=name, provider=provider))
        self.button.setToolTip(tooltip_text(f"{name}\n{provider}".strip()))
        self._draw_place()
        self._fill(catalog)

    @Slot()
    def _draw_place(self) -> None:
        catalog = self._service.state
        row = catalog.row(catalog.choice.provider)
        tokens, ratio = self._theme.tokens, self.devicePixelRatioF()
        self.cube.setPixmap(self._theme.icons.pixmap("models", tokens.text2, 16, ratio))
        self.place.setVisible(row is not None)
        self.place_icon.setVisible(row is not None)
        if row is None:
            return
        local = row.endpoint.is_local
        where = self.tr("On this computer") if local else self.tr("Leaves this computer")
        self.place.show_text(where)
        token = tokens.text3 if local else tokens.warn
        icon = "lock" if local else "network"
        self.place_icon.setPixmap(self._theme.icons.pixmap(icon, token, 14, ratio))

    def _fill(self, catalog: Catalog) -> None:
        self.menu.clear()
        for row in catalog.rows:
            self._add_provider(catalog, row)
        self.menu.addSeparator()
        add_entry(self.menu, self.tr("Add &Provider…")).triggered.connect(self.add_wanted)
        add_entry(self.menu, self.tr("Open &GGUF File…")).triggered.connect(self.file_wanted)
        add_entry(self.menu, self.tr("&Check Again")).triggered.connect(self._service.refresh)

    def _add_provider(self, catalog: Catalog, row: ProviderRow) -> None:
        heading = add_entry(self.menu, as_menu_text(row.endpoint.name))
        heading.setEnabled(False)
        if row.error is not None:
            heading.setToolTip(tooltip_text(explain(row.error, formats.translate).sentence))
        if not row.models:
            add_entry(self.menu, "    " + why_no_models(row)).setEnabled(False)
        menu = self.menu
        if len(row.models) > MOST_MODELS:
            menu = self.menu.addMenu("    " + self.tr("{count} models").format(count=len(row.models)))
        for model in row.models:
            choice = ModelChoice(row.endpoint.id, model.name)
            action = add_entry(menu, "    " + as_menu_text(model.name))
            action.setCheckable(True)
            action.setChecked(choice == catalog.choice)
            action.setToolTip(tooltip_text(label_text(model.name)))
            action.triggered.connect(partial(self._service.choose, choice))


def add_entry(menu: QMenu, text: str) -> QAction:
    """An entry whose text is shown as it is, but for the mnemonic of our own words."""
    action = menu.addAction(text)
    action.setIconVisibleInMenu(False)
    return action


def why_no_models(row: ProviderRow) -> str:
    """What stands in the place of a provider's models."""
    if row.reach is Reach.UNKNOWN:
        return translate("ModelPicker", "Asking…")
    if row.error is not None:
        return translate("ModelPicker", "Does not answer")
    return translate("ModelPicker", "No models")


def _looks(row: ProviderRow) -> tuple[object, ...]:
    """What of a row the menu shows; a new latency or another check does not rebuild it."""
    return row.endpoint, row.reach, tuple(model.name for model in row.models), row.error is None


def as_menu_text(text: str) -> str:
    """Foreign text for a menu: an ampersand is one, and not a mnemonic."""
    return label_text(text, MENU_CHARACTERS).replace("&", "&&")
