"""The report from everything that was found; pure, so that window and command line say the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop.domain.catalog import Catalog, ProviderRow
from desktop.domain.gpu import GpuHistory, GpuSnapshot
from desktop.domain.gpu_truth import ContainerGpu, truth_of
from desktop.domain.health import DiskFacts, HealthItem, HealthReport, LoadedModels, Watched, steadied
from desktop.domain.health_items import disk_item, gpu_items, provider_item, stack_items, truth_item
from desktop.domain.models import LoadedModel
from desktop.domain.stack import SERVICE, StackState


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A provider as it was found, when (monotonic), and what is shown of it after the checks before."""

    row: ProviderRow
    at_seconds: float
    watched: Watched


@dataclass(frozen=True, slots=True)
class Findings:
    """The newest of every probe; None where it was not read."""

    catalog: Catalog = field(default_factory=Catalog)
    rows: Mapping[str, CheckedRow] = field(default_factory=dict)
    """By the provider's id."""
    stack: StackState = field(default_factory=StackState)
    stack_at_seconds: float = 0.0
    gpus: GpuSnapshot | None = None
    history: GpuHistory = field(default_factory=GpuHistory)
    container: ContainerGpu = field(default_factory=ContainerGpu)
    loaded: Mapping[str, tuple[LoadedModel, ...] | None] = field(default_factory=dict)
    """By the provider's id."""
    disk: DiskFacts | None = None
    disk_at_seconds: float = 0.0

    @property
    def has_gpu(self) -> bool:
        return self.gpus is not None and any(gpu.is_for_models for gpu in self.gpus.readings)

    def with_catalog(self, catalog: Catalog, at_seconds: float) -> "Findings":
        """The same with what the providers say; only a check that is through counts as one."""
        rows = {}
        for row in catalog.rows:
            known = self.rows.get(row.endpoint.id)
            if known is not None and (row.is_checking or row is known.row):
                rows[row.endpoint.id] = known
            else:
                before = known.watched if known is not None else None
                watched = steadied(before, provider_item(row, at_seconds))
                rows[row.endpoint.id] = CheckedRow(row, at_seconds, watched)
        return replace(self, catalog=catalog, rows=rows)

    def with_gpus(self, gpus: GpuSnapshot) -> "Findings":
        return replace(self, gpus=gpus, history=self.history.with_snapshot(gpus))


def report_of(findings: Findings) -> HealthReport:
    """Everything at a glance, in the order of the page: the truth, GPUs, providers, stack and machine."""
    gpus_at = findings.gpus.at_seconds if findings.gpus is not None else 0.0
    truth = truth_of(findings.gpus, findings.stack, findings.container, findings.loaded.get(SERVICE))
    concluded = truth_item(truth, gpus_at)
    disk = findings.disk
    items = (
        *((concluded,) if concluded is not None else ()),
        *gpu_items(findings.gpus),
        *(_provider(checked, findings) for checked in findings.rows.values()),
        *stack_items(findings.stack, findings.stack_at_seconds),
        *((disk_item(disk, findings.disk_at_seconds),) if disk is not None else ()),
    )
    loaded = tuple(LoadedModels(id_, models) for id_, models in findings.loaded.items())
    return HealthReport(
        items,
        findings.catalog,
        findings.stack,
        findings.gpus,
        findings.history,
        truth,
        loaded,
        disk,
    )


def _provider(checked: CheckedRow, findings: Findings) -> HealthItem:
    """As it is shown after its checks, with what is known of its loaded models by now."""
    loaded = findings.loaded.get(checked.row.endpoint.id)
    found = provider_item(checked.row, checked.at_seconds, loaded=loaded, has_gpu=findings.has_gpu)
    return replace(found, state=checked.watched.item.state) if checked.row.error is not None else found
