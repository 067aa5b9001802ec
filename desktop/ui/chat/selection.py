"""The selection of a transcript: over all its messages, those without a widget included."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from desktop.ui.rendering.selection import Piece, TextSelection


class ChatSelection(TextSelection):
    """Select All means the chat, in whichever message the cursor is; `whole` gives its text."""

    def __init__(
        self,
        pieces: Callable[[], Sequence[Piece]],
        whole: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(pieces, parent)
        self._whole = whole
        self._is_whole = False
        self.changed.connect(self._note_change)

    @property
    def is_whole(self) -> bool:
        """Whether the whole chat is selected, of which only a part has widgets."""
        return self._is_whole

    @Slot()
    def select_all(self) -> None:
        super().select_all()
        self._is_whole = True

    def extend_to(self, pieces: Sequence[Piece]) -> None:
        """Select in a message that has come near the view, if the whole chat is selected."""
        if self._is_whole:
            for piece in pieces:
                piece.widget.selectAll()

    @Slot()
    def copy(self) -> None:
        if self._is_whole:
            QGuiApplication.clipboard().setText(self._whole())
        else:
            super().copy()

    @Slot()
    def copy_markdown(self) -> None:
        if self._is_whole:
            QGuiApplication.clipboard().setText(self._whole())
        else:
            super().copy_markdown()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See `TextSelection`; a press of the mouse ends the selection of all."""
        is_key = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_key and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
            return True
        if event.type() is QEvent.Type.MouseButtonPress:
            self._is_whole = False
        return super().eventFilter(watched, event)

    @Slot()
    def _note_change(self) -> None:
        """Any other selection, or none, is not the whole; `select_all` says so after this."""
        self._is_whole = False
