"""The sidebar: a new chat, the chats by date with a filter; and the rail that stays in a small window."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.health import HealthReport
from desktop.domain.pulls import PullPhase, Pulls
from desktop.domain.text import label_text
from desktop.domain.verdict import verdict_of_report
from desktop.services.chats import ChatList, ChatsService
from desktop.services.pulls import PullService
from desktop.text.pull_words import pull_text
from desktop.text.stack_words import stack_text
from desktop.text.verdicts import verdict_text
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton, IconButton
from desktop.ui.chat_list import ChatListDelegate, ChatListModel, Role, Row
from desktop.ui.formats import translate
from desktop.ui.labels import plain_label, tooltip_text
from desktop.ui.nav_row import NavRow
from desktop.ui.paced_report import PacedReport
from desktop.ui.stack.words import state_icon, turns
from desktop.ui.strip import VERDICT_ICONS
from desktop.ui.theme import Size, Theme

WIDTH = 256
RAIL_WIDTH = 56


class Sidebar(QFrame):
    """Renders `ChatList`, and how health and stack are in the rows that lead to them."""

    fold_wanted = Signal()
    chat_wanted = Signal()
    """A chat was picked: its page is wanted, whichever page is shown."""
    rename_wanted = Signal(int)
    delete_wanted = Signal(int)

    def __init__(
        self,
        theme: Theme,
        chats: ChatsService,
        paced: PacedReport,
        pulls: PullService,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._chats = chats
        self.setProperty("kind", "sidebar")
        self.setFixedWidth(WIDTH)
        brand = QLabel()
        brand.setPixmap(theme.icons.pixmap("tars-desktop", "", 24, self.devicePixelRatioF()))
        name = plain_label(theme, "TARS", weight=QFont.Weight.DemiBold)
        self.fold = IconButton(theme, "sidebar", self.tr("Hide Sidebar (Ctrl+B)"))
        self.new = ActionButton(theme, self.tr("New Chat"), "plus")
        self.new.setToolTip(tooltip_text(self.tr("New Chat (Ctrl+N)")))
        self.models = NavRow(theme, self.tr("Models"), "models")
        self.models.setToolTip(tooltip_text(self.tr("Models (Ctrl+4)")))
        self.health = NavRow(theme, self.tr("Health"), "health")
        self.health.setToolTip(tooltip_text(self.tr("Health (Ctrl+3)")))
        self.stack = NavRow(theme, self.tr("Stack"), "stack")
        self.stack.setToolTip(tooltip_text(self.tr("Stack (Ctrl+2)")))
        self.settings = ActionButton(theme, self.tr("Settings"), "settings", "nav")
        self.settings.setToolTip(tooltip_text(self.tr("Settings (Ctrl+,)")))
        self.search = named(QLineEdit(), self.tr("Filter chats by title"))
        self.search.setProperty("kind", "search")
        self.search.setPlaceholderText(self.tr("Filter chats"))
        self.search.setClearButtonEnabled(True)
        self.model = ChatListModel(self)
        self.list = named(_ChatView(), self.tr("Chats"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(ChatListDelegate(theme, self))
        self.empty = plain_label(theme, size=Size.DETAIL, tone="text3", wrap=True)
        self.undo_text = plain_label(theme, size=Size.DETAIL, tone="text2")
        self.undo = ActionButton(theme, self.tr("&Undo"), "", "quiet")
        self.menu = QMenu(self)
        self.menu.addAction(self.tr("&Rename…")).triggered.connect(self._rename)
        self.menu.addAction(self.tr("&Delete")).triggered.connect(self._delete)
        self._lay_out(brand, name)
        self._connect(theme)
        paced.changed.connect(self._render_pages)
        pulls.changed.connect(self._render_pulls)
        self._render(chats.state)
        self._render_pages(paced.state)
        self._render_pulls(pulls.state)

    def _connect(self, theme: Theme) -> None:
        self.fold.clicked.connect(self.fold_wanted)
        self.new.clicked.connect(self._chats.new_chat)
        self.new.clicked.connect(self.chat_wanted)
        self.search.textChanged.connect(self._filter)
        self.undo.clicked.connect(self._chats.undo_delete)
        self.list.clicked.connect(self._open)
        self.list.activated.connect(self._open)
        self.list.delete_pressed.connect(self._delete)
        self.list.customContextMenuRequested.connect(self._open_menu)
        theme.changed.connect(self.list.viewport().update)
        self._chats.changed.connect(self._render)

    def _lay_out(self, brand: QLabel, name: QLabel) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(7, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(brand)
        head.addWidget(name)
        head.addStretch(1)
        head.addWidget(self.fold)
        self._undo_row = QWidget()
        row = QHBoxLayout(self._undo_row)
        row.setContentsMargins(10, 0, 0, 0)
        row.addWidget(self.undo_text, 1)
        row.addWidget(self.undo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.new)
        pages = QVBoxLayout()
        pages.setSpacing(2)
        pages.addWidget(self.models)
        pages.addWidget(self.health)
        pages.addWidget(self.stack)
        layout.addLayout(pages)
        layout.addWidget(self.search)
        layout.addWidget(self.empty)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._undo_row)
        layout.addWidget(self.settings)

    @Slot(ChatList)
    def _render(self, state: ChatList) -> None:
        self.model.show(state)
        self._undo_row.setVisible(state.deleted is not None)
        if state.deleted is not None:
            title = label_text(state.deleted.title, 22)
            self.undo_text.setText(self.tr("Deleted “{title}”").format(title=title))
        self._render_empty()

    @Slot(HealthReport)
    def _render_pages(self, report: HealthReport) -> None:
        short = stack_text(report.stack, translate).short
        self.stack.show_mark(short, *state_icon(report.stack), turns=turns(report.stack))
        verdict = verdict_of_report(report)
        words = verdict_text(verdict, translate).words
        self.health.show_mark(words, *VERDICT_ICONS[verdict.level], turns=False)

    @Slot(Pulls)
    def _render_pulls(self, pulls: Pulls) -> None:
        if any(pull.phase is PullPhase.FAILED for pull in pulls.rows):
            self.models.show_mark(self.tr("a pull has failed"), "error", "fail", turns=False)
        elif pulls.fraction is not None:
            self.models.show_figure(formats.percent(pulls.fraction), self.tr("pulling"))
        elif pulls.under_way:
            self.models.show_figure(pull_text(pulls.under_way[0], formats, translate).short)
        else:
            self.models.show_figure("")

    def _render_empty(self) -> None:
        text = ""
        if not self.model.rows and self.search.text().strip():
            text = self.tr("Nothing found for “{text}”.").format(text=label_text(self.search.text(), 40))
        elif not self.model.rows:
            text = self.tr("No chats yet. Ask something at the right.")
        self.empty.setText(text)
        self.empty.setVisible(bool(text))

    @Slot(str)
    def _filter(self, text: str) -> None:
        self.model.filter(text)
        self._render_empty()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        row: Row = index.data(Role.ROW)
        if row.chat_id:
            self._chats.open_chat(row.chat_id)
            self.chat_wanted.emit()

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if index.isValid() and index.data(Role.ROW).chat_id:
            self.list.setCurrentIndex(index)
            self.menu.popup(self.list.viewport().mapToGlobal(place))

    def _selected(self) -> int:
        index = self.list.currentIndex()
        return int(index.data(Role.ROW).chat_id) if index.isValid() else 0

    @Slot()
    def _rename(self) -> None:
        if chat_id := self._selected():
            self.rename_wanted.emit(chat_id)

    @Slot()
    def _delete(self) -> None:
        if chat_id := self._selected():
            self.delete_wanted.emit(chat_id)


class Rail(QFrame):
    """What is left of the sidebar in a narrow window: icons, whose names are in their tooltips."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "sidebar")
        self.setFixedWidth(RAIL_WIDTH)
        self.unfold = IconButton(theme, "sidebar", self.tr("Show Sidebar (Ctrl+B)"))
        self.new = IconButton(theme, "plus", self.tr("New Chat (Ctrl+N)"))
        self.chat = IconButton(theme, "chat", self.tr("Chat (Ctrl+1)"))
        self.models = IconButton(theme, "models", self.tr("Models (Ctrl+4)"))
        self.health = IconButton(theme, "health", self.tr("Health (Ctrl+3)"))
        self.stack = IconButton(theme, "stack", self.tr("Stack (Ctrl+2)"))
        self.settings = IconButton(theme, "settings", self.tr("Settings (Ctrl+,)"))
        for button in (self.chat, self.models, self.health, self.stack):
            button.setCheckable(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(11, 10, 11, 10)
        layout.setSpacing(4)
        for button in (self.unfold, self.new, self.chat, self.models, self.health, self.stack):
            layout.addWidget(button)
        layout.addStretch(1)
        layout.addWidget(self.settings)


class _ChatView(QListView):
    """The list itself; Delete deletes."""

    delete_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
            return
        super().keyPressEvent(event)
