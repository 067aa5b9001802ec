"""One reply, shown while it arrives: finished blocks stay, only the open tail is rendered again.

At most 30 times a second, and never more than a fifth of the time (baselines.md, rendering).
"""

from collections import deque
from collections.abc import Iterator, Sequence
from time import perf_counter

from PySide6.QtCore import QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.link_definitions import Definition
from desktop.domain.markdown import MarkdownSplitter
from desktop.domain.markdown_shape import MESSAGE_CHARACTERS
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import plain_label
from desktop.ui.rendering.column import PartColumn, Unit, can_be_formatted, plain_units, units_of
from desktop.ui.rendering.finding import Match, mark_matches, matches_in, place_of, show_match
from desktop.ui.rendering.selection import Piece, TextSelection
from desktop.ui.theme import Size, Theme

FRAME_SECONDS = 0.033
REST_FACTOR = 4.0
"""How many times the cost of a rendering passes before the next."""
PIECE_CHARACTERS = 4096
LEAST_ZOOM, MOST_ZOOM = 0.5, 3.0
SLICE_SECONDS = 0.012
"""Finished blocks are shown for this long at a time; the rest follows, and the window stays alive."""


class ReplyView(QWidget):
    """Shows a text that grows. It sets its own height; nothing is rendered while it is hidden."""

    rendered = Signal()
    """Some of the text was rendered: matches found before may be gone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zoom = 1.0
        self._text = ""
        self._is_open = False
        self._is_dirty = False
        self._fed = 0
        self._is_closed = False  # the splitter was told that the text has ended
        self._wants_formatting = False
        self._has_unformatted = False  # a block that is too much as a whole
        self._splitter = MarkdownSplitter()
        self._pending: deque[Iterator[Unit]] = deque()
        self._not_before = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._render_slice)
        self.column = PartColumn(theme, self)
        self._notice = QWidget(self)
        notice = QHBoxLayout(self._notice)
        notice.setContentsMargins(0, 0, 0, 8)
        self._notice_words = plain_label(theme, size=Size.DETAIL, tone="text2")
        notice.addWidget(self._notice_words)
        self.show_formatted = ActionButton(theme, self.tr("Show &Formatted"))
        self.show_formatted.clicked.connect(self._format_anyway)
        notice.addWidget(self.show_formatted)
        notice.addStretch(1)
        self._notice.hide()
        layout = self._column_layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._notice)
        layout.addWidget(self.column)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.column.arrange_all)

    def set_text(self, text: str, *, is_open: bool) -> None:
        """Show `text`; `is_open` while more may come. Cheap: rendering happens later, and not per call."""
        if text == self._text and is_open == self._is_open:
            return
        if self._is_closed or not text.startswith(self._text):
            self._start_over()
        self._text, self._is_open = text, is_open
        self._is_dirty = True
        self._schedule()

    def source(self) -> str:
        """The text as it was given, all of it."""
        return self._text

    def to_plain_text(self) -> str:
        """The text as it is seen: rendered, without Markdown's marks."""
        return "\n".join(part.plain_text() for part in self.column.parts)

    @property
    def zoom(self) -> float:
        return self._zoom

    def set_zoom(self, factor: float) -> None:
        """Show everything at a factor of its usual size, from 0.5 to 3; at once, and for what comes."""
        factor = min(MOST_ZOOM, max(LEAST_ZOOM, factor))
        if factor != self._zoom:
            self._zoom = factor
            self.column.set_zoom(factor)
            self.rendered.emit()

    def pieces(self) -> list[Piece]:
        """The text widgets from top to bottom with their Markdown, for a `TextSelection`."""
        return self.column.pieces()

    def select_with(self, selection: TextSelection) -> None:
        """Let `selection` follow the mouse in every text widget, those to come included; call it once."""
        for piece in self.pieces():
            selection.watch(piece.widget)
        self.column.text_made.connect(selection.watch)

    def find_words(self, words: str) -> list[Match]:
        """Where `words` are in the text as it is seen, from top to bottom, upper and lower case alike.

        What is not rendered yet is rendered first. The matches are of use until `rendered` is emitted.
        """
        if self._is_dirty:
            self.flush()
        return [match for piece in self.pieces() for match in matches_in(piece.widget, words)]

    def show_matches(self, matches: Sequence[Match], current: Match | None = None) -> None:
        """Mark `matches`, those of other views left out, `current` in a colour of its own; none clears."""
        for piece in self.pieces():
            mark_matches(piece.widget, matches, current, self._theme)

    def place_of(self, match: Match) -> QRect:
        """Where a match of this view is, in its coordinates; long code is scrolled so that it is seen."""
        self._column_layout.activate()  # it was perhaps rendered in this turn
        show_match(match)
        return place_of(match, self)

    def is_rendering(self) -> bool:
        """Whether some of the text is not shown yet."""
        return self._is_dirty

    def flush(self) -> None:
        """Render everything now."""
        self._timer.stop()
        self._render(float("inf"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_dirty:
            self._render_slice()  # at once: what fits into a slice must not appear after the frame

    @property
    def _is_plain(self) -> bool:
        return len(self._text) > MESSAGE_CHARACTERS and not self._wants_formatting

    def _start_over(self) -> None:
        self._splitter = MarkdownSplitter()
        self._pending.clear()
        self._fed = 0
        self._is_closed = self._has_unformatted = False
        self._notice.hide()
        self.column.clear()

    def _offer_formatting(self, words: str) -> None:
        self._notice_words.setText(words)
        self._notice.show()

    def _schedule(self) -> None:
        if self._is_dirty and self.isVisible() and not self._timer.isActive():
            self._timer.start(max(0, round((self._not_before - perf_counter()) * 1000)))

    @Slot()
    def _render_slice(self) -> None:
        self._render(SLICE_SECONDS)
        self._schedule()

    @Slot()
    def _format_anyway(self) -> None:
        self._wants_formatting = True
        self._start_over()
        self._is_dirty = True
        self._schedule()

    def _render(self, seconds: float) -> None:
        start = perf_counter()
        until = start + seconds
        definitions = self._splitter.definitions
        while self._advance(definitions):
            if perf_counter() > until:
                break
        else:
            self._show_end(definitions)
        self.column.arrange()
        self.column.show_caret(self._is_open)
        self.rendered.emit()
        end = perf_counter()
        self._not_before = end + max(FRAME_SECONDS, REST_FACTOR * (end - start))

    def _advance(self, definitions: list[Definition]) -> bool:
        """Show one finished unit, or cut some more of the text; whether there was anything to do."""
        while self._pending:
            unit = next(self._pending[0], None)
            if unit is not None:
                self.column.finish(unit, definitions)
                return True
            self._pending.popleft()
        return self._feed()

    def _feed(self) -> bool:
        if self._is_closed:
            return False
        if self._is_plain and not self._fed and not self._is_open:
            self._pending.append(plain_units(self._text))
            self._offer_formatting(self.tr("Long message, shown without formatting."))
            self._is_closed = True
            return True
        piece = self._text[self._fed : self._fed + PIECE_CHARACTERS]
        self._fed += len(piece)
        blocks = self._splitter.feed(piece)
        if not self._is_open and self._fed == len(self._text):
            blocks += self._splitter.finish()
            self._is_closed = True
        if not (self._has_unformatted or self._wants_formatting or self._is_plain):
            self._has_unformatted = any(can_be_formatted(block) for block in blocks)
        if blocks:
            self._pending.append(units_of(blocks, is_plain=self._is_plain, in_pieces=self._wants_formatting))
        return bool(piece) or self._is_closed

    def _show_end(self, definitions: list[Definition]) -> None:
        if self._is_closed:
            self.column.define(definitions)
            self.column.show_tail((), definitions)
            if self._has_unformatted:
                self._offer_formatting(self.tr("A part of this message is shown without formatting."))
        else:
            tail = units_of([self._splitter.tail], is_plain=self._is_plain)
            self.column.show_tail(list(tail), definitions)
        self._is_dirty = False
