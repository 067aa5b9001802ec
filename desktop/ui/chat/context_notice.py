"""Said above the composer before a question is sent that the context has no room for."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.context import ContextUse, ContextWarning
from desktop.domain.context_cut import ContextCut
from desktop.domain.context_raising import ContextRaise
from desktop.ui import formats
from desktop.ui.accessibility import announce
from desktop.ui.buttons import ActionButton
from desktop.ui.chat.context_words import cost_text, cut_text
from desktop.ui.labels import plain_label
from desktop.ui.theme import Size, Theme


class ContextNotice(QWidget):
    """A quiet line from 85 % on; what will be cut, and the ways out, once it is full."""

    raise_wanted = Signal()
    send_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.hint = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True)
        self.box = QFrame()
        self.box.setProperty("kind", "warn")
        self.icon = QLabel()
        self.sentence = plain_label(theme, weight=QFont.Weight.Medium, wrap=True)
        self.cost = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True)
        self.raise_button = ActionButton(theme, self.tr("&Raise the Context"))
        self.send_anyway = ActionButton(theme, self.tr("Send &Anyway"), "send")
        self._lay_out()
        self.raise_button.clicked.connect(self.raise_wanted)
        self.send_anyway.clicked.connect(self.send_wanted)
        theme.changed.connect(self._draw_icon)
        self._draw_icon()
        self.hide()

    def show_use(
        self, use: ContextUse, cut: ContextCut, proposal: ContextRaise | None, *, is_accepted: bool
    ) -> None:
        """Say what is to be said; `is_accepted`: the user has sent in spite of it, and a line is enough."""
        is_full = use.warning is ContextWarning.FULL and not is_accepted
        self.box.setVisible(is_full)
        self.hint.setVisible(not is_full)
        self.setVisible(use.warning is not ContextWarning.NONE)
        text = cut_text(cut, use)
        if use.warning is ContextWarning.NEARLY_FULL:
            share = formats.percent(use.fraction)
            text = self.tr("The context is nearly full: {percent} with this question.").format(percent=share)
        self.hint.setText(text)
        self.sentence.setText(text)
        self.cost.setVisible(proposal is not None)
        self.raise_button.setVisible(proposal is not None)
        if proposal is not None:
            self.cost.setText(cost_text(proposal))

    def insist(self) -> None:
        """The user wants to send: say it again, and be the next thing that Enter presses."""
        self.send_anyway.setFocus()
        announce(self, self.sentence.text())

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.raise_button, self.send_anyway):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.sentence)
        column.addWidget(self.cost)
        column.addLayout(buttons)
        row = QHBoxLayout(self.box)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.hint)
        layout.addWidget(self.box)

    @Slot()
    def _draw_icon(self) -> None:
        pixmap = self._theme.icons.pixmap("warning", self._theme.tokens.warn, 18, self.devicePixelRatioF())
        self.icon.setPixmap(pixmap)
