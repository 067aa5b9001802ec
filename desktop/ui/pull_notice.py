"""What a notification says when a pull has ended."""

from dataclasses import dataclass

from desktop.domain.pulls import Pull, PullPhase
from desktop.domain.text import label_text
from desktop.text.pull_words import pull_text
from desktop.ui import formats
from desktop.ui.formats import translate

NAME_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class PullNotice:
    """A notification's title and body."""

    title: str
    body: str


def notice_of(pull: Pull) -> PullNotice:
    """The words for a pull that has ended."""
    model = label_text(pull.key.model, NAME_CHARACTERS)
    text = pull_text(pull, formats, translate)
    if pull.phase is PullPhase.DONE:
        return PullNotice(translate("pulls", "{model} is ready").format(model=model), text.amount)
    return PullNotice(translate("pulls", "{model} could not be pulled").format(model=model), text.detail)
