"""One reply: who answers, what it thought, the text, how fast it came, and what went wrong."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.catalog import ModelChoice
from desktop.domain.context import PromptShortfall
from desktop.domain.conversation import Phase, Turn
from desktop.domain.text import label_text
from desktop.services.providers import ProviderService
from desktop.services.pulls import PullService
from desktop.text.messages import Action, Explanation, explain
from desktop.ui import formats
from desktop.ui.buttons import ActionButton, IconButton
from desktop.ui.chat.answer_status import AnswerStatus
from desktop.ui.chat.model_menu import add_models
from desktop.ui.chat.pull_offer import Offer, PullOffer
from desktop.ui.chat.reply_words import thinking_text
from desktop.ui.chat.shortfall_note import ShortfallNote
from desktop.ui.chat.turn_bar import TurnBar
from desktop.ui.chat.wishes import Regenerate, Resume
from desktop.ui.labels import plain_label
from desktop.ui.notice import Notice
from desktop.ui.rendering.reply_view import ReplyView
from desktop.ui.rendering.selection import Piece, TextSelection
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


@dataclass(frozen=True, slots=True)
class AnswerState:
    """What is to be known of a reply besides its turn."""

    phase: Phase = Phase.IDLE
    """IDLE unless it arrives at this moment."""
    is_last: bool = False
    can_change: bool = True
    """Whether another version can be asked for or shown; not while a reply arrives."""
    starts_stack: bool = False
    """Its failure ends when the stack is started."""
    offer: Offer | None = None
    """Stands in the place of the failure where a pull ends it."""
    can_resume: bool = False
    begins_anew: bool = False
    """It was cut off, and its provider cannot go on with it."""
    shortfall: PromptShortfall | None = None


class Answer(QWidget):
    """Renders one turn of the assistant; parts that are seldom needed are made when they are."""

    action_chosen = Signal(Action)
    wished = Signal(object)
    """A `Wish`."""

    def __init__(
        self, theme: Theme, pulls: PullService, providers: ProviderService, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._pulls, self._providers = theme, pulls, providers
        self._turn: Turn | None = None
        self._shown: tuple[object, ...] = ()
        self._zoom = 1.0
        self._selection: TextSelection | None = None
        self._notice: Notice | None = None
        self._thinking: ReplyView | None = None
        self.offer: PullOffer | None = None
        self.shortfall: ShortfallNote | None = None
        self.limit: QLabel | None = None
        """Says why a reply that was cut off cannot go on."""
        self.model = plain_label(theme, weight=QFont.Weight.Medium)
        self.provider = plain_label(theme, tone="text2")
        self.remote = plain_label(theme, self.tr("Leaves this computer"), size=Size.CAPTION)
        self.remote.setProperty("kind", "pill-warn")
        self.fold = ActionButton(theme, "", "branch-right", "fold")
        self.fold.setCheckable(True)
        self.reply = ReplyView(theme)
        self.resume = ActionButton(theme, self.tr("&Continue"), "resume")
        self.again = IconButton(theme, "regenerate", self.tr("Ask Again"))
        self.bar = TurnBar(
            theme,
            self.again,
            self.tr("Copy Reply"),
            self.reply.to_plain_text,
            self.reply.source,
            copies_markdown=True,
        )
        self.bar.fill = self._add_models
        self.copy = self.bar.copy
        self.status = AnswerStatus(theme, self.bar)
        self.phase, self.figures = self.status.phase, self.status.figures
        self._lay_out()
        self.fold.toggled.connect(self._unfold)
        self.again.clicked.connect(self._ask_again)
        self.resume.clicked.connect(self._resume)
        self.bar.wished.connect(self.wished)

    @property
    def turn(self) -> Turn | None:
        return self._turn

    @property
    def notice(self) -> Notice:
        """What went wrong; hidden if nothing did."""
        if self._notice is None:
            self._notice = Notice(self._theme, start_label=self.tr("&Start the Stack"))
            self._notice.chosen.connect(self.action_chosen)
            self._insert_above_status(self._notice)
        return self._notice

    @property
    def thinking(self) -> ReplyView:
        """What it thought; hidden while it is folded."""
        if self._thinking is None:
            self._thinking = ReplyView(self._theme)
            self._thinking.hide()
            self._thinking.set_zoom(self._zoom)
            if self._selection is not None:
                self._thinking.select_with(self._selection)
            self._column.insertWidget(self._column.indexOf(self.reply), self._thinking)
        return self._thinking

    def render_turn(self, turn: Turn, state: AnswerState) -> None:
        """Show the turn as it is now; parts that are the same are left alone."""
        shown = (turn, state)
        if shown == self._shown:
            return
        self._turn, self._shown = turn, shown
        is_open = state.phase is not Phase.IDLE
        self.model.setText(label_text(turn.model) or ("…" if is_open else self.tr("No model")))
        self.provider.setText(label_text(turn.provider))
        self.remote.setVisible(not turn.is_local)
        self._render_thinking(turn, state.phase)
        self.reply.setVisible(bool(turn.content))
        self.reply.set_text(turn.content, is_open=is_open)
        self.status.render_turn(turn, state.phase)
        self.bar.render_turn(turn, can_change=state.can_change, is_open=is_open)
        self.again.setVisible(not is_open)
        self.again.setEnabled(state.can_change)
        self.resume.setVisible(state.can_resume)
        self._show_offer(state.offer)
        self._show_shortfall(state.shortfall)
        self._show_failure(turn, state)
        self._show_limit(begins_anew=state.begins_anew)  # after it, so that it stands below the failure

    def pieces(self) -> list[Piece]:
        """Its texts from top to bottom, for a selection."""
        thoughts = self._thinking.pieces() if self._thinking is not None and self.fold.isChecked() else []
        return [*thoughts, *self.reply.pieces()]

    def views(self) -> list[ReplyView]:
        """What of it can be searched, from top to bottom."""
        return [self.reply]

    def select_with(self, selection: TextSelection) -> None:
        """Let `selection` follow the mouse in all its texts; call it once."""
        self._selection = selection
        self.reply.select_with(selection)

    def set_zoom(self, factor: float) -> None:
        self._zoom = factor
        self.reply.set_zoom(factor)
        if self._thinking is not None:
            self._thinking.set_zoom(factor)

    def _render_thinking(self, turn: Turn, phase: Phase) -> None:
        self.fold.setVisible(bool(turn.thinking))
        if not turn.thinking:
            self.fold.setChecked(False)
            return
        thinks = phase is Phase.THINKING
        self.fold.setText(thinking_text(turn, is_thinking=thinks))
        if self.fold.isChecked():
            self.thinking.set_text(turn.thinking, is_open=thinks)

    def _show_limit(self, *, begins_anew: bool) -> None:
        if self.limit is None and begins_anew:
            text = self.tr("This server cannot go on with a reply that was cut off. Ask again for a new one.")
            self.limit = plain_label(self._theme, text, size=Size.DETAIL, tone="text2", wrap=True)
            self._insert_above_status(self.limit)
        if self.limit is not None:
            self.limit.setVisible(begins_anew)

    def _show_offer(self, offer: Offer | None) -> None:
        if self.offer is None and offer is not None:
            self.offer = PullOffer(self._theme, self._pulls)
            self.offer.action_chosen.connect(self.action_chosen)
            self._insert_above_status(self.offer)
        if self.offer is not None:
            self.offer.show_offer(offer)

    def _show_shortfall(self, shortfall: PromptShortfall | None) -> None:
        if self.shortfall is None and shortfall is not None:
            self.shortfall = ShortfallNote(self._theme)
            self._insert_above_status(self.shortfall)
        if self.shortfall is not None:
            self.shortfall.show_shortfall(shortfall)

    def _show_failure(self, turn: Turn, state: AnswerState) -> None:
        said = _explanation(turn, starts_stack=state.starts_stack) if state.offer is None else None
        if said is None and self._notice is None:
            return
        self.notice.show_explanation(said)
        for action in _OF_THE_LAST:
            self.notice.buttons[action].setEnabled(state.is_last)

    def _insert_above_status(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.indexOf(self.resume), widget)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.model)
        head.addWidget(self.provider)
        head.addWidget(self.remote)
        head.addStretch(1)
        for button in (self.fold, self.resume):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.reply)
        layout.addWidget(self.resume, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.status)

    def _add_models(self, menu: QMenu) -> None:
        if self.again.isEnabled():
            part = menu.addMenu(self.tr("Ask &Again With"))
            add_models(part, self._providers.state, self._ask)

    @Slot(bool)
    def _unfold(self, is_open: bool) -> None:
        self.fold.show_icon("chevron-down" if is_open else "branch-right")
        if is_open and self._turn is not None:
            self.thinking.set_text(self._turn.thinking, is_open=False)
        if self._thinking is not None:
            self._thinking.setVisible(is_open)

    @Slot()
    def _ask_again(self) -> None:
        self._ask(None)

    def _ask(self, choice: ModelChoice | None) -> None:
        if self._turn is not None:
            self.wished.emit(Regenerate(self._turn.id, choice))

    @Slot()
    def _resume(self) -> None:
        self.wished.emit(Resume())


def _explanation(turn: Turn, *, starts_stack: bool) -> Explanation | None:
    if turn.error is None:
        return Explanation(turn.problem) if turn.problem else None
    said = explain(turn.error, formats.translate)
    return replace(said, actions=(Action.START_STACK, *said.actions)) if starts_stack else said
