"""What a model thought before it answered, folded."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.conversation import Phase, Turn
from desktop.ui.buttons import ActionButton
from desktop.ui.chat.reply_words import thinking_text
from desktop.ui.rendering.reply_view import ReplyView
from desktop.ui.theme import Theme


class Thoughts(QWidget):
    """Hidden while there are none; what is folded is not rendered."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turn: Turn | None = None
        self._thinks = False
        self.fold = ActionButton(theme, " ", "branch-right", "fold")
        self.fold.setCheckable(True)
        self.text = ReplyView(theme)
        self.text.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.text)
        self.fold.toggled.connect(self._unfold)

    def render_turn(self, turn: Turn, phase: Phase) -> None:
        self._turn, self._thinks = turn, phase is Phase.THINKING
        self.setVisible(bool(turn.thinking))
        if not turn.thinking:
            self.fold.setChecked(False)
        self.fold.setText(thinking_text(turn, is_thinking=self._thinks))
        self._show_text()

    @Slot(bool)
    def _unfold(self, is_open: bool) -> None:
        self.fold.show_icon("chevron-down" if is_open else "branch-right")
        self.text.setVisible(is_open)
        self._show_text()

    def _show_text(self) -> None:
        if self._turn is not None and self.fold.isChecked():
            self.text.set_text(self._turn.thinking, is_open=self._thinks)
