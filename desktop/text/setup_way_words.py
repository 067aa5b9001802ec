"""What the user can do in the setup, in words: as a choice, and on the button that does it; no Qt."""

from dataclasses import dataclass

from desktop.domain import errors as e
from desktop.domain.providers import BUILT_IN_ID
from desktop.domain.setup import Setup, SetupStep, StepState
from desktop.domain.setup_way import Verb, Way
from desktop.domain.stack import SERVICE
from desktop.text.advice_words import advice_text
from desktop.text.explanation import Translate, in_english, one_line
from desktop.text.setup_text import Figures

NAME_CHARACTERS = 32


@dataclass(frozen=True, slots=True)
class WayText:
    """`button` has a mnemonic, and names that come from elsewhere have none; `field` labels what is typed."""

    title: str
    detail: str
    button: str
    field: str = ""
    example: str = ""
    """What could stand in the field."""


def way_text(setup: Setup, way: Way, figures: Figures, translate: Translate = in_english) -> WayText:
    """What is said of a way at the step that is shown."""
    match way.verb:
        case Verb.USE_PROVIDER | Verb.USE_ADDRESS:
            return _provider(setup, way, figures, translate)
        case Verb.USE_PORT | Verb.CHOOSE_PORT | Verb.STOP_CONTAINER:
            return _port(setup, way, translate)
        case Verb.USE_MODEL | Verb.PULL | Verb.PULL_OTHER:
            return _model(setup, way, figures, translate)
        case Verb.FETCH_IMAGE | Verb.START_STACK | Verb.RESTART_STACK:
            return _stack(setup, way, translate)
        case Verb.CONTINUE:
            return _continue(setup, translate)
        case Verb.CHECK_AGAIN:
            return WayText(
                translate("setup", "Check again"),
                translate("setup", "What is mended outside is also noticed by itself."),
                translate("setup", "&Check Again"),
            )
        case Verb.INSTALL_DOCKER:
            return WayText(
                translate("setup", "Install Docker"),
                translate("setup", "Opens Docker's instructions. The setup goes on by itself once it runs."),
                translate("setup", "Open the &Instructions"),
            )
        case Verb.ASK:
            return _ask(setup, translate)
        case Verb.FINISH:
            done = translate("setup", "The setup is done")
            detail = translate("setup", "The chat goes on from here.")
            return WayText(done, detail, translate("setup", "&Open the Chat"))
        case Verb.CANCEL_STACK | Verb.CANCEL_PULL:
            cancel = translate("setup", "&Cancel")
            return WayText(translate("setup", "Break it off"), "", cancel)
        case Verb.STOP_ANSWER:
            return WayText(translate("setup", "Stop the answer"), "", translate("setup", "&Stop"))


def _continue(setup: Setup, translate: Translate) -> WayText:
    button = translate("setup", "&Continue")
    if setup.shown.state is StepState.OK:
        keep = translate("setup", "Go on with {name}").format(name=one_line(setup.model or setup.provider))
        return WayText(keep, translate("setup", "Nothing is changed."), button)
    match setup.current:
        case SetupStep.GPU:
            return WayText(
                translate("setup", "Go on with the processor"),
                translate("setup", "Answers are slower. The GPU is used from the first start that can."),
                translate("setup", "&Continue Without the GPU"),
            )
        case SetupStep.DISK:
            detail = translate("setup", "A small model may still fit.")
            return WayText(translate("setup", "Go on as it is"), detail, button)
        case _:
            detail = translate("setup", "It may mend itself.")
            return WayText(translate("setup", "Go on as it is"), detail, button)


def _provider(setup: Setup, way: Way, figures: Figures, translate: Translate) -> WayText:
    if way.verb is Verb.USE_ADDRESS:
        return WayText(
            translate("setup", "Use a server by its address"),
            translate("setup", "Any Ollama or OpenAI-compatible server. It is tested before it is used."),
            translate("setup", "&Test and Use"),
            translate("setup", "&Address:"),
            "http://192.168.1.20:11434",
        )
    row = setup.facts.report.catalog.row(way.subject)
    name = one_line(row.endpoint.name) if row is not None else way.subject
    models = row.models if row is not None else ()
    if way.subject == BUILT_IN_ID:
        size = figures.size(models[0].size_bytes) if models else ""
        text = translate("setup", "Nothing to install or download: the small model {model} ({size}) is here.")
        return WayText(
            translate("setup", "Use the built-in engine"),
            text.format(model=one_line(models[0].name) if models else "", size=size),
            translate("setup", "&Use the Built-in Engine"),
        )
    if way.subject == SERVICE and setup.current is SetupStep.PORT:
        return WayText(
            translate("setup", "Use the Ollama that answers there"),
            translate("setup", "Nothing is started. It is used as it is, with its models."),
            translate("setup", "&Use That Ollama"),
        )
    url = row.endpoint.url if row is not None else ""
    if not models:
        detail = translate("setup", "It answers at {url}, and has no models yet.")
    elif len(models) == 1:
        detail = translate("setup", "It answers at {url}, with the model {model}.")
    else:
        detail = translate("setup", "It answers at {url}, with {count} models.")
    detail = detail.format(url=url, count=len(models), model=one_line(models[0].name) if models else "")
    title = translate("setup", "Use {provider}").format(provider=name)
    return WayText(title, detail, translate("setup", "&Use {provider}").format(provider=_plain(name)))


def _port(setup: Setup, way: Way, translate: Translate) -> WayText:
    if way.verb is Verb.CHOOSE_PORT:
        return WayText(
            translate("setup", "Choose a port"),
            translate("setup", "Any free port from 1024 to 65535."),
            translate("setup", "&Use This Port and Continue"),
            translate("setup", "&Port:"),
            "8090",
        )
    if way.verb is Verb.STOP_CONTAINER:
        name = one_line(way.subject)
        button = translate("setup", "&Stop {name}").format(name=_plain(name))
        title = translate("setup", "Stop the container {name}").format(name=name)
        return WayText(title, translate("setup", "It can be started again later. Its data is kept."), button)
    old = setup.facts.report.stack.options.port
    text = translate(
        "setup", "TARS publishes the stack on {port}. Other programs that expect {old} need the new address."
    )
    button = translate("setup", "&Use {port} and Continue").format(port=way.subject)
    return WayText(translate("setup", "Use another port"), text.format(port=way.subject, old=old), button)


def _model(setup: Setup, way: Way, figures: Figures, translate: Translate) -> WayText:
    name = one_line(way.subject)
    if way.verb is Verb.PULL_OTHER:
        return WayText(
            translate("setup", "Pull another model"),
            translate("setup", "Any name of the library. Advice comes before the download."),
            translate("setup", "&Pull"),
            translate("setup", "&Model:"),
            "gemma3:4b",
        )
    if way.verb is Verb.USE_MODEL:
        row = setup.facts.report.catalog.row(setup.provider)
        found = next((m for m in row.models if m.name == way.subject), None) if row is not None else None
        size = figures.size(found.size_bytes) if found is not None and found.size_bytes else ""
        detail = translate("setup", "It is installed.")
        if size:
            detail = translate("setup", "It is installed, and takes {size}.").format(size=size)
        title = translate("setup", "Use {model}").format(model=name)
        return WayText(title, detail, translate("setup", "&Use {model}").format(model=_plain(name)))
    advice = setup.facts.advice(way.subject)
    detail = advice_text(advice, figures, translate).line if advice is not None else ""
    title = translate("setup", "Pull {model}").format(model=name)
    return WayText(title, detail, translate("setup", "&Pull {model}").format(model=_plain(name)))


def _stack(setup: Setup, way: Way, translate: Translate) -> WayText:
    has_failed = setup.shown.state is StepState.FAILED
    match way.verb:
        case Verb.FETCH_IMAGE:
            button = (
                translate("setup", "&Try Again") if has_failed else translate("setup", "&Fetch the Image")
            )
            return WayText(translate("setup", "Fetch the image"), "", button)
        case Verb.RESTART_STACK:
            detail = translate("setup", "Takes about 20 s. Models are kept.")
            return WayText(
                translate("setup", "Restart the stack"), detail, translate("setup", "R&estart the Stack")
            )
        case _:
            button = translate("setup", "&Start the Stack")
            if isinstance(setup.shown.error, e.StackUnconfirmed):
                button = translate("setup", "Re&view and Start…")
            elif has_failed:
                button = translate("setup", "&Try Again")
            return WayText(translate("setup", "Start the stack"), "", button)


def _ask(setup: Setup, translate: Translate) -> WayText:
    title = translate("setup", "Ask the first question")
    match setup.shown.state:
        case StepState.FAILED:
            return WayText(title, "", translate("setup", "&Try Again"))
        case StepState.OK:
            title = translate("setup", "Ask again")
            detail = translate("setup", "The figures are measured anew.")
            return WayText(title, detail, translate("setup", "&Ask Again"))
        case _:
            return WayText(title, "", translate("setup", "&Ask the First Question"))


def _plain(name: str) -> str:
    """A foreign name on a button: short, and an ampersand in it is no mnemonic."""
    short = name if len(name) <= NAME_CHARACTERS else name[: NAME_CHARACTERS - 1] + "…"
    return short.replace("&", "&&")
