"""The window: sidebar (or rail), the pages, and the status strip under both."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QIcon, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.health import SystemFacts
from desktop.domain.settings import Appearance
from desktop.services.chats import ChatsService
from desktop.services.model_services import ModelServices
from desktop.services.providers import ProviderService
from desktop.services.settings import SettingsService
from desktop.services.stack import StackService
from desktop.text.messages import Action
from desktop.ui.chat.page import ChatPage
from desktop.ui.chat.zoom import ChatZoom
from desktop.ui.dialogs import pick_file
from desktop.ui.late_pages import LatePages
from desktop.ui.navigation import Navigation
from desktop.ui.paced_report import PacedReport
from desktop.ui.shortcuts import add_shortcut, group_keys
from desktop.ui.shortcuts_window import add_help_key, show_shortcuts
from desktop.ui.sidebar import Rail, Sidebar
from desktop.ui.strip import StatusStrip
from desktop.ui.theme import Theme
from desktop.ui.window_menu import add_window_actions
from desktop.ui.window_questions import ask_address, ask_title

if TYPE_CHECKING:
    from desktop.ui.health.page import HealthPage
    from desktop.ui.models.page import ModelsPage
    from desktop.ui.stack.page import StackPage

NARROW = 960
SMALLEST = (720, 480)
USUAL = (1280, 800)


class MainWindow(QMainWindow):
    """Renders the services; hides when it is closed, and says so by `closed`."""

    closed = Signal()
    quit_wanted = Signal()
    setup_wanted = Signal()
    settings_wanted = Signal()
    address_given = Signal(str)
    """A provider's address, repaired."""
    file_given = Signal(str)
    """A GGUF file for the built-in engine."""
    appearance_chosen = Signal(Appearance)

    def __init__(
        self,
        theme: Theme,
        chats: ChatsService,
        providers: ProviderService,
        stack: StackService,
        settings: SettingsService,
        report: PacedReport,
        models: ModelServices,
        facts: SystemFacts,
        compose_folder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._chats = theme, chats
        self._folded = self._is_over = False
        self.setWindowTitle("TARS Desktop")
        self.setWindowIcon(QIcon(theme.icons.tray_icon("tars-desktop")))
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.report = report
        self.sidebar = Sidebar(theme, chats, self.report, models.pulls)
        self.rail = Rail(theme)
        self.page = ChatPage(theme, chats, providers, stack, models.pulls, models.library)
        ChatZoom(self.page, settings)
        self.pages = QStackedWidget()
        self.late = LatePages(
            theme, providers, stack, settings, models, report, facts, compose_folder, self.pages
        )
        self.navigation = Navigation(self.pages, self.late.ways(self.page, self.rail, self.sidebar), self)
        self.late.navigation = self.navigation
        self.strip = StatusStrip(theme, self.report)
        self.strip.check_wanted.connect(report.health.check_again)
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        self._fit()

    @property
    def stack_page(self) -> "StackPage":
        return self.late.stack

    @property
    def health_page(self) -> "HealthPage":
        return self.late.health

    @property
    def models_page(self) -> "ModelsPage":
        return self.late.models

    @Slot()
    def show_chat(self) -> None:
        """Bring the chat page to the front."""
        self.navigation.show(self.page)

    @Slot()
    def show_stack(self) -> None:
        """Bring the stack page to the front."""
        self.navigation.show(self.stack_page)

    @Slot()
    def show_health(self) -> None:
        """Bring the health page to the front."""
        self.navigation.show(self.health_page)

    @Slot()
    def show_models(self) -> None:
        """Bring the models page to the front."""
        self.navigation.show(self.models_page)

    @Slot()
    def bring_up(self) -> None:
        """Show the window in front, from wherever it was."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if self.pages.currentWidget() is self.page:
            self.page.composer.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.hide()
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press on the page beside the sidebar that lies over it closes it."""
        if event.type() == QEvent.Type.MouseButtonPress and self._is_over:
            self._close_overlay()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        central = self._central = QWidget()
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        for part in (self.rail, self.sidebar):
            self._row.addWidget(part)
        self._row.addWidget(self.pages, 1)
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row, 1)
        column.addWidget(self.strip)
        self.setCentralWidget(central)

    def _connect(self) -> None:
        self.sidebar.fold_wanted.connect(self.toggle_sidebar)
        self.sidebar.rename_wanted.connect(self._rename)
        self.sidebar.delete_wanted.connect(self._chats.delete_chat)
        self.rail.unfold.clicked.connect(self.toggle_sidebar)
        self.sidebar.chat_wanted.connect(self.show_chat)
        self.sidebar.left.connect(self.navigation.show_again)
        self.navigation.leaving.connect(self._close_overlay)
        self.rail.new.clicked.connect(self._new_chat)
        self.strip.stack_wanted.connect(self.show_stack)
        self.strip.health_wanted.connect(self.show_health)
        self.late.elsewhere_wanted.connect(self._go_elsewhere)
        self.page.rename_wanted.connect(self._rename_current)
        self.page.delete_wanted.connect(self._delete_current)
        self.page.picker.add_wanted.connect(self._ask_address)
        self.page.picker.file_wanted.connect(self._ask_file)
        self._chats.opened.connect(self._close_overlay)
        wanted = (self.appearance_chosen, self.settings_wanted, self.setup_wanted, self.quit_wanted)
        add_window_actions(self.page.menu, *wanted, partial(show_shortcuts, self._theme, self))
        for button in (self.sidebar.settings, self.rail.settings):
            button.clicked.connect(self.settings_wanted)

    def _add_shortcuts(self) -> None:
        group_keys(self, self.tr("Everywhere"))
        for keys, text, act in (
            (QKeySequence.StandardKey.New, self.tr("New chat"), self._new_chat),
            ("Ctrl+Shift+F", self.tr("Search all chats"), self._focus_search),
            ("Ctrl+K", self.tr("Choose the model"), self._open_picker),
            ("Ctrl+B", self.tr("Hide or show the sidebar"), self.toggle_sidebar),
            ("Ctrl+,", self.tr("Settings"), self.settings_wanted.emit),
            (QKeySequence.StandardKey.Close, self.tr("Close the window"), self.close),
            ("Ctrl+Q", self.tr("Quit"), self.quit_wanted.emit),
        ):
            add_shortcut(self, keys, text, act)
        add_help_key(self._theme, self, self.tr("All keyboard shortcuts"))

    @property
    def is_folded(self) -> bool:
        """Whether the user wants the rail where there is room for the sidebar."""
        return self._folded

    def fold(self, *, is_folded: bool) -> None:
        """Show the rail, or the sidebar where there is room for it."""
        self._folded = is_folded
        self._fit()

    @Slot()
    def toggle_sidebar(self) -> None:
        """Fold the sidebar to the rail or back; in a narrow window it lies over the page."""
        if self.width() >= NARROW:
            self._folded = not self._folded
            self._fit()
        elif self._is_over:
            self._close_overlay()
        else:
            self._is_over = True
            self._row.removeWidget(self.sidebar)
            self.sidebar.setParent(self._central)
            self._place_overlay()
            self.sidebar.show()
            self.sidebar.raise_()
            self.sidebar.search.setFocus()
            self.pages.installEventFilter(self)

    def _close_overlay(self) -> None:
        if self._is_over:
            self._is_over = False
            self.pages.removeEventFilter(self)
            self._row.insertWidget(1, self.sidebar)
            self._fit()
            if self.pages.currentWidget() is self.page:
                self.page.composer.setFocus()

    def _fit(self) -> None:
        """Sidebar or rail, by the width of the window."""
        if self._is_over and self.width() >= NARROW:
            self._close_overlay()
        elif self._is_over:
            self._place_overlay()
        else:
            shows_sidebar = self.width() >= NARROW and not self._folded
            self.sidebar.setVisible(shows_sidebar)
            self.rail.setVisible(not shows_sidebar)

    def _place_overlay(self) -> None:
        self.sidebar.setGeometry(0, 0, self.sidebar.width(), self._central.height())

    @Slot(Action)
    def _go_elsewhere(self, action: Action) -> None:
        """A way out of a page that another page has."""
        if action is Action.CHOOSE_MODEL:
            self._open_picker()
        else:
            self.show_stack()
            self.stack_page.act(action)

    @Slot()
    def _new_chat(self) -> None:
        self._chats.new_chat()
        self.show_chat()

    @Slot()
    def _open_picker(self) -> None:
        self.show_chat()
        self.page.picker.open()

    @Slot()
    def _focus_search(self) -> None:
        if not self.sidebar.isVisible():
            self.toggle_sidebar()
        self.sidebar.search.setFocus()
        self.sidebar.search.selectAll()

    @Slot()
    def _rename_current(self) -> None:
        self._rename(self._chats.current.state.chat_id)

    @Slot()
    def _delete_current(self) -> None:
        if chat_id := self._chats.current.state.chat_id:
            self._chats.delete_chat(chat_id)

    @Slot(int)
    def _rename(self, chat_id: int) -> None:
        row = next((row for row in self._chats.state.summaries if row.id == chat_id), None)
        if row is not None:
            ask_title(self._theme, row.title, partial(self._chats.rename_chat, chat_id), self)

    @Slot()
    def _ask_address(self) -> None:
        ask_address(self._theme, self.address_given.emit, self)

    @Slot()
    def _ask_file(self) -> None:
        pick_file(self, self.tr("Open GGUF File"), self.tr("GGUF models (*.gguf)"), self.file_given.emit)
