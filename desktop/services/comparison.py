"""One question to several models side by side ("Ask all"); nothing is stored until one is gone on with."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.domain.attachments import Attachment
from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import PLAIN_SETUP, ChatSetup
from desktop.domain.comparison import Comparison
from desktop.domain.store import ChatStore
from desktop.services.providers import ProviderService


class ComparisonService(QObject):
    """Publishes one `Comparison`, at most 30 times a second.

    A provider on this computer is asked for one model at a time, since several at once would push each other
    out of memory; one elsewhere for up to four. Every column says by `reply.is_local` whether its question
    leaves this computer, from the moment the question is there.
    """

    changed = Signal(Comparison)
    kept = Signal(int)
    """It became the chat with this id: open that."""

    def __init__(self, store: ChatStore, providers: ProviderService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._providers = store, providers
        self.state = Comparison()

    def ask(
        self,
        prompt: str,
        choices: Sequence[ModelChoice],
        setup: ChatSetup = PLAIN_SETUP,
        attachments: tuple[Attachment, ...] = (),
    ) -> bool:
        """Ask every choice (each once, at most `MOST_COLUMNS`), in place of the comparison before.

        False, and nothing happens, if the prompt is blank, there is no choice, or replies still arrive.
        """
        return False

    def stop(self, place: int | None = None) -> None:
        """Stop one column, or all of them; what has arrived stays."""

    def retry(self, place: int) -> None:
        """Ask a column again whose reply has ended."""

    def go_on(self, place: int) -> None:
        """Make a chat of it: the question, every reply that has text as a branch, and that of `place` shown.

        What still arrives is stopped first. `kept` follows; if the store fails, `changed` with its error in
        that column's reply.
        """

    async def aclose(self) -> None:
        """Stop every reply."""
