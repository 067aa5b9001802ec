"""The installed models as a table: filtered and sorted by keys that were worked out beforehand."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QDateTime, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.domain.installed import ModelRow
from desktop.ui.labels import tooltip_text
from desktop.ui.models.entries import Column, Entry, EntryMaker, column_titles

AnyIndex = QModelIndex | QPersistentModelIndex
_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
_START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


class Role(IntEnum):
    """What the delegate asks for, beside the text."""

    ENTRY = Qt.ItemDataRole.UserRole


class ModelsTableModel(QAbstractTableModel):
    """Keeps an entry for each model, and makes anew only those whose model changed."""

    contents_changed = Signal()
    """Some model is another one, or says something else; the filter and the order do not count."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._all: dict[str, Entry] = {}
        self._gpu_bytes: int | None = None
        self._filter = ""
        self._titles = column_titles()
        self.column, self.order = Column.MODEL, Qt.SortOrder.AscendingOrder
        self.entries: tuple[Entry, ...] = ()
        """Those that are shown, in their order."""

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry, column = self.entries[index.row()], index.column()
        match role:
            case Role.ENTRY:
                return entry
            case Qt.ItemDataRole.DisplayRole:
                return entry.texts[column]
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip_text(entry.texts[column])
            case Qt.ItemDataRole.TextAlignmentRole:
                return _END if column == Column.SIZE else _START
            case Qt.ItemDataRole.AccessibleTextRole:
                if column == Column.MODEL:
                    return entry.spoken
                return f"{self._titles[column]}: {entry.texts[column]}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._titles[section]
            case Qt.ItemDataRole.TextAlignmentRole:
                return _END if section == Column.SIZE else _START
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def show(self, rows: Sequence[ModelRow], gpu_bytes: int | None, now: QDateTime) -> None:
        """Show `rows`; those that are as before keep their entry, but for what time has made of them."""
        is_same_gpu, self._gpu_bytes = gpu_bytes == self._gpu_bytes, gpu_bytes
        before, self._all = self._all, {}
        maker = EntryMaker(gpu_bytes, now)
        for row in rows:
            old = before.get(row.model.name)
            is_kept = old is not None and is_same_gpu and old.row == row
            self._all[row.model.name] = old if is_kept and old else maker.entry(row)
        self._arrange()
        if self._all != before:
            self.contents_changed.emit()

    def age(self, now: QDateTime) -> None:
        """Say anew how long ago each model was used."""
        maker = EntryMaker(self._gpu_bytes, now)
        self._all = {name: maker.entry(entry.row) for name, entry in self._all.items()}
        self._arrange()
        self.contents_changed.emit()

    @property
    def all_entries(self) -> tuple[Entry, ...]:
        """Those that the filter hides too."""
        return tuple(self._all.values())

    def filter(self, text: str) -> None:
        """Show only the models in whose name, family, capabilities and quantization every word occurs."""
        self._filter = text.casefold()
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.column, self.order = Column(max(0, column)), order
        self._arrange()

    def row_of(self, name: str) -> int:
        """The position of a model, or -1."""
        return next((i for i, entry in enumerate(self.entries) if entry.name == name), -1)

    @property
    def is_filtered(self) -> bool:
        return bool(self._filter.strip())

    def _arrange(self) -> None:
        words = self._filter.split()
        found = [e for e in self._all.values() if all(word in e.needle for word in words)]
        entries = tuple(self._sorted(found))
        old_names = [entry.name for entry in self.entries]
        names = [entry.name for entry in entries]
        if names == old_names:
            self._replace(entries)
        elif len(names) == len(old_names) and set(names) == set(old_names):
            self._reorder(entries)
        else:
            self.beginResetModel()
            self.entries = entries
            self.endResetModel()

    def _sorted(self, entries: list[Entry]) -> list[Entry]:
        """By the column's key, then by name; what is not known comes last in both directions."""
        column, is_down = self.column, self.order is Qt.SortOrder.DescendingOrder
        by_name = sorted(entries, key=lambda entry: str(entry.keys[Column.MODEL]))
        known = [entry for entry in by_name if entry.keys[column] is not None]
        unknown = [entry for entry in by_name if entry.keys[column] is None]
        # Keys of one column are all of one type, which the type of `keys` cannot say.
        known.sort(key=lambda entry: entry.keys[column], reverse=is_down)  # type: ignore[arg-type,return-value]
        return known + unknown

    def _replace(self, entries: tuple[Entry, ...]) -> None:
        old, self.entries = self.entries, entries
        changed = [i for i, (a, b) in enumerate(zip(old, entries, strict=True)) if a != b]
        if changed:
            last = self.index(changed[-1], len(Column) - 1)
            self.dataChanged.emit(self.index(changed[0], 0), last)

    def _reorder(self, entries: tuple[Entry, ...]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        names = [self.entries[index.row()].name for index in before]
        self.entries = entries
        places = {entry.name: place for place, entry in enumerate(entries)}
        after = [self.index(places[name], index.column()) for name, index in zip(names, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
