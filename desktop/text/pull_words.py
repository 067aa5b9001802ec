"""What a pull is doing in words, for page, sidebar, tray and command line; no Qt, so figures are handed in."""

from dataclasses import dataclass
from typing import Protocol

from desktop.domain.errors import Interrupted, Interruption, ProviderUnavailable
from desktop.domain.pulls import Pull, PullPhase
from desktop.text.explanation import Translate, in_english, one_line
from desktop.text.messages import explain

AGAIN_SHARE = 0.01
"""Of the model; the loss of less is not worth a word."""


class Figures(Protocol):
    """Figures with their units, as the place where they are shown writes them: `desktop.ui.formats` is one."""

    def size(self, count: int, /) -> str:
        """Bytes."""
        ...

    def percent(self, fraction: float, /) -> str:
        """Rounded down."""
        ...

    def rate(self, bytes_per_second: float, /) -> str: ...

    def time_left(self, value_seconds: float, /) -> str: ...


@dataclass(frozen=True, slots=True)
class PullText:
    """What is said of a pull; a part is "" where there is nothing to say."""

    headline: str
    """The phase in a few words, such as `Downloading`."""
    short: str
    """For a narrow place: the percents while there are any, else one word."""
    detail: str = ""
    """A sentence: what went wrong, or what to expect."""
    percent: str = ""
    amount: str = ""
    """Such as `5.6 of 9.1 GB`, or `640 MB of 9.1 GB`."""
    rate: str = ""
    time_left: str = ""


def pull_text(
    pull: Pull, figures: Figures, translate: Translate = in_english, *, provider: str = ""
) -> PullText:
    """What is said of a pull now; `provider` is the name for people of where it goes."""
    headline, word = _phase(pull, translate, provider)
    has_bar = pull.fraction is not None and pull.phase is not PullPhase.DONE
    percent = figures.percent(pull.fraction) if has_bar and pull.fraction is not None else ""
    is_moving = pull.phase in (PullPhase.DOWNLOADING, PullPhase.VERIFYING, PullPhase.WRITING)
    return PullText(
        headline,
        percent if percent and is_moving else word,
        _detail(pull, figures, translate, provider),
        percent,
        _amount(pull, figures, translate),
        figures.rate(pull.bytes_per_second) if pull.bytes_per_second is not None else "",
        figures.time_left(pull.seconds_left) if pull.seconds_left is not None else "",
    )


def _phase(pull: Pull, translate: Translate, provider: str) -> tuple[str, str]:
    """The headline, and the word for a narrow place."""
    match pull.phase:
        case PullPhase.QUEUED:
            return translate("pulls", "Waiting its turn"), translate("pulls", "Queued")
        case PullPhase.MANIFEST:
            return translate("pulls", "Looking up the model"), translate("pulls", "Pulling")
        case PullPhase.DOWNLOADING:
            return translate("pulls", "Downloading"), translate("pulls", "Pulling")
        case PullPhase.VERIFYING:
            return translate("pulls", "Verifying"), translate("pulls", "Verifying")
        case PullPhase.WRITING:
            return translate("pulls", "Writing"), translate("pulls", "Writing")
        case PullPhase.RETRYING:
            return _retrying(pull, translate), translate("pulls", "Retrying")
        case PullPhase.WAITING:
            name = one_line(provider) or translate("pulls", "the model server")
            text = translate("pulls", "Waits for {provider}").format(provider=name)
            return text, translate("pulls", "Waits")
        case PullPhase.PAUSED:
            return translate("pulls", "Paused"), translate("pulls", "Paused")
        case PullPhase.DONE:
            return translate("pulls", "Done"), translate("pulls", "Done")
        case PullPhase.FAILED:
            return translate("pulls", "Failed"), translate("pulls", "Failed")


def _retrying(pull: Pull, translate: Translate) -> str:
    match pull.error:
        case Interrupted(cause=Interruption.STALLED):
            text = translate("pulls", "Nothing came any more: next try in {seconds} s")
        case Interrupted() | ProviderUnavailable():
            text = translate("pulls", "Connection lost: next try in {seconds} s")
        case _:
            text = translate("pulls", "Next try in {seconds} s")
    return text.format(seconds=max(1, round(pull.retry_seconds or 0)))


def _detail(pull: Pull, figures: Figures, translate: Translate, provider: str) -> str:
    match pull.phase:
        case PullPhase.MANIFEST if pull.is_kept_waiting:
            return translate(
                "pulls",
                "The server has not begun yet. It may be busy with other downloads, or its registry slow.",
            )
        case PullPhase.FAILED:
            return _reason(pull, translate) or pull.problem
        case PullPhase.RETRYING:
            return _reason(pull, translate)
        case PullPhase.WAITING if provider:
            text = translate(
                "pulls", "{provider} does not answer. The download goes on by itself when it does."
            )
            return text.format(provider=one_line(provider))
        case PullPhase.WAITING:
            return translate(
                "pulls", "The model server does not answer. The download goes on by itself when it does."
            )
        case PullPhase.PAUSED:
            return translate("pulls", "What was downloaded stays on the server.")
        case PullPhase.VERIFYING:
            return translate("pulls", "The server compares checksums, which takes minutes for a large model.")
        case PullPhase.DOWNLOADING if pull.again_bytes > AGAIN_SHARE * (pull.total_bytes or 0):
            text = translate("pulls", "Downloading again what the server had lost ({size})")
            return text.format(size=figures.size(pull.again_bytes))
        case _:
            return ""


def _reason(pull: Pull, translate: Translate) -> str:
    """Why it does not go on; the sentences about interruptions are those of replies, so not here."""
    match pull.error:
        case None:
            return ""
        case Interrupted():
            return translate("pulls", "It goes on where it was; what was downloaded stays on the server.")
        case error:
            return explain(error, translate).sentence


def _amount(pull: Pull, figures: Figures, translate: Translate) -> str:
    if pull.total_bytes is None:
        return figures.size(pull.completed_bytes) if pull.completed_bytes else ""
    if pull.phase is PullPhase.DONE or not pull.completed_bytes:
        return figures.size(pull.total_bytes)
    completed, total = figures.size(pull.completed_bytes), figures.size(pull.total_bytes)
    number, unit = _parted(completed)
    if unit and unit == _parted(total)[1]:
        completed = number
    return translate("pulls", "{completed} of {total}").format(completed=completed, total=total)


def _parted(figure: str) -> tuple[str, str]:
    """The number and its unit, which is "" if there is none."""
    parts = figure.split()  # at a no-break space too
    return " ".join(parts[:-1]), parts[-1] if len(parts) > 1 else ""
