"""What quitting ends: downloads and a stack that was started here are asked about, in one dialog."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.domain.pulls import RUNNING
from desktop.domain.settings import OnQuit
from desktop.domain.text import label_text
from desktop.services.pulls import PullService
from desktop.services.settings import SettingsService
from desktop.services.stack import StackService
from desktop.ui.theme import Theme

if TYPE_CHECKING:
    from desktop.ui.dialogs import ConfirmDialog

NAME_CHARACTERS = 60
MOST_NAMES = 4


class QuitQuestion(QObject):
    """Emits `decided` once the user has agreed to what quitting ends, or at once if that is nothing."""

    decided = Signal()

    def __init__(
        self,
        stack: StackService,
        pulls: PullService,
        settings: SettingsService,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stack, self._pulls, self._settings = stack, pulls, settings
        self._is_asking = False
        stack.stops_on_quit = settings.state.on_quit is OnQuit.STOP

    def consider(self, theme: Theme, brought_up: Callable[[], QWidget]) -> None:
        """Ask what has to be asked, over the window that `brought_up` puts in front.

        A second call while that is open does nothing.
        """
        state, on_quit = self._stack.state, self._settings.state.on_quit
        is_concerned = self._stack.was_started_here and (state.can_stop or state.is_busy)
        asks_stack = is_concerned and on_quit is OnQuit.ASK
        names = self._downloads()
        if not asks_stack:
            self._stack.stops_on_quit = on_quit is OnQuit.STOP
        if self._is_asking:
            return
        if not asks_stack and not names:
            self.decided.emit()
            return
        self._is_asking = True
        window = brought_up()
        dialog = (
            self._dialog(theme, names, window) if not asks_stack else self._stack_dialog(theme, names, window)
        )
        dialog.finished.connect(self._note_asked)
        dialog.open()

    def _downloads(self) -> list[str]:
        """The models whose downloads quitting would stop."""
        return [
            label_text(pull.key.model, NAME_CHARACTERS)
            for pull in self._pulls.state.rows
            if pull.phase in RUNNING
        ]

    def _dialog(self, theme: Theme, names: list[str], window: QWidget) -> "ConfirmDialog":
        from desktop.ui.dialogs import ConfirmDialog  # late: a start needs no dialog

        choices = [(self.tr("&Quit"), "primary")]
        return ConfirmDialog(theme, self._title(names), self._goes_on(names), choices, self._quit, window)

    def _stack_dialog(self, theme: Theme, names: list[str], window: QWidget) -> "ConfirmDialog":
        """About the stack, and about the downloads with it."""
        from desktop.ui.dialogs import ConfirmDialog  # late, as above

        title = self.tr("Keep the Stack Running?")
        text = self.tr("Other programs can use it while it runs, and its models stay in memory.")
        choices = [(self.tr("&Stop It"), ""), (self.tr("&Keep Running"), "primary")]
        if names:
            stays = self.tr("The stack can stay on.")
            title, text = self._title(names), f"{self._goes_on(names)}\n\n{stays} {text}"
            choices = [
                (self.tr("Quit and &Stop the Stack"), ""),
                (self.tr("Quit, &Keep the Stack"), "primary"),
            ]
        remember = (
            self.tr("&Do this with the stack whenever I quit")
            if names
            else self.tr("&Do this whenever I quit")
        )
        return ConfirmDialog(theme, title, text, choices, self._decide, window, remember=remember)

    def _title(self, names: list[str]) -> str:
        return self.tr("Stop the Download?") if len(names) == 1 else self.tr("Stop the Downloads?")

    def _goes_on(self, names: list[str]) -> str:
        listed = ", ".join([*names[:MOST_NAMES], *(["…"] if len(names) > MOST_NAMES else [])])
        if len(names) == 1:
            return self.tr("{model} goes on at the next start, where it is now.").format(model=listed)
        return self.tr("They go on at the next start, where they are now: {models}.").format(models=listed)

    def _quit(self, _choice: int, _is_remembered: bool) -> None:
        self.decided.emit()

    def _decide(self, choice: int, is_remembered: bool) -> None:
        stops = choice == 0
        self._stack.stops_on_quit = stops
        if is_remembered:
            self._settings.change(on_quit=OnQuit.STOP if stops else OnQuit.KEEP)
        self.decided.emit()

    @Slot(int)
    def _note_asked(self, _result: int) -> None:
        self._is_asking = False
