"""What a model takes in memory, and where a server would put it: the arithmetic behind the advice.

The rules are Ollama's: its default context by the memory of the GPUs (docs/context-length.mdx), and loaded
models that give way one after the other until a new one fits (server/sched.go).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.gpu import GpuReading, GpuSnapshot, GpuVendor
from desktop.domain.library import LibraryTag, canonical_name
from desktop.domain.memory import MemoryFacts
from desktop.domain.models import LoadedModel
from desktop.domain.pull_advice import Fit

RUNTIME_BYTES = 600 * 1024**2
"""What a server takes beside weights and context: the GPU's own context and the buffers of a computation.

Ollama counts 457 MiB for the first alone (`MinimumMemory`); a computation of 512 tokens takes 100 to 300 MiB.
"""
SYSTEM_BYTES = 2 * 1024**3
"""What a desktop session keeps of the computer's memory at least."""
_GIB = 1024**3
_DEFAULT_CONTEXTS = ((47 * _GIB, 262144), (23 * _GIB, 32768), (0, 4096))
_RULE_OF_THUMB = (
    (1.5e9, 64 * 1024),
    (3.5e9, 112 * 1024),
    (8e9, 144 * 1024),
    (15e9, 192 * 1024),
    (30e9, 256 * 1024),
)
_LARGE_CONTEXT_BYTES = 320 * 1024
_APPLE_SMALL_BYTES = 36 * _GIB
_LEAST_SHARE = 0.05
"""A GPU that could take less than this of a model gets no layer of it."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where models can go on this computer, in bytes. None: it is not known."""

    gpu_total_bytes: int = 0
    gpu_used_bytes: int = 0
    """By anything, the provider's own models among them."""
    memory_bytes: int | None = None
    """What programs here can have together, beside what the GPUs have of their own."""
    memory_free_bytes: int | None = None
    """What of that is free now."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a model would run, and what would have to give way to it."""

    fit: Fit
    gpu_fraction: float | None = None
    would_unload: tuple[str, ...] = ()
    is_tight: bool = False
    """The memory is large enough, but not free now: other programs would have to give some back."""


def room_of(gpus: GpuSnapshot | None, memory: MemoryFacts | None) -> Room:
    """The room on this computer as it is read now."""
    readings = [reading for reading in gpus.readings if reading.is_for_models] if gpus is not None else []
    total = sum(gpu_bytes(reading, memory) for reading in readings)
    used = sum(min(r.vram_used_bytes or 0, r.vram_total_bytes or 0) for r in readings)
    if memory is None:
        return Room(total, used)
    shared = sum(gpu_bytes(reading, memory) for reading in readings if shares_memory(reading))
    usable = max(memory.available_bytes, memory.total_bytes - SYSTEM_BYTES)
    return Room(total, used, max(0, usable - shared), max(0, memory.available_bytes - shared))


def shares_memory(reading: GpuReading) -> bool:
    """Whether the GPU has no memory of its own and takes the computer's."""
    return reading.vendor is GpuVendor.APPLE and reading.vram_total_bytes is None


def gpu_bytes(reading: GpuReading, memory: MemoryFacts | None) -> int:
    """What models can have on a GPU; of an Apple GPU what Metal lets it take of the computer's memory.

    Metal's `recommendedMaxWorkingSetSize` is two thirds up to 36 GiB, and three quarters above.
    """
    if not shares_memory(reading):
        return reading.vram_total_bytes or 0
    if memory is None:
        return 0
    total = memory.total_bytes
    return total * 2 // 3 if total <= _APPLE_SMALL_BYTES else total * 3 // 4


def default_context(gpu_total_bytes: int, trained_tokens: int = 0) -> int:
    """The context in tokens that Ollama gives a model when nobody says otherwise."""
    tokens = next(tokens for least, tokens in _DEFAULT_CONTEXTS if gpu_total_bytes >= least)
    return min(tokens, trained_tokens) if trained_tokens else tokens


def needed_bytes(size_bytes: int, context_length: int, tag: LibraryTag | None = None) -> int:
    """Weights, context and what the server takes itself; a rule of thumb by size where nothing is known."""
    if tag is None or not tag.context_bytes_per_token + tag.context_fixed_bytes:
        context = context_length * _context_bytes_by_size(size_bytes)
    else:
        context = context_length * tag.context_bytes_per_token + tag.context_fixed_bytes
    return size_bytes + context + RUNTIME_BYTES


def _context_bytes_by_size(size_bytes: int) -> int:
    return next((each for below, each in _RULE_OF_THUMB if size_bytes < below), _LARGE_CONTEXT_BYTES)


def place(needed: int, room: Room, loaded: Iterable[LoadedModel] = (), model: str = "") -> Placement:
    """Where `needed` bytes would go; `loaded` are this provider's, `model` is the one that is placed."""
    others, own_gpu, own_memory = _split(loaded, model)
    gpu_of_others = sum(other.gpu_bytes or 0 for other in others)
    foreign = max(0, room.gpu_used_bytes - own_gpu - gpu_of_others)
    gpu = max(0, room.gpu_total_bytes - foreign)
    if needed <= gpu:
        return Placement(Fit.GPU, would_unload=_unloaded(needed - (gpu - gpu_of_others), others))
    if room.memory_bytes is None or room.memory_free_bytes is None:
        return Placement(Fit.UNKNOWN)
    on_gpu = gpu if gpu >= needed * _LEAST_SHARE else 0
    rest = needed - on_gpu
    if rest > room.memory_bytes:
        return Placement(Fit.TOO_LARGE)
    freed = sum((other.size_bytes or 0) - (other.gpu_bytes or 0) for other in others) + own_memory
    is_tight = rest > room.memory_free_bytes + freed
    everyone = tuple(other.name for other in others)
    if on_gpu:
        return Placement(Fit.PARTLY, on_gpu / needed, everyone, is_tight)
    gives_way = everyone if rest > room.memory_free_bytes + own_memory else ()
    return Placement(Fit.MEMORY, None, gives_way, is_tight)


def _split(loaded: Iterable[LoadedModel], model: str) -> tuple[list[LoadedModel], int, int]:
    """The other models, the first to be unloaded first; and what the model itself has on the GPUs and off."""
    others = sorted(loaded, key=lambda one: one.expires_at or "~")
    own = [one for one in others if canonical_name(one.name) == canonical_name(model)]
    on_gpu = sum(one.gpu_bytes or 0 for one in own)
    in_memory = sum(max(0, (one.size_bytes or 0) - (one.gpu_bytes or 0)) for one in own)
    return [one for one in others if one not in own], on_gpu, in_memory


def _unloaded(lacking: int, others: list[LoadedModel]) -> tuple[str, ...]:
    """Who gives way, one after the other, until `lacking` bytes more are free on the GPUs."""
    names: list[str] = []
    for other in others:
        if lacking <= 0:
            break
        if other.gpu_bytes:
            names.append(other.name)
            lacking -= other.gpu_bytes
    return tuple(names)
