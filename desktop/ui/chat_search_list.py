"""What a search has found: titles first, then messages, each with the text around the words."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QDateTime, QLocale, QModelIndex, QPersistentModelIndex, Qt

from desktop.domain.store import SearchHit
from desktop.domain.text import label_text
from desktop.services.chat_search import MOST_HITS, ChatSearch
from desktop.ui.chat_list import Role
from desktop.ui.formats import day_of
from desktop.ui.labels import tooltip_text

AnyIndex = QModelIndex | QPersistentModelIndex
TITLE_CHARACTERS, MESSAGE_CHARACTERS = 26, 52
"""What can be seen of the two in the sidebar, at least."""
Matches = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A heading (`chat_id` 0), a title (`turn_id` 0), or a message of the chat `title`, as it is painted."""

    text: str
    matches: Matches = ()
    chat_id: int = 0
    turn_id: int = 0
    title: str = ""
    day: str = ""


class ChatSearchModel(QAbstractListModel):
    """The hits of the last answer, under their headings."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._hits: tuple[SearchHit, ...] = ()
        self.rows: tuple[Found, ...] = ()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        found = self.rows[index.row()]
        match role:
            case Role.ROW:
                return found
            case Qt.ItemDataRole.DisplayRole:
                return found.text
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip_text(found.title)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._said(found)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid() or not self.rows[index.row()].chat_id:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def show(self, state: ChatSearch) -> None:
        """Show what was found; the same hits once more change nothing."""
        if state.hits == self._hits:
            return
        self.beginResetModel()
        self._hits = state.hits
        self.rows = self._built(state.hits)
        self.endResetModel()

    def row_of(self, chat_id: int, turn_id: int) -> int:
        """The position of a hit, or -1."""
        wanted = chat_id, turn_id
        return next((i for i, row in enumerate(self.rows) if (row.chat_id, row.turn_id) == wanted), -1)

    def _built(self, hits: tuple[SearchHit, ...]) -> tuple[Found, ...]:
        now = QDateTime.currentDateTime()
        titles = [self._found(hit, now) for hit in hits if not hit.turn_id]
        messages = [self._found(hit, now) for hit in hits if hit.turn_id]
        rows = [Found(self.tr("Titles")), *titles] if titles else []
        rows += [Found(self.tr("Messages")), *messages] if messages else []
        if len(hits) >= MOST_HITS:
            rows.append(Found(self.tr("There is more. Another word narrows it down.")))
        return tuple(rows)

    def _found(self, hit: SearchHit, now: QDateTime) -> Found:
        title = label_text(hit.title) or self.tr("Untitled")
        room = MESSAGE_CHARACTERS if hit.turn_id else TITLE_CHARACTERS
        text, matches = from_match(hit.excerpt, hit.matches, room)
        return Found(text, matches, hit.chat_id, hit.turn_id, title, short_day(hit.updated_at, now))

    def _said(self, found: Found) -> str:
        """All of a row in words."""
        if not found.chat_id:
            return found.text
        if not found.turn_id:
            return self.tr("{title}, {day}").format(title=found.title, day=found.day)
        text = self.tr("{title}, {day}: {excerpt}")
        return text.format(title=found.title, day=found.day, excerpt=found.text)


def from_match(text: str, matches: Matches, room: int) -> tuple[str, Matches]:
    """A text that begins with a word so late that the first match is seen in `room` characters."""
    if not matches or matches[0][1] <= room:
        return text, matches
    first = matches[0][0]
    earliest = max(min(first - room // 2, len(text) - room), 0)
    begin = text.find(" ", earliest, first) + 1 or first
    moved = 1 - begin
    return "…" + text[begin:], tuple((start + moved, end + moved) for start, end in matches)


def short_day(epoch_seconds: float, now: QDateTime) -> str:
    """The time of today, Yesterday, or the date."""
    then = QDateTime.fromSecsSinceEpoch(int(epoch_seconds))
    days = then.date().daysTo(now.date())
    if days <= 0:
        return QLocale().toString(then.time(), QLocale.FormatType.ShortFormat)
    if days == 1:
        return day_of(epoch_seconds, now)
    return QLocale().toString(then.date(), QLocale.FormatType.ShortFormat)
