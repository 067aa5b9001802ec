"""Deleting models: out of every list at once, and on the server when it can be taken back no longer."""

import asyncio
from collections.abc import Callable

from desktop.domain.errors import Cause, ModelMissing, ProviderUnavailable, TarsError
from desktop.domain.installed import DeletedModel
from desktop.domain.pulls import PullKey
from desktop.services.providers import ProviderService
from desktop.services.tasks import TaskScope

SERVER_SECONDS = 30.0
"""The deadline for a server to delete a model."""
CLOSE_SECONDS = 2.0
"""How long the end of the application waits for that."""


class Deletions:
    """At most one deletion waits, and can be taken back; a second one sends the first to the server."""

    def __init__(
        self,
        providers: ProviderService,
        refusal: Callable[[PullKey, bool], TarsError | None],
        on_change: Callable[[], None],
        on_failure: Callable[[PullKey, TarsError], None],
        undo_seconds: float,
    ) -> None:
        """`refusal` says why a model cannot be deleted now, told whether the user has confirmed it."""
        self._providers, self._refusal = providers, refusal
        self._on_change, self._on_failure = on_change, on_failure
        self._undo_seconds = undo_seconds
        self._tasks = TaskScope()
        self._running: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._is_confirmed = False
        self._gone: set[PullKey] = set()
        self.pending: DeletedModel | None = None
        """What can be taken back now."""

    def of(self, provider: str) -> frozenset[str]:
        """The models of a provider that are being deleted, and not in any list."""
        return frozenset(key.model for key in self._gone if key.provider == provider)

    def begin(self, deleted: DeletedModel, *, is_confirmed: bool) -> None:
        """Take a model out of the lists; one that waits already is deleted now."""
        self.carry_out()
        self.pending, self._is_confirmed = deleted, is_confirmed
        self._gone.add(deleted.key)
        self._timer = asyncio.get_running_loop().call_later(self._undo_seconds, self.carry_out)
        self._providers.hide(deleted.key.provider, deleted.key.model)
        self._on_change()

    def undo(self) -> None:
        """Bring the model that waits back into the lists; ignored if none does."""
        deleted = self._take()
        if deleted is not None:
            self._bring_back(deleted.key)

    def carry_out(self) -> None:
        """Tell the server now; ignored if nothing waits."""
        is_confirmed, deleted = self._is_confirmed, self._take()
        if deleted is None:
            return
        error = self._refusal(deleted.key, is_confirmed)
        if error is not None:
            self._bring_back(deleted.key, error)
            return
        task = self._tasks.start(self._delete(deleted.key), name="delete-model")
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        self._on_change()

    async def aclose(self) -> None:
        """Tell the server what it has not been told, and wait for it a little."""
        self.carry_out()
        if self._running:
            await asyncio.wait(self._running, timeout=CLOSE_SECONDS)
        await self._tasks.aclose()

    def _take(self) -> DeletedModel | None:
        if self._timer is not None:
            self._timer.cancel()
        deleted, self._timer, self.pending = self.pending, None, None
        return deleted

    async def _delete(self, key: PullKey) -> None:
        error: TarsError | None = None
        url = ""
        try:
            source = self._providers.source(key.provider)
            url = source.endpoint.url
            async with asyncio.timeout(SERVER_SECONDS):
                await (await source.open()).delete(key.model)
        except ModelMissing:
            pass  # somebody else has deleted it: it is gone, as it should be
        except TarsError as found:
            error = found
        except TimeoutError:
            error = ProviderUnavailable(url, Cause.TIMED_OUT)
        self._bring_back(key, error)  # into what the server lists: after a deletion, that is nothing

    def _bring_back(self, key: PullKey, error: TarsError | None = None) -> None:
        self._gone.discard(key)
        if error is not None:
            self._on_failure(key, error)
        self._providers.show_again(key.provider, key.model)
        self._on_change()
