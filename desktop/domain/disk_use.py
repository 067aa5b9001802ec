"""What models take on the disk together, layers that several share counted once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from desktop.domain.installed import bare_digest
from desktop.domain.models import InstalledModel, ModelDetails


def used_bytes(models: Sequence[InstalledModel], details: Mapping[str, ModelDetails]) -> int:
    """The sizes in the list, where one digest counts once, and so do models that share a blob of weights.

    Of those the largest counts: what else they have (templates, parameters) is a few kilobytes. `details` are
    those that are known, by the model's name.
    """
    sizes = {_identity(model): model.size_bytes for model in models}
    leaders = {identity: identity for identity in sizes}

    def leader(identity: str) -> str:
        while leaders[identity] != identity:
            leaders[identity] = identity = leaders[leaders[identity]]
        return identity

    owners: dict[str, str] = {}
    for model in models:
        known = details.get(model.name)
        for blob in known.weights if known is not None else ():
            owner = owners.setdefault(bare_digest(blob), _identity(model))
            leaders[leader(_identity(model))] = leader(owner)
    largest: dict[str, int] = defaultdict(int)
    for identity, size in sizes.items():
        largest[leader(identity)] = max(largest[leader(identity)], size)
    return sum(largest.values())


def may_share(models: Sequence[InstalledModel]) -> tuple[InstalledModel, ...]:
    """Those whose weights another model may have too, by what the list says: only their details can tell.

    Models of one family, as large, and quantized alike, but with another digest: such as one made of another
    with a system prompt of its own.
    """
    alike: dict[tuple[str, str, str], dict[str, InstalledModel]] = defaultdict(dict)
    for model in models:
        if model.digest and model.size_bytes and not model.remote_host:
            kind = (model.family, model.parameters, model.quantization)
            alike[kind].setdefault(_identity(model), model)
    return tuple(model for group in alike.values() if len(group) > 1 for model in group.values())


def _identity(model: InstalledModel) -> str:
    """What is the same of two names for one model."""
    return bare_digest(model.digest) or model.name
