"""What a notification says: a title, and one line."""

from dataclasses import dataclass

from desktop.domain.health_causes import HealthKind
from desktop.domain.notices import ItemLost, Notice, PullEnded, ReplyEnded, StackTrouble
from desktop.domain.pulls import Pull, PullPhase
from desktop.domain.text import label_text
from desktop.text.explanation import Translate, in_english
from desktop.text.health_words import item_text
from desktop.text.messages import explain
from desktop.text.pull_words import Figures, pull_text

NAME_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class NoticeText:
    """Plain text, each of one line; whoever hands it to a desktop that reads markup escapes it."""

    title: str
    body: str


def notice_text(notice: Notice, figures: Figures, translate: Translate = in_english) -> NoticeText:
    """The words for what is told."""
    text = _text(notice, figures, translate)
    return NoticeText(label_text(text.title), label_text(text.body))


def _text(notice: Notice, figures: Figures, translate: Translate) -> NoticeText:
    match notice:
        case PullEnded():
            return _pull(notice.pull, figures, translate)
        case StackTrouble():
            return _stack(notice, translate)
        case ReplyEnded():
            return _reply(notice, translate)
        case ItemLost():
            return _lost(notice, translate)


def _pull(pull: Pull, figures: Figures, translate: Translate) -> NoticeText:
    model = label_text(pull.key.model, NAME_CHARACTERS)
    text = pull_text(pull, figures, translate)
    if pull.phase is PullPhase.DONE:
        return NoticeText(translate("notices", "{model} is ready").format(model=model), text.amount)
    return NoticeText(translate("notices", "{model} could not be pulled").format(model=model), text.detail)


def _stack(notice: StackTrouble, translate: Translate) -> NoticeText:
    title = (
        translate("notices", "The stack has ended by itself")
        if notice.has_ended
        else translate("notices", "The stack could not do what it was asked")
    )
    error = notice.state.error
    return NoticeText(title, explain(error, translate).sentence if error is not None else "")


def _reply(notice: ReplyEnded, translate: Translate) -> NoticeText:
    """The title of the chat and no word of the reply: notifications are seen on locked screens."""
    text = (
        translate("notices", "{model} has answered")
        if notice.is_complete
        else translate("notices", "{model} did not answer to the end")
    )
    model = label_text(notice.model, NAME_CHARACTERS) or translate("notices", "The model")
    return NoticeText(text.format(model=model), notice.title)


def _lost(notice: ItemLost, translate: Translate) -> NoticeText:
    if notice.item.kind is not HealthKind.PROVIDER:
        title = translate("notices", "The GPU is lost")
    else:
        name = label_text(notice.item.subject, NAME_CHARACTERS)
        title = translate("notices", "{provider} does not answer").format(provider=name)
    return NoticeText(title, item_text(notice.item, translate).sentence)
