"""Watching the engine: its events while it is there, and a patient look-out while it is not; no Qt."""

import asyncio
import random
from collections.abc import Callable
from contextlib import aclosing, suppress

from desktop.domain.errors import StackError
from desktop.domain.stack import EngineInfo, ServiceFacts, StackEvent
from desktop.domain.stack_engine import StackEngine

FIRST_RETRY_SECONDS = 2.0
SEEN_RETRY_SECONDS = 10.0
UNSEEN_RETRY_SECONDS = 30.0
"""The wait for an engine that is away doubles from the first up to one of these."""
STEADY_SECONDS = 30.0
"""An engine that was followed for so long counts as well: the wait begins anew."""
COALESCE_SECONDS = 0.05
SETTLE_SECONDS = 1.0
"""After this the containers are read once more, for what happened before the events were followed."""

_CHANGES = frozenset(
    ("create", "start", "die", "stop", "kill", "restart", "pause", "unpause", "destroy", "rename", "oom")
)


def is_change(event: StackEvent) -> bool:
    """Whether the event can change what `services()` gives; a health check's own `exec_…` cannot."""
    return event.action in _CHANGES or event.action.startswith("health_status")


class StackWatch:
    """Tells of the containers when they may have changed, and of an engine that cannot be used."""

    def __init__(
        self,
        engine: StackEngine,
        on_found: Callable[[EngineInfo, tuple[ServiceFacts, ...]], None],
        on_event: Callable[[StackEvent], None],
        on_lost: Callable[[StackError], None],
        first_retry_seconds: float = FIRST_RETRY_SECONDS,
    ) -> None:
        self._engine = engine
        self._on_found, self._on_event, self._on_lost = on_found, on_event, on_lost
        self._first_retry_seconds = first_retry_seconds
        self._wake = asyncio.Event()
        self._stale: asyncio.Event | None = None
        self.is_seen = True
        """Whether somebody looks: an engine that is away is then asked at least every 10 s."""

    def check_now(self) -> None:
        """Do not wait any longer for an engine that is away; read the containers of one that is there."""
        self._wake.set()
        if self._stale is not None:
            self._stale.set()

    async def run(self) -> None:
        """Until cancelled."""
        clock = asyncio.get_running_loop().time
        delay = self._first_retry_seconds
        while True:
            self._wake.clear()
            begun = clock()
            try:
                await self._follow()
            except* StackError as group:
                self._on_lost(_first(group))
            if clock() - begun > STEADY_SECONDS:
                delay = self._first_retry_seconds
            limit = SEEN_RETRY_SECONDS if self.is_seen else UNSEEN_RETRY_SECONDS
            await self._nap(min(delay, limit) * random.uniform(0.8, 1.0))
            delay = min(delay * 2, UNSEEN_RETRY_SECONDS)

    async def _follow(self) -> None:
        """Until the events end. Raises `StackError`, alone or in a group."""
        info = await self._engine.engine()
        stale = self._stale = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            reading = group.create_task(self._read(info, stale), name="read-services")
            async with aclosing(self._engine.events()) as events:
                async for event in events:
                    if is_change(event):
                        self._on_event(event)
                        stale.set()
            reading.cancel()

    async def _read(self, info: EngineInfo, stale: asyncio.Event) -> None:
        """Read the containers now, and again after whatever may have changed them."""
        self._on_found(info, await self._engine.services())
        settling = asyncio.get_running_loop().call_later(SETTLE_SECONDS, stale.set)
        try:
            while True:
                await stale.wait()
                await asyncio.sleep(COALESCE_SECONDS)
                stale.clear()
                self._on_found(info, await self._engine.services())
        finally:
            settling.cancel()

    async def _nap(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()


def _first(group: BaseExceptionGroup[StackError]) -> StackError:
    """One of the errors: they are about the same engine."""
    found = group.exceptions[0]
    return _first(found) if isinstance(found, BaseExceptionGroup) else found
