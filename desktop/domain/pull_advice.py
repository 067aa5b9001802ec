"""What a pull would mean for this computer, before it begins."""

from dataclasses import dataclass
from enum import StrEnum


class Fit(StrEnum):
    """Where a model would run."""

    GPU = "gpu"
    """All of it fits the GPU, with its context."""
    PARTLY = "partly"
    """Part of it runs on the GPU and the rest on the processor, which is slower."""
    MEMORY = "memory"
    """It fits the computer's memory; no GPU has a part in it, or none is there."""
    TOO_LARGE = "too-large"
    """Larger than the GPU and the memory together."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Advice:
    """Bytes, and 0 or None where something is not known."""

    model: str
    download_bytes: int | None = None
    is_download_certain: bool = False
    """Whether the registry said so; else it is from the shipped list."""
    free_disk_bytes: int | None = None
    """Where the models of that provider live; None if nobody can tell (a server elsewhere)."""
    fit: Fit = Fit.UNKNOWN
    memory_bytes: int | None = None
    """Weights, context, and what the server takes beside them."""
    context_length: int = 0
    """The context that `memory_bytes` counts with, in tokens."""
    gpu_bytes: int | None = None
    """Memory of the GPUs together."""
    gpu_fraction: float | None = None
    """In PARTLY: how much of the model the GPU takes, from 0 to 1."""
    would_unload: tuple[str, ...] = ()
    """Loaded models that would have to make room."""
    is_memory_tight: bool = False
    """The computer's memory is large enough for its part, but other programs have too much of it now."""
    smaller: str = ""
    """A smaller tag that fits better, "" if there is none or none is needed."""
    is_installed: bool = False
    promised_disk_bytes: int = 0
    """What downloads under way will still take: it is no part of `free_disk_bytes` any more."""

    @property
    def lacks_space(self) -> bool:
        """Whether the disk is known to be too small."""
        return (
            self.download_bytes is not None
            and self.free_disk_bytes is not None
            and self.download_bytes > self.free_disk_bytes
        )
