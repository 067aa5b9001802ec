"""What quitting ends: one dialog asks about downloads, an import, and a stack that was started here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.domain.pulls import RUNNING
from desktop.domain.settings import OnQuit
from desktop.domain.text import label_text
from desktop.services.model_services import ModelServices
from desktop.services.settings import SettingsService
from desktop.services.stack import StackService
from desktop.ui.theme import Theme

if TYPE_CHECKING:
    from desktop.ui.dialogs import ConfirmDialog

NAME_CHARACTERS = 60
MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class _Transfers:
    """The models that are downloaded, and the one that is made of a file; "" for none."""

    downloads: list[str]
    imported: str

    def __bool__(self) -> bool:
        return bool(self.downloads or self.imported)


class QuitQuestion(QObject):
    """Emits `decided` once the user has agreed to what quitting ends, or at once if that is nothing."""

    decided = Signal()

    def __init__(
        self,
        stack: StackService,
        models: ModelServices,
        settings: SettingsService,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stack, self._models, self._settings = stack, models, settings
        self._is_asking = False
        stack.stops_on_quit = settings.state.on_quit is OnQuit.STOP

    def consider(self, theme: Theme, brought_up: Callable[[], QWidget]) -> None:
        """Ask what has to be asked, over the window that `brought_up` puts in front.

        A second call while that is open does nothing.
        """
        state, on_quit = self._stack.state, self._settings.state.on_quit
        is_concerned = self._stack.was_started_here and (state.can_stop or state.is_busy)
        asks_stack = is_concerned and on_quit is OnQuit.ASK
        what = _Transfers(self._downloads(), self._import())
        if not asks_stack:
            self._stack.stops_on_quit = on_quit is OnQuit.STOP
        if self._is_asking:
            return
        if not asks_stack and not what:
            self.decided.emit()
            return
        self._is_asking = True
        window = brought_up()
        dialog = (
            self._dialog(theme, what, window) if not asks_stack else self._stack_dialog(theme, what, window)
        )
        dialog.finished.connect(self._note_asked)
        dialog.open()

    def _downloads(self) -> list[str]:
        """The models whose downloads quitting would stop."""
        return [
            label_text(pull.key.model, NAME_CHARACTERS)
            for pull in self._models.pulls.state.rows
            if pull.phase in RUNNING
        ]

    def _import(self) -> str:
        """The model that quitting would leave half made."""
        under_way = self._models.models.importing
        return label_text(under_way.model, NAME_CHARACTERS) if under_way is not None else ""

    def _dialog(self, theme: Theme, what: "_Transfers", window: QWidget) -> "ConfirmDialog":
        from desktop.ui.dialogs import ConfirmDialog  # late: a start needs no dialog

        choices = [(self.tr("&Quit"), "primary")]
        return ConfirmDialog(theme, self._title(what), self._becomes(what), choices, self._quit, window)

    def _stack_dialog(self, theme: Theme, what: "_Transfers", window: QWidget) -> "ConfirmDialog":
        """About the stack, and about downloads and import with it."""
        from desktop.ui.dialogs import ConfirmDialog  # late, as above

        title = self.tr("Keep the Stack Running?")
        text = self.tr("Other programs can use it while it runs, and its models stay in memory.")
        choices = [(self.tr("&Stop It"), ""), (self.tr("&Keep Running"), "primary")]
        if what:
            stays = self.tr("The stack can stay on.")
            title, text = self._title(what), f"{self._becomes(what)}\n\n{stays} {text}"
            choices = [
                (self.tr("Quit and &Stop the Stack"), ""),
                (self.tr("Quit, &Keep the Stack"), "primary"),
            ]
        remember = (
            self.tr("&Do this with the stack whenever I quit")
            if what
            else self.tr("&Do this whenever I quit")
        )
        return ConfirmDialog(theme, title, text, choices, self._decide, window, remember=remember)

    def _title(self, what: "_Transfers") -> str:
        if what.downloads and what.imported:
            return self.tr("Stop Downloads and Import?")
        if what.imported:
            return self.tr("Stop the Import?")
        return self.tr("Stop the Download?") if len(what.downloads) == 1 else self.tr("Stop the Downloads?")

    def _becomes(self, what: "_Transfers") -> str:
        sentences = [self._goes_on(what.downloads)] if what.downloads else []
        if what.imported:
            text = self.tr(
                "The import of {model} has to be started again. What was uploaded stays on the server, so "
                "that it goes faster then."
            )
            sentences.append(text.format(model=what.imported))
        return "\n\n".join(sentences)

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
