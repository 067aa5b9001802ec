"""Finding words in a chat: every turn is counted, those near the view are marked.

Turns that have no widget are counted by their source, and exactly once they have been shown. Those that are
not loaded are counted by the store; they are loaded down from a match that is gone to.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.domain.conversation import Conversation, Turn
from desktop.domain.errors import StoreError
from desktop.domain.store import PAGE_TURNS, FoundTurn
from desktop.services.chat_find import ChatFindService, ChatFound
from desktop.text.messages import Explanation, explain
from desktop.ui import formats
from desktop.ui.chat.answer import Answer
from desktop.ui.chat.find_bar import FindBar
from desktop.ui.chat.rows import Row
from desktop.ui.chat.transcript import Transcript
from desktop.ui.chat.user_message import UserMessage
from desktop.ui.rendering.finding import Match, mark_matches, matches_in, place_of
from desktop.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class _Place:
    """The match that is the current one: which of a turn's."""

    turn_id: int
    index: int


@dataclass(frozen=True, slots=True)
class _Target:
    """A match in a turn that is being loaded, and which way was gone to it."""

    turn_id: int
    index: int
    step: int


class Finder(QObject):
    """Marks in `transcript` what is typed into `bar`."""

    earlier_wanted = Signal(int)
    """So many turns before the first loaded one: a match is there."""
    refused = Signal(Explanation)
    """The turns that are not loaded could not be searched."""

    def __init__(
        self, theme: Theme, bar: FindBar, transcript: Transcript, everywhere: ChatFindService
    ) -> None:
        """`everywhere` searches what is not loaded."""
        super().__init__(transcript)
        self._theme, self._bar, self._transcript, self._everywhere = theme, bar, transcript, everywhere
        self._words = ""
        self._chat_id = 0
        self._turns: Sequence[Turn] = ()
        self._earlier = 0
        self._above: tuple[FoundTurn, ...] | None = ()
        """Turns with the words before the first loaded one; None while nobody knows."""
        self._target: _Target | None = None
        self._counted: dict[int, tuple[str, int]] = {}
        """By the turn's id: the text that was counted, and how often the words are in it."""
        self._current: _Place | None = None
        self._is_marking = False
        bar.searched.connect(self._search)
        bar.stepped.connect(self._step)
        everywhere.found.connect(self._take)
        everywhere.failed.connect(self._refuse)
        transcript.live_changed.connect(self._mark)
        # After the texts, which are rendered anew in other colours and lose their marks.
        theme.changed.connect(self._mark, Qt.ConnectionType.QueuedConnection)

    def note_state(self, state: Conversation) -> None:
        """Take the turns as they are now."""
        first = self._turns[0].id if self._turns else 0
        ids = {turn.id for turn in state.turns}
        goes_on = state.chat_id == self._chat_id and first in ids
        has_more = state.earlier != self._earlier
        self._chat_id, self._turns, self._earlier = state.chat_id, state.turns, state.earlier
        if not self._words:
            return
        if self._current is not None and self._current.turn_id not in ids:
            self._current = None
        if not goes_on:
            self._search_above()
        elif self._above is not None:
            self._above = self._not_loaded(self._above)
        self._count()
        self._mark()
        target = self._target
        if target is not None and (has_more or target.turn_id in ids):
            self._target = None
            self._go(target.turn_id, target.index, target.step)

    def forget(self) -> None:
        """Another chat is in front."""
        self._current = self._target = None
        self._counted.clear()
        self._everywhere.forget()

    @Slot(str)
    def _search(self, words: str) -> None:
        self._words = words
        self.forget()
        self._above = ()
        self._search_above()
        self._count()
        found = self._found()
        if found:
            order = [turn.id for turn in self._turns]
            first = self._transcript.first_visible()
            start = order.index(first) if first in order else 0
            below = [turn_id for turn_id in order[start:] if turn_id in found]
            self._go(below[0] if below else found[-1], 0, 1)
        self._mark()

    def _search_above(self) -> None:
        """Ask for the matches that are not loaded."""
        self._above = None if self._words and self._earlier else ()
        if self._above is None:
            self._everywhere.find(self._chat_id, self._words)

    @Slot(ChatFound)
    def _take(self, found: ChatFound) -> None:
        if (found.chat_id, found.words) != (self._chat_id, self._words):
            return
        self._above = self._not_loaded(found.turns)
        if self._current is None and self._above:
            self._go(self._above[-1].turn_id, -1, -1)
        self._say()

    def _not_loaded(self, found: Sequence[FoundTurn]) -> tuple[FoundTurn, ...]:
        return tuple(turn for turn in found if turn.place < self._earlier)

    @Slot(StoreError)
    def _refuse(self, error: StoreError) -> None:
        self.refused.emit(explain(error, formats.translate))

    @Slot(int)
    def _step(self, step: int) -> None:
        found = self._found()
        if not found:
            return
        if self._current is None or self._current.turn_id not in found:
            self._go(found[0] if step > 0 else found[-1], 0 if step > 0 else -1, step)
            return
        count = self._counted[self._current.turn_id][1]
        index = self._current.index + step
        if 0 <= index < count:
            self._go(self._current.turn_id, index, step)
        else:
            place = (found.index(self._current.turn_id) + step) % len(found)
            self._go(found[place], 0 if step > 0 else -1, step)

    def _go(self, turn_id: int, index: int, step: int) -> None:
        """Show a match; turns whose source has the words, and whose shown text has not, are passed over."""
        found = self._found()
        for _ in range(len(found)):
            if self._load(turn_id, index, step):
                return
            matches = self._show_turn(turn_id)
            if matches:
                self._current = _Place(turn_id, index % len(matches) if index < 0 else index)
                match = matches[min(self._current.index, len(matches) - 1)]
                self._mark()
                self._reveal(turn_id, match)
                return
            turn_id = found[(found.index(turn_id) + step) % len(found)]
            index = 0 if step > 0 else -1
        self._current = None
        self._mark()

    def _load(self, turn_id: int, index: int, step: int) -> bool:
        """Have a turn loaded if it is not, with some before it; `note_state` goes on then."""
        place = next((one.place for one in self._above or () if one.turn_id == turn_id), None)
        if place is None:
            return False
        self._target = _Target(turn_id, index, step)
        self.earlier_wanted.emit(self._earlier - place + PAGE_TURNS // 2)
        return True

    def _show_turn(self, turn_id: int) -> list[Match]:
        row = self._transcript.row_of(turn_id)
        if row is not None and row.widget is None:
            self._transcript.show_turn(turn_id, marks=False)
        return self._matches(row) if row is not None else []

    def _reveal(self, turn_id: int, match: Match) -> None:
        row = self._transcript.row_of(turn_id)
        if row is None or row.widget is None:
            return
        self._transcript.arrange()
        if isinstance(row.widget, Answer):
            view = row.widget.reply
            self._transcript.reveal(view.place_of(match), view)
        else:
            self._transcript.reveal(place_of(match, row.widget), row.widget)

    @Slot()
    def _mark(self) -> None:
        """Mark every match that has a widget, and say how many there are."""
        if self._is_marking:
            return
        self._is_marking = True
        for row in self._transcript.live_turns():
            matches = self._matches(row) if self._words else []
            current = None
            if self._current is not None and row.turn is not None and row.turn.id == self._current.turn_id:
                place = self._current.index
                current = matches[place] if 0 <= place < len(matches) else None
            if isinstance(row.widget, Answer):
                row.widget.reply.show_matches(matches, current)
            elif isinstance(row.widget, UserMessage):
                mark_matches(row.widget.text, matches, current, self._theme)
        self._is_marking = False
        self._say()

    def _matches(self, row: Row) -> list[Match]:
        """The matches in a turn that has a widget; from then on it is counted by them."""
        matches: list[Match] = []
        if isinstance(row.widget, Answer):
            matches = row.widget.reply.find_words(self._words)
        elif isinstance(row.widget, UserMessage):
            matches = list(matches_in(row.widget.text, self._words))
        if row.turn is not None and self._words:
            self._counted[row.turn.id] = (row.turn.content, len(matches))
        return matches

    def _count(self) -> None:
        """Count the words in turns that are new, or have another text."""
        words = self._words.casefold()
        for turn in self._turns if words else ():
            known = self._counted.get(turn.id)
            if known is None or known[0] is not turn.content:
                self._counted[turn.id] = (turn.content, turn.content.casefold().count(words))

    def _found(self) -> list[int]:
        """The ids of the turns that have the words, from top to bottom."""
        if not self._words:
            return []
        above = [one.turn_id for one in self._above or ()]
        return above + [turn.id for turn in self._turns if self._counted.get(turn.id, ("", 0))[1]]

    def _say(self) -> None:
        total, before = sum(one.count for one in self._above or ()), 0
        for turn in self._turns if self._words else ():
            if self._current is not None and turn.id == self._current.turn_id:
                before = total + self._current.index + 1
            total += self._counted.get(turn.id, ("", 0))[1]
        self._bar.show_count(before, total, is_partial=self._above is None)
