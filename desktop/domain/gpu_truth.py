"""Whether the model really runs on the GPU: four facts from different witnesses, and what they come to.

A model server's own word is not enough: Ollama reports a model that still loads, and some that failed to, as
wholly on the GPU (its issues 10445 and 12722). So its claim is held against the memory that the driver sees.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from desktop.domain.gpu import GpuReading, GpuSnapshot, GpuVendor
from desktop.domain.models import LoadedModel
from desktop.domain.stack import EngineInfo, GpuChoice, StackPhase, StackState

LEAST_SHARE_OF_CLAIM = 0.5
"""Less memory than this share of the claim, and the claim is false; servers round and share buffers."""
WHOLE_SHARE = 0.995
_MODEL_SERVERS = (
    "ollama",
    "llama",
    "vllm",
    "koboldcpp",
    "lm-studio",
    "lmstudio",
    "localai",
    "text-generation",
)


class Fact(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Conclusion(StrEnum):
    """What the four facts come to; each has one sentence and one fix."""

    ON_GPU = "on-gpu"
    PARTLY_ON_GPU = "partly-on-gpu"
    ON_UNSEEN_GPU = "on-unseen-gpu"
    """The model is on a GPU that no driver here reports."""
    READY = "ready"
    """The container sees the GPU; no model is loaded."""
    MODEL_ON_CPU = "model-on-cpu"
    LOST_IN_CONTAINER = "lost-in-container"
    FALSE_CLAIM = "false-claim"
    """The server says that the model is on the GPU, and no witness sees it there."""
    NOT_REGISTERED = "not-registered"
    """The engine cannot hand the GPU to a container."""
    LOST_ON_HOST = "lost-on-host"
    """The engine is set up for a GPU that this computer no longer reports."""
    NOT_CHECKED = "not-checked"
    """There is a GPU, and nothing runs that could use it."""
    CPU_BY_CHOICE = "cpu-by-choice"
    NO_GPU = "no-gpu"
    """A normal state."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a loaded model's memory is; `seen_bytes` is what the driver sees of it, None if it cannot."""

    model: str
    size_bytes: int
    gpu_bytes: int
    seen_bytes: int | None = None

    @property
    def is_claim_false(self) -> bool:
        return self.seen_bytes is not None and self.seen_bytes < self.gpu_bytes * LEAST_SHARE_OF_CLAIM

    @property
    def gpu_share(self) -> float:
        """From 0 to 1, as the server claims."""
        return min(self.gpu_bytes / self.size_bytes, 1.0)


@dataclass(frozen=True, slots=True)
class ContainerGpu:
    """What was found inside the container; `evidence` is its own word, such as `nvidia-smi`'s error."""

    fact: Fact = Fact.UNKNOWN
    evidence: str = ""


class ContainerGpuProbe(Protocol):
    async def look(self, container: str) -> ContainerGpu:
        """Whether a GPU can be seen in a running container, given by its name or id. It never raises."""
        ...


@dataclass(frozen=True, slots=True)
class GpuTruth:
    """The four facts in the order of the chain, and what each rests on."""

    on_host: Fact = Fact.UNKNOWN
    in_engine: Fact = Fact.UNKNOWN
    in_container: Fact = Fact.UNKNOWN
    used_by_model: Fact = Fact.UNKNOWN
    gpu: GpuReading | None = None
    """The one on the host that counts."""
    runtime: str = ""
    """The engine's runtime for it."""
    container_evidence: str = ""
    placement: Placement | None = None
    is_wanted: bool = True
    """Whether the stack is meant to use a GPU."""

    @property
    def facts(self) -> tuple[Fact, Fact, Fact, Fact]:
        return self.on_host, self.in_engine, self.in_container, self.used_by_model

    @property
    def vendor(self) -> GpuVendor | None:
        return self.gpu.vendor if self.gpu is not None else None

    @property
    def conclusion(self) -> Conclusion:
        conclusion, placement = conclude(*self.facts), self.placement
        if conclusion is Conclusion.ON_GPU and placement is not None and placement.gpu_share < WHOLE_SHARE:
            return Conclusion.PARTLY_ON_GPU
        if conclusion is Conclusion.LOST_IN_CONTAINER and self.is_wanted:
            return conclusion
        if placement is not None and placement.is_claim_false:
            return Conclusion.FALSE_CLAIM
        is_settled = self.used_by_model is Fact.YES or conclusion is Conclusion.NO_GPU
        return conclusion if self.is_wanted or is_settled else Conclusion.CPU_BY_CHOICE


def conclude(on_host: Fact, in_engine: Fact, in_container: Fact, used_by_model: Fact) -> Conclusion:
    """What the facts come to. Later facts say more than earlier ones; unknown ones leave it to the others."""
    yes, no = Fact.YES, Fact.NO
    if used_by_model is yes:
        if in_container is no:
            return Conclusion.FALSE_CLAIM
        return Conclusion.ON_UNSEEN_GPU if on_host is no else Conclusion.ON_GPU
    if in_container is yes:
        return Conclusion.MODEL_ON_CPU if used_by_model is no else Conclusion.READY
    if on_host is no:
        return Conclusion.LOST_ON_HOST if in_engine is yes else Conclusion.NO_GPU
    if on_host is Fact.UNKNOWN and in_engine is not yes:
        return Conclusion.NOT_REGISTERED if in_engine is no and in_container is no else Conclusion.UNKNOWN
    if in_engine is no:
        return Conclusion.NOT_REGISTERED
    if in_container is no:
        return Conclusion.LOST_IN_CONTAINER
    return Conclusion.MODEL_ON_CPU if used_by_model is no else Conclusion.NOT_CHECKED


def truth_of(
    snapshot: GpuSnapshot | None,
    stack: StackState,
    container: ContainerGpu,
    loaded: Sequence[LoadedModel] | None,
) -> GpuTruth:
    """The facts of the stack's model runner. None is what was not read (yet)."""
    gpu = _gpu_that_counts(snapshot)
    engine = stack.engine
    is_elsewhere = engine is not None and engine.is_remote
    placement = _placement(loaded or (), snapshot if not is_elsewhere else None)
    return GpuTruth(
        on_host=Fact.UNKNOWN if snapshot is None or is_elsewhere else _fact(gpu is not None),
        in_engine=_engine_fact(stack, gpu),
        in_container=_container_fact(stack, container),
        used_by_model=_model_fact(placement),
        gpu=None if is_elsewhere else gpu,
        runtime=_runtime(engine),
        container_evidence=container.evidence,
        placement=placement,
        is_wanted=stack.options.gpu is not GpuChoice.NONE,
    )


def _fact(value: bool) -> Fact:
    return Fact.YES if value else Fact.NO


def _gpu_that_counts(snapshot: GpuSnapshot | None) -> GpuReading | None:
    """The one with the most memory of those that model servers use."""
    candidates = [gpu for gpu in snapshot.readings if gpu.is_for_models] if snapshot is not None else []
    return max(candidates, key=lambda gpu: gpu.vram_total_bytes or 0, default=None)


def _runtime(engine: EngineInfo | None) -> str:
    return "nvidia" if engine is not None and "nvidia" in engine.runtimes else ""


def _engine_fact(stack: StackState, gpu: GpuReading | None) -> Fact:
    """NVIDIA's runtime is registered with the engine; AMD's devices are handed over by the overlay."""
    engine = stack.engine
    if stack.gpu_fallback is not None:
        return Fact.NO
    if engine is None:
        return Fact.UNKNOWN
    if "nvidia" in engine.runtimes or stack.gpu is not GpuChoice.NONE:
        return Fact.YES
    if gpu is not None and gpu.vendor is GpuVendor.APPLE:
        return Fact.NO
    if gpu is not None and gpu.vendor is not GpuVendor.NVIDIA:
        return Fact.UNKNOWN
    return Fact.NO if engine.runtimes and engine.name == "Docker" else Fact.UNKNOWN


def _container_fact(stack: StackState, container: ContainerGpu) -> Fact:
    if stack.phase not in (StackPhase.RUNNING, StackPhase.UNHEALTHY):
        return Fact.UNKNOWN
    return container.fact


def _model_fact(placement: Placement | None) -> Fact:
    if placement is None:
        return Fact.UNKNOWN
    return _fact(placement.gpu_bytes > 0 and not placement.is_claim_false)


def _placement(loaded: Sequence[LoadedModel], snapshot: GpuSnapshot | None) -> Placement | None:
    """Of the largest loaded model whose server tells where it is.

    What the driver sees is shared by all loaded models: it is held against the sum of their claims.
    """
    known = [m for m in loaded if m.size_bytes and m.gpu_bytes is not None]
    largest = max(known, key=lambda m: m.size_bytes or 0, default=None)
    if largest is None:
        return None
    size, claim = largest.size_bytes or 0, largest.gpu_bytes or 0
    seen = _seen_bytes(snapshot.readings) if snapshot is not None else None
    others = sum(m.gpu_bytes or 0 for m in known) - claim
    return Placement(largest.name, size, claim, max(seen - others, 0) if seen is not None else None)


def _seen_bytes(gpus: Iterable[GpuReading]) -> int | None:
    """Memory on all GPUs that may be a model's: of model servers where processes are told, else of all."""
    total: int | None = None
    for gpu in gpus:
        processes = gpu.processes or ()
        if processes and all(process.vram_bytes is not None for process in processes):
            mine = (p for p in processes if p.container or is_model_server(p.name))
            total = (total or 0) + sum(process.vram_bytes or 0 for process in mine)
        elif gpu.vram_used_bytes is not None:
            total = (total or 0) + gpu.vram_used_bytes
    return total


def is_model_server(program: str) -> bool:
    """Whether a program by that name serves models (Python may be anything, so it counts too)."""
    name = program.lower()
    return name.startswith(("python", "ollama")) or any(word in name for word in _MODEL_SERVERS)
