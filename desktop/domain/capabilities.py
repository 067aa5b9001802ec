"""What can be asked of each kind of provider: only that is offered, and only that is sent.

Facts: Ollama's `api.ChatRequest`; llama.cpp's `tools/server`; vLLM's chat protocol. OpenAI's own API refuses
what it does not know.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from desktop.domain.catalog import Catalog, ModelChoice, ProviderRow
from desktop.domain.chat import Parameters, Role
from desktop.domain.conversation import Conversation, Outcome
from desktop.domain.providers import ProviderKind

_SAMPLING = frozenset({"temperature", "top_p", "max_tokens", "seed"})
NOTHING_SEEN: Mapping[str, ProviderKind] = {}
_EVERYTHING = frozenset(field.name for field in fields(Parameters))


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a provider can do beyond answering."""

    parameters: frozenset[str] = _SAMPLING
    """The names of the fields of `Parameters` that it takes; the others are neither shown nor sent."""
    continues: bool = False
    """Whether it goes on with a reply that was cut off (assistant prefill)."""
    thinking_levels: tuple[str, ...] = ()
    """What `Parameters.thinking` may be; () if it cannot be set."""


_TABLE = {
    ProviderKind.OLLAMA: Capabilities(_EVERYTHING, True, ("on", "off", "low", "medium", "high")),
    ProviderKind.DOCKER_MODEL_RUNNER: Capabilities(continues=True),
    # llama.cpp and vLLM could go on, but nothing tells them from servers that begin anew, as that of
    # llama-cpp-python does, the built-in engine (seen: it repeats the text and ends).
    ProviderKind.OPENAI: Capabilities(),
}


def capabilities(kind: ProviderKind | None) -> Capabilities:
    """What a kind of provider can do; None, one that was never asked, is taken for the least able."""
    return _TABLE[kind] if kind is not None else _TABLE[ProviderKind.OPENAI]


def capabilities_of(row: ProviderRow | None) -> Capabilities:
    """What the provider of a row can do, by what it was when it answered last, else by the settings."""
    return capabilities(kind_of(row))


def kind_of(row: ProviderRow | None) -> ProviderKind | None:
    """The kind of a provider, or None while it is not known."""
    if row is None:
        return None
    return row.availability.kind if row.availability is not None else row.endpoint.kind


def continuing_choice(
    state: Conversation, catalog: Catalog, seen: Mapping[str, ProviderKind] = NOTHING_SEEN
) -> ModelChoice | None:
    """Who goes on with the last reply, which is who began it; None if it is whole, or that cannot be done.

    `seen` has, by their ids, the kinds of providers that have answered while this application runs: one that
    does not answer now is still what it was.
    """
    found = _begun_by(state, catalog, seen)
    if found is None or not capabilities(found[1]).continues:
        return None
    return found[0]


def begins_anew(
    state: Conversation, catalog: Catalog, seen: Mapping[str, ProviderKind] = NOTHING_SEEN
) -> bool:
    """Whether the last reply was cut off, and its provider is known for not going on with one."""
    found = _begun_by(state, catalog, seen)
    return found is not None and found[1] is not None and not capabilities(found[1]).continues


def _begun_by(
    state: Conversation, catalog: Catalog, seen: Mapping[str, ProviderKind]
) -> tuple[ModelChoice, ProviderKind | None] | None:
    """Who began the last reply, and what kind that is if anybody knows; None if the reply is whole."""
    last = state.turns[-1] if state.turns else None
    if last is None or last.role is not Role.ASSISTANT or not last.content.strip():
        return None
    if state.is_replying or last.outcome not in (Outcome.STOPPED, Outcome.INTERRUPTED):
        return None
    row = next((row for row in catalog.rows if row.endpoint.name == last.provider), None)
    if row is None or not last.model:
        return None
    id_ = row.endpoint.id
    return ModelChoice(id_, last.model), kind_of(row) or seen.get(id_)
