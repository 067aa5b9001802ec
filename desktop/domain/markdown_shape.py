"""Which Markdown may be formatted: what would hold the window up is shown as plain text, in full.

Measured with Qt 6.12 (threats.md, pathological text): a line without spaces and a paragraph of emphasis marks
cost time in the square of their length, a styled table up to 0.5 ms a cell.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

MESSAGE_CHARACTERS = 256 * 1024
"""A longer message is plain as a whole, until the user asks for its formatting."""
BLOCK_CHARACTERS = 24 * 1024
RUN_CHARACTERS = 2000
DELIMITERS = 1500
TABLE_ROWS = 200
TABLE_COLUMNS = 50
TABLE_CELLS = 320
BLOCK_LINES = 600
NESTING = 100
PIECE_CHARACTERS = 4096
PIECE_DELIMITERS = 400
"""Of a text that is too much as a whole and is to be formatted in pieces."""

_LONG_RUN = re.compile(rf"\S{{{RUN_CHARACTERS + 1}}}")
_DELIMITER = re.compile(r"[*_~`\[\]<>&]|www\.|@|\\\n")
_NESTED = re.compile(rf"[ \t]*(?:(?:>|[-+*]|\d{{1,9}}[.)])[ \t]*){{{NESTING}}}")
_DELIMITER_ROW = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_BLANK = re.compile(r"\n[ \t]*\n")


class Shape(StrEnum):
    """How a text is to be shown."""

    MARKDOWN = "markdown"
    PLAIN = "plain"


def shape_of(text: str) -> Shape:
    """`PLAIN` if formatting `text`, one block or a whole message, could take longer than 200 ms."""
    if len(text) > BLOCK_CHARACTERS or _LONG_RUN.search(text) or text.count("\n") > BLOCK_LINES:
        return Shape.PLAIN
    if any(_is_overloaded(paragraph) for paragraph in _BLANK.split(text)):
        return Shape.PLAIN
    return Shape.MARKDOWN


def plain_pieces(text: str, characters: int = 8 * 1024, lines: int = 300) -> Iterator[str]:
    """`text` in pieces that are each quick to lay out, cut after a line where there is one."""
    start = 0
    while start < len(text):
        end = min(len(text), start + characters)
        if end < len(text) and (cut := text.rfind("\n", start, end)) > start:
            end = cut + 1
        for number, found in enumerate(re.finditer("\n", text[start:end]), 1):
            if number == lines:
                end = start + found.end()
                break
        yield text[start:end]
        start = end


def safe_pieces(text: str) -> Iterator[str]:
    """`text` cut after lines, so that most pieces may be formatted, each by itself.

    Marks that reach over a cut are then shown as they are.
    """
    piece: list[str] = []
    characters = marks = 0
    for line in text.splitlines(keepends=True):
        more = sum(1 for _ in _DELIMITER.finditer(line))
        if piece and (characters + len(line) > PIECE_CHARACTERS or marks + more > PIECE_DELIMITERS):
            yield "".join(piece)
            piece, characters, marks = [], 0, 0
        piece.append(line)
        characters, marks = characters + len(line), marks + more
    if piece:
        yield "".join(piece)


def _is_overloaded(paragraph: str) -> bool:
    if sum(1 for _ in _DELIMITER.finditer(paragraph)) > DELIMITERS:
        return True
    lines = paragraph.rstrip("\n").split("\n")
    return any(_NESTED.match(line) for line in lines) or _is_huge_table(lines)


def _is_huge_table(lines: list[str]) -> bool:
    for number, line in enumerate(lines):
        if "|" in line and number and _DELIMITER_ROW.match(line.strip()):
            rows, columns = len(lines) - number - 1, max(1, line.strip().strip("|").count("|") + 1)
            if rows > TABLE_ROWS or columns > TABLE_COLUMNS or rows * columns > TABLE_CELLS:
                return True
    return False
