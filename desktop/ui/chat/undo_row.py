"""What was deleted last, and the way back, at the end of the transcript."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.domain.chat import Role
from desktop.domain.conversation import DeletedTurns
from desktop.ui.buttons import ActionButton
from desktop.ui.chat.wishes import UndoDelete
from desktop.ui.labels import plain_label
from desktop.ui.theme import Theme


class UndoRow(QFrame):
    """Says how much was deleted; Undo brings it back."""

    wished = Signal(object)
    """A `Wish`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.sentence = plain_label(theme, wrap=True)
        self.undo = ActionButton(theme, self.tr("&Undo"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.undo)
        self.undo.clicked.connect(self._undo)

    def show_deleted(self, deleted: DeletedTurns, *, can_change: bool) -> None:
        others = deleted.count - 1
        if deleted.role is Role.USER:
            text = self.tr("Question deleted.")
            if others:
                text = self.tr("Question deleted, with %n message(s) after it.", "", others)
        else:
            text = self.tr("Reply deleted.")
            if others:
                text = self.tr("Reply deleted, with %n message(s) after it.", "", others)
        self.sentence.setText(text)
        self.undo.setEnabled(can_change)

    @Slot()
    def _undo(self) -> None:
        self.wished.emit(UndoDelete())
