"""The categories beside the pages, with the search above them; in a narrow window a bar above the page."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.text import label_text
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import plain_label
from desktop.ui.settings.choice_box import ChoiceBox
from desktop.ui.settings.rows import ListRow, RowsDelegate, RowsModel
from desktop.ui.settings.search import Entry
from desktop.ui.theme import Size, Theme

WIDTH = 224
SMALL_WIDTH = 184


class SearchField(QLineEdit):
    """Down leads into the list of what was found, Escape empties the field."""

    down_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "search")
        self.setPlaceholderText(self.tr("Search settings"))
        self.setClearButtonEnabled(True)
        named(self, self.tr("Search settings"))

    def event(self, event: QEvent) -> bool:
        """Have Escape for itself while there is something to empty; else it closes the window."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and is_override and self._empties(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif self._empties(event):
            self.clear()
        else:
            super().keyPressEvent(event)

    def _empties(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and bool(self.text())


class FoundList(QListView):
    """What a search has found; Enter or a press leads there."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowsDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        named(self, self.tr("Settings found"))

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show them, the best first."""
        self.rows.show(
            [ListRow(str(n), entry.row.title, entry.category_name) for n, entry in enumerate(entries)]
        )


class Side(QFrame):
    """The categories; one Tab stop, and arrow keys within it."""

    picked = Signal(int)
    found_picked = Signal(int)
    """The number of an entry among those found."""

    def __init__(
        self, theme: Theme, categories: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """`categories` are names and icons."""
        super().__init__(parent)
        self.setProperty("kind", "sidebar")
        self._icons = [icon for _, icon in categories]
        self.title = plain_label(theme, self.tr("Settings"), size=Size.TITLE, weight=QFont.Weight.DemiBold)
        self.search = SearchField()
        self.buttons = [ActionButton(theme, name, icon, "nav") for name, icon in categories]
        self.results = FoundList(theme)
        self.nothing = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True)
        self.open_file = ActionButton(theme, self.tr("Open Settings &File"), "external", "quiet")
        self._group = QButtonGroup(self)
        for number, button in enumerate(self.buttons):
            button.setCheckable(True)
            button.setMinimumWidth(0)
            self._group.addButton(button)
            button.clicked.connect(partial(self._pick, number))
        self._lay_out()
        self.results.clicked.connect(self._pick_found)
        self.results.activated.connect(self._pick_found)
        self.search.down_pressed.connect(self._enter_results)

    def show_category(self, number: int) -> None:
        """Mark a category as the one that is shown."""
        for at, button in enumerate(self.buttons):
            button.setChecked(at == number)
            button.show_icon(self._icons[at], "accent_text" if at == number else "text2")

    def show_found(self, entries: Sequence[Entry], text: str) -> None:
        """Show what was found in the place of the categories; the categories while nothing is searched."""
        is_searching = bool(text.strip())
        self._list.setVisible(not is_searching)
        self.results.setVisible(bool(entries))
        self.results.show_entries(entries)
        self.nothing.setVisible(is_searching and not entries)
        self.nothing.setText(self.tr("Nothing found for “{text}”.").format(text=label_text(text, 40)))

    def fit(self, *, is_small: bool) -> None:
        """Take the width that is due, or what the longest name needs."""
        needed = max(button.sizeHint().width() for button in (*self.buttons, self.open_file)) + 26
        self.setFixedWidth(max(SMALL_WIDTH if is_small else WIDTH, needed))

    def _pick(self, number: int, _checked: bool = False) -> None:
        self.picked.emit(number)

    @Slot(QModelIndex)
    def _pick_found(self, index: QModelIndex) -> None:
        self.found_picked.emit(index.row())

    @Slot()
    def _enter_results(self) -> None:
        if self.results.isVisible() and self.results.rows.rows:
            self.results.setCurrentIndex(self.results.rows.index(0))
            self.results.setFocus()

    def _lay_out(self) -> None:
        self._list = QWidget()
        listed = QVBoxLayout(self._list)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(2)
        for button in self.buttons:
            listed.addWidget(button)
        title = QHBoxLayout()
        title.setContentsMargins(8, 0, 0, 2)
        title.addWidget(self.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 20, 12, 16)
        column.setSpacing(10)
        column.addLayout(title)
        column.addWidget(self.search)
        column.addWidget(self._list)
        column.addWidget(self.nothing)
        column.addWidget(self.results, 1)
        column.addStretch(0)
        column.addWidget(self.open_file, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self.nothing.hide()
        self.results.hide()


class TopBar(QFrame):
    """The same for a window without room: a combo box, whose search is typing in it."""

    def __init__(
        self, theme: Theme, categories: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "strip-top")
        self.box = named(ChoiceBox(theme), self.tr("Category"))
        for name, _ in categories:
            self.box.addItem(name, name)
        self.search = SearchField()
        self.search.setMinimumWidth(80)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        row.addWidget(self.search, 1)
