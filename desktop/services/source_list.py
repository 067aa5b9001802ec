"""Which sources the settings mean: what fits stays as it is, with its open client; the rest is made anew."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from desktop.domain.providers import BUILT_IN_ID, Endpoint
from desktop.domain.settings import Settings
from desktop.services.sources import AddressSource, EngineSource, ProviderSource


class SourceMaker(Protocol):
    """Makes the sources of providers; nothing is opened by that."""

    def at(self, endpoint: Endpoint) -> ProviderSource: ...

    def of_file(self, path: str) -> ProviderSource:
        """The built-in engine with a GGUF file, or with the one that is shipped if `path` is ""."""
        ...


def sources_of(
    settings: Settings,
    make: SourceMaker,
    current: Sequence[ProviderSource] = (),
    addresses: Mapping[str, str] | None = None,
) -> tuple[ProviderSource, ...]:
    """A source for each provider that may be asked, in the order shown; those of `current` that fit are kept.

    A kept one gets the name, the default model and the place of the key that are set now.
    `addresses` has, by their ids, where providers answer just now whatever the defaults say. A provider that
    the user has set an address for stays there. The built-in engine comes last unless the order names it.
    """
    found = {source.endpoint.id: source for source in current}
    own = {endpoint.id for endpoint in settings.endpoints}
    live = {id_: url for id_, url in (addresses or {}).items() if url and id_ not in own}
    sources = [
        _at(replace(endpoint, url=live.get(endpoint.id, endpoint.url)), make, found.get(endpoint.id))
        for endpoint in settings.enabled_endpoints
    ]
    if BUILT_IN_ID not in settings.disabled_providers:
        sources.append(_engine(settings.model_file, make, found.get(BUILT_IN_ID)))
    return tuple(sorted(sources, key=lambda source: settings.place(source.endpoint.id)))


def _at(endpoint: Endpoint, make: SourceMaker, current: ProviderSource | None) -> ProviderSource:
    if isinstance(current, AddressSource) and _reached(current.endpoint) == _reached(endpoint):
        current.endpoint = endpoint
        return current
    return make.at(endpoint)


def _engine(model_file: str, make: SourceMaker, current: ProviderSource | None) -> ProviderSource:
    if isinstance(current, EngineSource) and current.model_file == model_file:
        return current
    return make.of_file(model_file)


def _reached(endpoint: Endpoint) -> Endpoint:
    """What a client is made of; a name, a default model and the place of the key change without a new one."""
    return replace(endpoint, name="", default_model="", key_place="", api_key="")
