r"""Markdown that grows, cut into top-level blocks that never change once they are given.

Source: CommonMark 0.31 and the GitHub tables, as md4c (Qt's parser) reads them with HTML turned off.
Where a cut could change the meaning none is made: a block too long costs a little time, one too short is
wrong. Two cuts are made on purpose: a list longer than `LONG_LIST` is cut between two of its items, and a
link definition (`[name]: address`) is handed on beside the blocks, since it may come after its use.
A first line `---` is a rule: what a chat shows has no front matter.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

LONG_LIST = 4096
"""Characters after which a list is cut before its next item, so that the open tail stays small."""
MOST_DEFINITIONS = 200
LONGEST_DEFINITION = 1000

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^\n]*)")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_QUOTE = re.compile(r" {0,3}>")
_ITEM = re.compile(r"( {0,3})([-+*]|(\d{1,9})([.)]))([ \t]+|$)(.?)")
_DELIMITERS = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_DEFINITION = re.compile(r" {0,3}\[([^\[\]\n]{1,200})\]:[ \t]*\S")


class BlockKind(StrEnum):
    """What a block needs from whoever shows it."""

    TEXT = "text"
    """Paragraphs, headings, lists, quotes, rules, indented code."""
    TABLE = "table"
    CODE = "code"
    """A fence that is in no list and no quote."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text; the sources of all blocks, joined, are the text."""

    kind: BlockKind
    source: str
    language: str = ""
    """The first word after the opening fence."""
    code: str = ""
    """What is inside the fence, without its last line break."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A link definition; `name` is folded as references to it are compared."""

    name: str
    source: str


class _Mode(StrEnum):
    NONE = "none"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    INDENTED = "indented"
    LIST = "list"
    FENCE = "fence"


class MarkdownSplitter:
    """Takes the text piece by piece, at a cost in proportion to the piece, and gives the finished blocks."""

    def __init__(self) -> None:
        self.definitions: list[Definition] = []
        """Link definitions so far, at most `MOST_DEFINITIONS`."""
        self._line: list[str] = []  # pieces of the line that has not ended
        self._lines: list[str] = []  # lines of the open block, blank ones before it included
        self._size = 0
        self._mode = _Mode.NONE
        self._first = 0  # index in `_lines` of the open block's first line that is not blank
        self._after_blank = False
        self._fence = ""
        self._info = ""
        self._marker = ""
        self._content_indent = 0
        self._done: list[Block] = []

    def feed(self, piece: str) -> list[Block]:
        r"""The blocks that `piece` has finished, in order; lines end at `\n` only."""
        start = 0
        while (end := piece.find("\n", start)) >= 0:
            self._line.append(piece[start : end + 1])
            line = "".join(self._line)
            self._line.clear()
            self._take(line)
            start = end + 1
        if start < len(piece):
            self._line.append(piece[start:])
        return self._handed_out()

    def finish(self) -> list[Block]:
        """The blocks that are left: the text has ended. The splitter is then at its beginning again."""
        if self._line:
            line = "".join(self._line)
            self._line.clear()
            self._take(line)
        self._close()
        return self._handed_out()

    @property
    def tail(self) -> Block:
        """What may still change, as it would be if the text ended here; its source may be empty."""
        return self._block([*self._lines, "".join(self._line)] if self._line else self._lines)

    def _handed_out(self) -> list[Block]:
        done, self._done = self._done, []
        return done

    def _take(self, line: str) -> None:
        text = line.rstrip("\r\n")
        if self._mode is _Mode.FENCE:
            self._keep(line)
            if self._is_closing(text):
                self._close()
        elif not text.strip(" \t"):
            self._keep(line)
            self._after_blank = True
            if self._mode in (_Mode.PARAGRAPH, _Mode.QUOTE):
                self._close()
        else:
            if self._mode is not _Mode.NONE and not self._continues(text):
                self._close()
            if self._mode is _Mode.NONE:
                self._open(line, text)
            else:
                self._keep(line)
                self._after_continuation(text)
            self._after_blank = False

    def _open(self, line: str, text: str) -> None:
        self._first = len(self._lines)
        self._keep(line)
        if fence := _opening_fence(text):
            self._mode, (self._fence, self._info) = _Mode.FENCE, fence
        elif _indent(text) >= 4:
            self._mode = _Mode.INDENTED
        elif _HEADING.match(text) or _RULE.match(text):
            self._mode = _Mode.PARAGRAPH
            self._close()
        elif _QUOTE.match(text):
            self._mode = _Mode.QUOTE
        elif item := _ITEM.match(text):
            self._mode = _Mode.LIST
            self._enter_item(item)
        else:
            self._mode = _Mode.PARAGRAPH
            self._note_definition(text)

    def _continues(self, text: str) -> bool:
        """Whether this line, which is not blank, belongs to the open block."""
        match self._mode:
            case _Mode.INDENTED:
                return _indent(text) >= 4
            case _Mode.LIST:
                return self._continues_list(text)
            case _Mode.PARAGRAPH if _UNDERLINE.match(text):
                return True
            case _Mode.QUOTE if _QUOTE.match(text):
                return True
        return not _interrupts(text)

    def _continues_list(self, text: str) -> bool:
        if _indent(text) >= self._content_indent:
            return True
        if _RULE.match(text):
            return False
        if (item := _ITEM.match(text)) and _marker(item) == self._marker:
            return self._size < LONG_LIST
        return not self._after_blank and not _interrupts(text)

    def _after_continuation(self, text: str) -> None:
        if self._mode is _Mode.PARAGRAPH:
            if _UNDERLINE.match(text):
                self._close()
            else:
                self._note_definition(text)
        elif self._mode is _Mode.LIST and _indent(text) < self._content_indent:
            item = _ITEM.match(text)
            if item and _marker(item) == self._marker:
                self._enter_item(item)

    def _enter_item(self, item: re.Match[str]) -> None:
        self._marker = _marker(item)
        start = len(item[1]) + len(item[2])
        gap = _indent(item[5]) if item[6] else 1
        self._content_indent = start + (gap if gap <= 4 else 1)

    def _note_definition(self, text: str) -> None:
        found = _DEFINITION.match(text) if len(text) <= LONGEST_DEFINITION else None
        if found and len(self.definitions) < MOST_DEFINITIONS:
            self.definitions.append(Definition(_folded(found[1]), text.strip()))

    def _is_closing(self, text: str) -> bool:
        mark = text.strip(" \t")
        return len(mark) >= len(self._fence) and not mark.strip(self._fence[0]) and _indent(text) < 4

    def _keep(self, line: str) -> None:
        self._lines.append(line)
        self._size += len(line)

    def _close(self) -> None:
        if self._lines:
            self._done.append(self._block(self._lines))
        self._lines = []
        self._size = 0
        self._mode = _Mode.NONE
        self._first = 0
        self._after_blank = False

    def _block(self, lines: list[str]) -> Block:
        source = "".join(lines)
        if self._mode is _Mode.FENCE:
            inside = lines[self._first + 1 :]
            if inside and self._might_be_closing(inside[-1]):
                inside = inside[:-1]
            words = self._info.split()
            code = "".join(inside)
            return Block(BlockKind.CODE, source, words[0] if words else "", code.removesuffix("\n"))
        if self._mode is _Mode.PARAGRAPH and _is_table(lines[self._first :][:2]):
            return Block(BlockKind.TABLE, source)
        return Block(BlockKind.TEXT, source)

    def _might_be_closing(self, line: str) -> bool:
        if line.endswith("\n"):
            return self._is_closing(line.rstrip("\r\n"))
        mark = line.strip(" \t\r")
        return bool(mark) and not mark.strip(self._fence[0]) and _indent(line) < 4


def references(text: str, definitions: list[Definition]) -> list[Definition]:
    """Those of `definitions` that `text` seems to refer to, in their order; the first of a name counts."""
    if not definitions or "[" not in text:
        return []
    names = {_folded(name) for name in re.findall(r"\[([^\[\]\n]{1,200})\]", text)}
    return [definition for definition in definitions if definition.name in names]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _indent(text: str) -> int:
    """Columns of white space before the text; a tab reaches to the next multiple of 4."""
    width = 0
    for character in text:
        if character == " ":
            width += 1
        elif character == "\t":
            width += 4 - width % 4
        else:
            break
    return width


def _opening_fence(text: str) -> tuple[str, str] | None:
    found = _FENCE.match(text)
    if found is None or (found[1][0] == "`" and "`" in found[2]):
        return None
    return found[1], found[2]


def _marker(item: re.Match[str]) -> str:
    return item[4] or item[2]


def _interrupts(text: str) -> bool:
    """Whether a line ends a paragraph above it by beginning something else."""
    if _HEADING.match(text) or _RULE.match(text) or _QUOTE.match(text) or _opening_fence(text):
        return True
    item = _ITEM.match(text)
    return item is not None and bool(item[6]) and (item[3] is None or int(item[3]) == 1)


def _is_table(lines: list[str]) -> bool:
    if len(lines) < 2 or "|" not in lines[0] or "|" not in lines[1]:
        return False
    return _DELIMITERS.match(lines[1].rstrip("\r\n")) is not None
