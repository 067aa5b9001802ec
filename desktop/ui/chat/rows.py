"""The rows of a transcript, and how they go on when the conversation changes.

A row is kept for as long as what it shows is the same for the user: a turn that was stored meanwhile, or
another version of the same message. So its widget, its place and the focus in it stay.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.domain.chat import Role
from desktop.domain.conversation import Conversation, Turn

EARLIER: Final = "earlier"
LINE: Final = "line"
UNDO: Final = "undo"

_CHARACTERS_IN_LINE = {Role.USER: 62, Role.ASSISTANT: 92}
_LINE_HEIGHT = 23
_FRAME_HEIGHT = {Role.USER: 54, Role.ASSISTANT: 92}
_PLAIN_HEIGHT = 48


@dataclass(slots=True, eq=False)
class Row:
    """One turn, or one of the rows that are no turn; it has a widget while it is near the view."""

    key: Hashable
    """The id of the turn, or `EARLIER`, `LINE`, `UNDO`."""
    turn: Turn | None = None
    height: int = _PLAIN_HEIGHT
    """Pixels; a guess until the widget has been there."""
    widget: QWidget | None = None
    edit_draft: str = ""
    """What was changed of a question and not sent, while there is no widget."""
    is_unfolded: bool = False
    """Whether thoughts are shown, while there is no widget."""


def rows_of(
    state: Conversation, old: Sequence[Row], line_above: int = 0, *, has_undo: bool = False
) -> list[Row]:
    """A row for every turn, and those between them: `line_above` is the first turn that the model sees.

    Rows of `old` go on wherever they can.
    """
    by_key = {row.key: row for row in old}
    ids = {turn.id for turn in state.turns}
    gone = {row.turn.id: row for row in old if row.turn is not None and row.turn.id not in ids}
    places = [row for row in old if row.turn is not None]
    rows = [by_key.get(EARLIER) or Row(EARLIER)] if state.earlier else []
    for place, turn in enumerate(state.turns):
        if turn.id == line_above and (place or state.earlier):
            rows.append(by_key.get(LINE) or Row(LINE))
        row = by_key.get(turn.id) or _stand_in(turn, gone, places[place] if place < len(places) else None)
        if row is None:
            row = Row(turn.id, turn, guessed_height(turn))
        row.key, row.turn = turn.id, turn
        rows.append(row)
    if has_undo:
        rows.append(by_key.get(UNDO) or Row(UNDO))
    return rows


def guessed_height(turn: Turn) -> int:
    """What a turn may take in the view, before it is there."""
    each = _CHARACTERS_IN_LINE.get(turn.role, 92)
    lines = len(turn.content) // each + turn.content.count("\n") + 1
    return _FRAME_HEIGHT.get(turn.role, 92) + lines * _LINE_HEIGHT


def _stand_in(turn: Turn, gone: dict[int, Row], at_its_place: Row | None) -> Row | None:
    """The row that showed another version of this turn, or this turn before it was stored."""
    for sibling in turn.siblings:
        row = gone.get(sibling)
        if row is not None and row.turn is not None and row.turn.role is turn.role:
            return gone.pop(sibling)
    old = at_its_place.turn if at_its_place is not None else None
    if old is not None and old.id < 0 and old.role is turn.role:
        return gone.pop(old.id, None)
    return None
