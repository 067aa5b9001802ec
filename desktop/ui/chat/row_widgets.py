"""The widgets of a transcript's rows: made, rendered, and told what they need to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from desktop.domain.chat import Role
from desktop.domain.context import PromptShortfall
from desktop.domain.context_raising import ContextRaise
from desktop.domain.conversation import Conversation, Phase
from desktop.services.providers import ProviderService
from desktop.services.pulls import PullService
from desktop.text.messages import Action
from desktop.ui.buttons import ActionButton
from desktop.ui.chat.answer import Answer, AnswerState
from desktop.ui.chat.context_line import ContextLine
from desktop.ui.chat.pull_offer import Offer
from desktop.ui.chat.rows import EARLIER, LINE, Row
from desktop.ui.chat.selection import ChatSelection
from desktop.ui.chat.undo_row import UndoRow
from desktop.ui.chat.user_message import UserMessage
from desktop.ui.rendering.selection import Piece
from desktop.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the last reply, and the line, have to know besides the turns."""

    starts_stack: bool = False
    offer: Offer | None = None
    can_resume: bool = False
    begins_anew: bool = False
    shortfall: PromptShortfall | None = None
    proposal: ContextRaise | None = None


class RowWidgets(QObject):
    """Knows which widget a row has, and what is in it."""

    action_chosen = Signal(Action)
    wished = Signal(object)
    """A `Wish`."""
    earlier_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        pulls: PullService,
        providers: ProviderService,
        selection: ChatSelection,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme, self._pulls, self._providers, self._selection = theme, pulls, providers, selection
        self.zoom = 1.0

    def make(self, row: Row, parent: QWidget) -> QWidget:
        """The widget of a row, hidden."""
        if row.turn is None:
            return self._make_other(row, parent)
        widget: UserMessage | Answer
        if row.turn.role is Role.USER:
            widget = UserMessage(self._theme, parent)
            widget.edit_draft = row.edit_draft
            self._selection.watch(widget.text)
        else:
            widget = Answer(self._theme, self._pulls, self._providers, parent)
            widget.action_chosen.connect(self.action_chosen)
            widget.select_with(self._selection)
        widget.set_zoom(self.zoom)
        widget.wished.connect(self.wished)
        return widget

    def render(
        self, row: Row, state: Conversation, around: Surroundings, widget: QWidget | None = None
    ) -> None:
        """Show a row as it is now; parts that are the same are left alone."""
        widget = widget or row.widget
        can_change = not state.is_replying
        if isinstance(widget, Answer) and row.turn is not None:
            is_last = row.turn.id == state.turns[-1].id
            shown = AnswerState(
                state.phase if is_last else Phase.IDLE,
                is_last,
                can_change,
                is_last and around.starts_stack,
                around.offer if is_last else None,
                is_last and around.can_resume,
                is_last and around.begins_anew,
                around.shortfall if is_last else None,
            )
            widget.render_turn(row.turn, shown)
        elif isinstance(widget, UserMessage) and row.turn is not None:
            widget.render_turn(row.turn, can_change=can_change)
        elif isinstance(widget, ContextLine):
            widget.show_proposal(around.proposal, can_change=can_change)
        elif isinstance(widget, UndoRow) and state.deleted is not None:
            widget.show_deleted(state.deleted, can_change=can_change)

    def set_zoom(self, factor: float, rows: Sequence[Row]) -> None:
        self.zoom = factor
        for row in rows:
            if isinstance(row.widget, UserMessage | Answer):
                row.widget.set_zoom(factor)

    def pieces(self, row: Row) -> list[Piece]:
        """The texts of a row, from top to bottom."""
        return row.widget.pieces() if isinstance(row.widget, UserMessage | Answer) else []

    def restore(self, row: Row) -> None:
        """What the user did to a message before it went out of view, once it is shown again."""
        if isinstance(row.widget, Answer) and row.is_unfolded:
            row.widget.fold.setChecked(True)

    def note_drop(self, row: Row) -> None:
        """Keep what the user did to a message that goes out of view."""
        if isinstance(row.widget, UserMessage):
            row.edit_draft = row.widget.edit_draft
        elif isinstance(row.widget, Answer):
            row.is_unfolded = row.widget.fold.isChecked()

    def is_in_use(self, row: Row) -> bool:
        """Whether a message has the focus, or a question is being changed."""
        if isinstance(row.widget, UserMessage) and row.widget.is_editing:
            return True
        focus = QApplication.focusWidget()
        return focus is not None and row.widget is not None and row.widget.isAncestorOf(focus)

    def is_unfinished(self, row: Row, state: Conversation) -> bool:
        """Whether a reply that does not arrive any more is still being rendered."""
        if not isinstance(row.widget, Answer) or not row.widget.reply.is_rendering():
            return False
        return not (state.is_replying and row.turn is state.turns[-1])

    def order_focus(self, before: QWidget, rows: Sequence[Row]) -> None:
        """Have the Tab key go through the messages in their order; Qt puts what was made last at the end."""
        stops = [before]
        for row in rows:
            if row.widget is not None:
                stops += _stops(row.widget)
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def _make_other(self, row: Row, parent: QWidget) -> QWidget:
        if row.key == EARLIER:
            return self._make_earlier(parent)
        widget = ContextLine(self._theme, parent) if row.key == LINE else UndoRow(self._theme, parent)
        widget.wished.connect(self.wished)
        return widget

    def _make_earlier(self, parent: QWidget) -> QWidget:
        holder = QWidget(parent)
        button = ActionButton(self._theme, self.tr("Show &Earlier Messages"), "", "quiet")
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.clicked.connect(self.earlier_wanted)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        return holder


def _stops(widget: QWidget) -> list[QWidget]:
    """What in a message takes the focus, from top to bottom and from left to right."""
    parts = [part for part in widget.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    places = {part: part.mapTo(widget, QPoint(0, 0)) for part in parts}
    return sorted(parts, key=lambda part: (places[part].y(), places[part].x()))
