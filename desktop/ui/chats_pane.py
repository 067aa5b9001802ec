"""The lower part of the sidebar: the search of all chats, and their list or what was found."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import (
    QModelIndex,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
    SignalInstance,
    Slot,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.domain.store import ChatSummary
from desktop.domain.text import label_text
from desktop.services.chat_search import ChatSearch
from desktop.services.chats import ChatList, ChatsService
from desktop.text.messages import explain
from desktop.ui.accessibility import named
from desktop.ui.busy_ring import BusyRing
from desktop.ui.buttons import ActionButton
from desktop.ui.chat_list import ChatListModel, Role
from desktop.ui.chat_list_delegate import ChatListDelegate
from desktop.ui.chat_search_delegate import ChatSearchDelegate
from desktop.ui.chat_search_list import ChatSearchModel, Found
from desktop.ui.chat_views import ChatView, SearchField
from desktop.ui.formats import translate
from desktop.ui.labels import plain_label
from desktop.ui.shortcuts import group_keys
from desktop.ui.theme import Size, Theme

PATIENCE_MILLISECONDS = 500
"""From the last key until it is said that the search goes on; it begins 200 ms after that key."""


class ChatsPane(QWidget):
    """Renders `ChatList` and `ChatSearch`, and hands on what the user wants of a chat."""

    chat_wanted = Signal()
    """A chat was picked: its page is wanted, whichever page is shown."""
    left = Signal()
    """Esc was pressed with nothing to clear."""
    rename_wanted = Signal(int)
    export_wanted = Signal(int)
    delete_wanted = Signal(int)

    def __init__(self, theme: Theme, chats: ChatsService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chats = chats
        self.search = SearchField(theme)
        self.model = ChatListModel(self)
        self.list = named(chat_list_view(theme, self.model), self.tr("Chats"))
        self.hits = ChatSearchModel(self)
        self.found = named(ChatView(), self.tr("Found in chats"))
        self.found.setModel(self.hits)
        self.found.setItemDelegate(ChatSearchDelegate(theme, self))
        self.ring = BusyRing(theme)
        self.empty = plain_label(theme, size=Size.DETAIL, tone="text3", wrap=True)
        self.undo_text = plain_label(theme, size=Size.DETAIL, tone="text2")
        self.undo = ActionButton(theme, self.tr("&Undo"), "", "quiet")
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MILLISECONDS)
        group_keys(self, self.tr("In the list of chats"))
        self.menu = QMenu(self)
        self.pin = self._action(self.tr("&Pin"), "Ctrl+P", self._pin)
        self._action(self.tr("&Rename…"), "F2", partial(self._want, self.rename_wanted))
        self.export = self._action(self.tr("&Export…"), "", partial(self._want, self.export_wanted))
        self._action(self.tr("&Delete"), "Del", partial(self._want, self.delete_wanted))
        self._lay_out()
        self._connect(theme)
        self._render(chats.state)
        self._render_search(chats.search.state)

    def _action(self, text: str, keys: str, act: Callable[..., None]) -> QAction:
        """An entry of the menu, whose keys work in both lists."""
        action = self.menu.addAction(text)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        for view in (self.list, self.found):
            view.addAction(action)
        return action

    def _connect(self, theme: Theme) -> None:
        self.search.textChanged.connect(self._chats.search.search)
        self.search.down_pressed.connect(self._enter_list)
        self.search.returnPressed.connect(self._open_first)
        self.search.left.connect(self.left)
        self.list.opened.connect(self._open)
        self.list.left.connect(self.left)
        self.found.opened.connect(self._open_hit)
        self.found.left.connect(self._end_search)
        for view in (self.list, self.found):
            view.left_above.connect(self.search.setFocus)
            view.menu_wanted.connect(self._open_menu)
            theme.changed.connect(view.viewport().update)
        self.undo.clicked.connect(self._chats.undo_delete)
        self._patience.timeout.connect(self._render_words)
        self._chats.changed.connect(self._render)
        self._chats.search.changed.connect(self._render_search)

    def _lay_out(self) -> None:
        words = QHBoxLayout()
        words.setContentsMargins(10, 0, 0, 0)
        words.setSpacing(8)
        words.addWidget(self.ring)
        words.addWidget(self.empty, 1)
        self._undo_row = QWidget()
        row = QHBoxLayout(self._undo_row)
        row.setContentsMargins(10, 0, 0, 0)
        row.addWidget(self.undo_text, 1)
        row.addWidget(self.undo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addLayout(words)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.found, 1)
        layout.addStretch(0)
        layout.addWidget(self._undo_row)

    @Slot(ChatList)
    def _render(self, state: ChatList) -> None:
        with self.list.kept_place():
            self.model.show(state)
        self._undo_row.setVisible(state.deleted is not None)
        if state.deleted is not None:
            title = label_text(state.deleted.title, 22)
            self.undo_text.setText(self.tr("Deleted “{title}”").format(title=title))
        self._render_words()

    @Slot(ChatSearch)
    def _render_search(self, state: ChatSearch) -> None:
        row = self._row_of_hit()
        self.hits.show(state)
        place = self.hits.row_of(row.chat_id, row.turn_id) if row is not None else -1
        if place >= 0:
            self.found.setCurrentIndex(self.hits.index(place))
        if state.is_searching:
            self._patience.start()
        else:
            self._patience.stop()
        self._render_words()

    @Slot()
    def _render_words(self) -> None:
        """Which list is seen, and what is said where there is nothing to list."""
        state = self._chats.search.state
        is_late = state.is_searching and not self._patience.isActive()
        text = ""
        if not state.text:
            text = "" if self.model.rowCount() else self.tr("No chats yet. Ask something at the right.")
        elif is_late:
            text = self.tr("Searching…")
        elif state.error is not None and not state.is_searching:
            text = explain(state.error, translate).sentence
        elif not state.is_searching and not state.hits:
            text = self.tr("Nothing found for “{text}”. Search looks in titles and messages.")
            text = text.format(text=label_text(state.text, 40))
        has_answer = bool(state.text) and state.answered is not None  # before the first one the list stays
        self.list.setVisible(not has_answer and self.model.rowCount() > 0)
        self.found.setVisible(has_answer and self.hits.rowCount() > 0)
        self.ring.setVisible(is_late)
        self.empty.setText(text)
        self.empty.setVisible(bool(text))

    @Slot()
    def _enter_list(self) -> None:
        for view in (self.found, self.list):
            if view.isVisible():
                view.enter()

    @Slot()
    def _open_first(self) -> None:
        """Enter in the field, once there is an answer: the best hit."""
        state = self._chats.search.state
        if state.text and not state.is_searching and self.hits.rowCount():
            self._open_hit(self.hits.index(1))

    @Slot()
    def _end_search(self) -> None:
        self.search.clear()
        self.search.setFocus()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if chat_id := index.data(Role.ROW).chat_id:
            self._chats.open_chat(chat_id)
            self.chat_wanted.emit()

    @Slot(QModelIndex)
    def _open_hit(self, index: QModelIndex) -> None:
        found: Found = index.data(Role.ROW)
        if found.chat_id:
            self.found.setCurrentIndex(index)
            self._chats.open_chat(found.chat_id, found.turn_id)
            self.chat_wanted.emit()

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        chat = self._selected()
        if chat is not None:
            self.pin.setText(self.tr("Un&pin") if chat.is_pinned else self.tr("&Pin"))
            self.menu.popup(place)

    def _row_of_hit(self) -> Found | None:
        index = self.found.currentIndex()
        return index.data(Role.ROW) if index.isValid() else None

    def _selected(self) -> ChatSummary | None:
        """The chat of the current row of the list that is seen."""
        view = self.found if self.found.isVisible() else self.list
        index = view.currentIndex()
        chat_id = index.data(Role.ROW).chat_id if index.isValid() else 0
        return next((row for row in self._chats.state.summaries if row.id == chat_id), None)

    @Slot()
    def _pin(self) -> None:
        chat = self._selected()
        if chat is not None:
            self._chats.pin_chat(chat.id, is_pinned=not chat.is_pinned)

    def _want(self, signal: SignalInstance, _checked: bool = False) -> None:
        chat = self._selected()
        if chat is not None:
            signal.emit(chat.id)


def chat_list_view(theme: Theme, model: ChatListModel) -> ChatView:
    """A view of ten thousand chats that opens, changes and scrolls without a pause."""
    view = ChatView()
    view.setUniformItemSizes(True)
    rows = QSortFilterProxyModel(view)  # changes nothing: it is asked for each index, and Python is not
    rows.setSourceModel(model)
    view.setModel(rows)
    view.setItemDelegate(ChatListDelegate(theme, view))
    return view
