"""What the stack means to the rest of the application: a provider at its address, and settings."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.catalog import ModelChoice
from desktop.domain.errors import StackUnconfirmed
from desktop.domain.providers import Endpoint
from desktop.domain.settings import Settings
from desktop.domain.stack import SERVICE, StackOptions, StackPhase, StackState
from desktop.services.providers import ProviderService
from desktop.services.settings import SettingsService
from desktop.services.sources import ProviderSource
from desktop.services.stack import StackService


class StackLink(QObject):
    """Keeps the provider `model-runner` where the stack answers, and what the user decides about it."""

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
        self._options = settings.state.stack
        self._was_running = False
        self._unconfirmed: StackUnconfirmed | None = None
        stack.changed.connect(self._follow)
        stack.options_changed.connect(self._keep_options)
        stack.confirmed.connect(self._keep_confirmation)
        settings.changed.connect(self._use_settings)

    @Slot()
    def reuse(self) -> None:
        """Use what answers on the stack's port: the provider is chosen, and asked at once."""
        row = self._providers.state.row(SERVICE)
        if row is not None:
            port = self._stack.state.options.port
            self._move_to(replace(row.endpoint, url=f"http://127.0.0.1:{port}"))
            self._providers.choose(ModelChoice(SERVICE))
            self._providers.refresh()

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

    @Slot(Settings)
    def _use_settings(self, settings: Settings) -> None:
        """Options that were set, in the window or in the file, hold from the next start on."""
        if settings.stack != self._options:
            self._options = settings.stack
            self._stack.set_options(settings.stack)

    @Slot(str)
    def _keep_confirmation(self, fingerprint: str) -> None:
        self._settings.change(confirmed_stack=fingerprint)
