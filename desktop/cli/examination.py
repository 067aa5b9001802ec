"""One look at everything that can be well or ill, for the commands that tell of it."""

import asyncio
import time
from dataclasses import dataclass

from desktop.cli.session import Session
from desktop.domain.catalog import Catalog, ProviderRow, Reach
from desktop.domain.errors import TarsError
from desktop.domain.gpu import GpuProbe
from desktop.domain.gpu_truth import ContainerGpu, ContainerGpuProbe
from desktop.domain.health import DiskProbe, HealthReport, SystemFacts
from desktop.domain.health_report import Findings, report_of
from desktop.domain.models import LoadedModel
from desktop.domain.providers import ProviderKind
from desktop.domain.stack import SERVICE, StackState

LOADED_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Probes:
    """What looks at this computer, for one run of the program."""

    gpus: GpuProbe
    container: ContainerGpuProbe
    disk: DiskProbe
    facts: SystemFacts

    async def aclose(self) -> None:
        await self.gpus.aclose()
        await self.disk.aclose()


async def examine(session: Session, probes: Probes) -> HealthReport:
    """Ask everybody at the same time, then who depends on the answers."""
    rows, stack, gpus, disk = await asyncio.gather(
        session.read_rows(), session.stack.read(), probes.gpus.read(), probes.disk.read()
    )
    container, loaded = await asyncio.gather(
        _container(stack, probes), asyncio.gather(*(_loaded(session, row) for row in rows))
    )
    now = time.monotonic()
    findings = Findings(
        stack=stack,
        stack_at_seconds=now,
        container=container,
        loaded={row.endpoint.id: models for row, models in zip(rows, loaded, strict=True)},
        disk=disk,
        disk_at_seconds=now,
    )
    return report_of(findings.with_gpus(gpus).with_catalog(Catalog(rows), now))


async def _container(stack: StackState, probes: Probes) -> ContainerGpu:
    running = next((s for s in stack.services if s.service == SERVICE and s.is_running), None)
    return await probes.container.look(running.container) if running is not None else ContainerGpu()


async def _loaded(session: Session, row: ProviderRow) -> tuple[LoadedModel, ...] | None:
    """The models in memory, None where that is not told; nothing is started to ask."""
    answer = row.availability
    if row.reach is not Reach.AVAILABLE or answer is None or answer.kind is ProviderKind.OPENAI:
        return None
    try:
        async with asyncio.timeout(LOADED_SECONDS):
            provider = await session.source(row.endpoint.id).open()
            return await provider.loaded_models()
    except (TarsError, TimeoutError):
        return None
