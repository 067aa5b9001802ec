"""Asking a registry about many models, few at a time."""

import asyncio
from collections.abc import Callable, Sequence

from desktop.domain.errors import TarsError
from desktop.domain.models import RemoteModel
from desktop.domain.providers import Provider

AT_ONCE = 4

Told = Callable[[str, RemoteModel | TarsError], None]
"""Called with a model's name and what the registry has under it, or why that is not known."""


async def ask_registry(client: Provider, models: Sequence[str], told: Told) -> None:
    """Ask about every model once; an error of one stops no other."""
    waiting = iter(models)

    async def work() -> None:
        for model in waiting:
            try:
                told(model, await client.remote(model))
            except TarsError as error:
                told(model, error)

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(work(), name="ask-registry")
