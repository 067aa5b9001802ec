"""What the models page says of a model: figures, times, capabilities, and where it is now."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QDate, QDateTime, QLocale

from desktop.domain.installed import ModelRow, ModelVerb
from desktop.domain.text import label_text
from desktop.ui import formats
from desktop.ui.formats import translate

_NBSP = "\u00a0"
_COUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?) *([KMBT])", re.IGNORECASE)
_UNITS = {"K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
_KIBI = 1024
_NOW_MINUTES = 2


@dataclass(frozen=True, slots=True)
class StateText:
    """Where a model is, in words; `icon` "" where words are enough. `rank` sorts, the busiest first."""

    words: str
    icon: str = ""
    token: str = "text3"
    rank: int = 9


def state_text(row: ModelRow, gpu_bytes: int | None) -> StateText:
    """`gpu_bytes` is the memory of the GPUs together, None where nobody knows, 0 if there is none."""
    match row.busy:
        case ModelVerb.LOAD:
            return StateText(translate("models", "Loading…"), "busy", "accent_text", 0)
        case ModelVerb.UNLOAD:
            return StateText(translate("models", "Unloading…"), "busy", "accent_text", 0)
        case ModelVerb.DELETE:
            return StateText(translate("models", "Deleting…"), "busy", "accent_text", 0)
    if row.loaded is not None:
        return _loaded_text(row.gpu_fraction, gpu_bytes)
    if host := label_text(row.model.remote_host, 40):
        return StateText(translate("models", "Runs on {host}").format(host=host), "network", "warn", 3)
    if gpu_bytes and row.model.size_bytes > gpu_bytes:
        return StateText(translate("models", "Larger than the GPU"), "warning", "warn", 5)
    return StateText(translate("models", "Not loaded"), rank=4)


def _loaded_text(fraction: float | None, gpu_bytes: int | None) -> StateText:
    if fraction is None:
        return StateText(translate("models", "Loaded"), "ok", "ok", 1)
    if not fraction and not gpu_bytes:
        return StateText(translate("models", "Loaded, on the CPU"), "ok", "ok", 1)
    words = translate("models", "Loaded, {percent} GPU").format(percent=formats.percent(fraction))
    return StateText(words, "ok", "ok", 1) if fraction >= 1 else StateText(words, "warning", "warn", 2)


@dataclass(frozen=True, slots=True)
class Ability:
    """Something that a model can do, and the icon for it."""

    icon: str
    words: str


def abilities(capabilities: tuple[str, ...]) -> tuple[Ability, ...]:
    """In a fixed order; what is not known by name is left out, and embedding is said by a pill."""
    known = {
        "completion": Ability("chat", translate("models", "chat")),
        "tools": Ability("tool", translate("models", "use tools")),
        "vision": Ability("eye", translate("models", "see pictures")),
        "thinking": Ability("thought", translate("models", "think first")),
        "insert": Ability("edit", translate("models", "fill in code")),
    }
    return tuple(ability for name, ability in known.items() if name in capabilities)


def parameters_text(text: str) -> str:
    """`8.0B` as `8.0 B` in the locale's digits; anything that is no count stays as it is."""
    found = _COUNT.fullmatch(text.strip())
    if not found:
        return label_text(text, 24)
    places = len(found[1].partition(".")[2])
    return f"{QLocale().toString(float(found[1]), 'f', places)}{_NBSP}{found[2].upper()}"


def parameters_count(text: str) -> float | None:
    """The number behind `8.0B`."""
    found = _COUNT.fullmatch(text.strip())
    return float(found[1]) * _UNITS[found[2].upper()] if found else None


def context_text(tokens: int) -> str:
    """`8k` for 8,192 tokens; "" where it is not known."""
    if tokens < _KIBI:
        return QLocale().toString(tokens) if tokens > 0 else ""
    if tokens >= _KIBI * _KIBI:
        return f"{QLocale().toString(round(tokens / _KIBI / _KIBI))}M"
    return f"{QLocale().toString(round(tokens / _KIBI))}k"


def used_text(epoch_seconds: float | None, now: QDateTime) -> str:
    """When a model replied last: relative up to a week, then the date."""
    if epoch_seconds is None:
        return translate("models", "Never")
    then = QDateTime.fromSecsSinceEpoch(int(epoch_seconds))
    minutes = then.secsTo(now) // 60
    days = then.date().daysTo(now.date())
    if minutes < _NOW_MINUTES:
        return translate("models", "Now")
    if minutes < 60:
        return translate("models", "{count} min ago").format(count=minutes).replace(" ", _NBSP)
    if days <= 0:
        return translate("models", "{count} h ago").format(count=minutes // 60).replace(" ", _NBSP)
    if days == 1:
        return translate("models", "Yesterday")
    if days < 7:
        return translate("models", "{count} days ago").format(count=days)
    return date_text(then.date(), now.date())


def date_text(day: QDate, today: QDate) -> str:
    """The day and month, and the year if it is another one."""
    pattern = (
        translate("models", "d MMM") if day.year() == today.year() else translate("models", "d MMM yyyy")
    )
    return QLocale().toString(day, pattern)


def modified_text(iso: str) -> str:
    """The day of a server's time stamp; "" if it is none."""
    day = QDate.fromString(iso[:10], "yyyy-MM-dd")
    return QLocale().toString(day, translate("models", "d MMM yyyy")) if day.isValid() else ""
