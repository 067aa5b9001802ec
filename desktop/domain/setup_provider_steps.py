"""The steps of the setup that are about a provider, its model and the first answer; pure."""

from desktop.domain.catalog import ProviderRow, Reach
from desktop.domain.conversation import Outcome
from desktop.domain.errors import NoModels
from desktop.domain.health import HealthItem
from desktop.domain.health_causes import HealthKind, HealthState
from desktop.domain.missing_model import STARTERS
from desktop.domain.providers import BUILT_IN_ID, ProviderKind
from desktop.domain.pull_advice import Fit
from desktop.domain.pull_queue import is_same_model
from desktop.domain.pulls import PullPhase
from desktop.domain.setup import Check, Fact, FirstAnswer, SetupFacts, SetupStep, Step, StepState, pull_into
from desktop.domain.setup_way import Verb, Way
from desktop.domain.stack import SERVICE

MOST_MODELS = 4
ENGINE_RANK = 2
"""Of the built-in engine among what can answer without Docker, from 0."""
_S = StepState
_STATES = {
    HealthState.OK: _S.OK,
    HealthState.OFF: _S.PENDING,
    HealthState.BUSY: _S.BUSY,
    HealthState.ATTENTION: _S.WARNING,
    HealthState.FAILURE: _S.FAILED,
    HealthState.UNKNOWN: _S.BUSY,
}
_CONTINUE = Way(Verb.CONTINUE)


def ways_without_docker(facts: SetupFacts) -> tuple[Way, ...]:
    """What can answer without Docker, the best first: servers that are there, the engine, an address."""
    rows = [row for row in facts.report.catalog.rows if row.reach is Reach.AVAILABLE]
    ranked = sorted(rows, key=_rank)
    ways = [Way(Verb.USE_PROVIDER, row.endpoint.id) for row in ranked]
    first = Way(ways[0].verb, ways[0].subject, is_recommended=True) if ways else None
    return (*((first,) if first is not None else ()), *ways[1:], Way(Verb.USE_ADDRESS))


def is_looking(facts: SetupFacts) -> bool:
    """Whether a server on this computer may yet be found, and be better than what is known by now."""
    rows = facts.report.catalog.rows
    if any(row.reach is Reach.AVAILABLE and _rank(row) < ENGINE_RANK for row in rows):
        return False
    return any(row.reach is Reach.UNKNOWN and row.endpoint.is_local for row in rows)


def _rank(row: ProviderRow) -> int:
    """A server with a model comes before one that has to be given one, and before the engine that is slow."""
    if row.endpoint.id == BUILT_IN_ID:
        return ENGINE_RANK
    if not row.endpoint.is_local:
        return ENGINE_RANK + 1
    return 0 if row.models else 1


def provider_step(facts: SetupFacts, provider: str) -> Step:
    """Which provider is used; `provider` "" while the user has not said."""
    items = facts.report.of_kind(HealthKind.PROVIDER)
    shown = [item for item in items if item.id != SERVICE or item.state is HealthState.OK]
    checks = [provider_check(item) for item in shown]
    if facts.address is not None:
        state = _S.BUSY if facts.address.error is None else _S.FAILED
        checks.append(Check(state, Fact.ADDRESS, subject=facts.address.url, error=facts.address.error))
    ways = ways_without_docker(facts)
    row = facts.report.catalog.row(provider)
    if row is None:
        if is_looking(facts):
            return Step(SetupStep.PROVIDER, _S.BUSY, tuple(checks))
        return Step(SetupStep.PROVIDER, _S.PENDING, tuple(checks), ways)
    if row.reach is Reach.UNKNOWN:
        return Step(SetupStep.PROVIDER, _S.BUSY, tuple(checks), ways)
    if row.error is not None:
        item = next((item for item in items if item.id == provider), None)
        evidence = item.evidence if item is not None else ""
        return Step(SetupStep.PROVIDER, _S.FAILED, tuple(checks), ways, row.error, evidence=evidence)
    return Step(SetupStep.PROVIDER, _S.OK, tuple(checks), (_CONTINUE, *_others(ways, provider)))


def _others(ways: tuple[Way, ...], provider: str) -> tuple[Way, ...]:
    return tuple(Way(way.verb, way.subject) for way in ways if way.subject != provider)


def model_step(facts: SetupFacts, provider: str, model: str) -> Step:
    """Whether the provider has a model to answer with, or how far it is on its way."""
    row = facts.report.catalog.row(provider)
    items = facts.report.of_kind(HealthKind.PROVIDER)
    item = next((item for item in items if item.id == provider), None)
    checks = (provider_check(item),) if item is not None else ()
    pull = pull_into(facts.pulls, provider)
    if row is None or row.reach is Reach.UNKNOWN:
        return Step(SetupStep.MODEL, _S.PENDING, checks)
    if row.error is not None:
        state = _S.FAILED if item is None or item.state is not HealthState.OFF else _S.PENDING
        evidence = item.evidence if item is not None else ""
        again = (Way(Verb.CHECK_AGAIN),)
        return Step(SetupStep.MODEL, state, checks, again, row.error, evidence=evidence)
    if pull is not None and not pull.has_ended:
        return Step(SetupStep.MODEL, _S.BUSY, checks, (Way(Verb.CANCEL_PULL),))
    if row.models:
        have = Check(_S.OK, Fact.MODELS, subject=model, amount=float(len(row.models)))
        return Step(SetupStep.MODEL, _S.OK, (*checks, have), _model_ways(facts, row, model))
    none = Check(_S.PENDING, Fact.MODELS, amount=0.0)
    ways = pull_ways(facts, row)
    if pull is not None and pull.phase is PullPhase.FAILED:
        first = Way(Verb.PULL, pull.key.model, is_recommended=True)
        rest = [Way(w.verb, w.subject) for w in ways if not is_same_model(w.subject, pull.key.model)]
        return Step(SetupStep.MODEL, _S.FAILED, (*checks, none), (first, *rest), pull.error)
    if not ways:
        return Step(
            SetupStep.MODEL, _S.FAILED, (*checks, none), (Way(Verb.CHECK_AGAIN),), NoModels(row.endpoint.name)
        )
    return Step(SetupStep.MODEL, _S.PENDING, (*checks, none), ways)


def starter_of(row: ProviderRow | None) -> str:
    """What is pulled for somebody who has no model there; "" where nothing can be pulled."""
    if row is None:
        return ""
    kind = row.availability.kind if row.availability is not None else row.endpoint.kind
    starter = STARTERS.get(kind, "") if kind is not None else ""
    is_default_usable = row.endpoint.default_model and kind is ProviderKind.OLLAMA
    return row.endpoint.default_model if is_default_usable and starter else starter


def pull_ways(facts: SetupFacts, row: ProviderRow) -> tuple[Way, ...]:
    """The models to pull there, the one that suits this computer first; nothing where none can be pulled."""
    starter = starter_of(row)
    if not starter:
        return ()
    advice = facts.advice(starter)
    names = [starter]
    if advice is not None and advice.smaller and (advice.fit is not Fit.PARTLY or advice.lacks_space):
        names.insert(0, advice.smaller)
    elif advice is not None and advice.smaller:
        names.append(advice.smaller)
    first = Way(Verb.PULL, names[0], is_recommended=True)
    return (first, *(Way(Verb.PULL, name) for name in names[1:]), Way(Verb.PULL_OTHER))


def _model_ways(facts: SetupFacts, row: ProviderRow, model: str) -> tuple[Way, ...]:
    others = [one.name for one in row.models if one.name != model][: MOST_MODELS - 1]
    can_pull = bool(pull_ways(facts, row))
    return (
        _CONTINUE,
        *(Way(Verb.USE_MODEL, name) for name in others),
        *((Way(Verb.PULL_OTHER),) if can_pull else ()),
    )


def answer_step(facts: SetupFacts, provider: str, model: str) -> Step:
    """Whether the model has answered, and how fast."""
    answer, baseline = facts.answer, facts.baseline
    can_ask = (Way(Verb.ASK),) if provider and model else ()
    if answer is not None and (answer.provider, answer.model) == (provider, model):
        if answer.is_arriving:
            return Step(SetupStep.ANSWER, _S.BUSY, (), (Way(Verb.STOP_ANSWER),))
        reply = answer.reply
        if reply.outcome is Outcome.COMPLETE:
            checks = _figures(
                reply.first_token_seconds, reply.tokens_per_second, fraction_on_gpu(facts, answer), model
            )
            return Step(SetupStep.ANSWER, _S.OK, checks, (Way(Verb.FINISH), Way(Verb.ASK)))
        if reply.error is not None:
            return Step(SetupStep.ANSWER, _S.FAILED, (), can_ask, reply.error)
        return Step(SetupStep.ANSWER, _S.PENDING, (), can_ask)
    if baseline is not None and (baseline.provider, baseline.model) == (provider, model):
        fraction = baseline.gpu_fraction if baseline.gpu_fraction >= 0 else None
        checks = _figures(baseline.first_token_seconds, baseline.tokens_per_second, fraction, model)
        return Step(SetupStep.ANSWER, _S.OK, checks, (Way(Verb.FINISH), Way(Verb.ASK)))
    return Step(SetupStep.ANSWER, _S.PENDING, (), can_ask)


def fraction_on_gpu(facts: SetupFacts, answer: FirstAnswer) -> float | None:
    """How much of the model is on a GPU: as its server says; nothing of it where there is no GPU here."""
    if answer.gpu_fraction is not None:
        return answer.gpu_fraction
    row, gpus = facts.report.catalog.row(answer.provider), facts.report.gpus
    is_here = row is not None and row.endpoint.is_local
    return 0.0 if is_here and gpus is not None and not gpus.readings and not gpus.faults else None


def _figures(
    first: float | None, speed: float | None, gpu_fraction: float | None, model: str
) -> tuple[Check, ...]:
    rows = (
        Check(_S.OK, Fact.FIRST_TOKEN, amount=first, subject=model),
        Check(_S.OK, Fact.SPEED, amount=speed, subject=model),
        Check(_S.OK, Fact.PLACE, amount=gpu_fraction, subject=model),
    )
    return tuple(row for row in rows if row.amount is not None or row.fact is Fact.PLACE)


def provider_check(item: HealthItem) -> Check:
    """A provider as a row; one that does not answer here is nobody's fault."""
    return Check(_STATES[item.state], item=item)
