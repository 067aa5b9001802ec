"""The command `doctor`: everything that is known of this computer's health, as Markdown."""

import asyncio
import time
from dataclasses import dataclass

from desktop.cli.output import Output
from desktop.cli.session import Session
from desktop.domain.catalog import Catalog, ProviderRow, Reach
from desktop.domain.errors import TarsError
from desktop.domain.gpu import GpuProbe
from desktop.domain.gpu_truth import ContainerGpu, ContainerGpuProbe
from desktop.domain.health import DiskProbe, HealthItem, HealthReport, SystemFacts
from desktop.domain.health_report import Findings, report_of
from desktop.domain.models import LoadedModel
from desktop.domain.providers import ProviderKind
from desktop.domain.stack import SERVICE, StackState
from desktop.domain.verdict import verdict_of_report
from desktop.text.doctor import doctor_report, redacted
from desktop.text.health_words import item_text

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


async def doctor(session: Session, probes: Probes, output: Output) -> int:
    """Print the report; 0 however ill everything is, since the report is what was asked for."""
    try:
        report = await _examine(session, probes)
    finally:
        await probes.aclose()
    text = doctor_report(report, probes.facts)
    if output.as_json:
        keys = [row.endpoint.api_key for row in report.catalog.rows]
        items = [_item_record(item, probes.facts, keys) for item in report.items]
        level = verdict_of_report(report).level.value
        output.document({"verdict": level, "items": items, "report": text})
    else:
        output.piece(text)
    return 0


async def _examine(session: Session, probes: Probes) -> HealthReport:
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


def _item_record(item: HealthItem, facts: SystemFacts, keys: list[str]) -> dict[str, object]:
    text = item_text(item)
    words = {"title": text.title, "sentence": text.sentence, "evidence": text.evidence}
    return {
        "kind": item.kind.value,
        "state": item.state.value,
        "cause": item.cause.value,
        **{name: redacted(value, facts, keys) for name, value in words.items()},
    }
