"""What the stack means to the rest of the application: a provider at its address, settings, and the end."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.domain.catalog import ModelChoice
from desktop.domain.errors import StackUnconfirmed
from desktop.domain.providers import Endpoint
from desktop.domain.settings import OnQuit
from desktop.domain.stack import SERVICE, StackOptions, StackPhase, StackState
from desktop.services.providers import ProviderService
from desktop.services.settings import SettingsService
from desktop.services.sources import ProviderSource
from desktop.services.stack import StackService
from desktop.ui.dialogs import ConfirmDialog
from desktop.ui.theme import Theme


class StackLink(QObject):
    """Keeps the provider `model-runner` where the stack answers, and asks what quitting does to the stack."""

    quit_decided = Signal()
    confirmation_wanted = Signal()
    """A start waits until the user has seen what the configuration gives away."""

    def __init__(
        self,
        stack: StackService,
        providers: ProviderService,
        settings: SettingsService,
        source_at: Callable[[Endpoint], ProviderSource],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stack, self._providers, self._settings = stack, providers, settings
        self._source_at = source_at
        self._was_running = False
        self._is_asking = False
        self._unconfirmed: StackUnconfirmed | None = None
        stack.stops_on_quit = settings.state.on_quit is OnQuit.STOP
        stack.changed.connect(self._follow)
        stack.options_changed.connect(self._keep_options)
        stack.confirmed.connect(self._keep_confirmation)

    @Slot()
    def reuse(self) -> None:
        """Use what answers on the stack's port: the provider is chosen, and asked at once."""
        row = self._providers.state.row(SERVICE)
        if row is not None:
            port = self._stack.state.options.port
            self._move_to(replace(row.endpoint, url=f"http://127.0.0.1:{port}"))
            self._providers.choose(ModelChoice(SERVICE))
            self._providers.refresh()

    def consider_quit(self, theme: Theme, window: QWidget, bring_up: Callable[[], None]) -> None:
        """Emit `quit_decided`, at once or when the user has said what becomes of a stack started here."""
        state, on_quit = self._stack.state, self._settings.state.on_quit
        is_concerned = self._stack.was_started_here and (state.can_stop or state.is_busy)
        if not is_concerned or on_quit is not OnQuit.ASK:
            self._stack.stops_on_quit = on_quit is OnQuit.STOP
            self.quit_decided.emit()
        elif not self._is_asking:
            self._is_asking = True
            bring_up()
            dialog = ConfirmDialog(
                theme,
                self.tr("Keep the Stack Running?"),
                self.tr("Other programs can use it while it runs, and its models stay in memory."),
                [(self.tr("&Stop It"), ""), (self.tr("&Keep Running"), "primary")],
                self._decide,
                window,
                remember=self.tr("&Do this whenever I quit"),
            )
            dialog.finished.connect(self._note_asked)
            dialog.open()

    def _decide(self, choice: int, is_remembered: bool) -> None:
        stops = choice == 0
        self._stack.stops_on_quit = stops
        if is_remembered:
            self._settings.change(on_quit=OnQuit.STOP if stops else OnQuit.KEEP)
        self.quit_decided.emit()

    @Slot(int)
    def _note_asked(self, _result: int) -> None:
        self._is_asking = False

    @Slot(StackState)
    def _follow(self, state: StackState) -> None:
        """The provider is asked when the stack begins or ends to answer, not when its next turn comes."""
        is_running = state.phase is StackPhase.RUNNING
        row = self._providers.state.row(SERVICE)
        is_own = any(endpoint.id == SERVICE for endpoint in self._settings.state.endpoints)
        if is_running and state.url and row is not None and row.endpoint.url != state.url and not is_own:
            self._move_to(replace(row.endpoint, url=state.url))
        elif is_running is not self._was_running:
            self._providers.refresh()
        self._was_running = is_running
        was_unconfirmed = self._unconfirmed
        self._unconfirmed = state.error if isinstance(state.error, StackUnconfirmed) else None
        if self._unconfirmed is not None and self._unconfirmed is not was_unconfirmed:
            self.confirmation_wanted.emit()

    def _move_to(self, endpoint: Endpoint) -> None:
        row = self._providers.state.row(endpoint.id)
        if row is not None and row.endpoint.url != endpoint.url:
            self._providers.move(self._source_at(endpoint))

    @Slot(StackOptions)
    def _keep_options(self, options: StackOptions) -> None:
        self._settings.change(stack=options)

    @Slot(str)
    def _keep_confirmation(self, fingerprint: str) -> None:
        self._settings.change(confirmed_stack=fingerprint)
