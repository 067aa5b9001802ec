"""The details of models: asked for once for each digest, few at a time, and kept."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from desktop.domain.errors import TarsError
from desktop.domain.models import InstalledModel, ModelDetails
from desktop.domain.providers import Provider
from desktop.services.tasks import TaskScope

AT_ONCE = 2
"""Requests for details that nobody waits for."""

Open = Callable[[str], Awaitable[Provider]]
"""The client of a provider, by its id."""

_Key = tuple[str, str]


class ModelDetailsReader:
    """Keeps what providers tell of their models; `on_found` is called for what was read in the background."""

    def __init__(self, open_client: Open, on_found: Callable[[], None]) -> None:
        self._open, self._on_found = open_client, on_found
        self._tasks = TaskScope()
        self._known: dict[_Key, ModelDetails] = {}
        self._failed: set[_Key] = set()
        self._wanted: dict[_Key, InstalledModel] = {}
        self._under_way: set[_Key] = set()

    def of(self, provider: str, models: Sequence[InstalledModel]) -> dict[str, ModelDetails]:
        """What is known of these models, by the names that they have in the list."""
        found = {}
        for model in models:
            known = self._known.get(_key(provider, model))
            if known is not None:
                found[model.name] = known if known.name == model.name else replace(known, name=model.name)
        return found

    async def read(self, provider: str, model: InstalledModel) -> None:
        """Know a model's details, from the server if they are not known. Raises `TarsError`."""
        key = _key(provider, model)
        if key not in self._known:
            client = await self._open(provider)
            self._known[key] = await client.show(model.name)

    def want(self, provider: str, models: Sequence[InstalledModel]) -> None:
        """Read these in the background, and no others; what failed is left alone until `retry()`."""
        self._wanted = {
            key: model
            for model in models
            if (key := _key(provider, model)) not in self._known
            and key not in self._failed
            and key not in self._under_way
        }
        for _ in range(min(AT_ONCE - len(self._under_way), len(self._wanted))):
            key, model = self._next()
            self._tasks.start(self._work(key, model), name="read-details")

    def retry(self) -> None:
        """Try again what could not be read, the next time it is wanted."""
        self._failed.clear()

    async def aclose(self) -> None:
        await self._tasks.aclose()

    def _next(self) -> tuple[_Key, InstalledModel]:
        key = next(iter(self._wanted))
        self._under_way.add(key)
        return key, self._wanted.pop(key)

    async def _work(self, key: _Key, model: InstalledModel) -> None:
        while True:
            try:
                await self.read(key[0], model)
            except TarsError:
                self._failed.add(key)
            self._under_way.discard(key)
            self._on_found()
            if not self._wanted:
                return
            key, model = self._next()


def _key(provider: str, model: InstalledModel) -> _Key:
    return provider, model.digest or model.name
