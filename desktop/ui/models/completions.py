"""What is offered while the name of a model is typed: tags of the library, with their sizes."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.library import Library, LibraryModel, LibraryTag
from desktop.ui.formats import translate
from desktop.ui.models import figures
from desktop.ui.models.words import parameters_text
from desktop.ui.theme import Size, Theme

AnyIndex = QModelIndex | QPersistentModelIndex
_EDGE = 12
_SPACE = 12


class Completions(QAbstractListModel):
    """The tags that fit what was typed, the likeliest first; the completer gets their names."""

    def __init__(self, library: Library, parent: Any = None) -> None:
        super().__init__(parent)
        self._library = library
        self.tags: Sequence[LibraryTag] = ()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.tags)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.tags):
            return None
        tag = self.tags[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return tag.name
            case Qt.ItemDataRole.UserRole:
                return self._facts(tag)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{tag.name}, {self._facts(tag)}"
        return None

    def offer(self, text: str) -> None:
        """Offer what `text` may mean."""
        tags = self._library.matching(text)
        if tags != self.tags:
            self.beginResetModel()
            self.tags = tags
            self.endResetModel()

    def _facts(self, tag: LibraryTag) -> str:
        """What it is good for, its parameters and its size."""
        model = self._library.model(tag.name)
        parts = (_summary(model), parameters_text(tag.parameters), figures.size(tag.size_bytes))
        return " · ".join(part for part in parts if part)


class CompletionsDelegate(QStyledItemDelegate):
    """Paints the name at one side and the facts at the other."""

    def __init__(self, theme: Theme, parent: Any = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(240, QFontMetrics(self._theme.font()).height() + _SPACE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect: QRect = option.rect
        theme, is_chosen = self._theme, bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), 6, 6)
        place = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        name, facts = str(index.data()), str(index.data(Qt.ItemDataRole.UserRole))
        font = theme.font(Size.BODY, QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(theme.color("on_accent" if is_chosen else "text"))
        name_width = QFontMetrics(font).horizontalAdvance(name)
        start, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight  # Qt mirrors both
        painter.drawText(place, start | Qt.AlignmentFlag.AlignVCenter, name)
        font = theme.font(Size.DETAIL)
        painter.setFont(font)
        painter.setPen(theme.color("on_accent" if is_chosen else "text2"))
        room = place.width() - name_width - 2 * _EDGE
        elided = QFontMetrics(font).elidedText(facts, Qt.TextElideMode.ElideLeft, room)
        painter.drawText(place, end | Qt.AlignmentFlag.AlignVCenter, elided)
        painter.restore()


def _summary(model: LibraryModel | None) -> str:
    """The library's own words, which a translation may know."""
    return translate("library", model.summary) if model is not None else ""
