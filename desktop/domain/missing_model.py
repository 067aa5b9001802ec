"""Which pull would let a question be answered that found no model."""

from dataclasses import dataclass

from desktop.domain.catalog import Catalog, ProviderRow, Reach
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.errors import ModelMissing, ModelNameInvalid, NoModels
from desktop.domain.model_names import checked_model_name
from desktop.domain.providers import ProviderKind
from desktop.domain.pull_queue import is_installed
from desktop.domain.pulls import PullKey

STARTERS = {ProviderKind.OLLAMA: "llama3:8b", ProviderKind.DOCKER_MODEL_RUNNER: "ai/llama3.2"}
"""By the kinds of servers that can pull: what is pulled for somebody who has no model yet."""


@dataclass(frozen=True, slots=True)
class MissingModel:
    """A model that a question was to be answered with, and where it could be pulled."""

    key: PullKey
    provider: str
    """The provider's name, for people."""
    is_installed: bool = False
    """It has come meanwhile: asking again is enough."""


def missing_model(turn: Turn, catalog: Catalog) -> MissingModel | None:
    """What a failed reply lacks; None if that is no model, or nothing that can be pulled there."""
    row = _row_of(turn, catalog)
    kind = _kind_of(row)
    if row is None or kind is None or turn.outcome is not Outcome.FAILED:
        return None
    match turn.error:
        case ModelMissing(model=model):
            name = model or turn.model
        case NoModels():
            name = row.endpoint.default_model or STARTERS[kind]
        case _:
            return None
    try:
        key = PullKey(row.endpoint.id, checked_model_name(name))
    except ModelNameInvalid:
        return None
    return MissingModel(key, row.endpoint.name, is_installed(name, row))


def kept_question(turn: Turn, catalog: Catalog) -> MissingModel | None:
    """The same of a reply of an earlier session: its error is gone, and only its model is known."""
    row = _row_of(turn, catalog)
    is_kept = turn.outcome is Outcome.FAILED and turn.error is None and bool(turn.model)
    if row is None or not is_kept:
        return None
    return MissingModel(
        PullKey(row.endpoint.id, turn.model), row.endpoint.name, is_installed(turn.model, row)
    )


def _row_of(turn: Turn, catalog: Catalog) -> ProviderRow | None:
    """The provider that was asked; where nobody could be, the first that answers and can pull."""
    if not turn.provider:
        able = (row for row in catalog.rows if row.reach is Reach.AVAILABLE and _kind_of(row) is not None)
        return next(able, None)
    return next((row for row in catalog.rows if row.endpoint.name == turn.provider), None)


def _kind_of(row: ProviderRow | None) -> ProviderKind | None:
    """The kind of a server that can pull, else None."""
    if row is None:
        return None
    kind = row.availability.kind if row.availability is not None else row.endpoint.kind
    return kind if kind in STARTERS else None
