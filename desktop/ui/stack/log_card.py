"""The live log: it follows its end until somebody scrolls up; search, copy and save."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.services.stack_log import MOST_LINES, LogChange, LogLine
from desktop.services.stack_recorder import StackRecorder
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import plain_label, set_style_property, tooltip_text
from desktop.ui.shortcuts import add_shortcut
from desktop.ui.theme import Size, Theme

NEAR_END = 4
"""Lines from the end that still count as being there."""
SMALLEST_HEIGHT = 160
NARROW_LINES = 45
"""In heights of a line: below that the head has no room for the names of the buttons."""
FIELD_EDGE = 44
"""What a search field takes beside its text: padding, and the button that clears it."""


class LogCard(QFrame):
    """Renders the recorder's lines."""

    save_wanted = Signal()

    def __init__(self, theme: Theme, recorder: StackRecorder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._recorder = theme, recorder
        self._follows = True
        self._is_appending = False
        self.setProperty("kind", "card")
        self.pill = plain_label(theme, size=Size.CAPTION, weight=QFont.Weight.Medium)
        self.search = named(QLineEdit(), self.tr("Search the log"))
        self.search.setPlaceholderText(self.tr("Search the log"))
        self.search.setProperty("kind", "search")
        self.search.setClearButtonEnabled(True)
        self.found = plain_label(theme, size=Size.DETAIL, tone="text3")
        self.copy = ActionButton(theme, self.tr("C&opy"), "copy", "quiet")
        self.save = ActionButton(theme, self.tr("Sa&ve…"), "download", "quiet")
        needed = self.search.fontMetrics().horizontalAdvance(self.search.placeholderText()) + FIELD_EDGE
        self.search.setMinimumWidth(needed)
        self.search.setMaximumWidth(max(needed, 220))
        self.view = named(QPlainTextEdit(), self.tr("Log"))
        self.view.setProperty("kind", "code")
        self.view.setReadOnly(True)
        self.view.setUndoRedoEnabled(False)
        by_mouse, by_keys = (
            Qt.TextInteractionFlag.TextSelectableByMouse,
            Qt.TextInteractionFlag.TextSelectableByKeyboard,
        )
        self.view.setTextInteractionFlags(by_mouse | by_keys)
        self.view.setMaximumBlockCount(MOST_LINES)
        self.view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setMinimumHeight(SMALLEST_HEIGHT)
        self.view.setPlaceholderText(self.tr("No log yet. It starts with the stack."))
        self._lay_out()
        self.search.textChanged.connect(self._search_anew)
        self.search.returnPressed.connect(self._search_on)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self.save_wanted)
        bar = self.view.verticalScrollBar()
        bar.valueChanged.connect(self._note_scrolling)
        bar.rangeChanged.connect(self._keep_following)
        add_shortcut(
            self, QKeySequence.StandardKey.FindNext, self.tr("Next place in the log"), self._search_on
        )
        recorder.changed.connect(self._take)
        theme.changed.connect(self._draw_anew)
        self._draw_anew()

    def text(self) -> str:
        """All that is kept, as it is shown."""
        return "".join(f"{_words(line)}\n" for line in self._recorder.lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow card the buttons keep their icons only."""
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_LINES * self.fontMetrics().height()
        for button, name in ((self.copy, self.tr("C&opy")), (self.save, self.tr("Sa&ve…"))):
            button.setText("" if is_narrow else name)
            button.setAccessibleName(name.replace("&", ""))
            button.setToolTip(tooltip_text(name.replace("&", "")) if is_narrow else "")

    @Slot(LogChange)
    def _take(self, change: LogChange) -> None:
        if change.is_whole:
            self._clear()
        self._append(change.lines)

    @Slot()
    def _draw_anew(self) -> None:
        """All of it, in the colours of the theme."""
        self.view.setFont(self._theme.font(Size.DETAIL, mono=True))
        self._clear()
        self._append(self._recorder.lines)

    def _clear(self) -> None:
        self._is_appending = True
        self.view.clear()
        self._is_appending = False

    def _append(self, lines: tuple[LogLine, ...]) -> None:
        bar = self.view.verticalScrollBar()
        place = bar.value()
        self._is_appending = True
        cursor = QTextCursor(self.view.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        for line in lines[-MOST_LINES:]:
            if not self.view.document().isEmpty():
                cursor.insertBlock()
            if line.at_seconds is not None:
                cursor.insertText(formats.clock_time(line.at_seconds) + "  ", self._format("text3"))
            cursor.insertText(line.text, self._format("warn" if line.is_warning else "text2"))
        cursor.endEditBlock()
        bar.setValue(bar.maximum() if self._follows else place)
        self._is_appending = False
        self._show_following()

    def _format(self, token: str) -> QTextCharFormat:
        found = QTextCharFormat()
        found.setForeground(self._theme.color(token))
        return found

    @Slot(int, int)
    def _keep_following(self, _smallest: int, largest: int) -> None:
        if self._follows:
            self.view.verticalScrollBar().setValue(largest)

    def _show_following(self) -> None:
        self.pill.setText(self.tr("Following") if self._follows else self.tr("Paused"))
        set_style_property(self.pill, "kind", "pill-ok" if self._follows else "pill")
        self.pill.setVisible(not self.view.document().isEmpty())

    @Slot(int)
    def _note_scrolling(self, value: int) -> None:
        """However it was scrolled; what `_append` does itself says nothing of the user."""
        if not self._is_appending:
            self._follows = value >= self.view.verticalScrollBar().maximum() - NEAR_END
            self._show_following()

    @Slot(str)
    def _search_anew(self, _text: str) -> None:
        cursor = self.view.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.view.setTextCursor(cursor)
        self._search_on()

    @Slot()
    def _search_on(self) -> None:
        """The next place with the text, from the beginning again behind the last."""
        text = self.search.text()
        is_found = bool(text) and (self.view.find(text) or self._find_from_start(text))
        self.found.setText("" if is_found or not text else self.tr("Nothing found"))
        if is_found:
            self._follows = False
            self._show_following()

    def _find_from_start(self, text: str) -> bool:
        cursor = self.view.document().find(text, 0, QTextDocument.FindFlag(0))
        if cursor.isNull():
            return False
        self.view.setTextCursor(cursor)
        return True

    @Slot()
    def _copy(self) -> None:
        selected = self.view.textCursor().selectedText().replace("\u2029", "\n")
        QGuiApplication.clipboard().setText(selected or self.text())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(15, 5, 8, 5)
        head.setSpacing(8)
        head.addWidget(plain_label(self._theme, self.tr("Log"), weight=QFont.Weight.DemiBold))
        head.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        head.addWidget(self.found)
        head.addWidget(self.search)
        head.addWidget(self.copy)
        head.addWidget(self.save)
        rule = QFrame()
        rule.setProperty("kind", "rule")
        rule.setFixedHeight(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 8)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(rule)
        inside = QHBoxLayout()
        inside.setContentsMargins(11, 8, 4, 0)
        inside.addWidget(self.view)
        layout.addLayout(inside, 1)


def _words(line: LogLine) -> str:
    at = f"{formats.clock_time(line.at_seconds)}  " if line.at_seconds is not None else ""
    return at + line.text
