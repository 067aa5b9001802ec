"""Whether registries have something newer than the installed models, asked about a few at a time."""

import asyncio
from collections.abc import Callable, Iterator, Sequence

from desktop.domain.errors import TarsError
from desktop.domain.installed import UpdateState
from desktop.domain.providers import Provider
from desktop.domain.pulls import PullKey
from desktop.services.model_details import Open
from desktop.services.model_facts import ModelFacts
from desktop.services.tasks import TaskScope

AT_ONCE = 4


class UpdateCheck:
    """Writes what it finds into the notes of `facts`, and calls `on_answer` each time."""

    def __init__(self, open_client: Open, facts: ModelFacts, on_answer: Callable[[], None]) -> None:
        self._open, self._facts, self._on_answer = open_client, facts, on_answer
        self._tasks = TaskScope()
        self._running: dict[str, asyncio.Task[None]] = {}

    def start(self, provider: str, models: Sequence[str]) -> None:
        """Ask about every model once; ignored while models of the provider are being asked about."""
        task = self._running.get(provider)
        if task is None or task.done():
            keys = [PullKey(provider, model) for model in models]
            for key in keys:
                self._facts.annotate(key, update=UpdateState.CHECKING)
            self._running[provider] = self._tasks.start(self._run(provider, keys), name="check-updates")

    async def aclose(self) -> None:
        await self._tasks.aclose()

    async def _run(self, provider: str, keys: Sequence[PullKey]) -> None:
        try:
            client = await self._open(provider)
        except TarsError as error:
            for key in keys:
                self._fail(key, error)
            return
        waiting = iter(keys)
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(self._work(client, waiting), name="ask-registry")

    async def _work(self, client: Provider, waiting: Iterator[PullKey]) -> None:
        for key in waiting:
            try:
                remote = await client.remote(key.model)
            except TarsError as error:
                self._fail(key, error)
                continue
            if not remote.digest:
                self._fail(key, None)
                continue
            self._facts.annotate(key, update=UpdateState.CURRENT, remote_digest=remote.digest, error=None)
            self._on_answer()

    def _fail(self, key: PullKey, error: TarsError | None) -> None:
        self._facts.annotate(key, update=UpdateState.FAILED, remote_digest="", error=error)
        self._on_answer()
