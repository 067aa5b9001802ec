"""The list of chats: the pinned ones and those of each day under headings, updated row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import inf
from typing import Any

from PySide6.QtCore import QAbstractListModel, QDate, QDateTime, QModelIndex, QPersistentModelIndex, Qt

from desktop.domain.store import ChatSummary
from desktop.domain.text import label_text
from desktop.services.chats import ChatList
from desktop.ui.formats import day_of, translate
from desktop.ui.labels import tooltip_text
from desktop.ui.row_changes import Insertion, Move, Removal, row_changes

AnyIndex = QModelIndex | QPersistentModelIndex
Entry = str | ChatSummary
"""A heading, or a chat."""
MOST_CHANGES = 100
"""If more rows move at once, the view is told to begin anew: nobody could follow them."""


@dataclass(frozen=True, slots=True)
class Row:
    """A heading (`chat_id` 0) or a chat, as it is painted."""

    text: str
    chat_id: int = 0
    is_current: bool = False
    is_replying: bool = False
    is_unread: bool = False
    is_pinned: bool = False


class Role(IntEnum):
    """What the delegate asks the model for, beside the text."""

    ROW = Qt.ItemDataRole.UserRole


class ChatListModel(QAbstractListModel):
    """The chats under their headings; what a row shows is made when it is asked for."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._state = ChatList()
        self._day = QDate.currentDate()
        self._entries: list[Entry] = []
        self._places: dict[int, int] = {}

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows at once."""
        return tuple(self._row(entry) for entry in self._entries)

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        row = self._row(self._entries[index.row()])
        match role:
            case Role.ROW:
                return row
            case Qt.ItemDataRole.DisplayRole:
                return row.text
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip_text(row.text)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._said(row)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self._entries[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def show(self, state: ChatList) -> None:
        """Show another list: rows that moved are moved, and those that look different are updated."""
        old, self._state = self._state, state
        today = QDate.currentDate()
        if state.summaries is not old.summaries or today != self._day:
            self._day = today
            self._arrange(sections(state.summaries, QDateTime.currentDateTime()))
        marked = (old.replying ^ state.replying) | (old.unread ^ state.unread)
        if old.current != state.current:
            marked |= {old.current, state.current}
        for chat_id in marked:
            self._update(self.row_of(chat_id))

    def row_of(self, chat_id: int) -> int:
        """The position of a chat, or -1."""
        return self._places.get(chat_id, -1)

    def _arrange(self, entries: list[Entry]) -> None:
        changes = row_changes(_keys(self._entries), _keys(entries), MOST_CHANGES)
        if changes is None:
            self.beginResetModel()
            self._entries = list(entries)
            self.endResetModel()
        for change in changes or ():
            self._change(change, entries)
        self._places = {entry.id: i for i, entry in enumerate(entries) if isinstance(entry, ChatSummary)}
        before, self._entries = self._entries, entries
        for place, (old, new) in enumerate(zip(before, entries, strict=True)):
            if isinstance(old, str) or isinstance(new, str):
                continue
            if old.title != new.title or old.is_pinned != new.is_pinned:
                self._update(place)

    def _change(self, change: Removal | Move | Insertion, entries: Sequence[Entry]) -> None:
        none = QModelIndex()
        match change:
            case Removal(first, last):
                self.beginRemoveRows(none, first, last)
                del self._entries[first : last + 1]
                self.endRemoveRows()
            case Move(source, target):
                self.beginMoveRows(none, source, source, none, target + (target > source))
                self._entries.insert(target, self._entries.pop(source))
                self.endMoveRows()
            case Insertion(first, last):
                self.beginInsertRows(none, first, last)
                self._entries[first:first] = entries[first : last + 1]
                self.endInsertRows()

    def _update(self, place: int) -> None:
        if place >= 0:
            self.dataChanged.emit(self.index(place), self.index(place))

    def _row(self, entry: Entry) -> Row:
        if isinstance(entry, str):
            return Row(entry)
        state = self._state
        return Row(
            label_text(entry.title) or self.tr("Untitled"),
            entry.id,
            entry.id == state.current,
            entry.id in state.replying,
            entry.id in state.unread,
            entry.is_pinned,
        )

    def _said(self, row: Row) -> str:
        """All of a row in words."""
        text = row.text
        if row.is_pinned:
            text = self.tr("{title}, pinned").format(title=text)
        if row.is_replying:
            return self.tr("{title}, a reply arrives").format(title=text)
        if row.is_unread:
            return self.tr("{title}, a new reply").format(title=text)
        return text


def sections(summaries: Sequence[ChatSummary], now: QDateTime) -> list[Entry]:
    """The chats, which are in their order, with a heading before the first of each section."""
    entries: list[Entry] = []
    begin = inf
    for chat in summaries:
        if chat.is_pinned:
            if not entries:
                entries.append(translate("ChatListModel", "Pinned"))
        elif chat.updated_at < begin:  # a date is taken apart once for each section, not for each chat
            entries.append(day_of(chat.updated_at, now))
            begin = _begin_of_day_section(chat.updated_at, now.date())
        entries.append(chat)
    return entries


def _begin_of_day_section(epoch_seconds: float, today: QDate) -> float:
    """The first moment that `day_of` gives the same section as this one."""
    then = QDateTime.fromSecsSinceEpoch(int(epoch_seconds)).date()
    days = then.daysTo(today)
    if days < 7:
        first = today.addDays(0 if days <= 0 else -1 if days == 1 else -6)
    else:
        first = QDate(then.year(), then.month(), 1)
    return float(first.startOfDay().toSecsSinceEpoch())


def _keys(entries: Sequence[Entry]) -> list[str | int]:
    return [entry if isinstance(entry, str) else entry.id for entry in entries]
