"""The steps of the setup that are about provider, model and first answer, in words; no Qt."""

from desktop.domain.conversation import Phase
from desktop.domain.pulls import Pull
from desktop.domain.setup import Setup, Step, StepState
from desktop.text.explanation import Translate, one_line
from desktop.text.messages import explain
from desktop.text.pull_words import pull_text
from desktop.text.setup_text import Figures, StepText, provider_name

_S = StepState


def provider_text(setup: Setup, step: Step, _figures: Figures, translate: Translate) -> StepText:
    """Which provider answers."""
    name = provider_name(setup)
    if step.error is not None:
        title = translate("setup", "{provider} does not answer").format(provider=name)
        note = translate("setup", "Does not answer")
        return StepText(title, explain(step.error, translate).sentence, note)
    match step.state:
        case _S.OK:
            title = translate("setup", "{provider} answers").format(provider=name)
            text = translate("setup", "Questions go there. Another one can be chosen at any time.")
            return StepText(title, text, name)
        case _S.BUSY:
            text = translate("setup", "Model servers on this computer are asked whether they are there.")
            return StepText(
                translate("setup", "Looking for model servers"), text, translate("setup", "Asking…")
            )
        case _:
            text = translate("setup", "A model server gives the answers. This was found:")
            return StepText(
                translate("setup", "What is to answer?"), text, translate("setup", "Not decided yet")
            )


def model_text(setup: Setup, step: Step, figures: Figures, translate: Translate) -> StepText:
    """Which model answers, or how far it is on its way."""
    name, model, pull = provider_name(setup), one_line(setup.model), setup.pull
    if step.error is not None:
        title = translate("setup", "There is no model yet")
        if pull is not None and step.error is pull.error:
            title = translate("setup", "{model} could not be pulled").format(model=one_line(pull.key.model))
        note = translate("setup", "Not there yet")
        return StepText(title, explain(step.error, translate).sentence, note)
    if step.state is _S.BUSY and pull is not None:
        return _pulling(pull, name, figures, translate)
    if step.state is _S.FAILED and pull is not None:
        title = translate("setup", "{model} could not be pulled").format(model=one_line(pull.key.model))
        return StepText(title, pull.problem, translate("setup", "Failed"))
    if step.state is _S.OK:
        title = translate("setup", "{model} is there").format(model=model)
        text = translate("setup", "It will answer, on {provider}.").format(provider=name)
        return StepText(title, text, model)
    text = translate("setup", "{provider} needs a model to answer with. It is downloaded once, and stays.")
    title = translate("setup", "There is no model yet")
    return StepText(title, text.format(provider=name), translate("setup", "Not there yet"))


def _pulling(pull: Pull, provider: str, figures: Figures, translate: Translate) -> StepText:
    said = pull_text(pull, figures, translate, provider=provider)
    title = translate("setup", "Pulling {model}").format(model=one_line(pull.key.model))
    goes_on = translate("setup", "Closing this window does not stop it.")
    return StepText(title, said.detail or goes_on, said.short)


def answer_text(setup: Setup, step: Step, _figures: Figures, translate: Translate) -> StepText:
    """The question, and how its answer comes."""
    model, answer = one_line(setup.model), setup.facts.answer
    match step.state:
        case _S.OK:
            text = translate("setup", "Everything works. These figures are kept, to compare later ones with.")
            return StepText(
                translate("setup", "The first answer is there"), text, translate("setup", "Answered")
            )
        case _S.BUSY:
            phase = answer.conversation.phase if answer is not None else Phase.CONNECTING
            title = translate("setup", "{model} is asked").format(model=model)
            if phase is Phase.ANSWERING:
                title = translate("setup", "{model} answers").format(model=model)
            return StepText(title, _phase(phase, translate), translate("setup", "Answering"))
        case _S.FAILED if step.error is not None:
            title = translate("setup", "No answer came")
            return StepText(title, explain(step.error, translate).sentence, translate("setup", "Failed"))
    if not step.ways:
        text = translate("setup", "A model has to be there first.")
        return StepText(translate("setup", "The first question"), text)
    row = setup.facts.report.catalog.row(setup.provider)
    if row is not None and row.endpoint.is_local:
        text = translate("setup", "{model} on {provider} will answer. Nothing leaves this computer.")
    else:
        text = translate("setup", "{model} on {provider} will answer. The question leaves this computer.")
    text = text.format(model=model, provider=provider_name(setup))
    return StepText(translate("setup", "Ready for the first question"), text, translate("setup", "Ready"))


def _phase(phase: Phase, translate: Translate) -> str:
    match phase:
        case Phase.CONNECTING:
            return translate("setup", "Connecting. A model server that is off is started first.")
        case Phase.LOADING:
            return translate("setup", "The model is being loaded, which takes longest the first time.")
        case Phase.READING:
            return translate("setup", "The model reads the question.")
        case Phase.THINKING:
            return translate("setup", "The model thinks before it answers.")
        case _:
            return translate("setup", "The answer arrives word by word.")
