"""Foreign Markdown that can stand in a file between other parts and stays what it is: text.

Every fence that it opens is closed, so that it ends where it ends. Outside of code, raw HTML is escaped and
images become links, so that no viewer of the file runs, hides or fetches anything because of it. Where two
readers could differ about what is code (CommonMark 0.31, 4.5 and 6.1), it is taken to be none.
"""

import re
from collections.abc import Iterator

_FENCE = re.compile(r"([ \t]*)(`{3,}(?=[^`]*$)|~{3,})(.*)")
_CONTAINED_FENCE = re.compile(r"^((?:[ \t]*(?:[-*+]|\d{1,9}[.)]|>)[ \t]*)+)(?=`{3,}|~{3,})")
_BACKTICKS = re.compile(r"(\\*)(`+)")
_TAG = re.compile(r"(?<!\\)((?:\\\\)*)<(?=[A-Za-z/!?])")
_IMAGE = re.compile(r"(?<!\\)((?:\\\\)*)!\[")
_PUNCTUATION = re.compile(r"[\\`*_\[\]<>#&!|~$]")
_MOST_INDENT = 3
"""A fence that is indented more is one in a list only."""


def contained_markdown(text: str) -> str:
    """The Markdown, unable to reach out of its place; it has no line break at its end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    return "\n".join(_contained(lines))


def escaped(text: str) -> str:
    """A text without any meaning as Markdown, on one line."""
    return _PUNCTUATION.sub(r"\\\g<0>", " ".join(text.split()))


def _contained(lines: list[str]) -> Iterator[str]:
    prose: list[str] = []
    fence: tuple[int, str, str] | None = None  # columns and characters of its indent, and its mark
    for line in lines:
        if fence is None:
            opened = _opened(line, prose)
            if opened is None:
                prose.append(line)
                continue
            yield from _safe_prose(prose)
            prose, fence = [], opened
            yield line
            continue
        columns, indent, mark = fence
        found = _FENCE.fullmatch(line)
        if found and _closes(found, columns, mark):
            fence = None
            yield indent + found[2]
        elif line.strip() and _columns(line) < columns:
            # The end of the list item that the fence is in, or still code: closing it here makes both one.
            fence = None
            yield indent + mark
            prose.append(line)
        else:
            yield line
    yield from _safe_prose(prose)
    if fence is not None:
        yield fence[1] + fence[2]


def _opened(line: str, before: list[str]) -> tuple[int, str, str] | None:
    found = _FENCE.fullmatch(line)
    if found is None:
        return None
    columns = _columns(line)
    if columns > _MOST_INDENT and before and before[-1].strip():
        return None  # after a line of text it may be the rest of that
    return columns, found[1], found[2]


def _closes(found: re.Match[str], columns: int, mark: str) -> bool:
    is_near = _columns(found[0]) <= _MOST_INDENT if columns == 0 else _columns(found[0]) >= columns
    return is_near and found[2][0] == mark[0] and len(found[2]) >= len(mark) and not found[3].strip()


def _columns(line: str) -> int:
    spread = line.expandtabs(4)
    return len(spread) - len(spread.lstrip(" "))


def _safe_prose(lines: list[str]) -> Iterator[str]:
    """Lines outside of fences; a code span is within one paragraph."""
    paragraph: list[str] = []
    for line in lines:
        line = _CONTAINED_FENCE.sub(r"\1\\", line)
        if _FENCE.fullmatch(line):  # one that may be none
            line = re.sub(r"(?=[`~])", r"\\", line, count=1)
        if line.strip():
            paragraph.append(line)
            continue
        yield from _safe_paragraph(paragraph)
        paragraph = []
        yield line
    yield from _safe_paragraph(paragraph)


def _safe_paragraph(lines: list[str]) -> Iterator[str]:
    whole = set(_code_spans("\n".join(lines)))
    start = 0
    for line in lines:
        kept = [(a, b) for a, b in _code_spans(line) if (start + a, start + b) in whole]
        yield _safe_line(line, kept)
        start += len(line) + 1


def _safe_line(line: str, spans: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    place = 0
    for start, end in spans:
        parts += _safe_text(line[place:start]), line[start:end]
        place = end
    return "".join(parts) + _safe_text(line[place:])


def _safe_text(text: str) -> str:
    return _IMAGE.sub(r"\1\\![", _TAG.sub(r"\1&lt;", text))


def _code_spans(text: str) -> list[tuple[int, int]]:
    """Where the code spans are, marks included: a run of backticks to the next of the same length."""
    runs = [(found.start(2), found.end(2), len(found[1]) % 2 == 1) for found in _BACKTICKS.finditer(text)]
    following: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        following.setdefault(runs[index][1] - runs[index][0], []).append(index)
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(runs):
        start, end, is_escaped = runs[index]
        if is_escaped:  # the first backtick is text; what follows it, no reader need agree about
            return spans
        same = following[end - start]
        while same and same[-1] <= index:
            same.pop()
        if same:
            closing = same[-1]
            spans.append((start, runs[closing][1]))
            index = closing
        index += 1
    return spans
