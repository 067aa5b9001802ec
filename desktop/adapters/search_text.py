"""What a user types into a search field, as a question for a database; and the text around what was found.

FTS5 reads a string in double quotes as nothing but words, whatever characters it has
(https://sqlite.org/fts5.html#fts5_strings), so everything is given to it in quotes.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from desktop.domain.text import without_surrogates

MOST_CHARACTERS = 500
MOST_TERMS = 32
"""How much of a search is read."""
EXCERPT_CHARACTERS = 160
LEAD_CHARACTERS = 40
"""How much of the text before the first match an excerpt has."""

_TERM = re.compile(r'"([^"]*)(?:"|$)|([^\s"]+)')
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]"
)
_SPACE = re.compile(r"\s+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9d\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, and Chinese and Japanese characters."""


@dataclass(frozen=True, slots=True)
class Query:
    """The words and phrases of a search, in its order; none is empty."""

    terms: tuple[str, ...]
    is_finished: bool = False
    """Whether the last term is whole: a phrase whose quotes are closed."""

    @classmethod
    def of(cls, text: str) -> "Query":
        """What a text asks for. Any text asks for something, or for nothing."""
        clean = _INVISIBLE.sub(" ", without_surrogates(text[:MOST_CHARACTERS]))
        terms: list[str] = []
        is_finished = False
        for found in _TERM.finditer(clean):
            term = " ".join((found[1] if found[1] is not None else found[2]).split())
            if any(character.isalnum() for character in term) and len(terms) < MOST_TERMS:
                terms.append(term)
                is_finished = found[1] is not None and found[0].endswith('"') and len(found[0]) > 1
        return cls(tuple(terms), is_finished)

    @property
    def is_unspaced(self) -> bool:
        """Whether it is in a script that does not put spaces between words."""
        return any(_UNSPACED.search(term) for term in self.terms)

    def as_fts5(self) -> str:
        """As an FTS5 expression, in which the last word may go on."""
        return " AND ".join(f'"{term}"' for term in self.terms) + ("" if self.is_finished else " *")

    def as_like(self) -> tuple[str, ...]:
        r"""As patterns for LIKE, escaped with `\`."""
        return tuple("%" + re.sub(r"([\\%_])", r"\\\1", term) + "%" for term in self.terms)


def marked_excerpt(marked: str, marks: tuple[str, str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """One line without the marks, and where the marked words are in it."""
    begin, end = marks
    line, matches, opened = "", [], -1
    for piece in re.split(f"({re.escape(begin)}|{re.escape(end)})", marked):
        if piece == begin:
            opened = len(line)
        elif piece == end:
            if 0 <= opened < len(line):
                matches.append((opened, len(line)))
            opened = -1
        else:
            line += _one_line(piece, is_first=not line or line.endswith(" "))
    return line, tuple(matches)


def excerpt_of(text: str, terms: tuple[str, ...]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """One line around the first of the terms in a text, and where they all are in it."""
    pattern = re.compile(
        "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True)), re.IGNORECASE
    )
    first = pattern.search(text)
    begin = max(0, first.start() - LEAD_CHARACTERS) if first is not None else 0
    end = begin + EXCERPT_CHARACTERS
    cut = text[begin:end]
    edges = [0, *(edge for match in pattern.finditer(cut) for edge in match.span()), len(cut)]
    line, matches = "…" if begin else "", []
    for number, (start, stop) in enumerate(pairwise(edges)):
        piece = _one_line(cut[start:stop], is_first=not line or line.endswith(" "))
        if number % 2 and piece:
            matches.append((len(line), len(line) + len(piece)))
        line += piece
    return line + ("…" if end < len(text) else ""), tuple(matches)


def _one_line(piece: str, *, is_first: bool) -> str:
    if not piece.isprintable() or "  " in piece:  # few are, and the search shall be quick
        piece = _SPACE.sub(" ", _INVISIBLE.sub("", piece))
    return piece.lstrip() if is_first else piece
