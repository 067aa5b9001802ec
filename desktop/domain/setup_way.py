"""What the user can do at a step of the setup."""

from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """What the user can do at a step."""

    CONTINUE = "continue"
    """Go on, as it is."""
    CHECK_AGAIN = "check-again"
    INSTALL_DOCKER = "install-docker"
    """Open the page that says how."""
    USE_PROVIDER = "use-provider"
    """`subject` is its id."""
    USE_ADDRESS = "use-address"
    """Takes the address as text."""
    USE_PORT = "use-port"
    """`subject` is the port."""
    CHOOSE_PORT = "choose-port"
    """Takes the port as text."""
    STOP_CONTAINER = "stop-container"
    """`subject` is its name."""
    FETCH_IMAGE = "fetch-image"
    START_STACK = "start-stack"
    RESTART_STACK = "restart-stack"
    CANCEL_STACK = "cancel-stack"
    USE_MODEL = "use-model"
    """`subject` is one that is installed."""
    PULL = "pull"
    """`subject` is the model."""
    PULL_OTHER = "pull-other"
    """Takes the model's name as text."""
    CANCEL_PULL = "cancel-pull"
    ASK = "ask"
    STOP_ANSWER = "stop-answer"
    FINISH = "finish"


TAKES_TEXT = frozenset((Verb.USE_ADDRESS, Verb.CHOOSE_PORT, Verb.PULL_OTHER))
BREAKS_OFF = frozenset((Verb.CANCEL_STACK, Verb.CANCEL_PULL, Verb.STOP_ANSWER))


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that the user can do now; the first of a step is what its button does unless told."""

    verb: Verb
    subject: str = ""
    is_recommended: bool = False

    @property
    def takes_text(self) -> bool:
        """Whether the user has to type something for it."""
        return self.verb in TAKES_TEXT

    @property
    def breaks_off(self) -> bool:
        """Whether it ends what is under way; never done by a mere Enter."""
        return self.verb in BREAKS_OFF
