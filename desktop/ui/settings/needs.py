"""The services that the settings window stands on."""

from dataclasses import dataclass

from desktop.services.autostart import AutostartService
from desktop.services.provider_editing import ProviderEditing
from desktop.services.provider_tests import ProviderTests
from desktop.services.providers import ProviderService
from desktop.services.secrets import SecretsService
from desktop.services.settings import SettingsService
from desktop.services.stack import StackService
from desktop.services.storage import StorageService
from desktop.services.transfer import TransferService


@dataclass(frozen=True, slots=True)
class SettingsNeeds:
    """Everything is owned by whoever made it."""

    settings: SettingsService
    editing: ProviderEditing
    tests: ProviderTests
    providers: ProviderService
    secrets: SecretsService
    stack: StackService
    storage: StorageService
    autostart: AutostartService
    transfer: TransferService
