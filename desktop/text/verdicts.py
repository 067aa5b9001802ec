"""The verdict in words, for the tray, the status strip and the command line."""

from dataclasses import dataclass

from desktop.domain.errors import NoModels
from desktop.domain.verdict import Level, Verdict
from desktop.text.health_words import TELLING_TITLES, item_text
from desktop.text.messages import Translate, explain, in_english
from desktop.text.stack_words import stack_text


@dataclass(frozen=True, slots=True)
class VerdictText:
    """A few words, and one line of detail ("" if there is nothing to add)."""

    words: str
    detail: str = ""


def verdict_text(verdict: Verdict, translate: Translate = in_english) -> VerdictText:
    """What the verdict says to a person."""
    detail = explain(verdict.error, translate).sentence if verdict.error is not None else ""
    if verdict.stack is not None:
        text = stack_text(verdict.stack, translate)
        return VerdictText(text.words, detail or text.detail)
    if verdict.item is not None:
        said = item_text(verdict.item, translate)
        words = said.title if verdict.item.cause in TELLING_TITLES else said.sentence.partition(". ")[0]
        return VerdictText(words.removesuffix("."), said.sentence)
    match verdict.level:
        case Level.OK:
            detail = translate("verdict", "{model} on {provider}").format(
                model=verdict.model, provider=verdict.provider
            )
            return VerdictText(translate("verdict", "Ready"), detail)
        case Level.BUSY:
            return VerdictText(translate("verdict", "Asking the providers…"), detail)
        case Level.ATTENTION:
            if isinstance(verdict.error, NoModels):
                words = translate("verdict", "{provider} has no models")
            else:
                words = translate("verdict", "{provider} does not answer")
            return VerdictText(words.format(provider=verdict.provider), detail)
        case Level.FAILURE:
            return VerdictText(translate("verdict", "No provider answers"), detail)
        case Level.OFF:
            return VerdictText(translate("verdict", "Off"), detail)
