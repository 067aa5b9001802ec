"""Adding, changing, removing and testing providers: what is valid becomes settings, and nothing else does."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from desktop.domain.errors import Cause, NoSuchProvider, ProviderError, ProviderUnavailable, TarsError
from desktop.domain.provider_options import check_options
from desktop.domain.providers import BUILT_IN_ID, Availability, Endpoint
from desktop.domain.settings import DEFAULT_ENDPOINTS, Settings
from desktop.domain.urls import repaired_url
from desktop.services.settings import SettingsService
from desktop.services.sources import AddressSource, Connect, KeyOf, no_key

TEST_SECONDS = 10.0

ExpiryOf = Callable[[Endpoint], Awaitable[datetime | None]]
"""When the certificate of an endpoint's server ends, or None without TLS. Raises `ProviderError`."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The endpoint as it is in the settings now; `repaired_from` is its URL as pasted, if that differs."""

    endpoint: Endpoint
    repaired_from: str = ""
    is_new: bool = True
    """False where a provider at that address was there already: it is enabled, and nothing else changed."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What `restore()` needs to bring a provider back: the settings around it, as they were."""

    id: str
    place: int
    """Its place among the user's own endpoints, -1 for one that is there without any setting."""
    endpoint: Endpoint
    default_model: str
    order: tuple[str, ...]
    was_disabled: bool


@dataclass(frozen=True, slots=True)
class ProviderTest:
    """What a test came to: `availability` has kind, latency and version; `error` says why there is none."""

    endpoint: Endpoint
    availability: Availability | None = None
    models: int = 0
    certificate_ends: datetime | None = None
    """With its time zone; None without TLS."""
    error: TarsError | None = None


class ProviderEditing:
    """The verbs of the settings dialog. Each checks first, and raises without having changed anything."""

    def __init__(
        self, settings: SettingsService, connect: Connect, expiry_of: ExpiryOf, key_of: KeyOf = no_key
    ) -> None:
        self._settings = settings
        self._connect, self._expiry_of, self._key_of = connect, expiry_of, key_of

    def add(self, url: str, **fields: Any) -> Edited:
        """One more provider at an address as it was pasted; `fields` are others of `Endpoint`.

        Its id and, unless given, its name come from the host. Raises what `check_options` does.
        """
        state = self._settings.state
        repaired = repaired_url(url)
        known = next((row for row in state.all_endpoints if _same_url(row.url, repaired)), None)
        if known is not None:
            self.enable(known.id)
            return Edited(known, _repaired_from(url, known.url), is_new=False)
        id_ = _unique(_id_of(repaired), {*(row.id for row in state.all_endpoints), BUILT_IN_ID})
        endpoint = Endpoint(id_, fields.pop("name", "") or name_of(repaired), repaired)
        return self._enter(replace(endpoint, **fields), url)

    def change(self, provider: str, **fields: Any) -> Edited:
        """Other values for fields of `Endpoint` (not `id`), valid together or not taken at all.

        Raises `NoSuchProvider`, and what `check_options` does.
        """
        endpoint = self.endpoint(provider)
        pasted = fields.pop("url", endpoint.url)
        changed = replace(endpoint, url=repaired_url(pasted), **fields)
        if changed.id != provider:
            raise AssertionError("an id is for good: keys and chats go by it")
        return self._enter(replace(changed, name=changed.name.strip() or name_of(changed.url)), pasted)

    def remove(self, provider: str) -> Removed:
        """Take a provider away, or bring one that is there without any setting back to that and disable it.

        Its key stays where it is, for `restore()`: forget it when nobody can ask for that any more.
        """
        state = self._settings.state
        shown = self.endpoint(provider)
        own = {row.id: row for row in state.endpoints}
        removed = Removed(
            provider,
            list(own).index(provider) if provider in own else -1,
            own.get(provider, shown),
            state.default_models.get(provider, ""),
            state.provider_order,
            provider in state.disabled_providers,
        )
        is_lasting = provider in {row.id for row in DEFAULT_ENDPOINTS}
        disabled = _without(state.disabled_providers, provider)
        self._settings.change(
            endpoints=tuple(row for row in state.endpoints if row.id != provider),
            default_models={id_: m for id_, m in state.default_models.items() if id_ != provider},
            provider_order=state.provider_order if is_lasting else _without(state.provider_order, provider),
            disabled_providers=(*disabled, provider) if is_lasting else disabled,
        )
        return removed

    def restore(self, removed: Removed) -> None:
        """Bring back what `remove()` took away; what was changed since then stays."""
        state = self._settings.state
        rows = [row for row in state.endpoints if row.id != removed.id]
        if removed.place >= 0:
            rows.insert(removed.place, removed.endpoint)
        models = dict(state.default_models)
        if removed.default_model:
            models[removed.id] = removed.default_model
        disabled = _without(state.disabled_providers, removed.id)
        self._settings.change(
            endpoints=tuple(rows),
            default_models=models,
            provider_order=_reinserted(state.provider_order, removed),
            disabled_providers=(*disabled, removed.id) if removed.was_disabled else disabled,
        )

    def reorder(self, providers: Iterable[str]) -> None:
        """Show the providers in this order, the built-in engine among them; others come after them."""
        known = {*(row.id for row in self._settings.state.all_endpoints), BUILT_IN_ID}
        self._settings.change(provider_order=tuple(dict.fromkeys(id_ for id_ in providers if id_ in known)))

    def enable(self, provider: str) -> None:
        """Ask and offer a provider; `BUILT_IN_ID` is one too."""
        disabled = self._settings.state.disabled_providers
        self._settings.change(disabled_providers=_without(disabled, provider))

    def disable(self, provider: str) -> None:
        """Neither ask nor offer a provider; everything else about it stays."""
        disabled = _without(self._settings.state.disabled_providers, provider)
        self._settings.change(disabled_providers=(*disabled, provider))

    def endpoint(self, provider: str) -> Endpoint:
        """The endpoint of an id, disabled ones too. Raises `NoSuchProvider`; the built-in engine has none."""
        rows = self._settings.state.all_endpoints
        found = next((row for row in rows if row.id == provider), None)
        if found is None:
            raise NoSuchProvider(provider, tuple(row.id for row in rows))
        return found

    async def test(self, endpoint: Endpoint, key: str | None = None) -> ProviderTest:
        """What answers at an endpoint that need not be in the settings; every error is in the result.

        `key` None means the one that is kept for its id.
        """
        try:
            endpoint = replace(endpoint, url=repaired_url(endpoint.url))
            async with asyncio.timeout(TEST_SECONDS):
                return await self._tested(endpoint, key)
        except TimeoutError:
            return ProviderTest(endpoint, error=ProviderUnavailable(endpoint.url, Cause.TIMED_OUT))
        except TarsError as error:
            return ProviderTest(endpoint, error=error)

    async def _tested(self, endpoint: Endpoint, key: str | None) -> ProviderTest:
        async def given(_provider: str) -> str:
            return key or ""

        source = AddressSource(endpoint, self._connect, self._key_of if key is None else given)
        try:
            availability, models = await source.check()
        finally:
            await source.aclose()
        return ProviderTest(endpoint, availability, len(models), await self._expiry(endpoint))

    async def _expiry(self, endpoint: Endpoint) -> datetime | None:
        """When the certificate ends; a server that answers well is well without it."""
        try:
            return await self._expiry_of(endpoint)
        except ProviderError:
            return None

    def _enter(self, endpoint: Endpoint, pasted: str) -> Edited:
        """Write a valid endpoint over the one of its id, or after the others."""
        check_options(endpoint, has_key=bool(endpoint.key_place or endpoint.api_key))
        endpoint = replace(endpoint, api_key="")
        state = self._settings.state
        changes = _with_endpoint(state, endpoint)
        self._settings.change(**changes)
        return Edited(self.endpoint(endpoint.id), _repaired_from(pasted, endpoint.url))


def name_of(url: str) -> str:
    """What a provider is called unless the user says otherwise: host, port, and path if it has its own."""
    parts = urlsplit(url)
    return parts.netloc + (parts.path if parts.path not in ("", "/v1") else "")


def _with_endpoint(state: Settings, endpoint: Endpoint) -> dict[str, Any]:
    """The fields that change: the model goes to the defaults, where by itself it pins no address."""
    models = {id_: model for id_, model in state.default_models.items() if id_ != endpoint.id}
    if endpoint.default_model:
        models[endpoint.id] = endpoint.default_model
    bare = replace(endpoint, default_model="")
    rows = {row.id: row for row in state.endpoints}
    before = next((row for row in state.all_endpoints if row.id == endpoint.id), None)
    is_as_before = before is not None and replace(before, default_model="") == bare
    if endpoint.id in rows or not is_as_before:
        rows[endpoint.id] = bare
    return {"endpoints": tuple(rows.values()), "default_models": models}


def _id_of(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return host.replace(":", "-").strip("-") or "provider"


def _unique(wanted: str, taken: set[str]) -> str:
    number, id_ = 2, wanted
    while id_ in taken:
        id_, number = f"{wanted}-{number}", number + 1
    return id_


def _same_url(one: str, other: str) -> bool:
    return one.replace("://localhost", "://127.0.0.1") == other.replace("://localhost", "://127.0.0.1")


def _repaired_from(pasted: str, url: str) -> str:
    return "" if pasted.strip() == url else pasted.strip()


def _without(ids: Iterable[str], removed: str) -> tuple[str, ...]:
    return tuple(id_ for id_ in ids if id_ != removed)


def _reinserted(order: tuple[str, ...], removed: Removed) -> tuple[str, ...]:
    if removed.id in order or removed.id not in removed.order:
        return order
    place = removed.order.index(removed.id)
    return (*order[:place], removed.id, *order[place:])
