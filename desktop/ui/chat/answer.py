"""One reply: who answers, what it thought, the text, how fast it came, and what went wrong."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.conversation import Outcome, Phase, Turn
from desktop.domain.text import label_text
from desktop.services.pulls import PullService
from desktop.text.messages import Action, Explanation, explain
from desktop.ui import formats
from desktop.ui.busy_ring import BusyRing
from desktop.ui.buttons import ActionButton, IconButton
from desktop.ui.chat.pull_offer import Offer, PullOffer
from desktop.ui.labels import plain_label, set_tone
from desktop.ui.notice import Notice
from desktop.ui.rendering.reply_view import ReplyView
from desktop.ui.theme import Size, Theme

_OF_THE_LAST = (
    Action.RETRY,
    Action.CHOOSE_MODEL,
    Action.CHECK_AGAIN,
    Action.START_STACK,
    Action.UNLOCK,
    Action.ENTER_KEY,
)
"""Ways out that only the last reply has: they end with its question being asked again."""


class Answer(QWidget):
    """Renders one turn of the assistant; `phase` is IDLE unless it arrives at this moment."""

    action_chosen = Signal(Action)

    def __init__(self, theme: Theme, pulls: PullService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pulls = theme, pulls
        self._turn: Turn | None = None
        self._shown: tuple[object, ...] = ()
        self.model = plain_label(theme, weight=QFont.Weight.Medium)
        self.provider = plain_label(theme, tone="text2")
        self.remote = plain_label(theme, self.tr("Leaves this computer"), size=Size.CAPTION)
        self.remote.setProperty("kind", "pill-warn")
        self.fold = ActionButton(theme, "", "branch-right", "fold")
        self.fold.setCheckable(True)
        self.thinking = ReplyView(theme)
        self.reply = ReplyView(theme)
        self.ring = BusyRing(theme)
        self.phase = plain_label(theme, size=Size.DETAIL, weight=QFont.Weight.Medium, tone="accent_text")
        self.figures = plain_label(theme, size=Size.DETAIL, tone="text2")
        self.copy = IconButton(theme, "copy", self.tr("Copy Reply"))
        self.again = IconButton(theme, "regenerate", self.tr("Ask Again"))
        self.notice = Notice(theme, start_label=self.tr("&Start the Stack"))
        self.offer: PullOffer | None = None
        """Made when there is something to offer, which is seldom."""
        self._lay_out()
        self.fold.toggled.connect(self._unfold)
        self.copy.clicked.connect(self._copy)
        self.again.clicked.connect(self._ask_again)
        self.notice.chosen.connect(self.action_chosen)

    def render_turn(
        self,
        turn: Turn,
        phase: Phase,
        *,
        is_last: bool,
        starts_stack: bool = False,
        offer: Offer | None = None,
    ) -> None:
        """Show the turn as it is now; parts that are the same are left alone.

        `starts_stack` says that the failure of the turn ends when the stack is started; `offer` stands in its
        place where a pull ends it.
        """
        shown = (turn, phase, is_last, starts_stack, offer)
        if shown == self._shown:
            return
        self._turn, self._shown = turn, shown
        is_open = phase is not Phase.IDLE
        self.model.setText(label_text(turn.model) or ("…" if is_open else self.tr("No model")))
        self.provider.setText(label_text(turn.provider))
        self.remote.setVisible(not turn.is_local)
        self.fold.setVisible(bool(turn.thinking))
        if turn.thinking:
            thinks = phase is Phase.THINKING
            self.fold.setText(self.tr("Thinking…") if thinks else self.tr("Thoughts"))
            if self.fold.isChecked():
                self.thinking.set_text(turn.thinking, is_open=thinks)
        self.reply.setVisible(bool(turn.content))
        self.reply.set_text(turn.content, is_open=is_open)
        self._render_status(turn, phase)
        self.copy.setVisible(not is_open and bool(turn.content))
        self.again.setVisible(not is_open and is_last)
        self._show_offer(offer)
        said = self._explanation(turn, starts_stack=starts_stack)
        self.notice.show_explanation(said if offer is None else None)
        for action in _OF_THE_LAST:
            self.notice.buttons[action].setEnabled(is_last)

    def _show_offer(self, offer: Offer | None) -> None:
        if self.offer is None and offer is not None:
            self.offer = PullOffer(self._theme, self._pulls)
            self.offer.action_chosen.connect(self.action_chosen)
            self._column.insertWidget(self._column.indexOf(self.notice), self.offer)
        if self.offer is not None:
            self.offer.show_offer(offer)

    def _render_status(self, turn: Turn, phase: Phase) -> None:
        words = {
            Phase.IDLE: self.tr("Stopped") if turn.outcome is Outcome.STOPPED else "",
            Phase.CONNECTING: self.tr("Connecting"),
            Phase.LOADING: self.tr("Loading the model"),
            Phase.READING: self.tr("Reading the prompt"),
            Phase.THINKING: self.tr("Thinking"),
            Phase.ANSWERING: self.tr("Writing"),
        }
        self.ring.setVisible(phase is not Phase.IDLE)
        self.phase.setText(words[phase])
        set_tone(self.phase, "text2" if phase is Phase.IDLE else "accent_text")
        self.phase.setVisible(bool(words[phase]))
        figures = []
        if turn.tokens_per_second is not None:
            figures.append(formats.tokens_per_second(turn.tokens_per_second))
        if turn.first_token_seconds is not None:
            first = formats.seconds(turn.first_token_seconds)
            figures.append(self.tr("first token after {time}").format(time=first))
        if turn.reply_tokens:
            figures.append(formats.tokens(turn.reply_tokens))
        self.figures.setText("  ·  ".join(figures))

    def _explanation(self, turn: Turn, *, starts_stack: bool) -> Explanation | None:
        if turn.error is None:
            return Explanation(turn.problem) if turn.problem else None
        said = explain(turn.error, formats.translate)
        return replace(said, actions=(Action.START_STACK, *said.actions)) if starts_stack else said

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.model)
        head.addWidget(self.provider)
        head.addWidget(self.remote)
        head.addStretch(1)
        status = QHBoxLayout()
        status.setSpacing(8)
        for part in (self.ring, self.phase, self.figures):
            status.addWidget(part)
        status.addStretch(1)
        status.addWidget(self.copy)
        status.addWidget(self.again)
        self.fold.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.thinking.hide()
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.thinking)
        layout.addWidget(self.reply)
        layout.addWidget(self.notice)
        layout.addLayout(status)

    @Slot(bool)
    def _unfold(self, is_open: bool) -> None:
        self.fold.show_icon("chevron-down" if is_open else "branch-right")
        if is_open and self._turn is not None:
            self.thinking.set_text(self._turn.thinking, is_open=False)
        self.thinking.setVisible(is_open)

    @Slot()
    def _copy(self) -> None:
        if self._turn is not None:
            QGuiApplication.clipboard().setText(self._turn.content)

    @Slot()
    def _ask_again(self) -> None:
        self.action_chosen.emit(Action.RETRY)
