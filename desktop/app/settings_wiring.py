"""Builds what the settings window stands on, beside what the application has already, and closes it.

To be imported late: few starts show that window.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from desktop.adapters.appsettings_file import read_appsettings, write_appsettings
from desktop.adapters.autostart import autostart_of_this_system
from desktop.adapters.key_file import FILE_NAME as KEY_FILE_NAME
from desktop.adapters.locations import Locations
from desktop.app.late_clients import certificate_expiry, connect
from desktop.app.threads import in_thread
from desktop.domain.appsettings import AppServer
from desktop.services.appsettings import AppSettingsService
from desktop.services.autostart import AutostartService
from desktop.services.provider_editing import ProviderEditing
from desktop.services.provider_tests import ProviderTests
from desktop.services.providers import ProviderService
from desktop.services.secrets import SecretsService
from desktop.services.settings import SettingsService
from desktop.services.stack import StackService
from desktop.services.storage import Places, StorageService
from desktop.services.transfer import TransferService
from desktop.ui.settings.needs import SettingsNeeds


class SettingsServices:
    """Owns those services of `needs` that nobody else stands on."""

    def __init__(
        self,
        locations: Locations,
        settings: SettingsService,
        providers: ProviderService,
        secrets: SecretsService,
        stack: StackService,
        transfer: TransferService,
    ) -> None:
        editing = ProviderEditing(settings, connect, certificate_expiry, secrets.key_of)
        entry = autostart_of_this_system()
        self._tests = ProviderTests(editing)
        self._storage = _storage(locations, settings, providers)
        self._autostart = AutostartService(in_thread(entry.is_on), in_thread(entry.switch))
        self.needs = SettingsNeeds(
            settings,
            editing,
            self._tests,
            providers,
            secrets,
            stack,
            self._storage,
            self._autostart,
            transfer,
        )

    async def aclose(self) -> None:
        """Return when what was changed is written."""
        for service in (self.needs.autostart, self.needs.storage, self.needs.tests):
            await service.aclose()


def _storage(locations: Locations, settings: SettingsService, providers: ProviderService) -> StorageService:
    places = Places(
        str(locations.settings_file),
        str(locations.config / KEY_FILE_NAME),
        str(locations.chats_file),
        str(locations.data),
        str(locations.logs),
    )

    def best_models() -> dict[str, str]:
        return {row.endpoint.id: row.best_model for row in providers.state.rows if row.best_model}

    return StorageService(
        places,
        partial(asyncio.to_thread, _size_of_chats, locations.chats_file),
        AppSettingsService(settings, _read_servers, _write_servers, best_models),
    )


async def _read_servers(path: str) -> tuple[AppServer, ...]:
    return await asyncio.to_thread(read_appsettings, Path(path))


async def _write_servers(path: str, servers: Sequence[AppServer]) -> None:
    await asyncio.to_thread(write_appsettings, Path(path), servers)


def _size_of_chats(file: Path) -> int | None:
    """The bytes of the database and of what belongs to it; None while there is none."""
    sizes = []
    for path in file.parent.glob(f"{file.name}*"):
        with suppress(OSError):  # gone between the listing and the look
            sizes.append(path.stat().st_size)
    return sum(sizes) if sizes else None
