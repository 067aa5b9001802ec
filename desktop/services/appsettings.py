"""TARS's `appsettings.json` and the settings: its model servers are taken over, or ours written into it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop.domain.appsettings import AppServer, endpoints_with, servers_of
from desktop.domain.providers import Endpoint
from desktop.domain.settings import Settings
from desktop.services.settings import SettingsService

ReadServers = Callable[[str], Awaitable[Sequence[AppServer]]]
"""The servers that the file at a path names. Raises `AppSettingsUnusable`."""
WriteServers = Callable[[str, Sequence[AppServer]], Awaitable[None]]
"""Puts servers into the file at a path, or makes it. Raises `AppSettingsUnusable`; it then is as it was."""


@dataclass(frozen=True, slots=True)
class TakenOver:
    """An endpoint before and after an import."""

    before: Endpoint
    after: Endpoint


@dataclass(frozen=True, slots=True)
class Import:
    """What an import has changed, and the servers of the file whose address is none."""

    changed: tuple[TakenOver, ...]
    unusable: tuple[AppServer, ...]
    servers: tuple[AppServer, ...]
    """All that the file names; empty where it names none."""


class AppSettingsService:
    """Import and export at the user's word. `best_models` has, by provider, the model it answers with."""

    def __init__(
        self,
        settings: SettingsService,
        read: ReadServers,
        write: WriteServers,
        best_models: Callable[[], Mapping[str, str]],
    ) -> None:
        self._settings, self._read, self._write, self._best_models = settings, read, write, best_models

    async def import_from(self, path: str) -> Import:
        """Take over addresses and models from the file. Raises `AppSettingsUnusable`; nothing is changed."""
        servers = tuple(await self._read(path))
        state = self._settings.state
        rows, unusable = endpoints_with(state.all_endpoints, servers)
        pairs = zip(state.all_endpoints, rows, strict=True)
        changed = tuple(TakenOver(before, after) for before, after in pairs if before != after)
        if changed:
            self._settings.change(**_changes(state, changed))
        return Import(changed, unusable, servers)

    async def export_to(self, path: str) -> tuple[AppServer, ...]:
        """Write what is chosen here into the file; gives what was written. Raises `AppSettingsUnusable`."""
        state = self._settings.state
        servers = servers_of(state.enabled_endpoints, state.provider, self._best_models())
        await self._write(path, servers)
        return servers


def _changes(state: Settings, changed: Sequence[TakenOver]) -> dict[str, Any]:
    """The fields that change: an endpoint where its address does, and a model where only that does."""
    own = {row.id: row for row in state.endpoints}
    models = dict(state.default_models)
    for row in changed:
        if row.before.url != row.after.url:
            own[row.after.id] = replace(row.after, default_model="")
        if row.after.default_model:
            models[row.after.id] = row.after.default_model
    return {"endpoints": tuple(own.values()), "default_models": models}
