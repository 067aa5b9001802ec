"""The line above which the model sees nothing any more, and what a longer context would cost."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.context_raising import ContextRaise
from desktop.ui.buttons import ActionButton
from desktop.ui.chat.context_words import cost_text
from desktop.ui.chat.wishes import RaiseContext
from desktop.ui.labels import plain_label
from desktop.ui.theme import Size, Theme


class ContextLine(QWidget):
    """A rule with centred words; below them the way to a longer context, where it can be set."""

    wished = Signal(object)
    """A `Wish`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = plain_label(
            theme, self.tr("The model no longer sees what is above"), size=Size.DETAIL, tone="text3"
        )
        self.cost = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True)
        self.cost.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.raise_button = ActionButton(theme, self.tr("&Raise the Context"))
        self.raise_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(_rule(), 1)
        line.addWidget(self.words)
        line.addWidget(_rule(), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(6)
        layout.addLayout(line)
        layout.addWidget(self.cost)
        layout.addWidget(self.raise_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.raise_button.clicked.connect(self._raise)
        self.show_proposal(None)

    def show_proposal(self, proposal: ContextRaise | None, *, can_change: bool = True) -> None:
        """Offer a longer context; None where it cannot be set, or not be longer."""
        self.cost.setVisible(proposal is not None)
        self.raise_button.setVisible(proposal is not None)
        self.raise_button.setEnabled(can_change)
        if proposal is not None:
            self.cost.setText(cost_text(proposal))

    @Slot()
    def _raise(self) -> None:
        self.wished.emit(RaiseContext())


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("kind", "rule")
    rule.setFixedHeight(1)
    return rule
