"""The turns of one chat in a column that follows its end until the user scrolls up."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.context import ContextUse
from desktop.domain.context_raising import ContextRaise
from desktop.domain.conversation import Conversation
from desktop.services.providers import ProviderService
from desktop.services.pulls import PullService
from desktop.text.messages import Action
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.chat.column import SIDE
from desktop.ui.chat.column_view import COLUMN_WIDTH, EDGE, END_TOLERANCE, ColumnView, Place
from desktop.ui.chat.pull_offer import Offer
from desktop.ui.chat.row_widgets import RowWidgets, Surroundings
from desktop.ui.chat.rows import Row, rows_of
from desktop.ui.chat.selection import ChatSelection
from desktop.ui.chat.wishes import Switch
from desktop.ui.labels import plain_label
from desktop.ui.rendering.selection import Piece
from desktop.ui.theme import Size, Theme

ORDER_MILLISECONDS = 150
"""When the view rests for so long, the Tab key is told of new messages; or when it is pressed."""

__all__ = ["COLUMN_WIDTH", "Place", "Transcript"]


class Transcript(ColumnView):
    """Renders the turns of a `Conversation`; only what changed is touched, and only what is near the view."""

    action_chosen = Signal(Action)
    wished = Signal(object)
    """A `Wish` for one of the messages."""
    earlier_wanted = Signal()
    """The user is near the first turn that is loaded."""
    zoom_stepped = Signal(int)
    """The user turned the wheel with Ctrl: steps, positive to enlarge."""

    def __init__(
        self, theme: Theme, pulls: PullService, providers: ProviderService, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._state = Conversation()
        self._around = Surroundings()
        self._line_above = 0
        self._asked_before = 0
        self._deleted_at = 0
        """The last turn that was shown when something was deleted."""
        named(self, self.tr("Conversation"))
        self.selection = ChatSelection(self.pieces, self._whole_text, self)
        self._widgets = RowWidgets(theme, pulls, providers, self.selection, self)
        self.empty = plain_label(theme, self.tr("No messages yet. Ask something below."), tone="text3")
        self.empty.setParent(self.viewport())
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.latest = ActionButton(theme, self.tr("&Latest"), "chevron-down", parent=self)
        self.latest.setFont(theme.font(Size.DETAIL))
        self.latest.hide()
        self._ordering = QTimer(self)
        self._ordering.setSingleShot(True)
        self._ordering.setInterval(ORDER_MILLISECONDS)
        self._ordering.timeout.connect(self._order_focus)
        self.latest.clicked.connect(self.go_to_end)
        self.selection.dragged.connect(self.follow_pointer)
        self._widgets.action_chosen.connect(self.action_chosen)
        self._widgets.earlier_wanted.connect(self.earlier_wanted)
        self._widgets.wished.connect(self._pass_on)

    @property
    def zoom(self) -> float:
        return self._widgets.zoom

    def open_state(self, state: Conversation) -> None:
        """Show another chat from its end."""
        self.selection.clear()
        self.take_rows([])
        self._state, self._around, self._asked_before = Conversation(), Surroundings(), 0
        self._line_above = 0
        self._follows = True
        self.render_state(state)

    def render_state(
        self,
        state: Conversation,
        *,
        starts_stack: bool = False,
        offer: Offer | None = None,
        can_resume: bool = False,
        begins_anew: bool = False,
    ) -> None:
        """Show the same chat as it is now.

        Its last failure ends when the stack is started (`starts_stack`), or by the pull that is offered.
        """
        old, self._state = self._state, state
        self._around = replace(
            self._around,
            starts_stack=starts_stack,
            offer=offer,
            can_resume=can_resume,
            begins_anew=begins_anew,
        )
        if _has_other_rows(old, state):
            self._take_turns(is_deleted=old.deleted != state.deleted)
        elif state.turns:
            last = next(row for row in reversed(self.column.rows) if row.turn is not None)
            last.turn = state.turns[-1]
        self._render_live()
        self.empty.setVisible(not self.column.rows)

    def show_context(self, use: ContextUse, proposal: ContextRaise | None) -> None:
        """Draw the line above what the model sees, and say what a longer context would cost."""
        self._around = replace(self._around, shortfall=use.shortfall, proposal=proposal)
        if use.first_seen_turn_id != self._line_above:
            self._line_above = use.first_seen_turn_id
            self._take_turns()
        self._render_live()

    def set_zoom(self, factor: float) -> None:
        """Show all texts at a factor of their usual size; what is at the top of the view stays there."""
        anchor = self._held()
        self._widgets.set_zoom(factor, self.column.live())
        if anchor is not None and not self.follows:
            self.hold(anchor)
        self.arrange()

    def pieces(self) -> list[Piece]:
        """The texts of all messages that have widgets, from top to bottom."""
        return [piece for row in self.column.live() for piece in self._widgets.pieces(row)]

    def live_turns(self) -> list[Row]:
        """The turns that have widgets, from top to bottom."""
        return [row for row in self.column.live() if row.turn is not None]

    def first_visible(self) -> int:
        """The id of the first turn in view, 0 if there is none."""
        place = self.column.places.at(self.verticalScrollBar().value())
        rows = self.column.rows[place:]
        return next((row.turn.id for row in rows if row.turn is not None), 0)

    def show_turn(self, turn_id: int, *, marks: bool = True) -> bool:
        """Scroll to a turn, and mark it for a moment; False if it is not loaded."""
        row = self.row_of(turn_id)
        if row is not None:
            self.show_row(row, marks=marks)
        return row is not None

    def focusNextPrevChild(self, next: bool) -> bool:
        if self._ordering.isActive():
            self._order_focus()
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.selection.select_all()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.selection.copy()
        elif event.key() == Qt.Key.Key_End:
            self.go_to_end()
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if steps := round(event.angleDelta().y() / 120):
                self.zoom_stepped.emit(steps)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self.latest.sizeHint()
        self.latest.setGeometry(
            (self.width() - size.width()) // 2, self.height() - size.height() - 8, size.width(), size.height()
        )
        view, height = self.viewport(), self.empty.sizeHint().height()
        self.empty.setGeometry(EDGE, view.height() // 3, max(0, view.width() - 2 * EDGE), height)

    def make(self, row: Row) -> QWidget:
        widget = self._widgets.make(row, self.column)
        self._widgets.render(row, self._state, self._around, widget)
        widget.resize(self.column.width() - 2 * SIDE, row.height)
        widget.show()
        return widget

    def note_drop(self, row: Row) -> None:
        self._widgets.note_drop(row)

    def is_kept(self, row: Row) -> bool:
        return self.selection.is_across or self._widgets.is_in_use(row)

    def is_unfinished(self, row: Row) -> bool:
        return self._widgets.is_unfinished(row, self._state)

    @Slot()
    def note_live(self) -> None:
        for row in self.column.live():
            self._widgets.restore(row)
            self.selection.extend_to(self._widgets.pieces(row))
        self._ordering.start()
        super().note_live()

    def note_place(self, value: int) -> None:
        bar = self.verticalScrollBar()
        self.latest.setVisible(not self.follows and value < bar.maximum() - END_TOLERANCE)
        first = self._state.turns[0].id if self._state.turns else 0
        is_near = value < self.viewport().height() and self._state.earlier and not self._state.is_loading
        if is_near and first != self._asked_before:
            self._asked_before = first  # once: reading may fail, and the button asks again
            self.earlier_wanted.emit()

    def _take_turns(self, *, is_deleted: bool = False) -> None:
        """Follow the turns; the undo is offered until the chat goes on."""
        last = self._state.turns[-1].id if self._state.turns else 0
        if is_deleted:
            self._deleted_at = last
        has_undo = self._state.deleted is not None and self._deleted_at == last
        self.take_rows(rows_of(self._state, self.column.rows, self._line_above, has_undo=has_undo))

    def _render_live(self) -> None:
        for row in self.column.live():
            self._widgets.render(row, self._state, self._around)
        self.arrange()

    @Slot()
    def _order_focus(self) -> None:
        self._ordering.stop()
        self._widgets.order_focus(self, self.column.live())

    @Slot(object)
    def _pass_on(self, wish: object) -> None:
        """Another version comes where one stood: its lower edge, where the arrows are, stays in its place."""
        if isinstance(wish, Switch):
            for row in self.live_turns():
                if row.turn is not None and wish.turn_id in row.turn.siblings:
                    self.hold_bottom(row)
        self.wished.emit(wish)

    def _whole_text(self) -> str:
        """The text of every turn that is loaded, as it was written."""
        return "\n\n".join(turn.content for turn in self._state.turns if turn.content)


def _has_other_rows(old: Conversation, new: Conversation) -> bool:
    """Whether there are other rows than before; a last turn that grows is none."""
    return (
        len(old.turns) != len(new.turns)
        or old.turns[:-1] != new.turns[:-1]
        or (bool(new.turns) and old.turns[-1].id != new.turns[-1].id)
        or bool(old.earlier) != bool(new.earlier)
        or old.deleted != new.deleted
    )
