"""The stack page: what runs and how to change that, who can reach it, what Compose uses, and the log."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QFont, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.errors import StackUnconfirmed
from desktop.domain.settings import OnQuit
from desktop.domain.stack import GpuChoice, Removal, StackOptions, StackState
from desktop.services.settings import SettingsService
from desktop.services.stack import StackService
from desktop.text.messages import Action, explain
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton, IconButton
from desktop.ui.dialogs import PlainTextDialog, pick_new_file
from desktop.ui.labels import plain_label, tooltip_text
from desktop.ui.notice import Notice
from desktop.ui.page_layout import scrolled_page
from desktop.ui.stack.cards import AccessCard, ComposeCard
from desktop.ui.stack.log_card import LogCard
from desktop.ui.stack.options_dialog import StackOptionsDialog
from desktop.ui.stack.removal_dialog import RemovalDialog
from desktop.ui.stack.risk_dialog import RiskDialog
from desktop.ui.stack.state_card import StateCard
from desktop.ui.stack.warnings import has_known_hole, is_open_to_all, runs_on_cpu
from desktop.ui.stack.words import engine_text
from desktop.ui.theme import Size, Theme

WIDEST = 1180
NARROW = 900
NARROW_LINES = 55
"""The same in heights of a line: with large letters a page is narrow sooner."""
EDGE = 20
GAP = 12
FRAME_MILLISECONDS = 33


class StackPage(QWidget):
    """Renders `StackState` at most 30 times a second, and hands on what the user wants of the stack."""

    reuse_wanted = Signal()
    """Use what answers on the stack's port as it is."""

    def __init__(
        self,
        theme: Theme,
        stack: StackService,
        settings: SettingsService,
        compose_folder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._stack, self._settings = theme, stack, settings
        self._folder = compose_folder
        self._waits_for_configuration = False
        self._question: RiskDialog | None = None
        self.title = plain_label(theme, self.tr("Stack"), size=Size.TITLE, weight=QFont.Weight.DemiBold)
        self.engine = plain_label(theme, size=Size.DETAIL, tone="text2")
        self.engine.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.configuration = ActionButton(theme, self.tr("Show Con&figuration"), "logs", "quiet")
        self.more = IconButton(theme, "more", self.tr("Stack Menu"))
        self.menu = QMenu(self)
        self.state_card = StateCard(theme)
        self.failure = Notice(theme)
        self.fallback = Notice(theme, is_warning=True)
        self.exposed = Notice(theme, is_warning=True)
        self.old_server = Notice(theme, is_warning=True)
        self.access = AccessCard(theme)
        self.compose = ComposeCard(theme, compose_folder)
        self.log = LogCard(theme, stack.log)
        self._frame = QTimer(self, interval=FRAME_MILLISECONDS, singleShot=True)
        self._frame.timeout.connect(self._render)
        self._fill_menu()
        self._lay_out()
        self._connect()
        self._render()

    @property
    def state(self) -> StackState:
        return self._stack.state

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._stack.log.follow()
        self._render()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _connect(self) -> None:
        card = self.state_card
        card.start_wanted.connect(self._start)
        card.stop_wanted.connect(self._stack.stop)
        card.restart_wanted.connect(self._stack.restart)
        card.cancel_wanted.connect(self._stack.cancel)
        card.check_wanted.connect(self._stack.check_again)
        for notice in (self.failure, self.fallback, self.exposed, self.old_server):
            notice.chosen.connect(self.act)
        self.access.change_wanted.connect(self.open_options)
        self.compose.folder_wanted.connect(self._open_folder)
        self.compose.pull_wanted.connect(self._stack.pull)
        self.configuration.clicked.connect(self._show_configuration)
        self.more.clicked.connect(self._open_menu)
        self.log.save_wanted.connect(self._save_log)
        self._stack.configuration_read.connect(self._open_configuration)
        self._stack.changed.connect(self._render_soon)

    def _fill_menu(self) -> None:
        self.menu.addAction(self.tr("&Settings…")).triggered.connect(self.open_options)
        self.pull_action = self.menu.addAction(self.tr("Pull &Newer Image"))
        self.pull_action.triggered.connect(self._stack.pull)
        self.folder_action = self.menu.addAction(self.tr("Open &Compose Folder"))
        self.folder_action.setEnabled(bool(self._folder))
        self.folder_action.triggered.connect(self._open_folder)
        self.menu.addSeparator()
        self.removals = {
            Removal.CONTAINERS: self.menu.addAction(self.tr("&Remove Containers…")),
            Removal.IMAGES: self.menu.addAction(self.tr("Remove &Images…")),
            Removal.MODELS: self.menu.addAction(self.tr("Remove &Models…")),
        }
        for removal, action in self.removals.items():
            action.triggered.connect(partial(self._ask_removal, removal))

    @Slot(StackState)
    def _render_soon(self, _state: StackState) -> None:
        if not self._frame.isActive():
            self._frame.start()

    @Slot()
    def _render(self) -> None:
        state = self.state
        self.engine.setText(engine_text(state.engine))
        self.state_card.show_state(state)
        error = explain(state.error, formats.translate) if state.error is not None else None
        self.failure.show_explanation(error)
        self.fallback.show_explanation(runs_on_cpu(state))
        self.exposed.show_explanation(is_open_to_all(state))
        self.old_server.show_explanation(has_known_hole(state))
        self.access.show_state(state)
        self.compose.show_state(state)
        self.pull_action.setEnabled(self.compose.pull.isEnabled())
        for removal, action in self.removals.items():
            is_there = bool(state.services) or removal is not Removal.CONTAINERS
            action.setEnabled(is_there and state.engine is not None and not state.is_busy)

    @Slot()
    def _start(self) -> None:
        self._stack.start()

    @Slot(Action)
    def act(self, action: Action) -> None:
        """Take a way out that a notice here, or another page, offers."""
        match action:
            case Action.CHECK_AGAIN:
                self._stack.check_again()
            case Action.RUN_ON_CPU:
                self._stack.start(GpuChoice.NONE)
            case Action.USE_OTHER_PORT:
                self._stack.start_on_free_port()
            case Action.REUSE_OLLAMA:
                self.reuse_wanted.emit()
            case Action.SHOW_LOG:
                self.area.ensureWidgetVisible(self.log)
                self.log.view.setFocus()
            case Action.OPEN_SETTINGS:
                self.open_options()
            case Action.CONFIRM:
                self.ask_confirmation()
            case Action.RETRY:
                self._stack.try_again()
            case _:
                self._stack.start()

    @Slot()
    def ask_confirmation(self) -> None:
        """Let the user see what a start would give away; that of an older question is not asked any more."""
        if self._question is not None:
            self._question.reject()
        if isinstance(self.state.error, StackUnconfirmed):
            self._question = RiskDialog(self._theme, self.state.error, self._stack.confirm, self)
            self._question.finished.connect(self._forget_question)
            self._question.open()

    @Slot()
    def _forget_question(self) -> None:
        self._question = None

    @Slot()
    def open_options(self) -> None:
        """Let the user change the options."""
        StackOptionsDialog(
            self._theme, self.state.options, self._settings.state.on_quit, self._use_options, self
        ).open()

    def _use_options(self, options: StackOptions, on_quit: OnQuit) -> None:
        self._settings.change(on_quit=on_quit)
        self._stack.set_options(options)

    @Slot()
    def _show_configuration(self) -> None:
        self._waits_for_configuration = True
        self._stack.read_configuration()

    @Slot(str)
    def _open_configuration(self, text: str) -> None:
        if self._waits_for_configuration:
            self._waits_for_configuration = False
            PlainTextDialog(self._theme, self.tr("Effective Configuration"), text, self).open()

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))

    def _ask_removal(self, removal: Removal, _checked: bool = False) -> None:
        RemovalDialog(self._theme, removal, self._stack.remove, self).open()

    @Slot()
    def _save_log(self) -> None:
        pick_new_file(self, self.tr("Save Log"), "tars-stack.log", self._write_log)

    def _write_log(self, path: str) -> None:
        try:
            Path(path).write_text(self.log.text(), encoding="utf-8")
        except OSError as error:
            self.log.found.setText(self.tr("Not saved: {reason}").format(reason=error.strerror or ""))

    @Slot()
    def _open_menu(self) -> None:
        corner = self.more.rect().bottomRight()
        corner.setX(corner.x() - self.menu.sizeHint().width())
        self.menu.popup(self.more.mapToGlobal(corner))

    def _fit(self) -> None:
        """Cards beside each other, or below 900 one under the other; the header's button keeps its icon."""
        is_narrow = self.width() < max(NARROW, NARROW_LINES * self.fontMetrics().height())
        beside, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._cards.setDirection(under if is_narrow else beside)
        name = self.tr("Show Con&figuration")
        self.configuration.setText("" if is_narrow else name)
        self.configuration.setAccessibleName(name.replace("&", ""))
        self.configuration.setToolTip(tooltip_text(name.replace("&", "")) if is_narrow else "")

    def _lay_out(self) -> None:
        header = QFrame()
        header.setProperty("kind", "header")
        row = QHBoxLayout(header)
        row.setContentsMargins(24, 9, 16, 9)
        row.setSpacing(10)
        row.addWidget(self.title)
        row.addWidget(self.engine, 1)
        row.addWidget(self.configuration)
        row.addWidget(self.more)
        self.more.setFixedHeight(32)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(GAP)
        self._cards.addWidget(self.access, 1)
        self._cards.addWidget(self.compose, 1)
        column = QVBoxLayout()
        column.setSpacing(GAP)
        for part in (self.state_card, self.failure, self.fallback, self.exposed, self.old_server):
            column.addWidget(part)
        column.addLayout(self._cards)
        column.addWidget(self.log, 1)
        content = QWidget()
        content.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        content.setMaximumWidth(WIDEST)
        self.area = named(scrolled_page(self, header, content, EDGE), self.title.text())
