"""Making a model of a GGUF file, one at a time."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import replace

from desktop.domain.errors import TarsError
from desktop.domain.installed import ImportPhase, ImportProgress
from desktop.domain.model_names import checked_model_name
from desktop.services.model_details import Open
from desktop.services.tasks import TaskScope


class ModelImport:
    """The import under way, or the last one until it is dismissed; `on_change` is called for every report."""

    def __init__(
        self, open_client: Open, on_change: Callable[[], None], on_done: Callable[[str], None]
    ) -> None:
        """`on_done` is told the provider that has a new model."""
        self._open, self._on_change, self._on_done = open_client, on_change, on_done
        self._tasks = TaskScope()
        self._task: asyncio.Task[None] | None = None
        self._provider = ""
        self._state: ImportProgress | None = None

    @property
    def under_way(self) -> ImportProgress | None:
        """The import that has not ended, wherever it goes."""
        return self._state if self._state is not None and not self._state.has_ended else None

    def of(self, provider: str) -> ImportProgress | None:
        """The import into a provider, if that is where the last one went."""
        return self._state if provider == self._provider else None

    def start(self, provider: str, model: str, path: str) -> None:
        """Begin an import; ignored while one is under way. A name that no model can have fails at once."""
        if self.under_way is not None:
            return
        self._provider, self._state = provider, ImportProgress(model, path)
        try:
            checked_model_name(model)
        except TarsError as error:
            self._state = replace(self._state, phase=ImportPhase.FAILED, error=error)
        else:
            self._task = self._tasks.start(self._run(self._state), name="import-model")
        self._on_change()

    def cancel(self) -> None:
        """Stop the import and forget it; ignored if none is under way."""
        if self._task is not None and self.under_way is not None:
            self._task.cancel()
            self._state = None
            self._on_change()

    def dismiss(self) -> None:
        """Forget an import that has ended."""
        if self._state is not None and self._state.has_ended:
            self._state = None
            self._on_change()

    async def aclose(self) -> None:
        await self._tasks.aclose()

    async def _run(self, state: ImportProgress) -> None:
        provider = self._provider
        try:
            client = await self._open(provider)
            async with aclosing(client.import_file(state.model, state.path)) as reports:
                async for report in reports:
                    state = state.advanced(report)
                    self._state = state
                    self._on_change()
        except TarsError as error:
            self._state = replace(state, phase=ImportPhase.FAILED, error=error)
            self._on_change()
        else:
            self._on_done(provider)
