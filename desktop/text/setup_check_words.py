"""The live checks of the setup in words, and its report; no Qt."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.errors import EngineError, PortInUse
from desktop.domain.health import SystemFacts
from desktop.domain.setup import Check, Fact, Setup, StepState
from desktop.text.doctor import redacted
from desktop.text.explanation import Translate, in_english, one_line
from desktop.text.health_words import item_text
from desktop.text.messages import explain
from desktop.text.setup_text import Figures
from desktop.text.setup_words import state_word, step_name, step_text

_S = StepState


@dataclass(frozen=True, slots=True)
class CheckText:
    """What was looked at, what was found, and the figure at the end of the row ("" if there is none)."""

    title: str
    sentence: str
    figure: str = ""


def check_text(check: Check, figures: Figures, translate: Translate = in_english) -> CheckText:
    """What is said of a check."""
    if check.item is not None:
        said = item_text(check.item, translate)
        return CheckText(said.title, said.sentence)
    match check.fact:
        case Fact.PORT | Fact.PORT_ANSWER | Fact.FREE_PORT | Fact.REMOTE_PORT:
            return _port(check, translate)
        case Fact.FIRST_TOKEN | Fact.SPEED | Fact.PLACE:
            return _answer(check, figures, translate)
        case Fact.DOCKER | Fact.COMPOSE | Fact.DOCKER_ANSWER:
            return _docker(check, translate)
        case Fact.STARTER_SPACE:
            text = translate("setup", "{model}, a usual first one, takes {size}.")
            size = figures.size(round(check.amount or 0))
            is_well = check.state is _S.OK
            fits = translate("setup", "Fits") if is_well else translate("setup", "Does not fit")
            title = translate("setup", "A first model")
            return CheckText(title, text.format(model=check.subject, size=size), fits)
        case Fact.MODELS:
            count = round(check.amount or 0)
            text = translate("setup", "{model} will answer.").format(model=one_line(check.subject))
            none = translate("setup", "None is installed there.")
            return CheckText(translate("setup", "Models"), text if count else none, str(count))
        case Fact.ADDRESS:
            asking = translate("setup", "Asking whether a model server answers there…")
            said_of_error = explain(check.error, translate).sentence if check.error is not None else asking
            return CheckText(one_line(check.subject), said_of_error)
        case _:
            return CheckText(one_line(check.subject), _image(check.state, translate))


def _docker(check: Check, translate: Translate) -> CheckText:
    names = {
        Fact.DOCKER: translate("setup", "Docker's program"),
        Fact.COMPOSE: translate("setup", "Docker Compose"),
        Fact.DOCKER_ANSWER: translate("setup", "Docker's engine"),
    }
    title = names[check.fact or Fact.DOCKER]
    match check.state, check.fact:
        case _S.BUSY, _:
            sentence = translate("setup", "Asking…")
        case _S.PENDING, _:
            sentence = translate("setup", "Not checked yet")
        case _S.OK, Fact.DOCKER_ANSWER:
            sentence = translate("setup", "It answers.")
        case _S.OK, _:
            sentence = translate("setup", "It is installed.")
        case _, Fact.DOCKER_ANSWER:
            sentence = translate("setup", "It cannot be used yet.")
        case _, Fact.COMPOSE:
            sentence = translate("setup", "It is missing, or too old.")
        case _:
            sentence = translate("setup", "It was not found.")
    return CheckText(title, sentence, one_line(check.subject))


def _image(state: StepState, translate: Translate) -> str:
    match state:
        case _S.OK:
            return translate("setup", "The engine has it.")
        case _S.FAILED:
            return translate("setup", "It could not be fetched.")
        case _S.BUSY:
            return translate("setup", "It is being looked for or fetched.")
        case _:
            return translate("setup", "It has to be fetched once.")


def _port(check: Check, translate: Translate) -> CheckText:
    title = translate("setup", "Port {port}").format(port=check.subject)
    taken = check.error if isinstance(check.error, PortInUse) else None
    match check.fact:
        case Fact.PORT_ANSWER:
            title = translate("setup", "What answers there")
            if taken is not None and taken.is_ollama:
                return CheckText(title, translate("setup", "An Ollama: it can be used as it is."), "Ollama")
            return CheckText(title, translate("setup", "No model server: it cannot be used."))
        case Fact.REMOTE_PORT:
            text = translate(
                "setup", "The engine is on another computer: its ports cannot be seen from here."
            )
            return CheckText(title, text)
        case Fact.FREE_PORT:
            return CheckText(title, translate("setup", "Nothing listens there."), translate("setup", "Free"))
        case _ if taken is not None:
            return CheckText(title, _holder(taken, translate), translate("setup", "Taken"))
        case _ if check.state is _S.BUSY:
            return CheckText(title, translate("setup", "Asking who listens there…"))
        case _:
            text = translate("setup", "Nothing else listens there.")
            return CheckText(title, text, translate("setup", "Free"))


def _holder(taken: PortInUse, translate: Translate) -> str:
    if not taken.holder:
        return translate("setup", "Held by another program.")
    if taken.is_container:
        return translate("setup", "Held by the container {name}.").format(name=one_line(taken.holder))
    return translate("setup", "Held by {name}.").format(name=one_line(taken.holder))


def _answer(check: Check, figures: Figures, translate: Translate) -> CheckText:
    amount = check.amount
    match check.fact:
        case Fact.FIRST_TOKEN:
            text = translate("setup", "From the question to the first word, loading included.")
            seconds = amount or 0.0
            figure = figures.milliseconds(seconds) if seconds < 1 else figures.seconds(seconds)
            return CheckText(translate("setup", "First token"), text, figure)
        case Fact.SPEED:
            text = translate("setup", "While the answer was written.")
            return CheckText(translate("setup", "Speed"), text, figures.tokens_per_second(amount or 0.0))
    title = translate("setup", "Where it ran")
    if amount is None:
        return CheckText(title, translate("setup", "The server does not say."))
    if amount >= 0.995:
        return CheckText(title, translate("setup", "All of the model is on the GPU."), "GPU")
    if amount <= 0.0:
        return CheckText(title, translate("setup", "The processor has answered."), "CPU")
    text = translate("setup", "Part of the model is on the GPU, the rest on the processor.")
    return CheckText(title, text, translate("setup", "{share} GPU").format(share=figures.percent(amount)))


def setup_report(setup: Setup, facts: SystemFacts, figures: Figures) -> str:
    """All steps as plain text, for an issue or a friend: no key, user name, host name or home folder in it.

    In English, like every report that is to be read by others; no prompt and no answer is in it.
    """
    secrets = [row.endpoint.api_key for row in setup.facts.report.catalog.rows]
    return redacted("\n".join(_lines(setup, facts, figures)), facts, secrets) + "\n"


def _lines(setup: Setup, facts: SystemFacts, figures: Figures) -> Iterator[str]:
    yield f"TARS Desktop {facts.application} setup, {facts.system}"
    yield f"Way: {setup.route}, provider: {setup.provider or 'none yet'}, model: {setup.model or 'none yet'}"
    for number, step in enumerate(setup.steps, 1):
        said = step_text(setup, step, figures)
        state = StepState.SKIPPED if step.step in setup.passed and step.state is not _S.OK else step.state
        yield ""
        yield f"{number}. {step_name(step.step)}: {state_word(state)}. {said.title}. {said.sentence}"
        if step.evidence and not isinstance(step.error, EngineError):  # its log may hold prompts
            yield f"   Evidence: {one_line(step.evidence)}"
        for check in step.checks:
            row = check_text(check, figures)
            line = f"   - {row.title}: {state_word(check.state)}. {row.sentence} {row.figure}"
            yield line.rstrip()
