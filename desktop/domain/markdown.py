r"""Markdown that grows, cut into top-level blocks that never change once they are given.

Source: CommonMark 0.31 and the GitHub tables, as md4c (Qt's parser) reads them with HTML turned off.
Where a cut could change the meaning none is made: a block too long costs a little time, one too short is
wrong. Four cuts are made on purpose: a list longer than `LONG_LIST` is cut between two of its items, a table
longer than `LONG_TABLE` between two of its rows; a link definition (`[name]: address`) is handed on beside
the blocks, since it may come after its use; and a line that begins with `$$` or `\[` begins a formula, which
has its lines (`- b` is no list there) until it ends, or turns out to be none at an empty line.
A first line `---` is a rule: what a chat shows has no front matter.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain import markdown_lines as syntax
from desktop.domain.link_definitions import DEFINITION, Definition, folded_name
from desktop.domain.markdown_shape import TABLE_COLUMNS

LONG_LIST = 4096
"""Characters after which a list is cut before its next item, so that the open tail stays small."""
LONG_TABLE = 160
"""Cells after which a table is cut before its next row, for the same reason."""
LONGEST_FORMULA = 40
"""Lines after which what seemed a formula is none."""
MOST_DEFINITIONS = 200
LONGEST_DEFINITION = 1000


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
    header: str = ""
    """The first two lines of the table that this block goes on with; "" for one that begins here."""

    @property
    def markdown(self) -> str:
        """What is to be formatted: the source, under the table's header if that is in an earlier block."""
        return self.header + self.source


class _Mode(StrEnum):
    NONE = "none"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    INDENTED = "indented"
    LIST = "list"
    FENCE = "fence"
    FORMULA = "formula"


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
        self._formula_end = ""
        self._has_formulas = True  # False while lines are read again as text
        self._header = ""
        self._row_cells = 0  # columns of the open table, 0 if it is none
        self._rows = 0
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
        if self._mode is _Mode.FORMULA:
            self._read_as_text()
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
        elif self._mode is _Mode.FORMULA:
            self._take_formula(line, text)
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
            elif self._rows * self._row_cells >= LONG_TABLE:
                self._cut_table(line)
            else:
                self._keep(line)
                self._after_continuation(text)
            self._after_blank = False

    def _open(self, line: str, text: str) -> None:
        self._first = len(self._lines)
        self._keep(line)
        if fence := syntax.opening_fence(text):
            self._mode, (self._fence, self._info) = _Mode.FENCE, fence
        elif syntax.indent(text) >= 4:
            self._mode = _Mode.INDENTED
        elif syntax.HEADING.match(text) or syntax.RULE.match(text):
            self._mode = _Mode.PARAGRAPH
            self._close()
        elif syntax.QUOTE.match(text):
            self._mode = _Mode.QUOTE
        elif item := syntax.ITEM.match(text):
            self._mode = _Mode.LIST
            self._enter_item(item)
        elif self._begins_formula(text):
            self._mode, self._formula_end = _Mode.FORMULA, syntax.formula_end(text)
            if self._formula_end in text.strip()[2:]:
                self._close()
        else:
            self._mode = _Mode.PARAGRAPH
            self._note_definition(text)

    def _continues(self, text: str) -> bool:
        """Whether this line, which is not blank, belongs to the open block."""
        match self._mode:
            case _Mode.INDENTED:
                return syntax.indent(text) >= 4
            case _Mode.LIST:
                return self._continues_list(text)
            case _Mode.PARAGRAPH if syntax.UNDERLINE.match(text):
                return True
            case _Mode.QUOTE if syntax.QUOTE.match(text):
                return True
        return not self._interrupts(text)

    def _continues_list(self, text: str) -> bool:
        if syntax.indent(text) >= self._content_indent:
            return True
        if syntax.RULE.match(text):
            return False
        if (item := syntax.ITEM.match(text)) and syntax.marker(item) == self._marker:
            return self._size < LONG_LIST
        return not self._after_blank and not self._interrupts(text)

    def _interrupts(self, text: str) -> bool:
        return syntax.interrupts(text) or self._begins_formula(text)

    def _after_continuation(self, text: str) -> None:
        if self._mode is _Mode.PARAGRAPH:
            if syntax.UNDERLINE.match(text):
                self._close()
                return
            self._note_definition(text)
            self._note_row(text)
        elif self._mode is _Mode.LIST and syntax.indent(text) < self._content_indent:
            item = syntax.ITEM.match(text)
            if item and syntax.marker(item) == self._marker:
                self._enter_item(item)

    def _note_row(self, text: str) -> None:
        if self._row_cells:
            self._rows += 1
        elif len(self._lines) == self._first + 2 and syntax.is_table(self._lines[self._first :]):
            columns = max(1, text.strip().strip("|").count("|") + 1)
            self._row_cells = columns if columns <= TABLE_COLUMNS else 0  # wider ones are shown as plain text

    def _begins_formula(self, text: str) -> bool:
        return self._has_formulas and syntax.begins_formula(text)

    def _take_formula(self, line: str, text: str) -> None:
        self._keep(line)
        if not text.strip(" \t") or len(self._lines) - self._first > LONGEST_FORMULA:
            self._read_as_text()
        elif self._formula_end in text:
            self._mode = _Mode.PARAGRAPH
            if not syntax.has_words_after(text, self._formula_end):
                self._close()

    def _read_as_text(self) -> None:
        """Take the lines of what seemed a formula once more: it has no end."""
        lines, self._lines = self._lines, []
        self._size, self._first = 0, 0
        self._mode, self._after_blank = _Mode.NONE, False
        self._has_formulas = False
        for line in lines:
            self._take(line)
        self._has_formulas = True

    def _enter_item(self, item: re.Match[str]) -> None:
        self._marker = syntax.marker(item)
        start = len(item[1]) + len(item[2])
        gap = syntax.indent(item[5]) if item[6] else 1
        self._content_indent = start + (gap if gap <= 4 else 1)

    def _note_definition(self, text: str) -> None:
        found = DEFINITION.match(text) if len(text) <= LONGEST_DEFINITION else None
        if found and len(self.definitions) < MOST_DEFINITIONS:
            self.definitions.append(Definition(folded_name(found[1]), text.strip()))

    def _is_closing(self, text: str) -> bool:
        mark = text.strip(" \t")
        return len(mark) >= len(self._fence) and not mark.strip(self._fence[0]) and syntax.indent(text) < 4

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
        self._header = ""
        self._row_cells = self._rows = 0

    def _cut_table(self, line: str) -> None:
        """End the block, and begin another that goes on with the table."""
        header = self._header or "".join(self._lines[self._first :][:2])
        cells = self._row_cells
        self._close()
        self._mode, self._header, self._row_cells, self._rows = _Mode.PARAGRAPH, header, cells, 1
        self._keep(line)

    def _block(self, lines: list[str]) -> Block:
        source = "".join(lines)
        if self._mode is _Mode.FENCE:
            inside = lines[self._first + 1 :]
            if inside and self._might_be_closing(inside[-1]):
                inside = inside[:-1]
            words = self._info.split()
            code = "".join(inside)
            return Block(BlockKind.CODE, source, words[0] if words else "", code.removesuffix("\n"))
        if self._header:
            return Block(BlockKind.TABLE, source, header=self._header)
        if self._mode is _Mode.PARAGRAPH and syntax.is_table(lines[self._first :][:2]):
            return Block(BlockKind.TABLE, source)
        return Block(BlockKind.TEXT, source)

    def _might_be_closing(self, line: str) -> bool:
        if line.endswith("\n"):
            return self._is_closing(line.rstrip("\r\n"))
        mark = line.strip(" \t\r")
        return bool(mark) and not mark.strip(self._fence[0]) and syntax.indent(line) < 4
