"""The stack: what it is doing, and the verbs that change it; one operation at a time."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import ContainerUnhealthy, StackError
from desktop.domain.stack import (
    EngineInfo,
    GpuChoice,
    Removal,
    ServiceFacts,
    StackEvent,
    StackOptions,
    StackPhase,
    StackProgress,
    StackState,
    StackStep,
)
from desktop.domain.stack_engine import StackEngine
from desktop.domain.stack_progress import begun
from desktop.domain.stack_reading import check_options, end_of, is_about_engine, phase_of
from desktop.services.stack_log import LogLine, step_line
from desktop.services.stack_operations import StackOperations
from desktop.services.stack_recorder import StackRecorder
from desktop.services.stack_watch import StackWatch
from desktop.services.tasks import TaskScope

STOP_ON_QUIT_SECONDS = 20.0
FINISH_ON_QUIT_SECONDS = 5.0
"""What an operation that is under way gets before it is cancelled, when the stack is to go on."""

_PHASES = {
    "up": StackPhase.STARTING,
    "restart": StackPhase.STARTING,
    "stop": StackPhase.STOPPING,
    "down": StackPhase.STOPPING,
}


class StackService(QObject):
    """Publishes one `StackState`. A verb is ignored while another operation runs."""

    changed = Signal(StackState)
    options_changed = Signal(StackOptions)
    """The user decided something that outlives the session."""
    confirmed = Signal(str)
    """The user agreed to what the configuration with this fingerprint gives away; it outlives the session."""
    configuration_read = Signal(str)
    """The effective configuration as YAML."""

    def __init__(
        self,
        engine: StackEngine,
        operations: StackOperations,
        options: StackOptions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine, self._operations = engine, operations
        self._tasks = TaskScope()
        self._watch = StackWatch(engine, self._found, self._heard, self._lost)
        self._watching: asyncio.Task[None] | None = None
        self._operation: asyncio.Task[None] | None = None
        self._was_told_to_end = False
        self._was_asked_to_check = False
        self._again: Callable[[], None] = self.start
        self._wanted_gpu: GpuChoice | None = None
        self.log = StackRecorder(engine, self)
        self.state = StackState(options=options)
        self.was_started_here = False
        """Whether what runs was started by this application: only that is asked about on quit."""
        self.stops_on_quit = False

    def watch(self, *, is_seen: bool) -> None:
        """Follow the engine from here on; one that is away is asked more often while somebody looks."""
        self._watch.is_seen = is_seen
        if self._watching is None:
            self._watching = self._tasks.start(self._watch.run(), name="watch-stack")
        elif is_seen:
            self._watch.check_now()

    def check_again(self) -> None:
        """Ask the engine at once; its answer takes back the error that it gives none."""
        self._was_asked_to_check = True
        self._watch.check_now()

    def try_again(self) -> None:
        """The operation that was begun last, as it was asked for; without an engine, ask for that first."""
        if self.state.phase is StackPhase.UNAVAILABLE:
            self.check_again()
        else:
            self._again()

    def confirm(self, fingerprint: str) -> None:
        """Agree to what the configuration with that fingerprint gives away, and start as was asked for."""
        self._operations.confirmed = fingerprint
        self.confirmed.emit(fingerprint)
        self.start(self._wanted_gpu)

    def start(self, gpu: GpuChoice | None = None) -> None:
        """Create and start, with the GPU of the options unless told; ignored while an operation runs."""
        options, self._wanted_gpu = self.state.options, gpu
        self._begin("up", self._operations.up(options, gpu or options.gpu), partial(self.start, gpu))

    def start_on_free_port(self) -> None:
        """Take the next port that is free for good, and start; ignored while an operation runs."""
        self._wanted_gpu = None
        self._begin("up", self._up_elsewhere(), self.start)

    def stop(self) -> None:
        """Stop the containers, whoever started them; ignored while an operation runs."""
        self._begin("stop", self._engine.stop(), self.stop)

    def restart(self) -> None:
        """Stop and start again, unchanged; ignored while an operation runs."""
        self._begin("restart", self._engine.restart(), self.restart)

    def pull(self) -> None:
        """Fetch a newer image; what runs goes on. Ignored while an operation runs."""
        self._begin("pull", self._engine.pull(self.state.options), self.pull)

    def remove(self, removal: Removal) -> None:
        """Take containers, images or models away; ignored while an operation runs."""
        self._begin("down", self._engine.remove(removal), partial(self.remove, removal))

    def cancel(self) -> None:
        """Break the operation off; what it has done is read from the engine afterwards."""
        operation, self._operation = self._operation, None
        if operation is not None and self.state.progress is not None:
            operation.cancel()
            self._enter(replace(self.state, phase=StackPhase.STOPPING))
            self._tasks.start(self._settle_after(operation), name="settle-stack")

    def set_options(self, options: StackOptions) -> None:
        """Use other options from the next start on; ones that cannot be used are said by `state.error`."""
        try:
            check_options(options)
        except StackError as error:
            self._enter(replace(self.state, error=error))
            return
        if options != self.state.options:
            self._enter(replace(self.state, options=options))
            self.options_changed.emit(options)

    def read_configuration(self) -> None:
        """Ask for the effective configuration; `configuration_read` brings it."""
        self._tasks.start(self._read_configuration(), name="read-configuration")

    async def aclose(self) -> None:
        """Stop what was started here if so decided, within a deadline; else let it go on."""
        if self.stops_on_quit and self.was_started_here:
            with suppress(TimeoutError):
                async with asyncio.timeout(STOP_ON_QUIT_SECONDS):
                    await self._stop_for_good()
        elif self._operation is not None and not self._operation.done():
            await asyncio.wait([self._operation], timeout=FINISH_ON_QUIT_SECONDS)
        await self.log.aclose()
        await self._tasks.aclose()

    def _begin(
        self, operation: str, work: AsyncGenerator[StackStep, None], again: Callable[[], None]
    ) -> None:
        if self.state.is_busy:
            return
        self._again = again
        phase = _PHASES.get(operation, self.state.phase)
        self._enter(replace(self.state, phase=phase, progress=StackProgress(operation), error=None))
        self._operation = self._tasks.start(self._run(operation, work), name=f"stack-{operation}")

    async def _run(self, operation: str, work: AsyncGenerator[StackStep, None]) -> None:
        clock = asyncio.get_running_loop().time
        fold = begun(operation)
        self.log.add(LogLine(f"docker compose {operation}", time.time()))
        self.was_started_here = self.was_started_here or operation == "up"
        failure: StackError | None = None
        try:
            async with aclosing(work) as steps:
                async for step in steps:
                    fold = fold.after(step, clock())
                    self.log.add_step(step_line(step, time.time()), step)
                    self._enter(replace(self.state, progress=fold.progress))
        except StackError as error:
            failure = error
            for line in error.evidence.splitlines()[-1:]:
                self.log.add(LogLine(f"error: {line}", time.time(), is_warning=True))
        await self._settle(operation, failure)

    async def _settle(self, operation: str, failure: StackError | None) -> None:
        """The state after an operation, as the engine has it."""
        try:
            services = await self._engine.services()
        except StackError as error:
            state = replace(self.state, phase=StackPhase.UNAVAILABLE, progress=None, error=failure or error)
            self._enter(state)
            self._watch.check_now()
            return
        phase = phase_of(services)
        if failure is None and operation in ("up", "restart") and phase is StackPhase.STOPPED:
            failure = end_of(services)  # Compose calls an `up -d` well whose container has ended at once
        state = replace(self.state, phase=phase, services=services, progress=None, error=failure)
        if operation == "up":
            state = replace(state, gpu=self._operations.gpu, gpu_fallback=self._operations.gpu_fallback)
        self._take(state)

    async def _settle_after(self, operation: asyncio.Task[None]) -> None:
        await asyncio.wait([operation])
        await self._settle("", None)

    async def _stop_for_good(self) -> None:
        if self._operation is not None:
            self._operation.cancel()
            await asyncio.wait([self._operation])
        with suppress(StackError):
            async with aclosing(self._engine.stop()) as steps:
                async for _ in steps:
                    pass

    async def _up_elsewhere(self) -> AsyncGenerator[StackStep, None]:
        port = await self._operations.free_port(self.state.options.port)
        self.set_options(replace(self.state.options, port=port))
        async with aclosing(self._operations.up(self.state.options, self.state.options.gpu)) as steps:
            async for step in steps:
                yield step

    async def _read_configuration(self) -> None:
        options = self.state.options
        gpu = self.state.gpu if options.gpu is GpuChoice.AUTO else options.gpu
        try:
            self.configuration_read.emit(await self._engine.configuration(options, gpu))
        except StackError as error:
            self._enter(replace(self.state, error=error))

    def _found(self, engine: EngineInfo, services: tuple[ServiceFacts, ...]) -> None:
        """The watch has read the containers."""
        state = replace(self.state, engine=engine, services=services)
        if self._was_asked_to_check:
            self._was_asked_to_check = False
            state = replace(state, error=None if is_about_engine(state.error) else state.error)
        if state.is_busy:
            self._enter(state)
            return
        phase = phase_of(services)
        error = state.error if phase is state.phase else self._error_in(phase, services)
        self._take(replace(state, phase=phase, error=error))

    def _error_in(self, phase: StackPhase, services: tuple[ServiceFacts, ...]) -> StackError | None:
        if phase is StackPhase.UNHEALTHY:
            return end_of(services) or ContainerUnhealthy(services[0].status)
        if phase is StackPhase.STOPPED and not self._was_told_to_end:
            was_seen = self.state.phase not in (StackPhase.UNKNOWN, StackPhase.UNAVAILABLE)
            return end_of(services, was_seen=was_seen)
        return None

    def _heard(self, event: StackEvent) -> None:
        if event.action in ("kill", "stop"):
            self._was_told_to_end = True
        elif event.action == "start":
            self._was_told_to_end = False

    def _lost(self, error: StackError) -> None:
        if not self.state.is_busy:
            lost = StackState(StackPhase.UNAVAILABLE, self.state.engine, options=self.state.options)
            self._enter(replace(lost, error=error))

    def _take(self, state: StackState) -> None:
        """Enter a state in which nothing is under way."""
        began_to_answer = state.phase is StackPhase.RUNNING and (
            self.state.phase is not StackPhase.RUNNING or self.state.url != state.url
        )
        if state.phase in (StackPhase.ABSENT, StackPhase.STOPPED):
            self.was_started_here = False
            state = replace(state, ollama_version="")
        self._enter(state)
        self.log.note(state.services)
        if began_to_answer and state.url:
            self._tasks.start(self._ask_version(state.url), name="ask-version")

    async def _ask_version(self, url: str) -> None:
        version = await self._operations.ollama_version(url)
        if self.state.url == url:
            self._enter(replace(self.state, ollama_version=version))

    def _enter(self, state: StackState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)
