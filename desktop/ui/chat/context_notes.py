"""What the context guard knows, said in the transcript."""

from PySide6.QtCore import QObject, Slot

from desktop.domain.context import ContextUse
from desktop.services.context_guard import ContextGuard
from desktop.ui.chat.page import ChatPage


class ContextNotes(QObject):
    """Draws the line above what the model sees, and has the context raised from there."""

    def __init__(self, page: ChatPage, guard: ContextGuard) -> None:
        super().__init__(page)
        self._page, self._guard = page, guard
        guard.changed.connect(self._show)
        page.raise_wanted.connect(guard.raise_context)
        page.chat_opened.connect(self._show_now)
        self._show(guard.state)

    @Slot()
    def _show_now(self) -> None:
        self._show(self._guard.state)

    @Slot(ContextUse)
    def _show(self, use: ContextUse) -> None:
        proposal = self._guard.proposal() if use.first_seen_turn_id else None
        self._page.transcript.show_context(use, proposal)
