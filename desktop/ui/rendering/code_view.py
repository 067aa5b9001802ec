"""A block of code: its language, a Copy button that gives the source exactly, and the code itself."""

import re
from time import monotonic

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.text import label_text
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.dialogs import pick_new_file
from desktop.ui.labels import plain_label
from desktop.ui.rendering.code_lines import ShownLines
from desktop.ui.rendering.highlighting import highlight
from desktop.ui.rendering.marks import scaled
from desktop.ui.rendering.saving import save_text, suggested_name
from desktop.ui.theme import Size, Theme

MOST_LINES = 400
MOST_CHARACTERS = 32 * 1024
"""Longer code scrolls in a window of `LARGE_LINES` lines: laying all of it out takes too long."""
LARGE_LINES = 30
OPEN_HIGHLIGHT_SECONDS = 0.5
LINE_HEIGHT_PERCENT = 140.0
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


class _CodeText(QTextEdit):
    """Code of ordinary length, as tall as it is."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll sideways only; up and down belong to the page."""
        if abs(event.angleDelta().x()) > abs(event.angleDelta().y()):
            super().wheelEvent(event)
        else:
            event.ignore()


class CodeView(QFrame):
    """The card of one fenced block."""

    resized = Signal()
    """`fit()` gives another height than before, though the code is the same."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._code = ""
        self._language = ""
        self._lines = 1
        self._shown = ShownLines()
        self._highlighted_at = 0.0
        self._is_finished = False
        self._zoom = 1.0
        self._wraps = False
        self._body: _CodeText | QPlainTextEdit | None = None
        self.setProperty("kind", "sunken")
        self.language = plain_label(
            theme, size=Size.DETAIL, weight=QFont.Weight.Medium, tone="text2", parent=self
        )
        self.hidden_badge = plain_label(theme, self.tr("Hidden characters"), size=Size.CAPTION, parent=self)
        self.hidden_badge.setProperty("kind", "pill-warn")
        self.hidden_badge.setToolTip(
            self.tr("This code has characters that are not seen or change the order.")
        )
        self.hidden_badge.hide()
        self.copy_button = ActionButton(theme, self.tr("Copy"), "copy", "quiet", self)
        self.copy_button.setAccessibleName(self.tr("Copy code"))
        self.copy_button.clicked.connect(self._copy)
        self.save_button = ActionButton(theme, self.tr("Save"), "download", "quiet", self)
        self.save_button.setAccessibleName(self.tr("Save code"))
        self.save_button.clicked.connect(self._ask_where)
        self.wrap_button = ActionButton(theme, self.tr("Wrap"), "", "quiet", self)
        self.wrap_button.setAccessibleName(self.tr("Wrap long lines"))
        self.wrap_button.setCheckable(True)
        self.wrap_button.toggled.connect(self._wrap)
        self.wrap_button.hide()
        self.problem = plain_label(theme, size=Size.DETAIL, tone="fail", parent=self)
        self.problem.hide()
        self._header = QWidget(self)
        header = QHBoxLayout(self._header)
        header.setContentsMargins(12, 1, 8, 1)
        header.setSpacing(8)
        header.addWidget(self.language)
        header.addStretch(1)
        header.addWidget(self.problem)
        header.addWidget(self.hidden_badge)
        header.addWidget(self.wrap_button)
        header.addWidget(self.copy_button)
        header.addWidget(self.save_button)
        rule = QFrame(self)
        rule.setProperty("kind", "rule")
        rule.setFixedHeight(1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, 1)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._header)
        self._layout.addWidget(rule)
        theme.changed.connect(self._restyle)

    @property
    def code(self) -> str:
        """The code as it is copied."""
        return self._code

    @property
    def body(self) -> QTextEdit | QPlainTextEdit:
        """The code's own widget; another takes its place when the code becomes long."""
        assert self._body is not None  # it is made by the first `show_code()`
        return self._body

    def set_zoom(self, factor: float) -> None:
        """Show the code at a factor of its usual size."""
        if factor != self._zoom:
            self._zoom = factor
            if self._body is not None:
                self._set_font(self._body)

    def show_code(self, code: str, language: str, *, is_finished: bool) -> None:
        """Show `code`; while it is not finished it usually grows, and only what is new is laid out."""
        grown = self._body is not None and code.startswith(self._code)
        added = code[len(self._code) :] if grown else code
        self._is_finished = is_finished
        if language != self._language or not self.language.text():
            self._language = language
            self.language.setText(label_text(language, 40) or self.tr("code"))
        if not grown or added:
            self._code = code
            self._lines = code.count("\n") + 1
            self._write(added, grown=grown)
            if _HIDDEN.search(added):
                self.hidden_badge.show()
            elif not grown:
                self.hidden_badge.hide()
        now = monotonic()
        if is_finished or now - self._highlighted_at >= OPEN_HIGHLIGHT_SECONDS:
            self._highlight()
            self._highlighted_at = now

    def fit(self, width: int) -> int:
        """The height the card needs, with a scroll bar if its longest line is wider than `width`."""
        chrome = self._header.sizeHint().height() + 3
        body = self._body
        if isinstance(body, _CodeText):
            if self._wraps:
                body.document().setTextWidth(width - 2)
            is_wide = body.document().idealWidth() > width - 2
            self.wrap_button.setVisible(self._wraps or is_wide)
            scroll_bar = body.horizontalScrollBar().sizeHint().height() if is_wide else 0
            return chrome + round(body.document().size().height() + 0.5) + 2 * body.frameWidth() + scroll_bar
        line = self.fontMetrics().lineSpacing()
        if body is not None:
            line = body.fontMetrics().lineSpacing()
        return chrome + line * LARGE_LINES + 24

    def _write(self, added: str, *, grown: bool) -> None:
        if not grown:
            self._shown = ShownLines()
        text = self._shown.take(added)
        is_large = self._lines > MOST_LINES or len(self._code) > MOST_CHARACTERS or self._shown.has_long_line
        if isinstance(self._body, QPlainTextEdit):
            is_large = True
        if not isinstance(self._body, QPlainTextEdit if is_large else _CodeText):
            grown = False
            self._make_body(is_large)
            self._shown = ShownLines()
            text = self._shown.take(self._code)
        body = self._body
        assert body is not None
        cursor = QTextCursor(body.document())
        if grown:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(text)
        elif isinstance(body, QPlainTextEdit):
            body.setPlainText(text)
        else:
            cursor.select(QTextCursor.SelectionType.Document)
            spaced = QTextBlockFormat()
            spaced.setLineHeight(
                LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
            )
            cursor.setBlockFormat(spaced)
            cursor.insertText(text)
            body.moveCursor(QTextCursor.MoveOperation.Start)  # else it shows the end of a long line

    def _make_body(self, is_large: bool) -> None:
        if self._body is not None:
            self._layout.removeWidget(self._body)
            self._body.deleteLater()
        body: _CodeText | QPlainTextEdit = QPlainTextEdit(self) if is_large else _CodeText(self)
        body.setProperty("kind", "code")
        body.setReadOnly(True)
        body.setAcceptDrops(False)
        body.setUndoRedoEnabled(False)
        body.setTabChangesFocus(True)
        body.setFrameShape(QFrame.Shape.NoFrame)
        body.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        if isinstance(body, QPlainTextEdit):
            body.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        else:
            body.setAcceptRichText(False)
            modes = QTextEdit.LineWrapMode
            body.setLineWrapMode(modes.WidgetWidth if self._wraps else modes.NoWrap)
            body.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body.document().setDocumentMargin(12)
        self._set_font(body)
        self._layout.addWidget(named(body, self.tr("Code")), 1)
        self._body = body

    def _set_font(self, body: QTextEdit | QPlainTextEdit) -> None:
        font = scaled(self._theme.font(Size.BODY, mono=True), self._zoom)
        body.setFont(font)
        body.document().setDefaultFont(font)
        body.setTabStopDistance(4 * body.fontMetrics().horizontalAdvance(" "))

    def _highlight(self) -> None:
        if not isinstance(self._body, _CodeText):
            return
        document = self._body.document()
        colors = self._theme.code_colors
        ranges: dict[int, list[QTextLayout.FormatRange]] = {}
        for line, start, length, kind in highlight(self._code, self._language):
            style = QTextCharFormat()
            style.setForeground(QColor(colors[kind]))
            piece = QTextLayout.FormatRange()
            piece.start, piece.length, piece.format = start, length, style
            ranges.setdefault(line, []).append(piece)
        for line, pieces in ranges.items():
            document.findBlockByNumber(line).layout().setFormats(pieces)
        document.markContentsDirty(0, document.characterCount())

    @Slot()
    def _copy(self) -> None:
        QApplication.clipboard().setText(self._code)

    @Slot()
    def _ask_where(self) -> None:
        pick_new_file(self, self.tr("Save Code"), suggested_name(self._language), self._save)

    def _save(self, path: str) -> None:
        reason = save_text(path, self._code)
        self.problem.setText(self.tr("Not saved: {reason}").format(reason=reason) if reason else "")
        self.problem.setVisible(bool(reason))

    @Slot(bool)
    def _wrap(self, wraps: bool) -> None:
        self._wraps = wraps
        if isinstance(self._body, _CodeText):
            modes = QTextEdit.LineWrapMode
            self._body.setLineWrapMode(modes.WidgetWidth if wraps else modes.NoWrap)
            self.resized.emit()

    @Slot()
    def _restyle(self) -> None:
        if self._body is not None:
            self._set_font(self._body)
            self._highlight()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._body is not None:
            self._body.viewport().update()
