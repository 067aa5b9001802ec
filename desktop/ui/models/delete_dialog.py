"""Asks before a model is deleted, and says what that means for the one that is loaded or the default."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.domain.errors import ModelBusy
from desktop.domain.installed import ModelRow
from desktop.domain.text import label_text
from desktop.services.models import UNDO_SECONDS, ModelService
from desktop.ui.dialogs import ConfirmDialog
from desktop.ui.formats import translate
from desktop.ui.models import figures
from desktop.ui.theme import Theme

NAME_CHARACTERS = 60


class DeleteDialog(ConfirmDialog):
    """`on_delete` gets the model's name when the answer is yes."""

    def __init__(
        self, theme: Theme, row: ModelRow, on_delete: Callable[[str], None], parent: QWidget
    ) -> None:
        name = label_text(row.model.name, NAME_CHARACTERS)
        title = translate("models", "Delete {model}?").format(model=name)
        button = translate("models", "&Delete")
        super().__init__(theme, title, _meaning(row), [(button, "danger")], self._answer, parent)
        self._model, self._on_delete = row.model.name, on_delete

    def _answer(self, _choice: int, _is_remembered: bool) -> None:
        self._on_delete(self._model)


def ask_deletion(theme: Theme, models: ModelService, model: str, parent: QWidget) -> None:
    """Ask, then delete; while a chat is being answered by the model, say so and ask once more."""
    row = models.state.row(model)
    if row is None or not models.state.can_delete:
        return
    is_told = _is_answering(row)

    def delete(name: str) -> None:
        models.delete(name, is_confirmed=is_told)
        left = models.state.row(name)
        if left is not None and _is_answering(left) and not is_told:
            ask_deletion(theme, models, name, parent)

    DeleteDialog(theme, row, delete, parent).open()


def _is_answering(row: ModelRow) -> bool:
    """Whether a deletion was refused because a chat is being answered."""
    return isinstance(row.error, ModelBusy) and row.error.reason == "in-use"


def _meaning(row: ModelRow) -> str:
    """What it frees, what else changes, and how long it can be taken back."""
    parts = []
    if _is_answering(row):
        parts.append(translate("models", "A chat is being answered by it; that reply would stop."))
    if row.model.size_bytes:
        size = figures.size(row.model.size_bytes)
        parts.append(translate("models", "It takes {size} on the disk.").format(size=size))
    if row.loaded is not None:
        parts.append(translate("models", "It is loaded, and is taken out of memory first."))
    if row.is_default:
        parts.append(
            translate("models", "It is the default: new chats use the first of the other models then.")
        )
    parts.append(
        translate(
            "models", "You can undo this for {seconds} s; after that it has to be pulled again."
        ).format(seconds=round(UNDO_SECONDS))
    )
    return " ".join(parts)
