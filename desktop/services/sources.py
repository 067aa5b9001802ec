"""Where providers come from: an address that is asked what it is, or the engine that is started first."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from desktop.domain.engine import Engine
from desktop.domain.errors import Cause, ProviderError, ProviderUnavailable
from desktop.domain.models import InstalledModel
from desktop.domain.providers import BUILT_IN_ID, Availability, Endpoint, Provider, ProviderKind

Connect = Callable[[Endpoint], Awaitable[Provider]]
"""Finds out the kind of the server at an endpoint, and gives a client for it. Raises `ProviderError`."""


PROBE_SECONDS = 3.0


async def probe(connect: Connect, url: str) -> Availability:
    """What answers at an address that is no provider yet. Raises `ProviderError`."""
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            provider = await connect(Endpoint("probe", "", url))
            try:
                return await provider.check()
            finally:
                await provider.aclose()
    except TimeoutError:
        raise ProviderUnavailable(url, Cause.TIMED_OUT) from None


class AddressSource:
    """A provider at an address; its client is opened when first needed, and closed by `aclose()`."""

    def __init__(self, endpoint: Endpoint, connect: Connect) -> None:
        self.endpoint = endpoint
        self._connect = connect
        self._provider: Provider | None = None
        self._opening = asyncio.Lock()

    @property
    def starts_something(self) -> bool:
        """Whether `open()` has to start a program first."""
        return False

    async def open(self) -> Provider:
        """The client. The kind is asked for once it answers. Raises `ProviderError`."""
        async with self._opening:
            if self._provider is None:
                self._provider = await self._connect(self.endpoint)
            return self._provider

    async def check(self) -> tuple[Availability, tuple[InstalledModel, ...]]:
        """Whether it answers, and its models; another kind of server at the address is noticed."""
        if self._provider is not None:
            with suppress(ProviderError):  # said again by the second try, unless another server is there now
                return await self._check_open()
        return await self._check_open()

    async def _check_open(self) -> tuple[Availability, tuple[InstalledModel, ...]]:
        """The same with the client that is open, or a new one; it is closed if it does not fit."""
        try:
            provider = await self.open()
            availability = await provider.check()
            if availability.kind is not provider.kind:
                raise ProviderUnavailable(self.endpoint.url, Cause.NOT_A_MODEL_SERVER)
            return availability, await provider.list_models()
        except BaseException:
            await self.aclose()
            raise

    async def aclose(self) -> None:
        provider, self._provider = self._provider, None
        if provider is not None:
            await provider.aclose()


class EngineSource:
    """The built-in engine; it starts with the first `open()`, and again if its process has ended."""

    def __init__(self, engine: Engine, connect: Connect) -> None:
        self.endpoint = Endpoint(BUILT_IN_ID, "Built-in", "http://127.0.0.1", ProviderKind.OPENAI)
        self._engine = engine
        self._connect = connect
        self._provider: Provider | None = None
        self._opening = asyncio.Lock()

    @property
    def starts_something(self) -> bool:
        """Whether `open()` has to start a program first."""
        return not self._engine.is_running

    async def open(self) -> Provider:
        """The client of the running engine. Raises `EngineError` or `ProviderError`."""
        async with self._opening:
            if self._provider is not None and self._engine.is_running:
                return self._provider
            await self._close_client()
            self._provider = await self._connect(await self._engine.start())
            return self._provider

    async def check(self) -> tuple[Availability, tuple[InstalledModel, ...]]:
        """Whether the engine can run, without starting it."""
        clock = asyncio.get_running_loop().time
        begun = clock()
        facts = await self._engine.probe()
        model = InstalledModel(facts.model, size_bytes=facts.size_bytes)
        return Availability(ProviderKind.OPENAI, clock() - begun, facts.version), (model,)

    async def aclose(self) -> None:
        await self._close_client()
        await self._engine.aclose()

    async def _close_client(self) -> None:
        provider, self._provider = self._provider, None
        if provider is not None:
            await provider.aclose()


ProviderSource = AddressSource | EngineSource


def sources_for(
    endpoints: Sequence[Endpoint], connect: Connect, engine: Engine
) -> tuple[ProviderSource, ...]:
    """A source for every endpoint in its order, and the built-in engine last."""
    return (*(AddressSource(endpoint, connect) for endpoint in endpoints), EngineSource(engine, connect))
