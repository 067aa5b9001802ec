"""The tray icon: the verdict by shape and colour, and the way into the window.

A `QSystemTrayIcon` that is made before the desktop's tray exists never registers, not even after a second
`show()` (measured, qt_traps.md section 4); so `Tray` is made anew when the tray appears.
"""

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop.domain.health import HealthReport
from desktop.domain.pulls import Pulls
from desktop.domain.stack import StackPhase, StackState
from desktop.domain.text import label_text
from desktop.domain.verdict import Level, verdict_of_report
from desktop.services.pulls import PullService
from desktop.services.stack import StackService
from desktop.text.notice_words import NoticeText
from desktop.text.pull_words import pull_text
from desktop.text.stack_words import is_being_cancelled, stack_text
from desktop.text.verdicts import verdict_text
from desktop.ui import formats
from desktop.ui.paced_report import PacedReport
from desktop.ui.theme import Theme

ICONS = {
    Level.OK: "tray-ok",
    Level.BUSY: "tray-busy",
    Level.ATTENTION: "tray-attention",
    Level.FAILURE: "tray-failure",
    Level.OFF: "tray-off",
}
TOOLTIP_CHARACTERS = 120
MOST_PULLS = 4
PULL_CHARACTERS = 40
ICON = 16


class Tray(QObject):
    """Renders `HealthReport` as the window does; its menu has nothing that the window has not."""

    open_wanted = Signal()
    new_chat_wanted = Signal()
    quick_wanted = Signal()
    health_wanted = Signal()
    stack_wanted = Signal()
    models_wanted = Signal()
    check_wanted = Signal()
    setup_wanted = Signal()
    settings_wanted = Signal()
    quit_wanted = Signal()
    message_clicked = Signal()
    """The one that was shown last."""

    def __init__(
        self,
        theme: Theme,
        paced: PacedReport,
        stack: StackService,
        pulls: PullService,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._stack = theme, stack
        self.level: Level | None = None
        self.menu = QMenu()
        self.verdict = self.menu.addAction("")
        self.verdict.setEnabled(False)
        self.detail = self.menu.addAction("")
        self.detail.setEnabled(False)
        self.pulls = [self.menu.addAction("") for _ in range(MOST_PULLS)]
        for line in self.pulls:
            line.setEnabled(False)
        self.menu.addSeparator()
        self.start = self.menu.addAction(self.tr("&Start Stack"))
        self.start.triggered.connect(self._press)
        self.restart = self.menu.addAction(self.tr("&Restart Stack"))
        self.restart.triggered.connect(stack.restart)
        self.menu.addSeparator()
        self._icons_of = {self.start: "power", self.restart: "regenerate"}
        self._add(self.tr("&Open Chat"), "chat", self.open_wanted)
        self._add(self.tr("&New Chat"), "plus", self.new_chat_wanted)
        self._add(self.tr("Q&uick Question…"), "thought", self.quick_wanted)
        self._add(self.tr("&Models"), "models", self.models_wanted)
        self._add(self.tr("S&tack"), "stack", self.stack_wanted)
        self._add(self.tr("&Health"), "health", self.health_wanted)
        self._add(self.tr("&Check Again"), "regenerate", self.check_wanted)
        self._add(self.tr("S&etup…"), "setup", self.setup_wanted)
        self._add(self.tr("Settin&gs…"), "settings", self.settings_wanted)
        self.menu.addSeparator()
        self._add(self.tr("&Quit"), "power", self.quit_wanted)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activate)
        self.icon.messageClicked.connect(self.message_clicked)
        theme.changed.connect(self._draw_icons)
        self._draw_icons()
        paced.changed.connect(self._render)
        self._render(paced.state)
        pulls.changed.connect(self._render_pulls)
        self._render_pulls(pulls.state)
        self.icon.show()

    def _add(self, text: str, icon: str, wanted: SignalInstance) -> None:
        action = self.menu.addAction(text)
        action.triggered.connect(wanted)
        self._icons_of[action] = icon

    def is_there(self) -> bool:
        """Whether the icon can be seen; panels end, and come back."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def notify(self, text: NoticeText) -> bool:
        """Show a message at the icon; whether there is a tray that has one."""
        if not self.is_there():
            return False
        self.icon.showMessage(_plain(text.title), _plain(text.body), self.icon.icon())
        return True

    def remove(self) -> None:
        """Take the icon away."""
        self.icon.hide()
        self.menu.deleteLater()
        self.deleteLater()

    @Slot(HealthReport)
    def _render(self, report: HealthReport) -> None:
        verdict = verdict_of_report(report)
        text = verdict_text(verdict, formats.translate)
        words = label_text(text.words, TOOLTIP_CHARACTERS)
        if verdict.level is not self.level:
            self.level = verdict.level
            self.icon.setIcon(self._theme.icons.tray_icon(ICONS[verdict.level]))
        detail = label_text(text.detail, TOOLTIP_CHARACTERS)
        self.icon.setToolTip(_plain(f"{words}\n{detail}".strip()))
        self.verdict.setText(words.replace("&", "&&"))
        self.detail.setText(detail.replace("&", "&&"))
        self.detail.setVisible(bool(detail))
        self._render_verbs(report.stack)

    @Slot(Pulls)
    def _render_pulls(self, pulls: Pulls) -> None:
        shown = pulls.under_way[:MOST_PULLS]
        for at, line in enumerate(self.pulls):
            line.setVisible(at < len(shown))
            if at < len(shown):
                name = label_text(shown[at].key.model, PULL_CHARACTERS).replace("&", "&&")
                line.setText(f"{name}  {pull_text(shown[at], formats, formats.translate).short}")

    def _render_verbs(self, stack: StackState) -> None:
        if stack.is_busy:
            words = self.tr("Cance&l: {what}").format(what=stack_text(stack, formats.translate).words)
        else:
            words = self.tr("&Stop Stack") if stack.can_stop else self.tr("&Start Stack")
        self.start.setText(words)
        icon = "close" if stack.is_busy else "stop" if stack.can_stop else "resume"
        if self._icons_of[self.start] != icon:
            self._icons_of[self.start] = icon
            self._draw_icons()
        is_usable = stack.phase not in (StackPhase.UNKNOWN, StackPhase.UNAVAILABLE)
        self.start.setEnabled(is_usable and not is_being_cancelled(stack))
        self.restart.setVisible(stack.can_stop)

    @Slot()
    def _draw_icons(self) -> None:
        tokens = self._theme.tokens
        for action, name in self._icons_of.items():
            action.setIcon(self._theme.icons.icon(name, tokens.text2, ICON, tokens.text3))

    @Slot()
    def _press(self) -> None:
        stack = self._stack.state
        if stack.is_busy:
            self._stack.cancel()
        elif stack.can_stop:
            self._stack.stop()
        else:
            self._stack.start()

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_wanted.emit()


def _plain(text: str) -> str:
    """The text for tooltips and notifications, which desktops take for plain text or for markup.

    Without "<" and "&" it is the same to both.
    """
    return text.replace("<", "‹").replace("&", "+")
