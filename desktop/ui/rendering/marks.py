"""What is taken out of Markdown before Qt reads it, and put into the document after: formulas, mostly.

Qt's reader would take `_` and backslashes of a formula for its own, and drops an image without words. So each
is replaced by characters of a private range that mean nothing, and a text that has those is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from desktop.domain.latex import latex_runs
from desktop.domain.latex_runs import Script
from desktop.domain.latex_spans import Formula, formulas
from desktop.ui.rendering.code_frames import is_code
from desktop.ui.theme import Theme

OPENING, CLOSING, NO_WORDS = "\uf8f0", "\uf8f1", "\uf8f2"
SOURCE = QTextFormat.Property.UserProperty.value + 1
"""A property of characters that stand for a piece of source: its index in `Prepared.sources`."""
DISPLAY_INDENT = 24

_PLACE = re.compile(f"{OPENING}([0-9]+){CLOSING}")
_PLACE_IN_DOCUMENT = QRegularExpression(f"{OPENING}[0-9]+{CLOSING}|{NO_WORDS}")
_IMAGE_WITHOUT_WORDS = re.compile(r"!\[\](?=[(\[])")


@dataclass(frozen=True, slots=True)
class Prepared:
    """Markdown for Qt's reader, and what its private characters stand for."""

    markdown: str
    formulas: Sequence[Formula] = ()
    sources: Sequence[str] = ()
    has_places: bool = False

    def restored(self, text: str) -> str:
        """`text` of the document with the source of each formula in its place."""
        return _PLACE.sub(lambda found: self._source(found[1]), text).replace(NO_WORDS, "")

    def _source(self, number: str) -> str:
        return self.sources[int(number)] if int(number) < len(self.sources) else ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of a document, in UTF-16 units, that are copied as `source`."""

    start: int
    length: int
    source: str


def prepare(text: str) -> Prepared:
    """`text` with its formulas, and the missing words of images, taken out."""
    if any(character in text for character in (OPENING, CLOSING, NO_WORDS)):
        return Prepared(text)
    found = formulas(text)
    pieces: list[str] = []
    end = 0
    for number, formula in enumerate(found):
        pieces += [text[end : formula.start], f"{OPENING}{number}{CLOSING}"]
        end = formula.end
    pieces.append(text[end:])
    markdown = "".join(pieces)
    has_images = "![]" in markdown
    if has_images:
        markdown = _IMAGE_WITHOUT_WORDS.sub(f"![{NO_WORDS}]", markdown)
    sources = [text[formula.start : formula.end] for formula in found]
    return Prepared(markdown, found, sources, bool(found) or has_images)


def fill_in(document: QTextDocument, prepared: Prepared, theme: Theme) -> None:
    """Put the formulas where their places are; in code and in addresses, as they were written."""
    if not prepared.has_places:
        return
    cursor = QTextCursor(document)
    while not (cursor := document.find(_PLACE_IN_DOCUMENT, cursor)).isNull():
        place = _PLACE.fullmatch(cursor.selectedText())
        if place is None or int(place[1]) >= len(prepared.formulas):
            cursor.removeSelectedText()
            continue
        number = int(place[1])
        style = cursor.charFormat()
        if style.fontFixedPitch() or is_code(cursor.blockFormat()):
            cursor.insertText(prepared.sources[number], style)
        else:
            _insert(cursor, prepared.formulas[number], number, style, theme)


def _insert(cursor: QTextCursor, formula: Formula, number: int, style: QTextCharFormat, theme: Theme) -> None:
    is_alone = len(cursor.block().text()) == len(cursor.selectedText())
    runs = latex_runs(formula.latex, is_display=formula.is_display and is_alone)
    style.setProperty(SOURCE, number)
    if runs is None:
        style.setFontFamilies(theme.font(mono=True).families())
        style.setForeground(theme.color("text2"))
        cursor.insertText("\u2028".join(formula.latex.splitlines()), style)
    else:
        for run in runs:
            look = QTextCharFormat(style)
            look.setFontItalic(run.is_italic)
            if run.script is not Script.NORMAL:
                alignments = QTextCharFormat.VerticalAlignment
                is_super = run.script is Script.SUPER
                look.setVerticalAlignment(
                    alignments.AlignSuperScript if is_super else alignments.AlignSubScript
                )
            cursor.insertText(run.text.replace("\n", "\u2028"), look)
    if formula.is_display and is_alone:
        indented = QTextBlockFormat()
        indented.setTextIndent(0)
        indented.setLeftMargin(DISPLAY_INDENT)
        cursor.mergeBlockFormat(indented)


def marks_of(document: QTextDocument, sources: Sequence[str]) -> list[Mark]:
    """The characters of `document` that stand for a source, in their order."""
    found: list[Mark] = []
    last = -1
    for start, length, style in _fragments(document):
        if not style.hasProperty(SOURCE):
            continue
        number = style.intProperty(SOURCE)
        if found and number == last and found[-1].start + found[-1].length == start:
            found[-1] = Mark(found[-1].start, found[-1].length + length, found[-1].source)
        else:
            found.append(Mark(start, length, sources[number] if number < len(sources) else ""))
        last = number
    return found


def _fragments(document: QTextDocument) -> Iterator[tuple[int, int, QTextCharFormat]]:
    block = document.begin()
    while block.isValid():
        walk = block.begin()
        while not walk.atEnd():
            fragment = walk.fragment()
            yield fragment.position(), fragment.length(), fragment.charFormat()
            walk += 1
        block = block.next()


def copied_text(cursor: QTextCursor, marks: Sequence[Mark]) -> str:
    """The selected text; a formula of which any part is selected is its source, whole."""
    if not marks:
        return cursor.selection().toPlainText()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    reached, pieces = start, []
    walk = QTextCursor(cursor)
    for mark in marks:
        if mark.start + mark.length <= start or mark.start >= end:
            continue
        pieces += [_between(walk, reached, max(reached, mark.start)), mark.source]
        reached = mark.start + mark.length
    pieces.append(_between(walk, reached, max(reached, end)))
    return "".join(pieces)


def _between(cursor: QTextCursor, start: int, end: int) -> str:
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selection().toPlainText()


def scaled(font: QFont, factor: float) -> QFont:
    """`font` at a factor of its size."""
    result = QFont(font)
    if font.pixelSize() > 0:
        result.setPixelSize(max(1, round(font.pixelSize() * factor)))
    else:
        result.setPointSizeF(max(1.0, font.pointSizeF() * factor))
    return result
