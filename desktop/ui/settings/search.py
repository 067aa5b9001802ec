"""Finding a setting by any word of its label, of its category, or of what else people call it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.ui.settings.form import FormRow

MOST = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a form, and the category that it is in (by its number)."""

    row: FormRow
    category: int
    category_name: str


def found(text: str, entries: Iterable[Entry]) -> Sequence[Entry]:
    """The entries that have every word of `text`, those first whose own label has them; at most 12."""
    words = text.casefold().split()
    if not words:
        return ()
    ranked = [(rank, entry) for entry in entries if (rank := _rank(words, entry)) is not None]
    return [entry for _, entry in sorted(ranked, key=lambda pair: pair[0])][:MOST]


def _rank(words: Sequence[str], entry: Entry) -> int | None:
    """0 is best; None is no match."""
    title = entry.row.title.casefold()
    if all(word in title for word in words):
        return 0 if title.startswith(words[0]) else 1
    everything = f"{title} {entry.row.words} {entry.category_name}".casefold()
    return 2 if all(word in everything for word in words) else None
