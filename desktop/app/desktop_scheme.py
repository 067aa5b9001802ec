"""Whether the desktop is dark, as the portal of Linux desktops says.

Qt alone is not enough (measured with 6.11): its generic theme (sway, Xfce without GTK, plain window managers)
does not ask the portal, and its GTK theme hears of changes but starts light on a dark GNOME.
https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
"""

from PySide6.QtCore import SLOT, QObject, Qt, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant

_SERVICE, _PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Settings"
_SETTING = ["org.freedesktop.appearance", "color-scheme"]
_SCHEMES = {1: Qt.ColorScheme.Dark, 2: Qt.ColorScheme.Light}
"""0, and every number to come, is no preference."""


class DesktopScheme(QObject):
    """Emits `told` soon after it is made, if there is a portal, and whenever the desktop changes."""

    told = Signal(Qt.ColorScheme)
    """What the desktop prefers, `Unknown` for nothing."""

    def __init__(self, bus: QDBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if not bus.isConnected():
            return
        slot = SLOT("note_change(QDBusMessage)")
        bus.connect(_SERVICE, _PATH, _INTERFACE, "SettingChanged", self, slot)  # type: ignore[call-overload]  # takes str
        # `Read`, not `ReadOne`, which portals of before 2023 do not have.
        call = QDBusMessage.createMethodCall(_SERVICE, _PATH, _INTERFACE, "Read")
        call.setArguments(_SETTING)
        QDBusPendingCallWatcher(bus.asyncCall(call), self).finished.connect(self._note_answer)

    @Slot(QDBusMessage)
    def note_change(self, message: QDBusMessage) -> None:
        """One of the desktop's settings is another now."""
        *setting, value = message.arguments()
        if setting == _SETTING:
            self._tell(value)

    @Slot(QDBusPendingCallWatcher)
    def _note_answer(self, watcher: QDBusPendingCallWatcher) -> None:
        if not watcher.isError():
            self._tell(watcher.reply().arguments()[0])
        watcher.deleteLater()

    def _tell(self, value: object) -> None:
        while isinstance(value, QDBusVariant):  # a portal puts one into another
            value = value.variant()
        scheme = _SCHEMES.get(value) if isinstance(value, int) else None
        self.told.emit(scheme or Qt.ColorScheme.Unknown)
