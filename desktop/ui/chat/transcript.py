"""The turns of one chat in a column that follows its end until the user scrolls up."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.chat import Role
from desktop.domain.conversation import Conversation, Phase, Turn
from desktop.services.pulls import PullService
from desktop.text.messages import Action
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.chat.answer import Answer
from desktop.ui.chat.pull_offer import Offer
from desktop.ui.chat.user_message import UserMessage
from desktop.ui.labels import plain_label
from desktop.ui.theme import Size, Theme

COLUMN_WIDTH = 736
PAGE_TURNS = 40
"""How many turns have widgets at first, and how many more each press of "Show Earlier" gives."""
END_TOLERANCE = 24


@dataclass(frozen=True, slots=True)
class Place:
    """Where a transcript is scrolled to."""

    first: int
    """The first turn that has a widget."""
    value: int
    """Pixels from the top."""
    follows: bool


class Transcript(QScrollArea):
    """Renders the turns of a `Conversation`; only what changed is touched."""

    action_chosen = Signal(Action)
    reused = Signal(str)
    earlier_wanted = Signal()
    """Turns before those of the `Conversation`."""

    def __init__(self, theme: Theme, pulls: PullService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pulls = theme, pulls
        self._state = Conversation()
        self._starts_stack = False
        self._offer: Offer | None = None
        self._first = 0
        self._widgets: list[UserMessage | Answer] = []
        self._follows = True
        self._held: int | None = None
        """Where to stay until the user scrolls, while the heights of the messages come to be known."""
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        named(self, self.tr("Conversation"))
        self.empty = plain_label(theme, self.tr("No messages yet. Ask something below."), tone="text3")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.earlier = ActionButton(theme, self.tr("Show &Earlier Messages"), "", "quiet")
        self.earlier.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.latest = ActionButton(theme, self.tr("&Latest"), "chevron-down", parent=self)
        self.latest.setFont(theme.font(Size.DETAIL))
        self.latest.hide()
        self._lay_out()
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._keep_end)
        bar.valueChanged.connect(self._note_scroll)
        bar.actionTriggered.connect(self._note_user)
        self.earlier.clicked.connect(self._show_earlier)
        self.latest.clicked.connect(self.go_to_end)

    def open_state(self, state: Conversation) -> None:
        """Show another chat from its end."""
        self._clear()
        self._first = max(0, len(state.turns) - PAGE_TURNS)
        self._follows, self._held = True, None
        self.render_state(state)

    def render_state(
        self, state: Conversation, *, starts_stack: bool = False, offer: Offer | None = None
    ) -> None:
        """Show the same chat as it is now.

        Its last failure ends when the stack is started (`starts_stack`), or by the pull that is offered.
        """
        self._first += _count_before(self._state, state)
        self._state, self._starts_stack, self._offer = state, starts_stack, offer
        shown = state.turns[self._first :]
        while len(self._widgets) > len(shown):
            self._drop_last()
        for place, turn in enumerate(shown):
            wanted = UserMessage if turn.role is Role.USER else Answer
            if place < len(self._widgets) and not isinstance(self._widgets[place], wanted):
                while len(self._widgets) > place:
                    self._drop_last()
            if place == len(self._widgets):
                self._add(self._widget_for(turn))
            widget = self._widgets[place]
            is_last = place == len(shown) - 1
            if isinstance(widget, Answer):
                phase = state.phase if is_last else Phase.IDLE
                widget.render_turn(
                    turn,
                    phase,
                    is_last=is_last,
                    starts_stack=is_last and starts_stack,
                    offer=offer if is_last else None,
                )
            else:
                widget.render_turn(turn)
        self.empty.setVisible(not shown)
        self.earlier.setVisible(self._first > 0 or state.earlier > 0)

    @property
    def place(self) -> Place:
        return Place(self._first, self.verticalScrollBar().value(), self._follows)

    def go_to(self, place: Place) -> None:
        """Scroll to where another transcript of the same chat was."""
        while self._first > place.first:
            self._show_earlier()
        self._follows = place.follows
        self._held = None if place.follows else place.value
        self._keep_end(0, self.verticalScrollBar().maximum())

    @Slot()
    def go_to_end(self) -> None:
        """Follow the end again."""
        self._follows = True
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
        self._show_latest()

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event)
        self._note_user()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self.latest.sizeHint()
        self.latest.setGeometry(
            (self.width() - size.width()) // 2, self.height() - size.height() - 8, size.width(), size.height()
        )

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("kind", "page")
        column = QWidget()
        column.setMaximumWidth(COLUMN_WIDTH)
        self._column = QVBoxLayout(column)
        self._column.setContentsMargins(0, 12, 0, 12)
        self._column.setSpacing(16)
        self._column.addWidget(self.earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        centred = QHBoxLayout(page)
        centred.setContentsMargins(20, 0, 20, 0)
        centred.addStretch(1)
        centred.addWidget(column, 1000)
        centred.addStretch(1)
        self._column.insertWidget(1, self.empty)
        self.setWidget(page)

    def _widget_for(self, turn: Turn) -> UserMessage | Answer:
        return UserMessage(self._theme) if turn.role is Role.USER else Answer(self._theme, self._pulls)

    def _add(self, widget: UserMessage | Answer) -> None:
        self._insert(len(self._widgets), widget)

    def _insert(self, place: int, widget: UserMessage | Answer) -> None:
        self._widgets.insert(place, widget)
        self._column.insertWidget(2 + place, widget)  # after "Show Earlier" and the words for no messages
        if isinstance(widget, Answer):
            widget.action_chosen.connect(self.action_chosen)
        else:
            widget.reused.connect(self.reused)

    def _drop_last(self) -> None:
        widget = self._widgets.pop()
        self._column.removeWidget(widget)  # before deleteLater: qt_traps.md section 3
        widget.hide()
        widget.deleteLater()

    def _clear(self) -> None:
        while self._widgets:
            self._drop_last()

    @Slot()
    def _show_earlier(self) -> None:
        """Give the turns before the first shown one their widgets; what is in view stays in view."""
        if self._first <= PAGE_TURNS and self._state.earlier:
            self.earlier_wanted.emit()
        first = max(0, self._first - PAGE_TURNS)
        bar = self.verticalScrollBar()
        from_end = bar.maximum() - bar.value()
        self._follows = False
        for place, turn in enumerate(self._state.turns[first : self._first]):
            self._insert(place, self._widget_for(turn))
        self._first = first
        self.render_state(self._state, starts_stack=self._starts_stack, offer=self._offer)
        self._column.activate()
        bar.setValue(bar.maximum() - from_end)

    @Slot(int, int)
    def _keep_end(self, _low: int, high: int) -> None:
        if self._follows:
            self.verticalScrollBar().setValue(high)
        elif self._held is not None:
            self.verticalScrollBar().setValue(min(self._held, high))
        self._show_latest()

    @Slot()
    def _note_user(self) -> None:
        """Only the user's own scrolling lets the end go; content that grows does not."""
        bar = self.verticalScrollBar()
        self._follows = bar.sliderPosition() >= bar.maximum() - END_TOLERANCE
        self._held = None
        self._show_latest()

    @Slot()
    def _note_scroll(self) -> None:
        self._show_latest()

    def _show_latest(self) -> None:
        bar = self.verticalScrollBar()
        self.latest.setVisible(not self._follows and bar.value() < bar.maximum() - END_TOLERANCE)


def _count_before(old: Conversation, new: Conversation) -> int:
    """How many turns have come before the first one that was there."""
    if not old.turns or old.chat_id != new.chat_id:
        return 0
    return new.position(old.turns[0].id) or 0
