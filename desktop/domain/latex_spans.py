r"""Where formulas are in Markdown: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`, outside code; prices are none.

The rules for `$` are pandoc's (no space inside the dollars, no digit after the closing one), and stricter: no
letter before the opening or after the closing dollar, one line, and not only words between.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.latex import MOST_CHARACTERS

MOST_FORMULAS = 300
MOST_LATEX = 8000
"""Characters of all formulas of a text; further ones are left as they are: 10 µs each."""

_MARK = re.compile(r"\\[\\`$]|`+|~{3,}|\$\$?|\\[(\[]")
_BLANK = re.compile(r"\n[ \t>]*(?=\n)")
_LINE_START = re.compile(r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*\Z")
_CLOSING_DOLLAR = re.compile(r"\\.|\$|\n", re.DOTALL)
_MATHS = re.compile(r"[\\^_=+*/<>|(\[{,′'!-]")
_CLOSERS = {"$$": "$$", "\\(": "\\)", "\\[": "\\]"}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula at `text[start:end]`, delimiters included."""

    start: int
    end: int
    latex: str
    """Without the delimiters, and without the marks of a quote it stands in."""
    is_display: bool


def formulas(text: str) -> list[Formula]:
    """The formulas of a Markdown text, from left to right, at most `MOST_FORMULAS` and `MOST_LATEX`."""
    if "$" not in text and "\\(" not in text and "\\[" not in text:
        return []
    found: list[Formula] = []
    characters = 0
    for formula in _scan(text):
        characters += len(formula.latex)
        if len(found) == MOST_FORMULAS or characters > MOST_LATEX:
            break
        found.append(formula)
    return found


def _scan(text: str) -> Iterator[Formula]:
    blanks = [match.start() for match in _BLANK.finditer(text)]
    runs = _backtick_runs(text)
    absent = dict.fromkeys(("$$", "\\)", "\\]"), 0)  # up to where each closer is known not to be
    position = 0
    while mark := _MARK.search(text, position):
        token, position = mark[0], mark.end()
        number = bisect_right(blanks, mark.start())
        paragraph_end = blanks[number] if number < len(blanks) else len(text)
        if token[0] in "`~":
            position = _after_code(text, mark, runs, paragraph_end)
        elif token in _CLOSERS:
            closer = _CLOSERS[token]
            limit = min(paragraph_end, position + MOST_CHARACTERS + 2)
            end = text.find(closer, max(position, absent[closer]), limit)
            if end < 0:
                absent[closer] = max(position, limit - 1)
            elif text[position:end].strip():
                yield _formula(text, mark.start(), end + 2, is_display=token != "\\(")
                position = end + 2
        elif token == "$" and (end := _closing_dollar(text, mark.start())) >= 0:
            yield Formula(mark.start(), end + 1, text[position:end], is_display=False)
            position = end + 1


def _formula(text: str, start: int, end: int, *, is_display: bool) -> Formula:
    inside = re.sub(r"\n[ \t]*>[ \t>]*", "\n", text[start + 2 : end - 2])
    return Formula(start, end, inside.strip(), is_display)


def _backtick_runs(text: str) -> dict[int, list[int]]:
    runs: dict[int, list[int]] = {}
    for match in re.finditer("`+", text):
        runs.setdefault(len(match[0]), []).append(match.start())
    return runs


def _after_code(text: str, mark: re.Match[str], runs: dict[int, list[int]], paragraph_end: int) -> int:
    """The end of the code that begins at `mark`; the mark's own end if it begins none."""
    token = mark[0]
    line_start = text.rfind("\n", 0, mark.start()) + 1
    line_end = text.find("\n", mark.end())
    rest = text[mark.end() : line_end] if line_end >= 0 else text[mark.end() :]
    if len(token) >= 3 and "`" not in rest and _LINE_START.match(text[line_start : mark.start()]):
        closing = re.compile(rf"\n[ \t>]*{re.escape(token)}{re.escape(token[0])}*[ \t]*(?=\n|\Z)")
        found = closing.search(text, mark.end())
        return found.end() if found else len(text)
    if token[0] == "~":
        return mark.end()
    same = runs.get(len(token), [])  # a backslash may have taken one of the run
    number = bisect_left(same, mark.end())
    if number < len(same) and same[number] < paragraph_end:
        return same[number] + len(token)
    return mark.end()


def _closing_dollar(text: str, start: int) -> int:
    """Where the dollar is that closes the one at `start`; -1 if none does."""
    before, after = text[start - 1 : start], text[start + 1 : start + 2]
    if before.isalnum() or not after or after.isspace():
        return -1
    position = start + 1
    while found := _CLOSING_DOLLAR.search(text, position, start + MOST_CHARACTERS):
        if found[0] == "$":
            end = found.start()
            following = text[end + 1 : end + 2]
            if text[end - 1].isspace() or following.isalnum() or following == "$":
                return -1
            return end if _is_formula(text[start + 1 : end]) else -1
        if found[0] == "\n":
            return -1
        position = found.end()
    return -1


def _is_formula(inside: str) -> bool:
    return bool(inside) and ("\\" in inside or " " not in inside.strip() or _MATHS.search(inside) is not None)
