"""The sidebar: a new chat, the pages, the chats; and the rail that stays in a small window."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain.health import HealthReport
from desktop.domain.pulls import PullPhase, Pulls
from desktop.domain.verdict import verdict_of_report
from desktop.services.chats import ChatsService
from desktop.services.pulls import PullService
from desktop.text.pull_words import pull_text
from desktop.text.stack_words import stack_text
from desktop.text.verdicts import verdict_text
from desktop.ui import formats
from desktop.ui.buttons import ActionButton, IconButton
from desktop.ui.chats_pane import ChatsPane
from desktop.ui.formats import translate
from desktop.ui.labels import plain_label, tooltip_text
from desktop.ui.nav_row import NavRow
from desktop.ui.paced_report import PacedReport
from desktop.ui.stack.words import state_icon, turns
from desktop.ui.strip import VERDICT_ICONS
from desktop.ui.theme import Theme

WIDTH = 256
RAIL_WIDTH = 56


class Sidebar(QFrame):
    """Renders how models, health and stack are in the rows that lead to them, over the chats."""

    fold_wanted = Signal()
    chat_wanted = Signal()
    """A chat was picked: its page is wanted, whichever page is shown."""
    left = Signal()
    """Esc was pressed: back to the page."""
    rename_wanted = Signal(int)
    export_wanted = Signal(int)
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
        self.chats = ChatsPane(theme, chats)
        self.settings = ActionButton(theme, self.tr("Settings"), "settings", "nav")
        self.settings.setToolTip(tooltip_text(self.tr("Settings (Ctrl+,)")))
        self.search = self.chats.search
        self._lay_out(brand, name)
        self._connect()
        paced.changed.connect(self._render_pages)
        pulls.changed.connect(self._render_pulls)
        self._render_pages(paced.state)
        self._render_pulls(pulls.state)

    def _connect(self) -> None:
        self.fold.clicked.connect(self.fold_wanted)
        self.new.clicked.connect(self._chats.new_chat)
        self.new.clicked.connect(self.chat_wanted)
        self.chats.chat_wanted.connect(self.chat_wanted)
        self.chats.left.connect(self.left)
        self.chats.rename_wanted.connect(self.rename_wanted)
        self.chats.export_wanted.connect(self.export_wanted)
        self.chats.delete_wanted.connect(self.delete_wanted)

    def _lay_out(self, brand: QLabel, name: QLabel) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(7, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(brand)
        head.addWidget(name)
        head.addStretch(1)
        head.addWidget(self.fold)
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
        layout.addWidget(self.chats, 1)
        layout.addWidget(self.settings)

    @Slot(HealthReport)
    def _render_pages(self, report: HealthReport) -> None:
        short = stack_text(report.stack, translate).short
        self.stack.show_mark(short, *state_icon(report.stack), turns=turns(report.stack))
        verdict = verdict_of_report(report)
        words = verdict_text(verdict, translate).words
        self.health.show_mark(words, *VERDICT_ICONS[verdict.level], turns=False)

    @Slot(Pulls)
    def _render_pulls(self, pulls: Pulls) -> None:
        if pulls.fraction is not None:
            figure, word = formats.percent(pulls.fraction), self.tr("pulling")
        else:
            first = pulls.under_way[:1]
            figure, word = "".join(pull_text(pull, formats, translate).short for pull in first), ""
        if any(pull.phase is PullPhase.FAILED for pull in pulls.rows):
            self.models.show_figure(figure, word, self.tr("a pull has failed"), "error", "fail")
        else:
            self.models.show_figure(figure, word)


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
