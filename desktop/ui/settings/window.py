"""The settings window: categories, a search over all of them, the page of one, and what can be undone."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QIcon, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.errors import TarsError
from desktop.text.messages import explain
from desktop.ui.formats import translate
from desktop.ui.notice import Notice
from desktop.ui.settings.category_page import CategoryPage, FormScroll
from desktop.ui.settings.choice_pages import AppearancePage, ChatSettingsPage, NotificationsPage
from desktop.ui.settings.edits import UNDO_SECONDS, Edits
from desktop.ui.settings.general_page import GeneralPage
from desktop.ui.settings.needs import SettingsNeeds
from desktop.ui.settings.providers_page import ProvidersPage
from desktop.ui.settings.search import Entry, found
from desktop.ui.settings.side import Side, TopBar
from desktop.ui.settings.stack_settings_page import StackSettingsPage
from desktop.ui.settings.storage_page import StoragePage
from desktop.ui.settings.undo_bar import UndoBar
from desktop.ui.shortcuts import add_shortcut
from desktop.ui.shortcuts_window import add_help_key
from desktop.ui.theme import Theme

USUAL = (960, 640)
SMALLEST = (480, 400)
NARROW = 960
SIDE_LINES = 38
"""In heights of a line: below that, the categories are a combo box."""

Page = CategoryPage | ProvidersPage


class SettingsWindow(QWidget):
    """Renders the settings as they are, wherever they are changed; every change is saved at once."""

    setup_wanted = Signal()
    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        needs: SettingsNeeds,
        undo_seconds: float = UNDO_SECONDS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._needs = needs
        self.setWindowTitle(self.tr("Settings"))
        self.setWindowIcon(QIcon(theme.icons.tray_icon("tars-desktop")))
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.edits = Edits(needs.settings, undo_seconds, self)
        self.general = GeneralPage(theme, needs, self.edits)
        self.appearance = AppearancePage(theme, needs, self.edits)
        self.chat = ChatSettingsPage(theme, needs, self.edits)
        self.stack = StackSettingsPage(theme, needs, self.edits)
        self.providers = ProvidersPage(theme, needs, self.edits)
        self.notifications = NotificationsPage(theme, needs, self.edits)
        self.storage = StoragePage(theme, needs, self.edits)
        self.pages: dict[Page, str] = {
            self.general: "settings",
            self.appearance: "eye",
            self.chat: "chat",
            self.stack: "stack",
            self.providers: "network",
            self.notifications: "info",
            self.storage: "disk",
        }
        categories = [(page.name, icon) for page, icon in self.pages.items()]
        self.side = Side(theme, categories)
        self.top = TopBar(theme, categories)
        self.notice = Notice(theme, is_dismissable=True)
        self.stacked = QStackedWidget()
        self.undo_bar = UndoBar(theme, self.edits)
        self._found: Sequence[Entry] = ()
        self._lay_out()
        self._connect()
        add_help_key(theme, self, self.tr("All keyboard shortcuts"))
        self._order_focus()
        self._show_number(0)
        self._fit()

    @property
    def current(self) -> Page:
        """The page in front."""
        return self._page(self.stacked.currentIndex())

    @Slot()
    def bring_up(self) -> None:
        """Show the window in front, at the page that was shown last."""
        self._needs.autostart.refresh()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if self.focusWidget() is None:
            self.side.search.setFocus()

    def show_page(self, page: Page) -> None:
        """Bring a category to the front."""
        self._show_number(list(self.pages).index(page))

    def take_place_of(self, other: "SettingsWindow") -> None:
        """Show the page that another window shows; what it offers to undo is offered here."""
        self._show_number(other.stacked.currentIndex())
        self.providers.show_provider(other.providers.current)
        self.edits.take_over(other.edits)

    def show_key(self, provider: str) -> None:
        """Show where the key of a provider is entered."""
        self.show_page(self.providers)
        self.bring_up()
        self.providers.show_key(provider)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.current.commit()
        self.hide()
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _page(self, number: int) -> Page:
        return list(self.pages)[number]

    @Slot(int)
    def _show_number(self, number: int) -> None:
        if number != self.stacked.currentIndex():
            self.current.commit()
            self.stacked.setCurrentIndex(number)
        self.side.show_category(number)
        self.top.box.setCurrentIndex(number)

    @Slot(str)
    def _search(self, text: str) -> None:
        for field in (self.side.search, self.top.search):
            if field.text() != text:
                field.setText(text)
        self._found = found(text, self._entries())
        self.side.show_found(self._found, text)

    def _entries(self) -> list[Entry]:
        return [Entry(row, number, page.name) for number, page in enumerate(self.pages) for row in page.rows]

    @Slot()
    def _show_first_found(self) -> None:
        if self._found:
            self._show_found(0)

    @Slot(int)
    def _show_found(self, number: int) -> None:
        entry = self._found[number]
        self._show_number(entry.category)
        self._page(entry.category).reveal(entry.row)

    @Slot(TarsError)
    def _say(self, error: TarsError) -> None:
        self.notice.show_explanation(replace(explain(error, translate), actions=()))
        self._said.show()

    @Slot()
    def _dismiss(self) -> None:
        self.notice.show_explanation(None)
        self._said.hide()

    @Slot()
    def _focus_search(self) -> None:
        field = self.side.search if self.side.isVisible() else self.top.search
        field.setFocus()
        field.selectAll()

    def _fit(self) -> None:
        """Categories at the side or on top; and the window is never narrower than a form."""
        self.side.fit(is_small=self.width() < NARROW)
        form = max(area.minimumSizeHint().width() for area in self.findChildren(FormScroll))
        self.setMinimumSize(max(SMALLEST[0], form), SMALLEST[1])
        line = self.fontMetrics().height()
        has_side = self.width() >= max(SIDE_LINES * line, self.side.width() + form)
        self.side.setVisible(has_side)
        self.top.setVisible(not has_side)

    def _lay_out(self) -> None:
        for page in self.pages:
            self.stacked.addWidget(page)
        self._said = QWidget()
        said = QVBoxLayout(self._said)
        said.setContentsMargins(24, 16, 24, 0)
        said.addWidget(self.notice)
        self._said.hide()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self._said)
        right.addWidget(self.stacked, 1)
        right.addWidget(self.undo_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        self.side.picked.connect(self._show_number)
        self.side.found_picked.connect(self._show_found)
        self.top.box.activated.connect(self._show_number)
        for field in (self.side.search, self.top.search):
            field.textChanged.connect(self._search)
            field.returnPressed.connect(self._show_first_found)
        self.side.open_file.clicked.connect(self.storage.open_settings_file)
        self.general.setup_wanted.connect(self.setup_wanted)
        self.notice.dismissed.connect(self._dismiss)
        self._needs.settings.failed.connect(self._say)
        for keys, text, act in (
            (QKeySequence.StandardKey.Find, self.tr("Search the settings"), self._focus_search),
            (QKeySequence.StandardKey.Undo, self.tr("Undo the last change"), self.edits.undo),
            (QKeySequence.StandardKey.Close, self.tr("Close the window"), self.close),
            ("Escape", self.tr("Close the window"), self.close),
        ):
            add_shortcut(self, keys, text, act)

    def _order_focus(self) -> None:
        """The search first, then the categories, then what is at the right, from top to bottom."""
        ring: list[QWidget] = [self.side.search, *self.side.buttons, self.side.open_file]
        for before, after in pairwise(ring):
            QWidget.setTabOrder(before, after)
