"""What the user chooses in the windows is kept in the settings, and what the settings say is used."""

from PySide6.QtCore import QObject, Slot

from desktop.domain.catalog import ModelChoice
from desktop.domain.providers import BUILT_IN_ID, Endpoint
from desktop.domain.settings import Appearance, Settings
from desktop.services.provider_editing import name_of
from desktop.services.providers import ProviderService
from desktop.services.pulls import PullService
from desktop.services.settings import SettingsService


class KeptChoices(QObject):
    """Writes choices into the settings; a provider that is given anew becomes the chosen one."""

    def __init__(
        self, settings: SettingsService, providers: ProviderService, pulls: PullService, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._settings, self._providers, self._pulls = settings, providers, pulls
        providers.chosen.connect(self._keep_choice)
        settings.changed.connect(self._use_settings)

    @Slot(str)
    def add_address(self, url: str) -> None:
        """Take the model server at this address."""
        name = name_of(url)
        endpoint = Endpoint(name, name, url)
        others = tuple(e for e in self._settings.state.endpoints if e.id != endpoint.id)
        self._settings.change(endpoints=(*others, endpoint))
        self._providers.choose(ModelChoice(endpoint.id))

    @Slot(str)
    def use_file(self, path: str) -> None:
        """Take this model file for the built-in engine."""
        disabled = tuple(id_ for id_ in self._settings.state.disabled_providers if id_ != BUILT_IN_ID)
        self._settings.change(model_file=path, disabled_providers=disabled)
        self._providers.choose(ModelChoice(BUILT_IN_ID))

    @Slot(Appearance)
    def use_appearance(self, appearance: Appearance) -> None:
        """Take light, dark, or the system's."""
        self._settings.change(appearance=appearance)

    @Slot(ModelChoice)
    def _keep_choice(self, choice: ModelChoice) -> None:
        self._settings.change(provider=choice.provider, model=choice.model)

    @Slot(Settings)
    def _use_settings(self, settings: Settings) -> None:
        self._pulls.set_at_once(settings.pulls_at_once)
