"""The look of a table in a text: the header's ground, lines between rows, cells with room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCell,
    QTextTableCellFormat,
)

from desktop.ui.theme import Theme

CELL_PADDING_X = 11.0
CELL_PADDING_Y = 6.0


def style_table(table: QTextTable, theme: Theme) -> None:
    """Style a table just read by Qt's reader, which leaves the header unaligned."""
    style = table.format()
    style.setBorder(0)
    style.setBorderCollapse(True)
    style.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    style.setCellPadding(0)
    style.setCellSpacing(0)
    style.setMargin(0)
    style.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(style)
    line, ground = theme.color("line"), theme.color("sunken")
    rows = table.rows()
    for column in range(table.columns()):
        below = table.cellAt(1, column).firstCursorPosition().blockFormat().alignment() if rows > 1 else None
        for row in range(rows):
            cell = table.cellAt(row, column)
            padded = QTextTableCellFormat(cell.format().toTableCellFormat())
            padded.setLeftPadding(CELL_PADDING_X)
            padded.setRightPadding(CELL_PADDING_X)
            padded.setTopPadding(CELL_PADDING_Y)
            padded.setBottomPadding(CELL_PADDING_Y)
            if row == 0:
                padded.setBackground(ground)
                padded.setFontWeight(QFont.Weight.DemiBold)
            if row < rows - 1:
                padded.setBottomBorder(1)
                padded.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                padded.setBottomBorderBrush(line)
            cell.setFormat(padded)
            if row == 0:
                _settle_header(cell, below)


def _settle_header(cell: QTextTableCell, alignment: Qt.AlignmentFlag | None) -> None:
    """Align a cell as the column below it is; take it out of the list that the whole table is in."""
    cursor = cell.firstCursorPosition()
    if not cursor.block().text() and cell.lastCursorPosition().blockNumber() > cursor.blockNumber():
        cursor.deleteChar()  # Qt begins the item of a list once more inside the cell
    block = cursor.block()
    if (items := block.textList()) is not None:
        items.remove(block)
    style = QTextBlockFormat()
    style.setIndent(0)
    if alignment is not None:
        style.setAlignment(alignment)
    cursor.mergeBlockFormat(style)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.DemiBold)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(bold)
