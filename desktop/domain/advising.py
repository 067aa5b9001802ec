"""Advice before a pull: what is fetched, whether it fits the disk, and where the model would run."""

from dataclasses import dataclass, replace

from desktop.domain.gpu import GpuSnapshot
from desktop.domain.library import Library, LibraryModel, LibraryTag, canonical_name
from desktop.domain.memory import MemoryFacts
from desktop.domain.models import InstalledModel, LoadedModel, RemoteModel
from desktop.domain.placement import Placement, Room, default_context, needed_bytes, place, room_of
from desktop.domain.pull_advice import Advice, Fit

NO_LIBRARY = Library()
_BEST_FIRST = (Fit.GPU, Fit.PARTLY, Fit.MEMORY, Fit.TOO_LARGE, Fit.UNKNOWN)


@dataclass(frozen=True, slots=True)
class _Computer:
    """Where it would run: `context_length` None stands for the server's own default."""

    room: Room
    loaded: tuple[LoadedModel, ...]
    free_disk_bytes: int | None
    context_length: int | None

    def context_for(self, tag: LibraryTag | None) -> int:
        trained = tag.context_length if tag is not None else 0
        if self.context_length is None:
            return default_context(self.room.gpu_total_bytes, trained)
        return min(self.context_length, trained) if trained else self.context_length

    def placement_of(self, tag: LibraryTag) -> Placement:
        needed = needed_bytes(tag.size_bytes, self.context_for(tag), tag)
        return place(needed, self.room, self.loaded, tag.name)

    def has_disk_for(self, tag: LibraryTag) -> bool:
        return self.free_disk_bytes is None or tag.size_bytes <= self.free_disk_bytes


def advice_for(
    name: str,
    *,
    remote: RemoteModel | None = None,
    library: Library = NO_LIBRARY,
    free_disk_bytes: int | None = None,
    gpus: GpuSnapshot | None = None,
    memory: MemoryFacts | None = None,
    loaded: tuple[LoadedModel, ...] = (),
    installed: tuple[InstalledModel, ...] = (),
    context_length: int | None = None,
    is_local: bool = True,
) -> Advice:
    """What a pull of `name` would mean.

    `context_length` None is the server's default (Ollama's rule), and no context counts that is longer than
    the model was trained for. `loaded` and `installed` are the provider's. Where the provider is not on this
    computer (`is_local` false) nothing is said about GPU and memory, which are other ones.
    """
    tag = library.tag(name)
    own = next((one for one in installed if canonical_name(one.name) == canonical_name(name)), None)
    download, is_certain = _download(remote, tag, own)
    advice = Advice(
        name,
        download_bytes=download,
        is_download_certain=is_certain,
        free_disk_bytes=free_disk_bytes,
        is_installed=own is not None,
    )
    size = _size(remote, tag, own)
    if not is_local or not size:
        return advice
    computer = _Computer(room_of(gpus, memory), loaded, free_disk_bytes, context_length)
    tokens = computer.context_for(tag)
    needed = needed_bytes(size, tokens, tag)
    placement = place(needed, computer.room, loaded, name)
    return replace(
        advice,
        fit=placement.fit,
        memory_bytes=needed,
        context_length=tokens,
        gpu_bytes=computer.room.gpu_total_bytes or None,
        gpu_fraction=placement.gpu_fraction,
        would_unload=placement.would_unload,
        is_memory_tight=placement.is_tight,
        smaller=_smaller(name, size, advice.lacks_space, placement.fit, library, computer),
    )


def _download(
    remote: RemoteModel | None, tag: LibraryTag | None, own: InstalledModel | None
) -> tuple[int | None, bool]:
    """What is fetched, and whether the registry said so; nothing if the same is there already."""
    if remote is not None and own is not None and remote.digest and remote.digest == own.digest:
        return 0, True
    if remote is not None and remote.total_bytes > 0:
        return remote.total_bytes, True
    return (tag.size_bytes, False) if tag is not None else (None, False)


def _size(remote: RemoteModel | None, tag: LibraryTag | None, own: InstalledModel | None) -> int:
    """Of the weights, 0 if nobody tells."""
    told = (remote.total_bytes if remote else 0, own.size_bytes if own else 0, tag.size_bytes if tag else 0)
    return next((size for size in told if size > 0), 0)


def _smaller(name: str, size: int, lacks_space: bool, fit: Fit, library: Library, computer: _Computer) -> str:
    """The largest smaller tag of the same model with the best fit, else of a model that can do as much."""
    if fit in (Fit.GPU, Fit.UNKNOWN) and not lacks_space:
        return ""
    allowed = _BEST_FIRST[: _BEST_FIRST.index(fit) + lacks_space]
    model = library.model(name)
    wanted = set(model.capabilities) if model is not None else {"completion"}
    family = model.tags if model is not None else ()
    others = [tag for other, tag in library.tags if other != model and _can(other, wanted)]
    for candidates in (family, others):
        ranked = [
            (_BEST_FIRST.index(better), -tag.size_bytes, tag.name)
            for tag in candidates
            if tag.size_bytes < size and computer.has_disk_for(tag)
            if (better := computer.placement_of(tag).fit) in allowed and better is not Fit.TOO_LARGE
        ]
        if ranked:
            return min(ranked)[2]
    return ""


def _can(model: LibraryModel, wanted: set[str]) -> bool:
    return wanted <= set(model.capabilities)
