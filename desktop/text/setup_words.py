"""The steps of the setup in words: what is so and why, for its window and its report; no Qt.

Causes are said by the sentences that every other place uses: `explain`, `item_text`, `stack_text`, `pull_text`.
"""

from desktop.domain import errors as e
from desktop.domain.health_causes import HealthCause, HealthKind
from desktop.domain.setup import Setup, SetupStep, Step, StepState
from desktop.domain.stack import StackPhase, StackState
from desktop.text.explanation import Translate, in_english, one_line
from desktop.text.health_words import item_text
from desktop.text.messages import explain
from desktop.text.setup_provider_words import answer_text, model_text, provider_text
from desktop.text.setup_text import Figures, StepText
from desktop.text.stack_words import stack_text

_S = StepState
GIB = 1024**3


def question_text(translate: Translate = in_english) -> str:
    """What the model is asked at the end."""
    return translate("setup", "In two short sentences: what can you help me with?")


def step_name(step: SetupStep, translate: Translate = in_english) -> str:
    """The name of a step in the list."""
    match step:
        case SetupStep.ENGINE:
            return translate("setup", "Engine")
        case SetupStep.GPU:
            return translate("setup", "GPU")
        case SetupStep.PORT:
            return translate("setup", "Port")
        case SetupStep.DISK:
            return translate("setup", "Disk")
        case SetupStep.IMAGE:
            return translate("setup", "Image")
        case SetupStep.START:
            return translate("setup", "Start")
        case SetupStep.PROVIDER:
            return translate("setup", "Provider")
        case SetupStep.MODEL:
            return translate("setup", "Model")
        case SetupStep.ANSWER:
            return translate("setup", "First answer")


def state_word(state: StepState, translate: Translate = in_english) -> str:
    """What is said of a state where no icon can be seen."""
    match state:
        case _S.PENDING:
            return translate("setup", "Not done yet")
        case _S.BUSY:
            return translate("setup", "Busy")
        case _S.OK:
            return translate("setup", "Well")
        case _S.WARNING:
            return translate("setup", "Needs attention")
        case _S.FAILED:
            return translate("setup", "Failed")
        case _S.SKIPPED:
            return translate("setup", "Skipped")


def step_text(setup: Setup, step: Step, figures: Figures, translate: Translate = in_english) -> StepText:
    """What is said of a step now."""
    words = {
        SetupStep.ENGINE: _engine,
        SetupStep.GPU: _gpu,
        SetupStep.PORT: _port,
        SetupStep.DISK: _disk,
        SetupStep.IMAGE: _image,
        SetupStep.START: _start,
        SetupStep.PROVIDER: provider_text,
        SetupStep.MODEL: model_text,
        SetupStep.ANSWER: answer_text,
    }[step.step]
    text = words(setup, step, figures, translate)
    if step.state is _S.PENDING and not step.ways:
        return StepText(text.title, text.sentence, translate("setup", "Not checked yet"))
    return text


def _engine(setup: Setup, step: Step, _figures: Figures, translate: Translate) -> StepText:
    if step.error is not None:
        title = _engine_title(step.error, translate)
        other = translate("setup", "It also works without Docker: choose below what is to answer.")
        sentence = f"{explain(step.error, translate).sentence} {other}"
        return StepText(translate("setup", "Docker is not ready"), sentence, title)
    if step.state is _S.OK:
        evidence = ", ".join(item.evidence for item in setup.facts.report.of_kind(HealthKind.ENGINE))
        text = translate("setup", "It runs the model server in a container, apart from everything else.")
        return StepText(translate("setup", "Docker is ready"), text, one_line(evidence))
    text = translate("setup", "Docker runs the model server in a container, apart from everything else.")
    return StepText(translate("setup", "Looking for Docker"), text, translate("setup", "Asking…"))


def _engine_title(error: e.TarsError, translate: Translate) -> str:
    match error:
        case e.DockerMissing():
            return translate("setup", "Docker is not installed")
        case e.DockerNotRunning():
            return translate("setup", "Docker is not running")
        case e.DockerNotPermitted():
            return translate("setup", "Docker may not be used")
        case e.ComposeMissing():
            return translate("setup", "Docker Compose is missing")
        case e.ComposeTooOld():
            return translate("setup", "Docker Compose is too old")
        case _:
            return translate("setup", "Docker does not answer")


def _gpu(setup: Setup, step: Step, figures: Figures, translate: Translate) -> StepText:
    if step.state is _S.BUSY:
        text = translate("setup", "A GPU answers many times faster than the processor. It is not needed.")
        return StepText(translate("setup", "Looking for a GPU"), text, translate("setup", "Asking…"))
    if step.state is _S.WARNING:
        sentence, title = "", translate("setup", "The GPU needs attention")
        if step.error is not None:
            sentence = explain(step.error, translate).sentence
            title = translate("setup", "Docker cannot use the GPU")
        elif step.item is not None:
            said = item_text(step.item, translate)
            sentence = said.sentence
            title = said.title if step.item.cause is not HealthCause.GPU_HOT else title
        return StepText(title, sentence, translate("setup", "Needs attention"))
    gpu = setup.facts.report.truth.gpu
    if gpu is None:
        said_sentence = item_text(step.item, translate).sentence if step.item is not None else ""
        title = translate("setup", "It works without a GPU")
        return StepText(title, said_sentence, translate("setup", "None: the processor answers"))
    title = translate("setup", "{gpu} is ready").format(gpu=one_line(gpu.name))
    text = translate("setup", "The stack takes the GPU by itself when Docker can hand it on.")
    memory = (gpu.vram_total_bytes or 0) / GIB
    size = figures.figure(memory) if memory < 9.95 else str(round(memory))
    note = f"{one_line(gpu.name)}, {size}\u00a0GB" if memory else one_line(gpu.name)
    return StepText(title, text, note)


def _port(setup: Setup, step: Step, _figures: Figures, translate: Translate) -> StepText:
    stack = setup.facts.report.stack
    port = stack.ports[0].port if stack.ports else stack.options.port
    if step.error is not None:
        title = translate("setup", "Port {port} is in use").format(port=port)
        unchanged = translate("setup", "Nothing was changed yet.")
        note = translate("setup", "{port} is in use").format(port=port)
        return StepText(title, f"{explain(step.error, translate).sentence} {unchanged}", note)
    if step.state is _S.OK and stack.ports:
        title = translate("setup", "The stack has port {port}").format(port=port)
        note = translate("setup", "{port}, held by the stack").format(port=port)
    elif step.state is _S.OK:
        title = translate("setup", "Port {port} is free").format(port=port)
        note = translate("setup", "{port} is free").format(port=port)
    else:
        title = translate("setup", "Looking at port {port}").format(port=port)
        note = translate("setup", "Asking…")
    return StepText(
        title,
        translate("setup", "Programs find the stack by this number. No other program may have it."),
        note,
    )


def _disk(_setup: Setup, step: Step, figures: Figures, translate: Translate) -> StepText:
    item = step.item
    if item is None:
        text = translate("setup", "Models take some gigabytes each.")
        return StepText(translate("setup", "Looking at the free space"), text, translate("setup", "Asking…"))
    sentence = item_text(item, translate).sentence
    if item.cause is HealthCause.DISK_UNREADABLE:
        title = translate("setup", "The free space is not known")
        return StepText(title, sentence, translate("setup", "Not known"))
    note = translate("setup", "{size} free").format(size=figures.size(round(item.amount or 0)))
    match step.state:
        case _S.OK:
            title = translate("setup", "There is enough space")
        case _S.WARNING:
            title = translate("setup", "There is little space left")
        case _:
            title = translate("setup", "The disk is full")
    return StepText(title, sentence, note)


def _image(setup: Setup, step: Step, figures: Figures, translate: Translate) -> StepText:
    progress = setup.facts.report.stack.progress
    match step.state:
        case _S.OK:
            text = translate("setup", "It holds the model server, and starts from here without the network.")
            return StepText(translate("setup", "The image is here"), text, translate("setup", "Is here"))
        case _S.FAILED if step.error is not None:
            title = translate("setup", "The image could not be fetched")
            note = translate("setup", "Could not be fetched")
            return StepText(title, explain(step.error, translate).sentence, note)
        case _S.BUSY if progress is not None:
            text = translate("setup", "It is fetched once. Closing this window does not stop it.")
            has_figure = progress.fraction is not None
            note = (
                figures.percent(progress.fraction or 0.0) if has_figure else translate("setup", "Fetching…")
            )
            return StepText(translate("setup", "Fetching the image"), text, note)
        case _S.BUSY:
            text = translate("setup", "The image holds the model server.")
            return StepText(translate("setup", "Looking for the image"), text, translate("setup", "Asking…"))
        case _:
            title = translate("setup", "The image is not here yet")
            text = translate(
                "setup", "It holds the model server, and is fetched once. That takes a few minutes."
            )
            return StepText(title, text, translate("setup", "Not here yet"))


def _start(setup: Setup, step: Step, _figures: Figures, translate: Translate) -> StepText:
    stack = setup.facts.report.stack
    said = stack_text(stack, translate)
    if isinstance(step.error, e.StackUnconfirmed):
        return StepText(said.words, explain(step.error, translate).sentence, said.short)
    if step.error is not None:
        title = translate("setup", "The stack did not start")
        if stack.phase is StackPhase.UNHEALTHY:
            title = translate("setup", "The stack is not well")
        return StepText(title, explain(step.error, translate).sentence, translate("setup", "Failed"))
    match step.state:
        case _S.OK:
            text = translate("setup", "It goes on by itself, and can be stopped in the tray menu.")
            return StepText(said.words, text, said.short)
        case _S.BUSY:
            text = translate("setup", "Closing this window does not stop it.")
            return StepText(said.words, said.detail or text, said.short)
        case _:
            return StepText(translate("setup", "The stack is off"), _start_sentence(stack, translate), "")


def _start_sentence(stack: StackState, translate: Translate) -> str:
    if stack.options.is_exposed:
        return translate("setup", "A start takes about 5 s. Others in your network can then use it.")
    return translate("setup", "A start takes about 5 s. Only this computer can then use it.")
