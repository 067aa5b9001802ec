"""The field that a question is written in."""

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QKeyEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.ui.chat.given import Given, given, holds_files
from desktop.ui.theme import Size, Theme

MOST_LINES = 8
_PADDING = 8


class PromptEdit(QPlainTextEdit):
    """A text field that is as high as its text; Enter submits, Shift+Enter breaks the line.

    Files and pictures that are pasted come by `pasted`; such drags are left to the page.
    """

    submitted = Signal()
    focused = Signal(bool)
    pasted = Signal(Given)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most_lines = MOST_LINES
        self.setFont(theme.font(Size.CHAT))
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # every line is wrapped
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def fit_into(self, height: int) -> None:
        """Show at most as many lines as `height` pixels have room for: two or more, and eight at most."""
        self._most_lines = max(2, min(MOST_LINES, height // self.fontMetrics().lineSpacing()))
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier)
        ):
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.focused.emit(event.type() == QEvent.Type.FocusIn)
        return super().event(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return holds_files(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        found = given(source)
        if found.is_anything:
            self.pasted.emit(found)
        else:
            super().insertFromMimeData(source)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if holds_files(event.mimeData()):
            event.ignore()
        else:
            super().dragMoveEvent(event)

    @Slot()
    def _fit(self) -> None:
        # A QPlainTextEdit measures its document in lines.
        lines = max(1, round(self.document().size().height()))
        shown = min(lines, self._most_lines)
        always, never = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(always if lines > self._most_lines else never)
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + _PADDING)
