"""From what the services know to the items of the health report; pure."""

from collections.abc import Sequence

from desktop.domain import errors as e
from desktop.domain.catalog import ProviderRow, Reach
from desktop.domain.gpu import GpuReading, GpuSnapshot, Throttling
from desktop.domain.gpu_truth import Conclusion, GpuTruth
from desktop.domain.health import DiskFacts, HealthItem, item_of
from desktop.domain.health_causes import (
    CONCLUSIONS,
    TROUBLES,
    HealthCause,
    HealthKind,
    cause_of,
)
from desktop.domain.models import LoadedModel
from desktop.domain.stack import SERVICE, StackPhase, StackState
from desktop.domain.stack_reading import is_unsafe_ollama

SLOW_SECONDS = 2.0
"""An answer to a check that takes longer is called slow; on one's own computer it takes milliseconds."""
LOW_DISK_BYTES = 10 * 1000**3
FULL_DISK_BYTES = 1 * 1000**3
_C = HealthCause


def stack_items(stack: StackState, at_seconds: float) -> tuple[HealthItem, ...]:
    """The engine, the stack in it, and what its port is open to."""
    items = [_engine_item(stack, at_seconds), _stack_item(stack, at_seconds)]
    error = stack.error
    if error is not None and items[0].error is None and items[1].error is None:
        items.append(item_of(cause_of(error), at_seconds, evidence=_evidence(error), error=error))
    if is_unsafe_ollama(stack.ollama_version):
        items.append(item_of(_C.SERVER_UNSAFE, at_seconds, id="version", evidence=stack.ollama_version))
    if stack.ports:
        cause = _C.EXPOSED if stack.is_exposed else _C.ONLY_THIS_COMPUTER
        places = ", ".join(f"{port.address or '0.0.0.0'}:{port.port}" for port in stack.ports)
        items.append(item_of(cause, at_seconds, evidence=places))
    return tuple(items)


def _engine_item(stack: StackState, at_seconds: float) -> HealthItem:
    error = stack.error
    if error is not None and item_of(cause_of(error), at_seconds).kind is HealthKind.ENGINE:
        return item_of(cause_of(error), at_seconds, evidence=_evidence(error), error=error)
    engine = stack.engine
    if engine is None:
        return item_of(_C.ENGINE_UNCHECKED, at_seconds)
    versions = f"{engine.name} {engine.version}, Compose {engine.compose_version}"
    return item_of(_C.ENGINE_WELL, at_seconds, subject=engine.name, evidence=versions)


def _stack_item(stack: StackState, at_seconds: float) -> HealthItem:
    if stack.is_busy or stack.phase in (StackPhase.STARTING, StackPhase.STOPPING):
        return item_of(_C.STACK_BUSY, at_seconds)
    error = stack.error
    if error is not None and item_of(cause_of(error), at_seconds).kind is HealthKind.STACK:
        return item_of(cause_of(error), at_seconds, evidence=_evidence(error), error=error)
    status = next((service.status for service in stack.services), "")
    match stack.phase:
        case StackPhase.RUNNING:
            return item_of(_C.STACK_WELL, at_seconds, evidence=status)
        case StackPhase.UNHEALTHY:
            return item_of(_C.STACK_UNHEALTHY, at_seconds, evidence=status)
        case StackPhase.UNKNOWN | StackPhase.UNAVAILABLE:
            return item_of(_C.STACK_UNCHECKED, at_seconds)
        case _:
            return item_of(_C.STACK_OFF, at_seconds)


def gpu_items(snapshot: GpuSnapshot | None) -> tuple[HealthItem, ...]:
    """Every GPU and every fault; one item that says so if there is neither."""
    if snapshot is None:
        return (item_of(_C.GPU_UNCHECKED, 0.0),)
    at = snapshot.at_seconds
    if not snapshot.readings and not snapshot.faults:
        return (item_of(_C.NO_GPU, at),)
    faults = [
        item_of(
            TROUBLES[fault.trouble],
            at,
            subject=fault.gpu,
            id=f"{fault.vendor}-{fault.trouble}-{fault.gpu}",
            evidence=fault.evidence,
        )
        for fault in snapshot.faults
    ]
    return (*faults, *(_gpu_item(gpu, at) for gpu in snapshot.readings))


def _gpu_item(gpu: GpuReading, at_seconds: float) -> HealthItem:
    cause = _C.GPU_ASLEEP if gpu.is_asleep else _C.GPU_WELL
    if Throttling.HEAT in gpu.throttling:
        cause = _C.GPU_HOT
    elif Throttling.POWER_SUPPLY in gpu.throttling:
        cause = _C.GPU_UNDERPOWERED
    return item_of(
        cause,
        at_seconds,
        subject=gpu.name,
        id=gpu.id,
        amount=gpu.temperature_celsius,
        limit=gpu.temperature_limit_celsius,
    )


def truth_item(truth: GpuTruth, at_seconds: float) -> HealthItem | None:
    """What the four facts come to; None where that says nothing that the GPU's own item does not."""
    conclusion = truth.conclusion
    if conclusion in (Conclusion.NO_GPU, Conclusion.UNKNOWN):
        return None
    placement = truth.placement
    return item_of(
        CONCLUSIONS[conclusion],
        at_seconds,
        subject=placement.model if placement is not None else "",
        evidence=truth.container_evidence,
        amount=placement.gpu_bytes if placement is not None else None,
        limit=placement.size_bytes if placement is not None else None,
    )


def provider_item(
    row: ProviderRow,
    at_seconds: float,
    *,
    loaded: Sequence[LoadedModel] | None = None,
    has_gpu: bool = False,
) -> HealthItem:
    """One provider. `has_gpu` is whether this computer has a GPU that its models could be on."""
    name, id_ = row.endpoint.name, row.endpoint.id
    error = row.error
    if error is not None:
        cause = cause_of(error)
        if row.endpoint.is_local and cause is _C.PROVIDER_REFUSED:
            cause = _C.PROVIDER_OFF
        evidence = _evidence(error)
        return item_of(cause, at_seconds, subject=name, id=id_, evidence=evidence, error=error)
    answer = row.availability
    if row.reach is not Reach.AVAILABLE or answer is None:
        return item_of(_C.PROVIDER_UNCHECKED, at_seconds, subject=name, id=id_)
    cause = _C.PROVIDER_WELL
    if not row.models:
        cause = _C.PROVIDER_WITHOUT_MODELS
    elif has_gpu and row.endpoint.is_local and id_ != SERVICE and _is_on_cpu(loaded):
        cause = _C.PROVIDER_ON_CPU
    elif answer.latency_seconds > SLOW_SECONDS:
        cause = _C.PROVIDER_SLOW
    no_models = e.NoModels(name) if cause is _C.PROVIDER_WITHOUT_MODELS else None
    return item_of(cause, at_seconds, subject=name, id=id_, amount=answer.latency_seconds, error=no_models)


def _is_on_cpu(loaded: Sequence[LoadedModel] | None) -> bool:
    return any(model.gpu_bytes == 0 and model.size_bytes for model in loaded or ())


def disk_item(disk: DiskFacts, at_seconds: float) -> HealthItem:
    """The space where the models live."""
    if disk.evidence:
        return item_of(_C.DISK_UNREADABLE, at_seconds, subject=disk.path, evidence=disk.evidence)
    cause = _C.DISK_WELL
    if disk.free_bytes < FULL_DISK_BYTES:
        cause = _C.DISK_FULL
    elif disk.free_bytes < LOW_DISK_BYTES:
        cause = _C.DISK_LOW
    return item_of(cause, at_seconds, subject=disk.path, amount=disk.free_bytes, limit=disk.total_bytes)


def _evidence(error: e.TarsError) -> str:
    """The words of whoever reported the error, "" if it has none."""
    for name in ("evidence", "detail", "reason", "log_tail"):
        words = getattr(error, name, "")
        if isinstance(words, str) and words:
            return words
    return ""
