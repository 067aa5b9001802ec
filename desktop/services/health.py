"""Health: what every probe found, as one report; and the fixes that a button can do."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.domain.catalog import Catalog, Reach
from desktop.domain.errors import TarsError
from desktop.domain.gpu import GpuProbe
from desktop.domain.gpu_truth import ContainerGpu, ContainerGpuProbe
from desktop.domain.health import DiskProbe, HealthReport
from desktop.domain.health_report import Findings, report_of
from desktop.domain.models import LoadedModel
from desktop.domain.providers import Provider, ProviderKind
from desktop.domain.stack import SERVICE, StackPhase, StackState
from desktop.services.polling import Pace, Poller, SleepDetector
from desktop.services.providers import ProviderService
from desktop.services.stack import StackService
from desktop.services.tasks import TaskScope

GPU_PACE = Pace(2.0, 30.0)
LOADED_PACE = Pace(5.0, 60.0)
CONTAINER_PACE = Pace(30.0, 300.0)
DISK_PACE = Pace(30.0, 300.0)
LOADED_SECONDS = 3.0
"""The deadline for a provider to say which models it has in memory."""
_TELLS_LOADED = (ProviderKind.OLLAMA, ProviderKind.DOCKER_MODEL_RUNNER)


class HealthService(QObject):
    """Publishes one `HealthReport`. Every probe runs on its own: one that hangs delays no other."""

    changed = Signal(HealthReport)

    def __init__(
        self,
        providers: ProviderService,
        stack: StackService,
        gpus: GpuProbe,
        container: ContainerGpuProbe,
        disk: DiskProbe,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._providers, self._stack = providers, stack
        self._gpus, self._container, self._disk = gpus, container, disk
        self._clock = clock
        self._tasks = TaskScope()
        self._sleep = SleepDetector()
        self._pollers = {
            "gpus": Poller(self._read_gpus, GPU_PACE),
            "loaded": Poller(self._read_loaded, LOADED_PACE),
            "container": Poller(self._look_into_container, CONTAINER_PACE),
            "disk": Poller(self._read_disk, DISK_PACE),
        }
        self._is_running = False
        self.is_seen = False
        """Whether somebody looks, so that the probes are fast."""
        self._reloading = ""
        self._findings = Findings(stack=stack.state).with_catalog(providers.state, clock())
        self.state = report_of(self._findings)
        self._is_fixing = False
        self._fix_error: TarsError | None = None
        providers.changed.connect(self._take_catalog)
        stack.changed.connect(self._take_stack)

    def watch(self, *, is_seen: bool) -> None:
        """Probe from here on, more often while somebody looks."""
        self.is_seen = is_seen
        for name, poller in self._pollers.items():
            poller.watch(is_seen=is_seen)
            if not self._is_running:
                self._tasks.start(poller.run(), name=f"poll-{name}")
        self._is_running = True

    def pause(self) -> None:
        """Probe nothing until `watch()`, such as while the session is suspended."""
        for poller in self._pollers.values():
            poller.pause()

    def check_again(self) -> None:
        """Ask everybody at once."""
        self._providers.refresh()
        self._stack.check_again()
        for poller in self._pollers.values():
            poller.ask_now()

    def restart_and_reload(self) -> None:
        """Restart the stack, and load again what is loaded now; ignored while the stack is at work."""
        if self._stack.state.is_busy:
            return
        placement = self.state.truth.placement
        self._reloading = placement.model if placement is not None else ""
        self._stack.restart()

    def reload(self, provider: str, model: str) -> None:
        """Unload a model and load it anew; ignored while another fix is under way."""
        if not self._is_fixing:
            self._is_fixing, self._fix_error = True, None
            self._tasks.start(self._reload(provider, model, unload_first=True), name="reload-model")
            self._publish()

    async def aclose(self) -> None:
        """Stop probing, and close the probes."""
        self._providers.changed.disconnect(self._take_catalog)
        self._stack.changed.disconnect(self._take_stack)
        await self._tasks.aclose()
        await self._gpus.aclose()
        await self._disk.aclose()

    async def _read_gpus(self) -> bool:
        if self._sleep.has_slept(GPU_PACE.unseen):
            self.check_again()
        snapshot = await self._gpus.read()
        self._enter(self._findings.with_gpus(snapshot))
        return not snapshot.faults

    async def _read_disk(self) -> bool:
        facts = await self._disk.read()
        self._enter(replace(self._findings, disk=facts, disk_at_seconds=self._clock()))
        return not facts.evidence

    async def _look_into_container(self) -> bool:
        stack = self._stack.state
        running = next((s for s in stack.services if s.service == SERVICE and s.is_running), None)
        found = await self._container.look(running.container) if running is not None else ContainerGpu()
        self._enter(replace(self._findings, container=found))
        return True

    async def _read_loaded(self) -> bool:
        """Ask every provider that can tell, each with its own deadline."""
        ids = _telling(self._providers.state)
        self._enter(replace(self._findings, loaded={id_: self._findings.loaded.get(id_) for id_ in ids}))
        async with asyncio.TaskGroup() as group:
            for id_ in ids:
                group.create_task(self._read_loaded_of(id_), name=f"loaded-{id_}")
        return True

    async def _read_loaded_of(self, provider: str) -> None:
        found: tuple[LoadedModel, ...] | None = None
        with suppress(TarsError, TimeoutError):
            async with asyncio.timeout(LOADED_SECONDS):
                found = await (await self._open(provider)).loaded_models()
        self._enter(replace(self._findings, loaded={**self._findings.loaded, provider: found}))

    async def _open(self, provider: str) -> Provider:
        return await self._providers.source(provider).open()

    async def _reload(self, provider: str, model: str, *, unload_first: bool) -> None:
        try:
            client = await self._open(provider)
            if unload_first:
                await client.unload(model)
            await client.load(model)
        except TarsError as error:
            self._fix_error = error
        self._is_fixing = False
        self.check_again()
        self._publish()

    def _take_catalog(self, catalog: Catalog) -> None:
        if _telling(catalog) != _telling(self._findings.catalog):
            self._pollers["loaded"].ask_now()
        self._enter(self._findings.with_catalog(catalog, self._clock()))

    def _take_stack(self, stack: StackState) -> None:
        before = self._findings.stack
        self._enter(replace(self._findings, stack=stack, stack_at_seconds=self._clock()))
        if stack.services != before.services:
            self._pollers["container"].ask_now()
        if self._reloading and not stack.is_busy:
            model, self._reloading = self._reloading, ""
            if stack.phase is StackPhase.RUNNING and stack.error is None and not self._is_fixing:
                self._is_fixing, self._fix_error = True, None
                self._tasks.start(self._reload(SERVICE, model, unload_first=False), name="reload-model")

    def _enter(self, findings: Findings) -> None:
        self._findings = findings
        self._publish()

    def _publish(self) -> None:
        report = report_of(self._findings)
        self.state = replace(report, is_fixing=self._is_fixing, fix_error=self._fix_error)
        self.changed.emit(self.state)


def _telling(catalog: Catalog) -> list[str]:
    """The providers that answer and can say what they have in memory; asking them costs nothing."""
    return [
        row.endpoint.id
        for row in catalog.rows
        if row.reach is Reach.AVAILABLE and row.availability and row.availability.kind in _TELLS_LOADED
    ]
