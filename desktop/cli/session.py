"""The providers that one command may ask, and the choice of the one that answers."""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType

from desktop.cli.stack import CommandedStack
from desktop.domain.catalog import Catalog, ProviderRow, Reach
from desktop.domain.engine import Engine
from desktop.domain.errors import (
    Cause,
    ModelMissing,
    NoModels,
    NoSuchProvider,
    ProviderError,
    ProviderUnavailable,
    SecretError,
    TarsError,
)
from desktop.domain.models import InstalledModel
from desktop.domain.providers import Endpoint, Provider, ProviderKind
from desktop.domain.settings import Settings
from desktop.domain.urls import repaired_url
from desktop.services.source_list import sources_of
from desktop.services.sources import AddressSource, Connect, EngineSource, KeyOf, ProviderSource, no_key

CHECK_SECONDS = 5.0
_ADDRESS = re.compile(r"(\[[0-9a-fA-F:.]+\]|[\w.-]+):\d{1,5}(/.*)?")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who answers: the source of a provider and its model; `models` is its list if that was read."""

    source: ProviderSource
    model: str
    models: tuple[InstalledModel, ...] = ()

    @property
    def endpoint(self) -> Endpoint:
        return self.source.endpoint


def _say_nothing(_error: TarsError) -> None:
    """Nobody is told."""


class Session:
    """The sources of one run of the program. Leaving it closes their clients and stops the engine.

    `warn` is told why a provider was passed over whose key cannot be had.
    """

    def __init__(
        self,
        settings: Settings,
        connect: Connect,
        engine: Engine,
        stack: CommandedStack,
        key_of: KeyOf = no_key,
        warn: Callable[[TarsError], None] = _say_nothing,
    ) -> None:
        self.stack = stack
        self._settings = settings
        self._connect = connect
        self._warn = warn
        self.sources = list(sources_of(settings, _Sources(connect, engine, key_of)))
        self.chat_defaults = settings.chat_defaults
        """How a new chat asks."""

    async def __aenter__(self) -> "Session":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        for source in self.sources:
            await source.aclose()

    def source(self, provider: str) -> ProviderSource:
        """The source for an id, or for an address, which is a provider as long as the session lives.

        Raises `NoSuchProvider`, or `ProviderUnavailable` for an address that is none.
        """
        for source in self.sources:
            if source.endpoint.id == provider:
                return source
        if "://" not in provider and not _ADDRESS.fullmatch(provider):
            raise NoSuchProvider(provider, tuple(source.endpoint.id for source in self.sources))
        url = repaired_url(provider)
        known = next((source for source in self.sources if source.endpoint.id == url), None)
        if known is not None:
            return known
        source = AddressSource(Endpoint(url, url.partition("://")[2], url), self._connect)
        self.sources.append(source)
        return source

    async def read_rows(self, provider: str = "") -> tuple[ProviderRow, ...]:
        """What is known of every provider (or of one), asked at the same time. Raises as `source()` does."""
        sources = [self.source(provider)] if provider else self.sources
        return tuple(await asyncio.gather(*map(read_row, sources)))

    async def choose(self, provider: str, model: str) -> Chosen:
        """Who answers: as told, else as set, else the first provider that has a model.

        A provider that was told or set is not left for another one when it does not answer.
        """
        told = self.source(provider) if provider else self.set_source()
        if told is None:
            return await self._first(model)
        if not provider and not model:
            model = self._settings.model
        if model and isinstance(told, AddressSource):
            return Chosen(told, model)  # the server itself knows best which names it takes
        return self.chosen_from(await read_row(told), model)

    def chosen_from(self, row: ProviderRow, model: str) -> Chosen:
        """The provider of `row` with `model`, or with its best one if "".

        Raises what is wrong with the provider, `ModelMissing` or `NoModels`.
        """
        source = self.source(row.endpoint.id)
        if row.error is not None:
            raise row.error
        if model and isinstance(source, EngineSource) and not _has(row, model):
            raise ModelMissing(model, "")  # the engine would answer to any name
        if not model and not row.best_model:
            raise NoModels(row.endpoint.name)
        return Chosen(source, model or row.best_model, row.models)

    def set_source(self) -> ProviderSource | None:
        """The source of the provider in the settings, if there is one of that name."""
        wanted = self._settings.provider
        return next((source for source in self.sources if source.endpoint.id == wanted), None)

    async def _first(self, model: str) -> Chosen:
        """The first source in the order shown that has `model` (any model if ""); none waits for the rest."""
        catalog = Catalog(tuple(ProviderRow(source.endpoint) for source in self.sources))
        async with asyncio.TaskGroup() as group:
            reads = [group.create_task(read_row(source)) for source in self.sources]
            for source, read in zip(self.sources, reads, strict=True):
                row = await read
                catalog = catalog.with_row(row)
                if isinstance(row.error, SecretError):
                    self._warn(row.error)
                if _has(row, model) if model else catalog.choice.model:
                    for other in reads:
                        other.cancel()
                    return Chosen(source, model or catalog.choice.model, row.models)
        raise _why_none(catalog.rows, model)


@dataclass(frozen=True, slots=True)
class _Sources:
    """Makes the sources of a session, which has one engine."""

    connect: Connect
    engine: Engine
    key_of: KeyOf

    def at(self, endpoint: Endpoint) -> ProviderSource:
        return AddressSource(endpoint, self.connect, self.key_of)

    def of_file(self, path: str) -> ProviderSource:
        return EngineSource(self.engine, self.connect, path)


async def read_row(source: ProviderSource) -> ProviderRow:
    """What is known of one provider now; one that keeps silent is unavailable after `CHECK_SECONDS`."""
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            availability, models = await source.check()
    except TarsError as error:
        return ProviderRow(source.endpoint, Reach.UNAVAILABLE, error=error)
    except TimeoutError:
        late = ProviderUnavailable(source.endpoint.url, Cause.TIMED_OUT)
        return ProviderRow(source.endpoint, Reach.UNAVAILABLE, error=late)
    return ProviderRow(source.endpoint, Reach.AVAILABLE, availability, models)


async def leaves_to(chosen: Chosen, provider: Provider) -> str:
    """Where else than to this computer the question goes; "" if nowhere.

    An Ollama on this computer hands the questions for its cloud models on; its list says so.
    """
    if not chosen.endpoint.is_local:
        return chosen.endpoint.url
    if isinstance(chosen.source, EngineSource) or provider.kind is not ProviderKind.OLLAMA:
        return ""
    try:
        models = chosen.models or await provider.list_models()
    except ProviderError:
        return ""  # the question itself meets the same error, and says it
    return next((model.remote_host for model in models if _same_model(model.name, chosen.model)), "")


def _has(row: ProviderRow, model: str) -> bool:
    return any(_same_model(installed.name, model) for installed in row.models)


def _same_model(installed: str, wanted: str) -> bool:
    """Whether the names mean one model; Ollama's tag is `latest` when none is said."""
    return installed in (wanted, f"{wanted}:latest")


def _why_none(rows: Sequence[ProviderRow], model: str) -> TarsError:
    """Why no provider can answer: as near as possible to what the user asked for."""
    available = [row for row in rows if row.reach is Reach.AVAILABLE]
    if available and model:
        return ModelMissing(model, "")
    if available:
        return NoModels(available[0].endpoint.name)
    errors = [row.error for row in rows if row.error is not None]
    if not errors:
        return NoModels("")  # every provider is disabled
    return errors[-1]  # the built-in engine is the last: it is the way out on a fresh machine
