"""Graphics processors as values: one reading, one round over all of them, and the last ten minutes."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

HISTORY_SECONDS = 600.0
HISTORY_SAMPLES = 600
"""The most that is kept of one GPU, whatever the pace of the rounds."""

_SMALLEST_FOR_MODELS_BYTES = 2 * 1024**3


class GpuVendor(StrEnum):
    NVIDIA = "nvidia"
    AMD = "amd"
    INTEL = "intel"
    APPLE = "apple"


class GpuTrouble(StrEnum):
    """Why there is no reading. That no GPU is here is none of these: it is a normal state."""

    DRIVER_NOT_LOADED = "driver-not-loaded"
    VERSION_MISMATCH = "version-mismatch"
    """The driver's library and its kernel module are of different versions; a restart cures it."""
    LOST = "lost"
    """The GPU was there, and answers no more."""
    RESET_REQUIRED = "reset-required"
    NO_PERMISSION = "no-permission"
    SILENT = "silent"
    """The driver did not answer within the deadline."""
    UNREADABLE = "unreadable"
    """Anything else; the evidence is the driver's own word."""


class Throttling(StrEnum):
    """Why a GPU runs slower than it could."""

    POWER = "power"
    HEAT = "heat"
    POWER_SUPPLY = "power-supply"
    """The power brake of the board: its supply cannot keep up."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class GpuProcess:
    """A program that has memory on a GPU; `vram_bytes` None where the driver does not say."""

    pid: int
    name: str = ""
    vram_bytes: int | None = None
    container: str = ""
    """The first 12 digits of its container's id, "" outside of containers."""


@dataclass(frozen=True, slots=True)
class GpuReading:
    """One GPU at one moment; None and "" where its driver does not say."""

    id: str
    """The same for as long as the GPU stays in its place."""
    name: str
    vendor: GpuVendor
    driver: str = ""
    vram_used_bytes: int | None = None
    vram_total_bytes: int | None = None
    utilization_percent: float | None = None
    temperature_celsius: float | None = None
    temperature_limit_celsius: float | None = None
    power_watts: float | None = None
    power_limit_watts: float | None = None
    throttling: tuple[Throttling, ...] = ()
    processes: tuple[GpuProcess, ...] | None = None
    is_asleep: bool = False
    """Its power is off while nobody needs it; it was not woken to be read."""

    @property
    def is_for_models(self) -> bool:
        """Whether model servers use such a GPU: not the small ones inside a processor."""
        if self.vendor in (GpuVendor.NVIDIA, GpuVendor.APPLE):
            return True
        return (self.vram_total_bytes or 0) >= _SMALLEST_FOR_MODELS_BYTES


@dataclass(frozen=True, slots=True)
class GpuFault:
    """A GPU, or all of a vendor's, that could not be read; `evidence` is in the driver's words."""

    vendor: GpuVendor
    trouble: GpuTrouble
    evidence: str = ""
    gpu: str = ""
    """The name of the one that was lost, "" if it is the driver."""


@dataclass(frozen=True, slots=True)
class GpuSnapshot:
    """One round over all GPUs; no readings and no faults means that this computer has none."""

    readings: tuple[GpuReading, ...] = ()
    faults: tuple[GpuFault, ...] = ()
    at_seconds: float = 0.0
    """When, on the monotonic clock."""


class GpuProbe(Protocol):
    """Reads GPUs off the caller's thread. It never raises: what fails is a fault in the snapshot."""

    async def read(self) -> GpuSnapshot: ...

    async def aclose(self) -> None: ...


@dataclass(frozen=True, slots=True)
class GpuSample:
    """What is drawn of one reading."""

    at_seconds: float
    utilization_percent: float | None = None
    vram_used_bytes: int | None = None
    temperature_celsius: float | None = None
    power_watts: float | None = None


@dataclass(frozen=True, slots=True)
class GpuHistory:
    """The last 10 minutes of every GPU that is still there, the oldest first."""

    samples: dict[str, tuple[GpuSample, ...]] = field(default_factory=dict)
    """By the GPU's id; never changed in place."""
    fault_times: tuple[float, ...] = ()
    """When faults began."""
    is_at_fault: bool = False

    def of(self, gpu: str) -> tuple[GpuSample, ...]:
        return self.samples.get(gpu, ())

    def with_snapshot(self, snapshot: GpuSnapshot) -> "GpuHistory":
        """The same with one more round; what is too old is dropped, and GPUs without a sample left."""
        oldest = snapshot.at_seconds - HISTORY_SECONDS
        samples = {
            id_: tuple(s for s in kept if s.at_seconds >= oldest) for id_, kept in self.samples.items()
        }
        for reading in snapshot.readings:
            kept = samples.get(reading.id, ())
            samples[reading.id] = (*kept[1 - HISTORY_SAMPLES :], _sample(reading, snapshot.at_seconds))
        times = tuple(time for time in self.fault_times if time >= oldest)
        if snapshot.faults and not self.is_at_fault:
            times = (*times[1 - HISTORY_SAMPLES :], snapshot.at_seconds)
        return GpuHistory({id_: kept for id_, kept in samples.items() if kept}, times, bool(snapshot.faults))


def _sample(reading: GpuReading, at_seconds: float) -> GpuSample:
    return GpuSample(
        at_seconds,
        reading.utilization_percent,
        reading.vram_used_bytes,
        reading.temperature_celsius,
        reading.power_watts,
    )
