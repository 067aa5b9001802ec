"""A longer context for a chat: how long, what it takes in memory, and where the model would run with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.context import ContextUse
from desktop.domain.library import LibraryTag
from desktop.domain.models import LoadedModel
from desktop.domain.placement import Room, needed_bytes, place
from desktop.domain.pull_advice import Fit

LARGEST_CONTEXT = 1 << 20


@dataclass(frozen=True, slots=True)
class ModelSize:
    """What is known of the model: bytes of its weights, and the tokens it was trained for; 0: nobody says."""

    name: str
    size_bytes: int = 0
    trained: int = 0
    tag: LibraryTag | None = None


@dataclass(frozen=True, slots=True)
class ContextRaise:
    """A longer context, and what it would cost: bytes, None where nothing is known of the model."""

    context_length: int
    """The proposal, in tokens."""
    limit: int
    """The context as it is now."""
    extra_bytes: int | None = None
    """What it takes more than now."""
    memory_bytes: int | None = None
    """Weights, context and server together."""
    fit: Fit = Fit.UNKNOWN
    """Where the model would run with it."""
    is_memory_tight: bool = False


def raised(
    use: ContextUse, model: ModelSize, room: Room | None = None, loaded: Iterable[LoadedModel] = ()
) -> ContextRaise | None:
    """A context that holds half as much again as is used; None if the model can hold no more than now.

    `room` is None, and `loaded` are the models in memory there, where nobody knows what this computer has.
    """
    most = min(model.trained, LARGEST_CONTEXT) if model.trained else LARGEST_CONTEXT
    wanted = max(use.used * 3 // 2, use.limit + 1)
    length = min(1 << (wanted - 1).bit_length(), most)
    if length <= use.limit:
        return None
    if not model.size_bytes:
        return ContextRaise(length, use.limit)
    needed = needed_bytes(model.size_bytes, length, model.tag)
    extra = needed - needed_bytes(model.size_bytes, use.limit, model.tag)
    if room is None:
        return ContextRaise(length, use.limit, extra, needed)
    placement = place(needed, room, loaded, model.name)
    return ContextRaise(length, use.limit, extra, needed, placement.fit, placement.is_tight)
