"""What settings, keys and the stack mean to the providers: who is there, at which address, in which order."""

from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from desktop.domain.catalog import ModelChoice
from desktop.domain.errors import SecretError
from desktop.domain.secrets import KeyState, KeyStatus, SecretsState, key_places
from desktop.domain.settings import Settings
from desktop.domain.stack import SERVICE, StackPhase
from desktop.services.providers import ProviderService
from desktop.services.secrets import SecretsService
from desktop.services.settings import SettingsService
from desktop.services.source_list import SourceMaker, sources_of
from desktop.services.stack import StackService


class ProviderLink(QObject):
    """Keeps the providers as the settings have them, whoever edited those, and asks again with new keys."""

    def __init__(
        self,
        settings: SettingsService,
        providers: ProviderService,
        secrets: SecretsService,
        make: SourceMaker,
        stack: StackService,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._providers, self._secrets = settings, providers, secrets
        self._make, self._stack = make, stack
        self._keys = secrets.state
        self._choice = _choice_in(settings.state)
        settings.changed.connect(self.follow_settings)
        secrets.changed.connect(self._follow_keys)

    def stop(self) -> None:
        """Follow nothing any more: the providers are about to be closed."""
        self._settings.changed.disconnect(self.follow_settings)
        self._secrets.changed.disconnect(self._follow_keys)

    @Slot(Settings)
    def follow_settings(self, settings: Settings) -> None:
        """Bring the providers, their order, the places of their keys, and the choice to what is set."""
        for provider, place in key_places(settings.all_endpoints).items():
            self._secrets.note_place(provider, place)
        stack = self._stack.state
        addresses = {SERVICE: stack.url if stack.phase is StackPhase.RUNNING else ""}
        current = self._providers.sources
        self._providers.follow(sources_of(settings, self._make, current, addresses))
        before, self._choice = self._choice, _choice_in(settings)
        if self._choice not in (before, self._providers.state.chosen):
            self._providers.choose(self._choice)

    @Slot(SecretsState)
    def _follow_keys(self, state: SecretsState) -> None:
        before, self._keys = self._keys, state
        self._keep_places(before, state)
        for provider in {*before.keys, *state.keys}:
            row = self._providers.state.row(provider)
            has_failed = row is not None and isinstance(row.error, SecretError)
            if row is not None and _is_other_key(before.of(provider), state.of(provider), has_failed):
                self._providers.refresh_one(provider)

    def _keep_places(self, before: SecretsState, state: SecretsState) -> None:
        """Write where keys are kept that have moved; a default provider becomes the user's own by that."""
        old, new = before.places, state.places
        moved = {id_: new.get(id_, "") for id_ in {*old, *new} if old.get(id_) != new.get(id_)}
        rows = {row.id: row for row in self._settings.state.endpoints}
        for endpoint in self._settings.state.all_endpoints:
            if endpoint.id in moved and endpoint.key_place != moved[endpoint.id]:
                own = rows.get(endpoint.id, replace(endpoint, default_model=""))
                rows[endpoint.id] = replace(own, key_place=str(moved[endpoint.id]))
        if tuple(rows.values()) != self._settings.state.endpoints:
            self._settings.change(endpoints=tuple(rows.values()))


def _choice_in(settings: Settings) -> ModelChoice:
    return ModelChoice(settings.provider, settings.model)


def _is_other_key(before: KeyState, now: KeyState, has_failed: bool) -> bool:
    """Whether what the provider said may be out of date: another key, none any more, or one at last.

    The first read of a key is not news: whoever wants the client waits for it, unless that took too long.
    """
    if now.status in (KeyStatus.UNREAD, KeyStatus.FAILED):
        return False
    if before.status in (KeyStatus.UNREAD, KeyStatus.FAILED) and now.status is KeyStatus.THERE:
        return has_failed
    return before.status is not now.status or (before.is_busy and not now.is_busy)
