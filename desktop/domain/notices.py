"""What may be told by a notification of the desktop, as values; `desktop.text.notice_words` has the words."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.health import HealthItem
from desktop.domain.pulls import Pull
from desktop.domain.stack import StackState


class Place(StrEnum):
    """What a click on a notification opens."""

    CHAT = "chat"
    MODELS = "models"
    STACK = "stack"
    HEALTH = "health"


@dataclass(frozen=True, slots=True)
class PullEnded:
    """A pull is done, or was given up."""

    pull: Pull
    place = Place.MODELS


@dataclass(frozen=True, slots=True)
class StackTrouble:
    """The stack ended by itself, or an operation on it failed; `state.error` says why."""

    state: StackState
    has_ended: bool
    """It ran before."""
    place = Place.STACK


@dataclass(frozen=True, slots=True)
class ReplyEnded:
    """A reply is complete, or came to another end than the user's own."""

    chat_id: int
    title: str
    model: str
    is_complete: bool
    place = Place.CHAT


@dataclass(frozen=True, slots=True)
class ItemLost:
    """What was well is not any more: a GPU, or the provider that questions go to."""

    item: HealthItem
    place = Place.HEALTH


Notice = PullEnded | StackTrouble | ReplyEnded | ItemLost
