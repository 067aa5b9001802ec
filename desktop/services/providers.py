"""The providers behind the picker: who answers, with which models, and who is chosen."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.domain.catalog import Catalog, ModelChoice, ProviderRow, Reach
from desktop.domain.errors import Cause, NoSuchProvider, ProviderUnavailable, TarsError
from desktop.services.sources import ProviderSource
from desktop.services.tasks import TaskScope

CHECK_SECONDS = 5.0
SEEN_SECONDS = 15.0
UNSEEN_SECONDS = 60.0
"""How often providers are asked while the window is seen, and while it is not."""


class ProviderService(QObject):
    """Owns the sources and publishes one `Catalog`; a dead provider delays no other."""

    changed = Signal(Catalog)
    chosen = Signal(ModelChoice)
    """The user picked a provider and model."""

    def __init__(
        self, sources: Sequence[ProviderSource], chosen: ModelChoice, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._sources = {source.endpoint.id: source for source in sources}
        self._tasks = TaskScope()
        self._pace_seconds = SEEN_SECONDS
        self._timer: asyncio.TimerHandle | None = None
        self._asked_again: set[str] = set()
        self._hidden: set[tuple[str, str]] = set()
        self._settled = asyncio.Event()
        self.state = Catalog(tuple(ProviderRow(source.endpoint) for source in sources), chosen)

    def refresh(self) -> None:
        """Ask every provider that is not being asked already."""
        for row in self.state.rows:
            if not row.is_checking:
                self._enter(self.state.with_row(replace(row, is_checking=True)))
                self._tasks.start(self._check(row), name=f"check-{row.endpoint.id}")

    def refresh_one(self, provider: str) -> None:
        """Ask one provider; if it is being asked, once more after that: what it says may be out of date."""
        row = self.state.row(provider)
        if row is not None and row.is_checking:
            self._asked_again.add(provider)
        elif row is not None:
            self._enter(self.state.with_row(replace(row, is_checking=True)))
            self._tasks.start(self._check(row), name=f"check-{provider}")

    def watch(self, *, is_seen: bool) -> None:
        """Ask now and from time to time from here on, more often while somebody looks."""
        self._pace_seconds = SEEN_SECONDS if is_seen else UNSEEN_SECONDS
        self._tick()

    async def settled_choice(self) -> ModelChoice:
        """What the next question goes to, once enough providers have answered (or not) to know it."""
        if not self.state.is_settled:
            self.refresh()
            self._settled.clear()
            await self._settled.wait()
        elif not self.state.choice.model:
            # A model may have been pulled, or the server started, since it was asked last.
            row = self.state.row(self.state.choice.provider)
            rows = self.state.rows if row is None else (row,)
            await asyncio.gather(*(self._check(row) for row in rows))
        return self.state.choice

    def choose(self, choice: ModelChoice) -> None:
        """Send the next question to `choice`."""
        self._enter(replace(self.state, chosen=choice))
        self.chosen.emit(choice)

    def set_default(self, provider: str, model: str) -> None:
        """A provider answers with `model` from now on unless told otherwise. Raises `NoSuchProvider`."""
        source = self.source(provider)
        source.endpoint = replace(source.endpoint, default_model=model)
        row = self.state.row(provider)
        if row is not None:
            endpoint = replace(row.endpoint, default_model=model)
            self._enter(self.state.with_row(replace(row, endpoint=endpoint)))

    def hide(self, provider: str, model: str) -> None:
        """Leave a model out, whatever its provider says, until `show_again()`."""
        self._hidden.add((provider, model))
        row = self.state.row(provider)
        if row is not None:
            self._enter(self.state.with_row(_without(row, self._hidden)))

    def show_again(self, provider: str, model: str) -> None:
        """Leave a model out no longer; its provider is asked."""
        self._hidden.discard((provider, model))
        self.refresh_one(provider)

    def add(self, source: ProviderSource) -> None:
        """Show one more provider (or another address for a known id), ask it, and choose it."""
        endpoint = source.endpoint
        replaced = self._sources.pop(endpoint.id, None)
        if replaced is not None:
            self._tasks.start(replaced.aclose(), name="close-provider")
        self._sources[endpoint.id] = source
        row = ProviderRow(endpoint)
        rows = tuple(old for old in self.state.rows if old.endpoint.id != endpoint.id)
        self._enter(replace(self.state, rows=(*rows, row)))
        self.choose(ModelChoice(endpoint.id))
        self.refresh()

    def move(self, source: ProviderSource) -> None:
        """Another address for a known id; it keeps its place, the choice stays, and it is asked at once."""
        endpoint = source.endpoint
        self._tasks.start(self.source(endpoint.id).aclose(), name="close-provider")
        self._sources[endpoint.id] = source
        self._enter(self.state.with_row(ProviderRow(endpoint)))
        self.refresh()

    def follow(self, sources: Sequence[ProviderSource]) -> None:
        """Show exactly these providers in this order; new ones are asked, others closed, the choice stays.

        What is under way with one that goes comes to its end.
        """
        rows, new = [], []
        for source in sources:
            row = self.state.row(source.endpoint.id)
            if row is None or self._sources.get(source.endpoint.id) is not source:
                row = ProviderRow(source.endpoint)
                new.append(source.endpoint.id)
            rows.append(replace(row, endpoint=source.endpoint))
        for old in self._sources.values():
            if old not in sources:
                self._tasks.start(old.aclose(), name="close-provider")
        self._sources = {source.endpoint.id: source for source in sources}
        if tuple(rows) != self.state.rows:
            self._enter(replace(self.state, rows=tuple(rows)))
        for provider in new:
            self.refresh_one(provider)

    @property
    def sources(self) -> tuple[ProviderSource, ...]:
        """Those of the rows, in their order."""
        return tuple(self._sources[row.endpoint.id] for row in self.state.rows)

    def source(self, provider: str) -> ProviderSource:
        """The source of a provider's client. Raises `NoSuchProvider`."""
        if provider not in self._sources:
            raise NoSuchProvider(provider, tuple(self._sources))
        return self._sources[provider]

    async def aclose(self) -> None:
        """Stop asking, close every client, and stop the engine."""
        if self._timer is not None:
            self._timer.cancel()
        await self._tasks.aclose()
        for source in self._sources.values():
            await source.aclose()

    def _tick(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self.refresh()
        self._timer = asyncio.get_running_loop().call_later(self._pace_seconds, self._tick)

    async def _check(self, row: ProviderRow) -> None:
        source = self._sources.get(row.endpoint.id)
        if source is None:
            return  # taken away before this began
        hidden = frozenset(self._hidden)  # shown again meanwhile: this answer may still be from before
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                availability, models = await source.check()
            found = ProviderRow(source.endpoint, Reach.AVAILABLE, availability, models)
        except TarsError as error:
            found = ProviderRow(source.endpoint, Reach.UNAVAILABLE, error=error)
        except TimeoutError:
            late = ProviderUnavailable(source.endpoint.url, Cause.TIMED_OUT)
            found = ProviderRow(source.endpoint, Reach.UNAVAILABLE, error=late)
        if self._sources.get(row.endpoint.id) is source:  # else another address has taken its place
            self._enter(self.state.with_row(_without(found, hidden | self._hidden)))
        if row.endpoint.id in self._asked_again:
            self._asked_again.discard(row.endpoint.id)
            self.refresh_one(row.endpoint.id)

    def _enter(self, state: Catalog) -> None:
        self.state = state
        if state.is_settled:
            self._settled.set()
        self.changed.emit(state)


def _without(row: ProviderRow, hidden: Collection[tuple[str, str]]) -> ProviderRow:
    """The row without the models that are hidden, given as provider and model."""
    names = {model for provider, model in hidden if provider == row.endpoint.id}
    if not names:
        return row
    return replace(row, models=tuple(model for model in row.models if model.name not in names))
