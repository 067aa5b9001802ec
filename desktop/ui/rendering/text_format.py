"""The look of formatted text: what Qt's Markdown reader leaves open, from the theme's tokens."""

from collections.abc import Iterator

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
)

from desktop.ui.theme import Size, Theme

LINE_HEIGHT_PERCENT = 145.0
CODE_LINE_HEIGHT_PERCENT = 130.0
BLOCK_GAP = 12
ITEM_GAP = 4
QUOTE_INDENT = 16
LIST_INDENT = 24
CELL_PADDING_X = 11.0
CELL_PADDING_Y = 6.0
_HEADINGS = (1.4, 1.2, 1.1, 1.0, 1.0, 1.0)
"""Factors of the text's own size for levels 1 to 6."""
_FORMATS = QTextFormat.Property


def style_document(document: QTextDocument, theme: Theme, size: Size, *, not_shown: str) -> None:
    """Style a document just read and not yet laid out; images become their alt text and `not_shown`."""
    document.setIndentWidth(LIST_INDENT)
    _replace_images(document, theme, not_shown)
    whole = QTextCursor(document)
    whole.beginEditBlock()
    for block in _blocks(document):
        _style_block(block, theme)
        _style_fragments(block, theme, size)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _style_table(frame, theme)
    whole.endEditBlock()


def quote_level(block: QTextBlock) -> int:
    """How many quotes the block is in."""
    return block.blockFormat().intProperty(_FORMATS.BlockQuoteLevel) if block.isValid() else 0


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


def _replace_images(document: QTextDocument, theme: Theme, not_shown: str) -> None:
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
        cursor.insertText(f"{alt.strip()} {not_shown}".strip(), note)


def _style_block(block: QTextBlock, theme: Theme) -> None:
    style = block.blockFormat()
    merged = QTextBlockFormat()
    following = block.next()
    is_code = style.hasProperty(_FORMATS.BlockCodeLanguage) or style.hasProperty(_FORMATS.BlockCodeFence)
    merged.setTopMargin(0)
    merged.setBottomMargin(_gap_between(block, following))
    if level := quote_level(block):
        merged.setLeftMargin(level * QUOTE_INDENT)
        merged.setRightMargin(0)
    if is_code:
        merged.setBackground(theme.color("sunken"))
        merged.setNonBreakableLines(False)
    if QTextCursor(block).currentTable() is None:
        percent = CODE_LINE_HEIGHT_PERCENT if is_code else LINE_HEIGHT_PERCENT
        merged.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if style.hasProperty(_FORMATS.BlockTrailingHorizontalRulerWidth):
        merged.setBackground(theme.color("line"))  # Qt draws the rule in the background's colour
    QTextCursor(block).mergeBlockFormat(merged)


def _gap_between(block: QTextBlock, following: QTextBlock) -> float:
    if not following.isValid() or QTextCursor(block).currentTable() is not None:
        return 0
    if block.textList() is not None and following.textList() is not None:
        return ITEM_GAP
    style, after = block.blockFormat(), following.blockFormat()
    if style.hasProperty(_FORMATS.BlockCodeLanguage) and after.hasProperty(_FORMATS.BlockCodeLanguage):
        return 0
    return BLOCK_GAP if not style.headingLevel() else BLOCK_GAP / 2


def _style_fragments(block: QTextBlock, theme: Theme, size: Size) -> None:
    style = block.blockFormat()
    level = style.headingLevel()
    is_code = style.hasProperty(_FORMATS.BlockCodeLanguage)
    is_quoted = quote_level(block) > 0
    for fragment in _fragments(block):
        letters = fragment.charFormat()
        if level:
            letters.clearProperty(_FORMATS.FontSizeAdjustment)
            letters.setFontWeight(QFont.Weight.DemiBold)
            _set_size(letters, theme.font(size), _HEADINGS[min(level, 6) - 1])
        if letters.isAnchor():
            letters.setForeground(theme.color("accent_text"))
            letters.setFontUnderline(True)
        elif letters.fontFixedPitch():
            letters.setFontFamilies(theme.font(mono=True).families())
            if not is_code:
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


def _style_table(table: QTextTable, theme: Theme) -> None:
    style = table.format()
    style.setBorder(0)
    style.setBorderCollapse(True)
    style.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    style.setCellPadding(0)
    style.setCellSpacing(0)
    style.setMargin(0)
    style.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(style)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            padded = QTextTableCellFormat(cell.format().toTableCellFormat())
            padded.setLeftPadding(CELL_PADDING_X)
            padded.setRightPadding(CELL_PADDING_X)
            padded.setTopPadding(CELL_PADDING_Y)
            padded.setBottomPadding(CELL_PADDING_Y)
            if row == 0:
                padded.setBackground(theme.color("sunken"))
                padded.setFontWeight(QFont.Weight.DemiBold)
            if row < table.rows() - 1:
                padded.setBottomBorder(1)
                padded.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                padded.setBottomBorderBrush(theme.color("line"))
            cell.setFormat(padded)
