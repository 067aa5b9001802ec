"""The look of formatted text: what Qt's Markdown reader leaves open, from the theme's tokens."""

from collections.abc import Callable, Iterator

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrame,
    QTextTable,
)

from desktop.ui.rendering.code_frames import LINE_PERCENT, frame_code, is_code
from desktop.ui.rendering.link_notes import Link, add_link, note_hosts
from desktop.ui.rendering.marks import NO_WORDS
from desktop.ui.rendering.table_format import style_table
from desktop.ui.theme import Theme

LINE_HEIGHT_PERCENT = 145.0
BLOCK_GAP = 12
ITEM_GAP = 4
QUOTE_INDENT = 16
LIST_INDENT = 24
_HEADINGS = (1.4, 1.2, 1.1, 1.0, 1.0, 1.0)
"""Factors of the text's own size for levels 1 to 6."""
_FORMATS = QTextFormat.Property


def style_document(
    document: QTextDocument, theme: Theme, font: QFont, restored: Callable[[str], str]
) -> bool:
    """Style a document just read and not yet laid out; whether notes on links were added.

    `restored` gives an address as it was before formulas were taken out of the text.
    """
    document.setIndentWidth(LIST_INDENT)
    whole = QTextCursor(document)
    whole.beginEditBlock()
    links: list[Link] = []
    for block in _blocks(document):
        _style_block(block, theme)
        _style_fragments(block, theme, font, links)
    has_notes = note_hosts(document, links, theme, restored)
    frame_code(document, theme)
    for table in _tables(document.rootFrame()):
        style_table(table, theme)
    whole.endEditBlock()
    return has_notes


def _tables(frame: QTextFrame) -> Iterator[QTextTable]:
    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            yield child


def quote_level(block: QTextBlock) -> int:
    """How many quotes the block is in."""
    return block.blockFormat().intProperty(_FORMATS.BlockQuoteLevel) if block.isValid() else 0


def quote_indent(block: QTextBlock) -> int:
    """How far from the left the outermost quote of the block begins: it may be in a list."""
    if block.textList() is not None:
        return 0
    return block.blockFormat().indent() * LIST_INDENT


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    found: list[QTextFragment] = []
    walk = block.begin()
    while not walk.atEnd():
        found.append(walk.fragment())
        walk += 1
    return found


def _select(block: QTextBlock, start: int, length: int) -> QTextCursor:
    cursor = QTextCursor(block)
    cursor.setPosition(start)
    cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def replace_images(document: QTextDocument, theme: Theme, not_shown: str) -> None:
    """Put the words of each image, and `not_shown`, in its place; before the document is first laid out."""
    images: list[tuple[int, int, str, str]] = []
    for block in _blocks(document):
        for fragment in _fragments(block):
            style = fragment.charFormat()
            if not style.isImageFormat():
                continue
            start, length, name = fragment.position(), fragment.length(), style.toImageFormat().name()
            alt = str(style.property(_FORMATS.ImageAltText) or style.property(_FORMATS.ImageTitle) or "")
            if images and images[-1][0] + images[-1][1] == start and images[-1][3] == name:
                start, before, words, _ = images.pop()  # Qt makes one image of each style in the alt text
                length, alt = before + length, words + alt
            images.append((start, length, alt, name))
    note = QTextCharFormat()
    note.setForeground(theme.color("text3"))
    note.setFontItalic(True)
    for position, length, alt, _ in reversed(images):
        cursor = _select(document.findBlock(position), position, length)
        cursor.insertText(f"{alt.replace(NO_WORDS, '').strip()} {not_shown}".strip(), note)


def _style_block(block: QTextBlock, theme: Theme) -> None:
    style = block.blockFormat()
    merged = QTextBlockFormat()
    following = block.next()
    is_fixed = is_code(style)
    merged.setTopMargin(0)
    merged.setBottomMargin(_gap_between(block, following))
    if level := quote_level(block):
        merged.setLeftMargin(level * QUOTE_INDENT)
        merged.setRightMargin(0)
    if is_fixed:
        merged.setNonBreakableLines(False)
    if QTextCursor(block).currentTable() is None:
        percent = LINE_PERCENT if is_fixed else LINE_HEIGHT_PERCENT
        merged.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if style.hasProperty(_FORMATS.BlockTrailingHorizontalRulerWidth):
        merged.setBackground(theme.color("line"))  # Qt draws the rule in the background's colour
    QTextCursor(block).mergeBlockFormat(merged)


def _gap_between(block: QTextBlock, following: QTextBlock) -> float:
    if not following.isValid() or QTextCursor(block).currentTable() is not None:
        return 0
    style, after = block.blockFormat(), following.blockFormat()
    if is_code(style) and is_code(after):
        return 0
    if block.textList() is not None and following.textList() is not None:
        return ITEM_GAP
    return BLOCK_GAP if not style.headingLevel() else BLOCK_GAP / 2


def _style_fragments(block: QTextBlock, theme: Theme, font: QFont, links: list[Link]) -> None:
    style = block.blockFormat()
    level = style.headingLevel()
    is_fixed = is_code(style)
    is_quoted = quote_level(block) > 0
    for fragment in _fragments(block):
        letters = fragment.charFormat()
        if level:
            letters.clearProperty(_FORMATS.FontSizeAdjustment)
            letters.setFontWeight(QFont.Weight.DemiBold)
            _set_size(letters, font, _HEADINGS[min(level, 6) - 1])
        if letters.isAnchor():
            letters.setForeground(theme.color("accent_text"))
            letters.setFontUnderline(True)
            add_link(links, fragment, letters.anchorHref())
        elif letters.fontFixedPitch():
            letters.setFontFamilies(theme.font(mono=True).families())
            if not is_fixed:
                letters.setBackground(theme.color("hover"))
        elif is_quoted:
            letters.setForeground(theme.color("text2"))
        elif not level:
            continue
        _select(block, fragment.position(), fragment.length()).setCharFormat(letters)


def _set_size(letters: QTextCharFormat, font: QFont, factor: float) -> None:
    if font.pixelSize() > 0:
        letters.setProperty(_FORMATS.FontPixelSize, round(font.pixelSize() * factor))
    else:
        letters.setFontPointSize(font.pointSizeF() * factor)
