"""What is said about an error, as a value: the sentence, the evidence, and the ways out.

Kept apart from the sentences, so that each file of them can use it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.text import label_text

Translate = Callable[[str, str], str]
"""From a context and the English text to the user's language."""

SENTENCE_CHARACTERS = 300


def in_english(_context: str, text: str) -> str:
    """The text as it was written."""
    return text


class Action(StrEnum):
    """A way out that the window offers as a button.

    Those of the stack name the verb behind the button; which of them can be pressed is the window's matter.
    """

    RETRY = "retry"
    """The same again."""
    CHOOSE_MODEL = "choose-model"
    CHECK_AGAIN = "check-again"
    """Ask the engine (or the providers) again; nothing is started."""
    START_STACK = "start-stack"
    """Start with the options as they are."""
    USE_OTHER_PORT = "use-other-port"
    """Choose another port, then start."""
    CONFIRM = "confirm"
    """Show what the configuration gives away; it is started once the user has agreed to that."""
    RUN_ON_CPU = "run-on-cpu"
    """Start without a GPU overlay."""
    REUSE_OLLAMA = "reuse-ollama"
    """Make the Ollama that holds the port a provider, and start nothing."""
    SHOW_LOG = "show-log"
    """Show the container's log."""
    OPEN_SETTINGS = "open-settings"
    """Show the stack's settings: a value there cannot be used."""
    RESTART_AND_RELOAD = "restart-and-reload"
    """Restart the stack, and load the model again that was loaded."""
    PULL_MODEL = "pull-model"
    """Pull the model that a question lacks, and ask it again by itself."""
    ASK_PULLED_MODEL = "ask-pulled-model"
    """The question goes to the model that has come for it, whatever is chosen now."""
    RELOAD_MODEL = "reload-model"
    """Unload the model and load it again, which makes the server place it anew."""
    UNLOCK = "unlock"
    """Ask the keyring again; it may ask the user for its password."""
    ENTER_KEY = "enter-key"
    """Show where the key of that provider is entered, and choose where it is kept."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is said: one sentence or two, the evidence word for word ("" if none), and the ways out."""

    sentence: str
    evidence: str = ""
    actions: tuple[Action, ...] = (Action.RETRY,)


def one_line(text: str) -> str:
    """The text on one line, at most 300 characters, and nothing in it that reorders the rest."""
    return label_text(text, SENTENCE_CHARACTERS)
