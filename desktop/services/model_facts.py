"""What is known of the models of every provider, put together for the one that is looked at."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from desktop.domain.catalog import ProviderRow, Reach
from desktop.domain.disk_use import may_share, used_bytes
from desktop.domain.errors import StoreError, TarsError
from desktop.domain.installed import NO_NOTE, DiskUse, ModelNote, ModelRow, ProviderModels, rows_of
from desktop.domain.models import InstalledModel, LoadedModel, ModelDetails
from desktop.domain.providers import KINDS_THAT_PULL, ProviderKind
from desktop.domain.pulls import PullKey
from desktop.domain.store import ChatStore
from desktop.services.model_details import ModelDetailsReader, Open

ANSWER_SECONDS = 3.0
"""The deadline for a provider to say which models are in memory, and what they take on the disk."""


class ModelFacts:
    """Remembers what was read, also while a provider is away. `on_change` is called for every piece."""

    def __init__(
        self,
        open_client: Open,
        store: ChatStore,
        on_change: Callable[[], None],
        on_details: Callable[[], None],
    ) -> None:
        """`on_details` is called for details that were read in the background: hundreds in a row may come."""
        self._open, self._store, self._on_change = open_client, store, on_change
        self.details = ModelDetailsReader(open_client, on_details)
        self._answering: set[str] = set()
        self._kinds: dict[str, ProviderKind] = {}
        self._models: dict[str, tuple[InstalledModel, ...]] = {}
        self._loaded: dict[str, tuple[LoadedModel, ...]] = {}
        self._disk_bytes: dict[str, int] = {}
        """Where the server counts."""
        self._last_uses: Mapping[tuple[str, str], float] = {}
        self._notes: dict[str, dict[str, ModelNote]] = {}
        """By provider and model."""
        self._used: tuple[tuple[InstalledModel, ...], int, int] = ((), 0, 0)
        """Models, how many of them have known details, and the bytes that they take together."""
        self._rows: dict[str, ModelRow] = {}
        """As they were put together last."""

    def note(self, key: PullKey) -> ModelNote:
        return self._notes.get(key.provider, {}).get(key.model, NO_NOTE)

    def annotate(self, key: PullKey, **values: Any) -> None:
        """Replace fields of a model's note by their names; tells nobody."""
        self._notes.setdefault(key.provider, {})[key.model] = replace(self.note(key), **values)

    def follow(self, row: ProviderRow) -> bool:
        """Take what a provider was found to be; gives whether its list is another than before."""
        provider = row.endpoint.id
        before = self._models.get(provider)
        self._answering.discard(provider)
        if row.availability is not None:
            self._kinds[provider] = row.availability.kind
        if row.reach is Reach.AVAILABLE:
            self._answering.add(provider)
            self._models[provider] = row.models
            return row.models != before
        self._loaded.pop(provider, None)
        if row.reach is Reach.UNKNOWN:  # another address
            self._models.pop(provider, None)
            self._disk_bytes.pop(provider, None)
        return False

    def want_details(self, provider: str) -> None:
        """Have read in the background what the list leaves out: capabilities, and what shares its weights."""
        if self._kinds.get(provider) is ProviderKind.OLLAMA:
            models = self._models.get(provider, ())
            silent = tuple(model for model in models if not model.capabilities and not model.remote_host)
            self.details.want(provider, (*silent, *may_share(models)))

    async def read_loaded(self, provider: str) -> None:
        """Read what is in memory; of a provider that cannot say, nothing is known to be there."""
        found: tuple[LoadedModel, ...] | None = None
        if self._tells(provider):
            with suppress(TarsError, TimeoutError):
                async with asyncio.timeout(ANSWER_SECONDS):
                    found = await (await self._open(provider)).loaded_models()
        before = self._loaded.pop(provider, None)
        if found is not None:
            self._loaded[provider] = found
        if found != before:
            self._on_change()

    async def read_disk_use(self, provider: str) -> None:
        """Read what all models take together, where the server counts it."""
        if self._tells(provider):
            with suppress(TarsError, TimeoutError):
                async with asyncio.timeout(ANSWER_SECONDS):
                    self._disk_bytes[provider] = await (await self._open(provider)).disk_bytes()
                self._on_change()

    async def read_last_uses(self) -> None:
        with suppress(StoreError):  # the chats say what is wrong with their store
            self._last_uses = await self._store.last_uses()
            self._on_change()

    def assembled(self, row: ProviderRow, gone: Collection[str]) -> ProviderModels:
        """The state of one provider; the models in `gone` are being deleted."""
        provider = row.endpoint.id
        models = tuple(model for model in self._models.get(provider, ()) if model.name not in gone)
        details = self.details.of(provider, models)
        rows = rows_of(
            models,
            self._loaded.get(provider, ()),
            details,
            {model: at for (name, model), at in self._last_uses.items() if name == row.endpoint.name},
            self._notes.get(provider, {}),
            replace(row, models=models).best_model,
            self._rows,
        )
        self._rows = {row.model.name: row for row in rows}
        kind = self._kinds.get(provider, row.endpoint.kind)
        is_managed = kind in KINDS_THAT_PULL
        counted = self._disk_bytes.get(provider)
        used = self._used_bytes(models, details) if counted is None else counted
        return ProviderModels(
            provider,
            rows,
            error=row.error,
            can_pull=is_managed,
            can_delete=is_managed,
            can_load=is_managed,
            can_import=kind is ProviderKind.OLLAMA,
            can_check_updates=is_managed,
            disk_use=DiskUse(used, counted is not None),
        )

    async def aclose(self) -> None:
        await self.details.aclose()

    def _used_bytes(self, models: tuple[InstalledModel, ...], details: Mapping[str, ModelDetails]) -> int:
        """As `used_bytes`, counted anew only when there is something new."""
        if self._used[:2] != (models, len(details)):
            self._used = (models, len(details), used_bytes(models, details))
        return self._used[2]

    def _tells(self, provider: str) -> bool:
        """Whether a provider answers, and is one that manages models."""
        return provider in self._answering and self._kinds.get(provider) in KINDS_THAT_PULL
