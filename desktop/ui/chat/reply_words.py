"""What is said of a reply on its way, in the chat and in a comparison: its phase, and how long it thought."""

from PySide6.QtCore import QCoreApplication

from desktop.domain.conversation import Phase, Turn
from desktop.ui import formats

translate = QCoreApplication.translate


def phase_text(phase: Phase) -> str:
    """What a reply does, "" while it does nothing."""
    match phase:
        case Phase.IDLE:
            return ""
        case Phase.CONNECTING:
            return translate("reply", "Connecting")
        case Phase.LOADING:
            return translate("reply", "Loading the model")
        case Phase.READING:
            return translate("reply", "Reading the prompt")
        case Phase.THINKING:
            return translate("reply", "Thinking")
        case Phase.ANSWERING:
            return translate("reply", "Writing")


def thinking_text(turn: Turn, *, is_thinking: bool) -> str:
    """The name of the fold over a reply's thoughts."""
    if is_thinking:
        return translate("reply", "Thinking…")
    if turn.thinking_seconds is None:
        return translate("reply", "Thoughts")
    return translate("reply", "Thought for {time}").format(time=formats.seconds(turn.thinking_seconds))
