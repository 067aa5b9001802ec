"""From what is known and what the user decided to the setup that is shown; pure."""

from desktop.domain.errors import StackOptionInvalid, TarsError
from desktop.domain.model_names import checked_model_name
from desktop.domain.pull_queue import is_same_model
from desktop.domain.setup import STEPS_OF, Setup, SetupFacts, SetupRoute, SetupStep, Step, Wishes
from desktop.domain.setup_provider_steps import answer_step, model_step, provider_step
from desktop.domain.setup_stack_steps import (
    disk_step,
    engine_step,
    gpu_step,
    image_step,
    port_step,
    start_step,
)
from desktop.domain.setup_way import Verb, Way
from desktop.domain.stack import SERVICE
from desktop.domain.urls import repaired_url

_STACK_STEPS = {
    SetupStep.ENGINE: engine_step,
    SetupStep.GPU: gpu_step,
    SetupStep.PORT: port_step,
    SetupStep.DISK: disk_step,
    SetupStep.IMAGE: image_step,
    SetupStep.START: start_step,
}


def route_of(facts: SetupFacts, wishes: Wishes) -> tuple[SetupRoute, str]:
    """The way that is taken, and the provider at its end: as wished, else as the chosen provider says."""
    if wishes.route is SetupRoute.DOCKER:
        return SetupRoute.DOCKER, SERVICE
    if wishes.route is SetupRoute.PROVIDER:
        return SetupRoute.PROVIDER, wishes.provider
    chosen = facts.report.catalog.chosen.provider
    taken = facts.port.taken if facts.port is not None else None
    if chosen == SERVICE and taken is not None and taken.is_ollama:  # used as it is
        return SetupRoute.PROVIDER, SERVICE
    if chosen in ("", SERVICE) or facts.report.catalog.row(chosen) is None:
        return SetupRoute.DOCKER, SERVICE
    return SetupRoute.PROVIDER, chosen


def model_of(facts: SetupFacts, provider: str) -> str:
    """The model that will answer: the user's choice if the provider has it, else its best; "" for none."""
    catalog = facts.report.catalog
    row = catalog.row(provider)
    if row is None:
        return ""
    chosen = catalog.chosen
    wanted = chosen.model if chosen.provider == provider else ""
    names = [model.name for model in row.models if wanted and is_same_model(model.name, wanted)]
    return names[0] if names else row.best_model


def setup_of(facts: SetupFacts, wishes: Wishes, current: SetupStep, checked_at_seconds: float = 0.0) -> Setup:
    """The setup as it is; a `current` that is not on the way becomes the first step that is not well."""
    route, provider = route_of(facts, wishes)
    model = model_of(facts, provider)
    steps = tuple(_step(step, facts, provider, model) for step in STEPS_OF[route])
    found = Setup(
        route,
        provider,
        model,
        steps,
        current,
        facts,
        wishes.passed,
        checked_at_seconds,
    )
    if current in STEPS_OF[route]:
        return found
    return Setup(
        route, provider, model, steps, found.first_unsettled, facts, wishes.passed, checked_at_seconds
    )


def _step(step: SetupStep, facts: SetupFacts, provider: str, model: str) -> Step:
    match step:
        case SetupStep.PROVIDER:
            return provider_step(facts, provider)
        case SetupStep.MODEL:
            return model_step(facts, provider, model)
        case SetupStep.ANSWER:
            return answer_step(facts, provider, model)
        case _:
            return _STACK_STEPS[step](facts)


def text_problem(way: Way, text: str) -> TarsError | None:
    """What is wrong with what the user typed for a way, or None."""
    try:
        match way.verb:
            case Verb.USE_ADDRESS:
                repaired_url(text)
            case Verb.PULL_OTHER:
                checked_model_name(text.strip())
            case Verb.CHOOSE_PORT:
                if not (text.strip().isascii() and text.strip().isdecimal() and 0 < int(text) < 65536):
                    return StackOptionInvalid("port", text)
    except TarsError as error:
        return error
    return None
