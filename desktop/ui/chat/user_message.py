"""A question as it was asked: a soft block at the right, its text plain and whole."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.conversation import Turn
from desktop.ui.accessibility import named
from desktop.ui.buttons import IconButton
from desktop.ui.theme import Size, Theme

WIDEST = 520
_PADDING_X, _PADDING_Y = 14, 8


class UserMessage(QWidget):
    """One question with its actions below."""

    reused = Signal(str)
    """The user wants the text back in the composer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.text = named(_PlainText(theme), self.tr("Your question"))
        self.block = QFrame()
        self.block.setProperty("kind", "soft")
        inside = QVBoxLayout(self.block)
        inside.setContentsMargins(_PADDING_X, _PADDING_Y, _PADDING_X, _PADDING_Y)
        inside.addWidget(self.text)
        self.copy = IconButton(theme, "copy", self.tr("Copy Question"))
        self.reuse = IconButton(theme, "edit", self.tr("Put into Composer"))
        actions = QHBoxLayout()
        actions.setSpacing(2)
        actions.addStretch(1)
        actions.addWidget(self.copy)
        actions.addWidget(self.reuse)
        right = QHBoxLayout()
        right.addStretch(1)
        right.addWidget(self.block)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(right)
        layout.addLayout(actions)
        self.copy.clicked.connect(self._copy)
        self.reuse.clicked.connect(self._reuse)

    def render_turn(self, turn: Turn) -> None:
        """Show the turn; the same text is not laid out again."""
        if self._shown != turn.content:
            self._shown = turn.content
            self.text.setPlainText(turn.content)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        widest = min(WIDEST, self.width())
        self.block.setFixedWidth(min(widest, self.text.natural_width() + 2 * _PADDING_X))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._shown)

    @Slot()
    def _reuse(self) -> None:
        self.reused.emit(self._shown)


class _PlainText(QPlainTextEdit):
    """Read-only text as high as its content; selectable, never interpreted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFont(theme.font(Size.CHAT))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.setTabChangesFocus(True)

    def setPlainText(self, text: str) -> None:
        # Breaking a long word at word boundaries is quadratic: 5 s for 200,000 characters (threats.md).
        longest = max((len(word) for word in text.split()), default=0)
        mode = QTextOption.WrapMode
        self.setWordWrapMode(mode.WrapAnywhere if longest > 2000 else mode.WrapAtWordBoundaryOrAnywhere)
        super().setPlainText(text)
        self._fit()

    def natural_width(self) -> int:
        """The width that the longest line would take, in pixels; no more than is ever given."""
        metrics = self.fontMetrics()
        lines = self.toPlainText()[:4000].split("\n")
        return min(WIDEST, max((metrics.horizontalAdvance(line[:400]) for line in lines), default=0) + 4)

    def sizeHint(self) -> QSize:
        lines = max(1, round(self.document().size().height()))
        return QSize(self.natural_width(), lines * self.fontMetrics().lineSpacing() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
