"""The stack's log as it grows: what operations report, and what the containers print while it is followed."""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import aclosing, suppress

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import StackError
from desktop.domain.stack import ServiceFacts, StackStep
from desktop.domain.stack_engine import StackEngine
from desktop.services.stack_log import MOST_LINES, LogChange, LogLine, LogRing, container_line
from desktop.services.tasks import TaskScope

TAIL_LINES = 1000
FLUSH_SECONDS = 0.1
"""Lines are published together: a server that prints thousands must not draw the window as often."""


class StackRecorder(QObject):
    """Keeps the newest lines and publishes those that are added."""

    changed = Signal(LogChange)

    def __init__(self, engine: StackEngine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._ring = LogRing()
        self._tasks = TaskScope()
        self._following: asyncio.Task[None] | None = None
        self._is_wanted = False
        self._containers: tuple[tuple[str, bool], ...] = ()
        self._followed: tuple[tuple[str, bool], ...] = ()
        self._words: dict[str, str] = {}
        self._unsaid: deque[LogLine] = deque(maxlen=MOST_LINES)
        self._flushing: asyncio.TimerHandle | None = None

    @property
    def lines(self) -> tuple[LogLine, ...]:
        """Every line that was published and is kept, the oldest first."""
        return self._ring.lines

    def follow(self) -> None:
        """Read the containers' log from here on, as long as they are there."""
        self._is_wanted = True
        self._follow_anew()

    def note(self, services: Sequence[ServiceFacts]) -> None:
        """The containers have changed: those that have started again are read again."""
        self._containers = tuple((service.container, service.is_running) for service in services)
        if self._is_wanted and self._containers != self._followed:
            self._follow_anew()

    def add(self, line: LogLine) -> None:
        """One line more; it is published within `FLUSH_SECONDS`."""
        self._unsaid.append(line)
        if self._flushing is None:
            self._flushing = asyncio.get_running_loop().call_later(FLUSH_SECONDS, self._flush)

    def add_step(self, line: LogLine, step: StackStep) -> None:
        """What an operation reported; the same words about the same thing once only."""
        if self._words.get(step.id) != step.text:
            if len(self._words) > 1000:
                self._words.clear()
            self._words[step.id] = step.text
            self.add(line)

    async def aclose(self) -> None:
        """Stop following."""
        self._is_wanted = False
        if self._flushing is not None:
            self._flushing.cancel()
        await self._tasks.aclose()

    def _follow_anew(self) -> None:
        if self._following is not None and not self._following.done():
            if self._containers == self._followed:
                return
            self._following.cancel()
        self._followed = self._containers
        if self._containers:
            self._following = self._tasks.start(self._follow(self._following), name="follow-log")

    async def _follow(self, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        self._flush()
        self._ring.drop_containers()
        self.changed.emit(LogChange(self._ring.lines, is_whole=True))
        with suppress(StackError):  # the watch learns of it too, and says so
            async with aclosing(self._engine.logs(TAIL_LINES)) as lines:
                async for text in lines:
                    self.add(container_line(text))

    def _flush(self) -> None:
        if self._flushing is not None:
            self._flushing.cancel()
            self._flushing = None
        lines = tuple(self._unsaid)
        self._unsaid.clear()
        if lines:
            self._ring.extend(lines)
            self.changed.emit(LogChange(lines))
