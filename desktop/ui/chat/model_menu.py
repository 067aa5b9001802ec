"""Every model that can be asked, as entries of a menu."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu

from desktop.domain.catalog import Catalog, ModelChoice
from desktop.ui.chat.picker import MOST_MODELS, as_menu_text


def add_models(menu: QMenu, catalog: Catalog, on_choice: Callable[[ModelChoice], None]) -> None:
    """Add the models of every provider that has some, below its name; many of them as a menu of their own."""
    for row in catalog.rows:
        if not row.models:
            continue
        part = menu
        name = as_menu_text(row.endpoint.name)
        if len(row.models) > MOST_MODELS:
            part = menu.addMenu(name)
        else:
            menu.addAction(name).setEnabled(False)
        for model in row.models:
            action = part.addAction("    " + as_menu_text(model.name))
            action.triggered.connect(partial(_choose, on_choice, ModelChoice(row.endpoint.id, model.name)))


def _choose(on_choice: Callable[[ModelChoice], None], choice: ModelChoice, _checked: bool = False) -> None:
    on_choice(choice)
