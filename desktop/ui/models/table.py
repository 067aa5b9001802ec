"""The table of installed models: columns drop from the right as it narrows, and the keyboard does it all."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QSizePolicy, QTableView, QWidget

from desktop.ui.accessibility import named
from desktop.ui.models.delegate import LEAST_NAME_LINES, ModelsDelegate
from desktop.ui.models.entries import Column, Entry, column_titles
from desktop.ui.models.header import ModelsHeader
from desktop.ui.models.table_model import ModelsTableModel, Role
from desktop.ui.shortcuts import tell_keys
from desktop.ui.theme import Theme

FEWEST_ROWS = 6
"""A long list shows at least so many before the page scrolls too."""
SHORT_LIST = 8
"""A list up to this never scrolls by itself."""
WIDE_NAME_LINES = 17.5
"""Columns drop before long names get less than this."""
MEASURED_ROWS = 200
"""Widths are taken from that many rows: measuring all of a thousand would take longer than painting them."""
DROPPED = (Column.LAST_USED, Column.CONTEXT, Column.QUANTIZATION, Column.PARAMETERS, Column.CAN_DO)
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class ModelsTable(QTableView):
    """Shows a `ModelsTableModel`; one row at a time is selected, and stays it when the rows change."""

    picked = Signal(str)
    """The name of the selected model, "" if there is none."""
    opened = Signal(str)
    """Enter or a double click on a model."""
    delete_pressed = Signal(str)
    menu_wanted = Signal(str, object)
    """The context menu of a model, at a QPoint of the screen."""

    def __init__(self, theme: Theme, model: ModelsTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._rows = theme, model
        self._picked = ""
        self._shows_ring = False
        self._widths: tuple[int, ...] = ()
        self.painter = ModelsDelegate(theme, self)
        self.head = ModelsHeader(theme, self)
        named(self, self.tr("Installed models"))
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.setItemDelegate(self.painter)
        self._set_up()
        self.sort_menu = self._sort_menu()
        self.head.sortIndicatorChanged.connect(self.sort_by)
        self.head.setSortIndicator(int(model.column), model.order)
        self.selectionModel().currentRowChanged.connect(self._note_current)
        self.doubleClicked.connect(self._open)
        self.entered.connect(self._hover)
        model.modelReset.connect(self._restore)
        model.modelReset.connect(self._limit_height)
        model.contents_changed.connect(self._measure)
        theme.changed.connect(self._measure)
        self._measure()
        tell_keys(self, "Return", self.tr("Load the model"))
        tell_keys(self, "Delete", self.tr("Delete the model"))

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)

    @property
    def current(self) -> Entry | None:
        """The selected model's entry."""
        index = self.currentIndex()
        entry: Entry | None = index.data(Role.ENTRY) if index.isValid() else None
        return entry

    def pick(self, name: str) -> None:
        """Select a model; one that is not shown changes nothing."""
        row = self._rows.row_of(name)
        if row >= 0:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self._rows.index(row, 0), flags)

    @Slot(int, Qt.SortOrder)
    def sort_by(self, column: int, order: Qt.SortOrder) -> None:
        """Sort the rows; the menu says by what."""
        self._rows.sort(column, order)
        self._sort_actions[Column(column)].setChecked(True)
        if (current := self.currentIndex()).isValid():
            self.scrollTo(current)

    def sizeHint(self) -> QSize:
        return QSize(600, self._height_of(len(self._rows.entries)))

    def minimumSizeHint(self) -> QSize:
        count = len(self._rows.entries)
        return QSize(self._least_name, self._height_of(count if count <= SHORT_LIST else FEWEST_ROWS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._show_ring(True)
        entry = self.current
        if entry is not None and event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit(entry.name)
        elif entry is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(entry.name)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._show_ring(False)
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_ring(event.reason() in _BY_KEYBOARD)
        if not self.currentIndex().isValid() and self._rows.entries:
            self.pick(self._rows.entries[0].name)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_ring(False)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Leave, QEvent.Type.HoverLeave):
            self._hover(QModelIndex())
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        entry = self.current
        if entry is not None:
            row = self.visualRect(self.currentIndex())
            is_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            place = event.globalPos() if is_mouse else self.viewport().mapToGlobal(row.center())
            self.menu_wanted.emit(entry.name, place)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.painter.forget_fonts()
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._shows_ring and self.hasFocus() and self.currentIndex().isValid():
            row = self.visualRect(self.currentIndex())
            ring = QRect(0, row.top(), self.viewport().width(), row.height()).adjusted(2, 2, -2, -2)
            with QPainter(self.viewport()) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(self._theme.color("accent_text"), 2))
                painter.drawRoundedRect(ring, 5, 5)

    def _show_ring(self, is_shown: bool) -> None:
        self._shows_ring = is_shown
        self.viewport().update()

    def _sort_menu(self) -> QMenu:
        """Sorting from the keyboard: a column, and the direction."""
        menu = QMenu(self.tr("Sort &By"), self)
        self._sort_actions: dict[Column, QAction] = {}
        group = QActionGroup(menu)
        for column, title in zip(Column, column_titles(), strict=True):
            action = menu.addAction(title)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(partial(self._sort_from_menu, column))
            self._sort_actions[column] = action
        menu.addSeparator()
        menu.addAction(self.tr("&Other Way Round")).triggered.connect(self._turn_order)
        return menu

    def _sort_from_menu(self, column: Column, _checked: bool = False) -> None:
        self.head.setSortIndicator(int(column), Qt.SortOrder.AscendingOrder)

    @Slot()
    def _turn_order(self) -> None:
        is_up = self._rows.order is Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if is_up else Qt.SortOrder.AscendingOrder
        self.head.setSortIndicator(int(self._rows.column), order)

    @Slot(QModelIndex, QModelIndex)
    def _note_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self._picked = current.data(Role.ENTRY).name
            self.picked.emit(self._picked)

    @Slot()
    def _restore(self) -> None:
        """Other rows: what was selected is so again, if it is still there."""
        self.painter.hovered_row = -1
        if self._rows.row_of(self._picked) >= 0:
            self.pick(self._picked)
        elif self._rows.entries and not self._rows.is_filtered:
            self.pick(self._rows.entries[0].name)
        else:
            self.picked.emit("")

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(Role.ENTRY).name)

    @Slot(QModelIndex)
    def _hover(self, index: QModelIndex) -> None:
        row = index.row() if index.isValid() else -1
        if row != self.painter.hovered_row:
            self.painter.hovered_row = row
            self.viewport().update()

    @Slot()
    def _measure(self) -> None:
        """The widths that the columns want, by what is in them."""
        entries = _spread(self._rows.all_entries)
        widths = []
        for column, title in zip(Column, column_titles(), strict=True):
            widest = max((self.painter.width_of(entry, column) for entry in entries), default=0)
            widths.append(max(widest, self.head.width_of(column, title)))
        self._widths = tuple(widths)
        self.verticalHeader().setDefaultSectionSize(self.painter.row_height)
        self._limit_height()
        self._fit()

    @Slot()
    def _limit_height(self) -> None:
        self.setMaximumHeight(self._height_of(max(1, len(self._rows.entries))))
        self.updateGeometry()

    def _fit(self) -> None:
        """Give the names what the other columns leave; the last ones go until the names have enough."""
        room = self.viewport().width()
        shown = list(Column)
        widest = round(WIDE_NAME_LINES * self.painter.line_height)
        wanted = max(self._least_name, min(self._widths[Column.MODEL], widest))
        for column in DROPPED:
            if room - self._others(shown) >= wanted:
                break
            shown.remove(column)
        self.painter.last_column = int(shown[-1])
        for column in Column:
            self.setColumnHidden(column, column not in shown)
            self.setColumnWidth(column, self._widths[column])
        self.setColumnWidth(Column.MODEL, max(self._least_name, room - self._others(shown)))

    @property
    def _least_name(self) -> int:
        return round(LEAST_NAME_LINES * self.painter.line_height)

    def _others(self, shown: Sequence[Column]) -> int:
        return sum(self._widths[column] for column in shown if column is not Column.MODEL)

    def _height_of(self, rows: int) -> int:
        bar = self.horizontalScrollBar().height() if self.horizontalScrollBar().isVisible() else 0
        return self.head.sizeHint().height() + rows * self.painter.row_height + bar


def _spread(entries: Sequence[Entry]) -> Sequence[Entry]:
    """At most `MEASURED_ROWS` of them, from all over."""
    return entries[:: max(1, -(-len(entries) // MEASURED_ROWS))]
