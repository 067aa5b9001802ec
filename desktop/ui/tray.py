"""The tray icon: the verdict by shape and colour, and the way into the window.

A `QSystemTrayIcon` that is made before the desktop's tray exists never registers, not even after a second
`show()` (measured, qt_traps.md section 4); so `Tray` is made anew when the tray appears.
"""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop.domain.catalog import Catalog
from desktop.domain.text import label_text
from desktop.domain.verdict import Level, verdict_of
from desktop.services.providers import ProviderService
from desktop.text.verdicts import verdict_text
from desktop.ui import formats
from desktop.ui.theme import Theme

ICONS = {
    Level.OK: "tray-ok",
    Level.BUSY: "tray-busy",
    Level.ATTENTION: "tray-attention",
    Level.FAILURE: "tray-failure",
    Level.OFF: "tray-off",
}
TOOLTIP_CHARACTERS = 120


class Tray(QObject):
    """Renders the `Catalog`; its menu has nothing that the window has not."""

    open_wanted = Signal()
    new_chat_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, theme: Theme, service: ProviderService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icons = {level: theme.icons.tray_icon(name) for level, name in ICONS.items()}
        self._level: Level | None = None
        self.menu = QMenu()
        self.verdict = self.menu.addAction("")
        self.verdict.setEnabled(False)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("&Open Chat")).triggered.connect(self.open_wanted)
        self.menu.addAction(self.tr("&New Chat")).triggered.connect(self.new_chat_wanted)
        self.menu.addAction(self.tr("&Check Again")).triggered.connect(service.refresh)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("&Quit")).triggered.connect(self.quit_wanted)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activate)
        service.changed.connect(self._render)
        self._render(service.state)
        self.icon.show()

    def remove(self) -> None:
        """Take the icon away."""
        self.icon.hide()
        self.menu.deleteLater()
        self.deleteLater()

    @Slot(Catalog)
    def _render(self, catalog: Catalog) -> None:
        verdict = verdict_of(catalog)
        text = verdict_text(verdict, formats.translate)
        words = label_text(text.words, TOOLTIP_CHARACTERS)
        if verdict.level is not self._level:
            self._level = verdict.level
            self.icon.setIcon(self._icons[verdict.level])
        detail = label_text(text.detail, TOOLTIP_CHARACTERS)
        # Panels take a tooltip for plain text or for markup; without "<" it is the same to both.
        self.icon.setToolTip(f"{words}\n{detail}".strip().replace("<", "‹").replace("&", "+"))
        self.verdict.setText(words.replace("&", "&&"))

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_wanted.emit()
