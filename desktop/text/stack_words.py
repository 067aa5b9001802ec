"""What the stack is doing in words, for page, sidebar, strip, tray and command line; no Qt."""

from dataclasses import dataclass

from desktop.domain.errors import StackUnconfirmed
from desktop.domain.stack import StackPhase, StackProgress, StackState
from desktop.domain.stack_progress import Stage, stage_of
from desktop.text.explanation import Translate, in_english


@dataclass(frozen=True, slots=True)
class StackText:
    """A headline, one word for a row, and a line of detail ("" if there is nothing to add)."""

    words: str
    short: str
    detail: str = ""


def stack_text(state: StackState, translate: Translate = in_english) -> StackText:
    """What is said of the stack now; why it failed is the error's own sentence."""
    if state.progress is not None:
        return _operation(state, state.progress, translate)
    match state.phase:
        case StackPhase.UNKNOWN:
            return StackText(translate("stack", "Asking Docker…"), "")
        case StackPhase.UNAVAILABLE:
            return StackText(translate("stack", "Docker cannot be used"), translate("stack", "No Docker"))
        case StackPhase.ABSENT | StackPhase.STOPPED if isinstance(state.error, StackUnconfirmed):
            return StackText(
                translate("stack", "The start waits for your consent"), translate("stack", "Waits")
            )
        case StackPhase.ABSENT if state.error is not None:
            return StackText(translate("stack", "The stack did not start"), translate("stack", "Failed"))
        case StackPhase.ABSENT:
            return StackText(
                translate("stack", "The stack is not set up"),
                translate("stack", "Off"),
                translate("stack", "The first start fetches the image, which takes a few minutes."),
            )
        case StackPhase.STOPPED if state.error is not None:
            return StackText(translate("stack", "The stack does not run"), translate("stack", "Failed"))
        case StackPhase.STOPPED:
            return StackText(
                translate("stack", "The stack is off"),
                translate("stack", "Off"),
                translate("stack", "A start takes about 5 s. Models that were pulled are kept."),
            )
        case StackPhase.STARTING:
            return StackText(
                translate("stack", "Starting"),
                translate("stack", "Starting"),
                translate("stack", "The container runs; its server is not ready yet."),
            )
        case StackPhase.RUNNING:
            return StackText(_running(state, translate), translate("stack", "Running"), _server(state))
        case StackPhase.UNHEALTHY:
            return StackText(translate("stack", "The server is not well"), translate("stack", "Not well"))
        case StackPhase.STOPPING:
            return StackText(translate("stack", "Stopping"), translate("stack", "Stopping"))


def is_being_cancelled(state: StackState) -> bool:
    """Whether the operation under way was broken off."""
    progress = state.progress
    return (
        progress is not None
        and state.phase is StackPhase.STOPPING
        and progress.operation in ("up", "restart", "pull")
    )


def _operation(state: StackState, progress: StackProgress, translate: Translate) -> StackText:
    if is_being_cancelled(state):
        return StackText(translate("stack", "Canceling"), translate("stack", "Canceling"))
    match progress.operation:
        case "up":
            return _start(progress, translate)
        case "restart":
            return StackText(translate("stack", "Restarting"), translate("stack", "Restarting"))
        case "stop":
            return StackText(
                translate("stack", "Stopping"),
                translate("stack", "Stopping"),
                translate("stack", "Replies that are under way are cut short."),
            )
        case "pull":
            return StackText(
                translate("stack", "Fetching a newer image"),
                translate("stack", "Pulling"),
                translate("stack", "What runs goes on; the newer image is used from the next start on."),
            )
        case _:
            return StackText(translate("stack", "Removing"), translate("stack", "Removing"))


def _start(progress: StackProgress, translate: Translate) -> StackText:
    match stage_of(progress):
        case Stage.ENGINE:
            return StackText(translate("stack", "Starting"), translate("stack", "Starting"))
        case Stage.IMAGE:
            return StackText(
                translate("stack", "Starting: pulling the image"),
                translate("stack", "Pulling"),
                translate("stack", "First start with this image. Later starts take about 5 s."),
            )
        case Stage.HEALTHY:
            return StackText(
                translate("stack", "Starting: waiting for the server"), translate("stack", "Starting")
            )
        case _:
            return StackText(
                translate("stack", "Starting: making the container"), translate("stack", "Starting")
            )


def _running(state: StackState, translate: Translate) -> str:
    place = state.url.partition("://")[2]
    if not place:
        return translate("stack", "Running")
    return translate("stack", "Running on {place}").format(place=place)


def _server(state: StackState) -> str:
    return f"Ollama {state.ollama_version}" if state.ollama_version else ""
