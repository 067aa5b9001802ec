"""A store of keys in memory that answers when it is let, and fails when it is told."""

import asyncio

from desktop.domain.errors import SecretError
from desktop.domain.secrets import KeyPlace


class FakeSecretStore:
    """Keeps what it is given under `place`; `calls` lists what it was asked, without any key."""

    def __init__(self, place: KeyPlace) -> None:
        self.place = place
        self.keys: dict[str, str] = {}
        self.calls: list[str] = []
        self.error: SecretError | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def read(self, provider_id: str, place: KeyPlace, *, may_ask: bool) -> str | None:
        await self._asked(f"read {provider_id} {place}{' asking' if may_ask else ''}")
        return self.keys.get(provider_id)

    async def write(self, provider_id: str, key: str) -> KeyPlace:
        await self._asked(f"write {provider_id}")
        self.keys[provider_id] = key
        return self.place

    async def forget(self, provider_id: str, place: KeyPlace) -> None:
        await self._asked(f"forget {provider_id} {place}")
        self.keys.pop(provider_id, None)

    async def aclose(self) -> None:
        """Nothing to close."""

    async def _asked(self, call: str) -> None:
        self.calls.append(call)
        await self.gate.wait()
        if self.error is not None:
            raise self.error
