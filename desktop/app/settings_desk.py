"""The settings on the desk: their window is made when it is first wanted, and anew for another language."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.app.desk import Desk
from desktop.domain.settings import Settings
from desktop.services.settings import SettingsService
from desktop.ui.theme import Theme

if TYPE_CHECKING:
    from desktop.ui.settings.needs import SettingsNeeds
    from desktop.ui.settings.window import SettingsWindow


class SettingsDesk(QObject):
    """Owns the settings window, shows it where the other windows want it, and has the theme follow."""

    def __init__(
        self, theme: Theme, settings: SettingsService, needs: "Callable[[], SettingsNeeds]", desk: Desk
    ) -> None:
        """`needs` gives what the window stands on, which nobody else does: it is made with the first one."""
        super().__init__(desk)
        self._theme, self._needs, self._desk = theme, needs, desk
        self.window: SettingsWindow | None = None
        desk.settings_wanted.connect(self.show)
        desk.key_wanted.connect(self.show_key)
        desk.remade.connect(self.remake)
        self._appearance = settings.state.appearance
        settings.changed.connect(self._use_appearance)

    @Slot()
    def show(self) -> None:
        """Bring the window up."""
        self._made().bring_up()

    @Slot(str)
    def show_key(self, provider: str) -> None:
        """Bring the window up where the key of a provider is entered."""
        self._made().show_key(provider)

    @Slot()
    def remake(self) -> None:
        """Make the window anew, at its place and page, if it is on the screen."""
        old, self.window = self.window, None
        if old is None:
            return
        if old.isVisible():
            new = self._made()
            new.setGeometry(old.geometry())
            new.take_place_of(old)
            new.bring_up()
        old.edits.finish()
        old.hide()
        old.deleteLater()

    @Slot(Settings)
    def _use_appearance(self, settings: Settings) -> None:
        """Take the colors that are set, here, in a menu, or in the file."""
        if settings.appearance is not self._appearance:
            self._appearance = settings.appearance
            self._theme.use(settings.appearance)

    def close(self) -> None:
        """Take the window away; what it still offered to undo stays done, to its end."""
        if self.window is not None:
            self.window.edits.finish()
            self.window.hide()
            self.window.deleteLater()
            self.window = None

    def _made(self) -> "SettingsWindow":
        # Late, as few starts need it: 60 ms.
        from desktop.ui.settings.window import SettingsWindow

        if self.window is None:
            self.window = SettingsWindow(self._theme, self._needs())
            self.window.setup_wanted.connect(self._desk.show_setup)
        return self.window
