"""Code inside lists and quotes, and indented code: a block with a ground and an edge in the text."""

from collections.abc import Iterator

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
)

from desktop.ui.theme import Theme

PADDING = 8
GAP = 10
LINE_PERCENT = 130.0
MOST_FRAMES = 100
"""Further code in one text has no ground of its own; each frame takes 0.1 ms."""


def is_code(style: QTextBlockFormat) -> bool:
    """Whether the block is a line of code."""
    properties = QTextFormat.Property
    return style.hasProperty(properties.BlockCodeLanguage) or style.hasProperty(properties.BlockCodeFence)


def frame_code(document: QTextDocument, theme: Theme) -> None:
    """Put each run of lines of code into a frame, as far to the right as the text it is in."""
    for first, last in list(_runs(document))[:MOST_FRAMES]:
        cursor = QTextCursor(document.findBlock(first))
        if cursor.currentTable() is not None:
            continue
        style = QTextFrameFormat()
        style.setBackground(theme.color("sunken"))
        style.setBorder(1)
        style.setBorderBrush(theme.color("line"))
        style.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        style.setPadding(PADDING)
        style.setBottomMargin(GAP)
        style.setLeftMargin(_left_of(cursor.block(), document.indentWidth()))
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        frame = cursor.insertFrame(style)
        _settle(document, frame.firstPosition(), frame.lastPosition())
        for outside in (frame.firstPosition() - 1, frame.lastPosition() + 1):
            _flatten(document.findBlock(outside))


def _runs(document: QTextDocument) -> Iterator[tuple[int, int]]:
    """First and last position of each run, from the last to the first: framing moves what is below."""
    found: list[tuple[int, int]] = []
    block = document.begin()
    was_code = False
    while block.isValid():
        code = is_code(block.blockFormat())
        end = block.position() + block.length() - 1
        if code and was_code:
            found[-1] = (found[-1][0], end)
        elif code:
            found.append((block.position(), end))
        was_code = code
        block = block.next()
    return reversed(found)


def _left_of(block: QTextBlock, indent_width: float) -> float:
    style = block.blockFormat()
    items = block.textList()
    levels = style.indent() + (items.format().indent() if items is not None else 0)
    return levels * indent_width + style.leftMargin()


def _settle(document: QTextDocument, first: int, last: int) -> None:
    """Lines of code have their place from the frame alone."""
    block = document.findBlock(first)
    while block.isValid() and block.position() <= last:
        if (items := block.textList()) is not None:
            items.remove(block)
        flat = QTextBlockFormat()
        flat.setIndent(0)
        flat.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        flat.setLeftMargin(0)
        flat.setTopMargin(0)
        flat.setBottomMargin(0)
        QTextCursor(block).mergeBlockFormat(flat)
        block = block.next()


def _flatten(block: QTextBlock) -> None:
    """Give the empty block that Qt leaves beside a frame no height."""
    if block.text():
        return
    if (items := block.textList()) is not None:
        items.remove(block)
    flat = QTextBlockFormat()
    flat.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    QTextCursor(block).setBlockFormat(flat)
