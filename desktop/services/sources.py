"""Where providers come from: an address that is asked what it is, or the engine that is started first."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from desktop.domain.engine import Engine
from desktop.domain.errors import Cause, KeyringSilent, ProviderError, ProviderUnavailable
from desktop.domain.models import InstalledModel
from desktop.domain.providers import BUILT_IN_ID, Availability, Endpoint, Provider, ProviderKind

Connect = Callable[[Endpoint], Awaitable[Provider]]
"""Finds out the kind of the server at an endpoint, and gives a client for it. Raises `ProviderError`."""

KeyOf = Callable[[str], Awaitable[str]]
"""The key of a provider (by its id), or "" if it has none. Raises `SecretError`."""

PROBE_SECONDS = 3.0
KEY_SECONDS = 4.0
"""How long a keyring holds up whoever wants the client; a check of a provider lasts a second longer."""


async def no_key(_provider: str) -> str:
    """For providers without keys."""
    return ""


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
    """A provider at an address; its client is opened when first needed, and closed by `aclose()`.

    The key is asked for again with every `open()`: another one means another client, while what is under way
    with the old one goes on to its end.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        connect: Connect,
        key_of: KeyOf = no_key,
        key_seconds: float = KEY_SECONDS,
    ) -> None:
        self.endpoint = endpoint
        self._connect = connect
        self._key_of, self._key_seconds = key_of, key_seconds
        self._key = ""
        self._provider: Provider | None = None
        self._opening = asyncio.Lock()
        self._closings = 0

    @property
    def starts_something(self) -> bool:
        """Whether `open()` has to start a program first."""
        return False

    async def open(self) -> Provider:
        """The client. The kind is asked for once it answers. Raises `ProviderError` or `SecretError`."""
        async with self._opening:
            closings = self._closings
            key = await self._read_key()
            if self._provider is None or key != self._key:
                await self._close_client()
                provider = await self._connect(replace(self.endpoint, api_key=key))
                if closings != self._closings:
                    # Closed meanwhile: who waits for the client may use it once, and nothing of it is left.
                    await provider.aclose()
                    return provider
                self._provider, self._key = provider, key
            return self._provider

    async def check(self) -> tuple[Availability, tuple[InstalledModel, ...]]:
        """Whether it answers, and its models; another kind of server at the address is noticed."""
        if self._provider is not None:
            with suppress(ProviderError):  # said again by the second try, unless another server is there now
                return await self._check_open()
        return await self._check_open()

    async def aclose(self) -> None:
        """Close the client, once nothing is under way with it any more; a later `open()` makes a new one."""
        self._closings += 1
        await self._close_client()

    async def _check_open(self) -> tuple[Availability, tuple[InstalledModel, ...]]:
        """The same with the client that is open, or a new one; it is closed if it does not fit."""
        try:
            provider = await self.open()
            availability = await provider.check()
            if availability.kind is not provider.kind:
                raise ProviderUnavailable(self.endpoint.url, Cause.NOT_A_MODEL_SERVER)
            return availability, await provider.list_models()
        except BaseException:
            await self._close_client()
            raise

    async def _read_key(self) -> str:
        try:
            async with asyncio.timeout(self._key_seconds):
                return await self._key_of(self.endpoint.id)
        except TimeoutError:
            raise KeyringSilent from None

    async def _close_client(self) -> None:
        provider, self._provider = self._provider, None
        if provider is not None:
            await provider.aclose()


class EngineSource:
    """The built-in engine; it starts with the first `open()`, and again if its process has ended."""

    def __init__(self, engine: Engine, connect: Connect, model_file: str = "") -> None:
        """`model_file` is the one that the engine runs, "" for the one that is shipped."""
        self.endpoint = Endpoint(BUILT_IN_ID, "Built-in", "http://127.0.0.1", ProviderKind.OPENAI)
        self.model_file = model_file
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
