"""The setup on the desk: its window is made when it is first wanted, and opens by itself on a first start."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.health import SystemFacts
from desktop.ui.theme import Theme

if TYPE_CHECKING:
    from desktop.services.setup import SetupService
    from desktop.ui.setup.window import SetupWindow


class SetupDesk(QObject):
    """Owns the setup window."""

    closed = Signal()
    chat_wanted = Signal()
    address_found = Signal(str)
    """As `SetupService.address_found`."""

    def __init__(
        self,
        theme: Theme,
        service: "Callable[[], SetupService]",
        facts: SystemFacts,
        parent: QObject | None = None,
    ) -> None:
        """`service` gives the one there is, and makes it when it is first asked."""
        super().__init__(parent)
        self._theme, self._made_service, self._facts = theme, service, facts
        self._service: SetupService | None = None
        self.window: SetupWindow | None = None

    @property
    def is_seen(self) -> bool:
        """Whether the window is on the screen."""
        return self.window is not None and self.window.isVisible()

    @Slot()
    def show(self) -> None:
        """Bring the window up, at the first step that is not well."""
        if self.window is None:
            self.window = self._made()
        self.window.bring_up()

    def remake(self) -> None:
        """Make the window anew, which speaks another language then; it stays where it is."""
        old, self.window = self.window, None
        if old is not None and old.isVisible():
            # Late, as few starts need it.
            from desktop.ui.carry_over import carry_over_setup

            self.window = self._made()
            carry_over_setup(old, self.window)
        if old is not None:
            old.hide()
            old.deleteLater()

    def _made(self) -> "SetupWindow":
        # Late, as few starts need it: 40 ms.
        from desktop.ui.setup.window import SetupWindow

        if self._service is None:
            self._service = self._made_service()
            self._service.address_found.connect(self.address_found)
        window = SetupWindow(self._theme, self._service, self._facts)
        window.closed.connect(self.closed)
        window.chat_wanted.connect(self.chat_wanted)
        return window

    def close(self) -> None:
        """Take the window away."""
        if self.window is not None:
            self.window.hide()
            self.window.deleteLater()
            self.window = None
