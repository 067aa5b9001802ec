"""One installed model as the table shows, sorts, searches and speaks it: worked out once for each change."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QDateTime

from desktop.domain.installed import ModelRow, UpdateState
from desktop.domain.text import label_text
from desktop.ui.formats import translate
from desktop.ui.models import figures
from desktop.ui.models.words import (
    Ability,
    StateText,
    abilities,
    context_text,
    parameters_count,
    parameters_text,
    state_text,
    used_text,
)


class Column(IntEnum):
    """The columns from left to right."""

    MODEL = 0
    SIZE = 1
    PARAMETERS = 2
    QUANTIZATION = 3
    CONTEXT = 4
    CAN_DO = 5
    LAST_USED = 6
    STATE = 7


@dataclass(frozen=True, slots=True)
class Entry:
    """`texts` and `keys` have one for each column; a key of None is not known, and sorts last both ways."""

    row: ModelRow
    texts: tuple[str, ...]
    keys: tuple[float | str | None, ...]
    pills: tuple[str, ...]
    abilities: tuple[Ability, ...]
    state: StateText
    needle: str
    """What the filter looks in."""
    spoken: str
    """All of it, for a screen reader."""

    @property
    def name(self) -> str:
        return self.row.model.name


def column_titles() -> tuple[str, ...]:
    return (
        translate("models", "Model"),
        translate("models", "Size"),
        translate("models", "Parameters"),
        translate("models", "Quant."),
        translate("models", "Context"),
        translate("models", "Can do"),
        translate("models", "Last used"),
        translate("models", "State"),
    )


class EntryMaker:
    """Makes entries at one moment, beside GPUs with `gpu_bytes` of memory (None: not known).

    What many models share is looked up once: a list of a thousand is made while somebody waits for it.
    """

    def __init__(self, gpu_bytes: int | None, now: QDateTime) -> None:
        self._gpu_bytes, self._now = gpu_bytes, now
        self._titles = column_titles()
        self._abilities: dict[tuple[str, ...], tuple[tuple[Ability, ...], str]] = {}

    def entry(self, row: ModelRow) -> Entry:
        """What is shown of `row`."""
        model, state = row.model, state_text(row, self._gpu_bytes)
        can_do, can_do_words = self._can_do(row.capabilities)
        quantization, name = label_text(model.quantization, 24), label_text(model.name)
        texts = (
            name,
            figures.size(model.size_bytes) if model.size_bytes else "",
            parameters_text(model.parameters),
            quantization,
            context_text(row.context_length),
            can_do_words,
            used_text(row.last_used_at, self._now),
            state.words,
        )
        keys: tuple[float | str | None, ...] = (
            name.casefold(),
            model.size_bytes or None,
            parameters_count(model.parameters),
            quantization.casefold() or None,
            row.context_length or None,
            can_do_words or None,
            -row.last_used_at if row.last_used_at is not None else None,
            state.rank,
        )
        pills = _pills(row)
        needle = " ".join((name, model.family, *row.capabilities, can_do_words, quantization)).casefold()
        return Entry(row, texts, keys, pills, can_do, state, needle, self._spoken(texts, pills))

    def _can_do(self, capabilities: tuple[str, ...]) -> tuple[tuple[Ability, ...], str]:
        if capabilities not in self._abilities:
            found = abilities(capabilities)
            self._abilities[capabilities] = (found, ", ".join(ability.words for ability in found))
        return self._abilities[capabilities]

    def _spoken(self, texts: tuple[str, ...], pills: tuple[str, ...]) -> str:
        pairs = zip(self._titles[1:], texts[1:], strict=True)
        return ". ".join((texts[0], *pills, *(f"{title}: {text}" for title, text in pairs if text)))


def _pills(row: ModelRow) -> tuple[str, ...]:
    pills = []
    if row.is_default:
        pills.append(translate("models", "Default"))
    if "embedding" in row.capabilities:
        pills.append(translate("models", "Embeds"))
    if row.update is UpdateState.AVAILABLE:
        pills.append(translate("models", "Update available"))
    return tuple(pills)
