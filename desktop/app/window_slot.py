"""The place of the main window: it is made when it is first wanted, and made anew for another language."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.app.first_paint import FirstPaint
from desktop.text.messages import Explanation

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow

LONGEST_MILLISECONDS = 2000
"""So long the steps wait for a window that is not painted, as on another desktop or in the dock."""


class WindowSlot(QObject):
    """A start into the tray makes no window: its modules and widgets are a quarter of the memory at rest.

    What is to be said meanwhile waits for it. `make` makes a window, another one each time.
    """

    made = Signal(object)
    """There is a `MainWindow`, the first one or another one."""
    painted = Signal()
    """The first window is on the screen, and can be used."""
    furnished = Signal()
    """All steps are taken."""

    def __init__(self, make: "Callable[[], MainWindow]", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._window: MainWindow | None = None
        self._unsaid: list[Explanation] = []
        self._steps: list[Callable[[MainWindow], None]] = []
        self._taken = 0
        self._is_painted = False
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MILLISECONDS)
        self._longest.timeout.connect(self._begin)
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._take_step)

    @property
    def window(self) -> "MainWindow":
        """The window, made by the first who asks for it."""
        return self._window or self._made()

    @property
    def is_made(self) -> bool:
        return self._window is not None

    @property
    def is_seen(self) -> bool:
        """Whether the window is on the screen."""
        return self._window is not None and self._window.isVisible()

    def add_step(self, step: "Callable[[MainWindow], None]") -> None:
        """Have `step` put on each window what that can be used without; to be called before there is one.

        Steps are taken in turn when the first window is painted, with its events between them.
        """
        self._steps.append(step)

    def say(self, explanation: Explanation) -> None:
        """Show in the window what concerns the whole application, as soon as there is one."""
        if self._window is not None:
            self._window.page.say(explanation)
        elif explanation not in self._unsaid:
            self._unsaid.append(explanation)

    def remake(self) -> None:
        """Make the window anew, which speaks another language then; what it shows goes on."""
        old = self._window
        if old is not None:
            # Late, as few starts need it.
            from desktop.ui.carry_over import carry_over

            carry_over(old, self._made())
            old.deleteLater()

    def close(self) -> None:
        """Take the window away."""
        self._idle.stop()
        self._longest.stop()
        if self._window is not None:
            self._window.hide()
            self._window.deleteLater()

    def _made(self) -> "MainWindow":
        window = self._window = self._make()
        self.made.emit(window)
        for step in self._steps[: self._taken]:
            step(window)
        if not self._is_painted:
            FirstPaint(window).seen.connect(self._begin)
            self._longest.start()
        unsaid, self._unsaid = self._unsaid, []
        for explanation in unsaid:
            window.page.say(explanation)
        return window

    @Slot()
    def _begin(self) -> None:
        if not self._is_painted:
            self._is_painted = True
            self._longest.stop()
            self.painted.emit()
            self._idle.start()

    @Slot()
    def _take_step(self) -> None:
        if self._taken == len(self._steps):
            self._idle.stop()
            self.furnished.emit()
        else:
            self._taken += 1
            self._steps[self._taken - 1](self.window)
