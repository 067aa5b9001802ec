"""The models of the provider that is looked at: what they are, and what can be done to them."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.installed import ProviderModels
from desktop.domain.pulls import Pull
from desktop.domain.store import ChatStore
from desktop.services.providers import ProviderService
from desktop.services.settings import SettingsService

UNDO_SECONDS = 10.0
"""How long a deletion can be taken back before the server is told."""


class PullsUnderWay(Protocol):
    """What is asked of the pulls here."""

    def is_pulling(self, provider: str, model: str) -> bool:
        """Whether a pull of the model has begun (or waits in the queue) and has not ended."""
        ...


class ModelService(QObject):
    """Publishes one `ProviderModels`. Every error is in it: of the list, of a row, or of the import.

    The rows are those of `ProviderService`, so that the page and the picker never disagree.
    """

    changed = Signal(ProviderModels)

    def __init__(
        self,
        providers: ProviderService,
        pulls: PullsUnderWay,
        settings: SettingsService,
        store: ChatStore,
        is_answering: Callable[[str, str], bool],
        parent: QObject | None = None,
        undo_seconds: float = UNDO_SECONDS,
    ) -> None:
        """`is_answering` tells whether a chat is being answered by a model, given the provider's id too."""
        super().__init__(parent)
        self.state = ProviderModels()

    def show(self, provider: str) -> None:
        """Look at the models of a provider (by its id), and read them; a pending deletion is carried out."""

    def refresh(self) -> None:
        """Read list, loaded models, disk use and last uses; what is known stays until the answers come."""

    def watch(self, *, is_seen: bool) -> None:
        """Ask for the loaded models every few seconds while somebody looks, and not at all otherwise."""

    def read_details(self, model: str) -> None:
        """Put the details of a model into its row; once known they are not asked for again."""

    def load(self, model: str) -> None:
        """Bring a model into memory; ignored while something is done to it."""

    def unload(self, model: str) -> None:
        """Take a model out of memory; one that is being loaded is not loaded any further."""

    def set_default(self, model: str) -> None:
        """Chats with this provider use the model unless told otherwise, from now on."""

    def delete(self, model: str, *, is_confirmed: bool = False) -> None:
        """Take a model out of the list, and delete it on the server 10 s later; the last one waiting goes now.

        Refused while the model is pulled, and unless it `is_confirmed` while a chat is answered by it: then
        the row's error is `ModelBusy` (`pulling`, `in-use`).
        """

    def undo_delete(self) -> None:
        """Bring the deleted model back into the list; ignored when it is too late."""

    def check_updates(self) -> None:
        """Ask the registry about every model: only on the user's word, since it learns their names."""

    def import_file(self, model: str, path: str) -> None:
        """Make a model of a GGUF file; ignored while another is being made."""

    def cancel_import(self) -> None:
        """Stop the import. What was uploaded stays on the server, so that trying again goes faster."""

    def dismiss_import(self) -> None:
        """Take an import that has ended out of the state."""

    @Slot(Pull)
    def take_pull(self, pull: Pull) -> None:
        """Show the model of a pull that is done; to be connected to the pulls' `ended`."""

    async def aclose(self) -> None:
        """Carry out a pending deletion, and stop asking. The providers have to be open until then."""
