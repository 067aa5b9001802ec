"""Asks before containers, images or models are taken away, and says what stays."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.domain.stack import Removal
from desktop.ui.dialogs import ConfirmDialog
from desktop.ui.formats import translate
from desktop.ui.theme import Theme


class RemovalDialog(ConfirmDialog):
    """One question for each kind of removal; `on_removal` is called when it is answered with yes."""

    def __init__(
        self, theme: Theme, removal: Removal, on_removal: Callable[[Removal], None], parent: QWidget
    ) -> None:
        title, text, button = _words(removal)
        super().__init__(theme, title, text, [(button, "danger")], self._answer, parent)
        self._removal, self._on_removal = removal, on_removal

    def _answer(self, _choice: int, _is_remembered: bool) -> None:
        self._on_removal(self._removal)


def _words(removal: Removal) -> tuple[str, str, str]:
    """Title, what it costs, and the button."""
    match removal:
        case Removal.CONTAINERS:
            return (
                translate("stack", "Remove the Containers?"),
                translate(
                    "stack", "The stack is stopped. Image and models stay; the next start makes it anew."
                ),
                translate("stack", "&Remove Containers"),
            )
        case Removal.IMAGES:
            return (
                translate("stack", "Remove the Images?"),
                translate(
                    "stack", "The containers go too. The next start fetches the image again; the models stay."
                ),
                translate("stack", "&Remove Images"),
            )
        case Removal.MODELS:
            return (
                translate("stack", "Delete All Models?"),
                translate(
                    "stack", "Every model that was pulled into the stack is deleted. This cannot be undone."
                ),
                translate("stack", "&Delete All Models"),
            )
