"""A question as it was asked: a soft block at the right, its text plain and whole."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.conversation import Turn
from desktop.ui.accessibility import named
from desktop.ui.buttons import IconButton
from desktop.ui.chat.attached import AttachedFiles
from desktop.ui.chat.edit_field import InlineEditor
from desktop.ui.chat.turn_bar import TurnBar
from desktop.ui.chat.wishes import Edit, Look
from desktop.ui.rendering.marks import scaled
from desktop.ui.rendering.selection import Piece
from desktop.ui.theme import Size, Theme

WIDEST = 520
_PADDING_X, _PADDING_Y = 14, 8


class UserMessage(QWidget):
    """One question with its actions below; it can be changed in its place."""

    wished = Signal(object)
    """A `Wish`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._turn: Turn | None = None
        self._shown: tuple[object, ...] = ()
        self.edit_draft = ""
        """A changed question that was not sent."""
        self.files = AttachedFiles(theme)
        self.text = named(_PlainText(theme), self.tr("Your question"))
        self.block = QFrame()
        self.block.setProperty("kind", "soft")
        inside = QVBoxLayout(self.block)
        inside.setContentsMargins(_PADDING_X, _PADDING_Y, _PADDING_X, _PADDING_Y)
        inside.addWidget(self.text)
        self.editor: InlineEditor | None = None
        """Made when a question is changed, which is seldom."""
        self.edit = IconButton(theme, "edit", self.tr("Edit Question"))
        self.bar = TurnBar(theme, self.edit, self.tr("Copy Question"), self._content, self._markdown)
        self.copy = self.bar.copy
        right = QHBoxLayout()
        right.addStretch(1)
        right.addWidget(self.block)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.files)
        layout.addLayout(right)
        layout.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignRight)
        self.edit.clicked.connect(self.start_editing)
        self.bar.wished.connect(self.wished)
        self.files.chosen.connect(self._look)

    @property
    def turn(self) -> Turn | None:
        return self._turn

    @property
    def is_editing(self) -> bool:
        return self.editor is not None and not self.editor.isHidden()

    def render_turn(self, turn: Turn, *, can_change: bool = True) -> None:
        """Show the turn; the same text is not laid out again. `can_change` is False while a reply arrives."""
        shown = (turn, can_change)
        if shown == self._shown:
            return
        old, self._turn, self._shown = self._turn, turn, shown
        if old is None or old.content != turn.content:
            self.text.setPlainText(turn.content)
        if old is not None and old.id != turn.id:  # another version stands here now
            self.stop_editing()
            self.edit_draft = ""
        self.block.setVisible(bool(turn.content) and not self.is_editing)
        self.files.render_files(turn.attachments)
        self.edit.setEnabled(can_change)
        if self.editor is not None:
            self.editor.allow(can_change)
        self.bar.render_turn(turn, can_change=can_change)
        self._fit()

    def pieces(self) -> list[Piece]:
        """The text for a selection and for find."""
        return [Piece(self.text, self._content())] if self.block.isVisibleTo(self) else []

    def set_zoom(self, factor: float) -> None:
        self.text.set_zoom(factor)
        self._fit()

    @Slot()
    def start_editing(self) -> None:
        """Put a field in the place of the text."""
        if self.editor is None:
            self.editor = InlineEditor(self._theme)
            self._column.insertWidget(self._column.indexOf(self.bar), self.editor)
            self.editor.sent.connect(self._send)
            self.editor.cancelled.connect(self.stop_editing)
        self.editor.allow(self.edit.isEnabled())
        self.editor.start(self._content(), self.edit_draft)
        self.block.hide()
        self.bar.hide()
        self.editor.show()
        self.editor.setFocus()

    @Slot()
    def stop_editing(self) -> None:
        """Show the question as it is; what was changed stays for the next time."""
        if self.editor is not None and self.is_editing:
            self.edit_draft = self.editor.text()
            had_focus = self.editor.field.hasFocus() or self.editor.cancel.hasFocus()
            self.editor.hide()
            self.block.setVisible(bool(self._content()))
            self.bar.show()
            if had_focus:
                self.edit.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        widest = min(self.text.widest, self.width())
        self.block.setFixedWidth(min(widest, self.text.natural_width() + 2 * _PADDING_X))

    def _content(self) -> str:
        return self._turn.content if self._turn is not None else ""

    def _markdown(self) -> str:
        attachments = self._turn.attachments if self._turn is not None else ()
        files = [f"- `{one.name.replace('`', '')}`" for one in attachments]
        return "\n\n".join(part for part in ("\n".join(files), self._content()) if part)

    @Slot(str)
    def _send(self, text: str) -> None:
        if self._turn is not None:
            self.wished.emit(Edit(self._turn.id, text))

    @Slot(int)
    def _look(self, place: int) -> None:
        if self._turn is not None:
            self.wished.emit(Look(self._turn.id, place, self._turn.attachments[place]))


class _PlainText(QPlainTextEdit):
    """Read-only text as high as its content; selectable, never interpreted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zoom = 1.0
        self.setReadOnly(True)
        self.setFont(theme.font(Size.CHAT))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.setTabChangesFocus(True)

    @property
    def widest(self) -> int:
        """The most that the block takes, with its padding."""
        return round(WIDEST * max(1.0, self._zoom))

    def set_zoom(self, factor: float) -> None:
        if factor != self._zoom:
            self._zoom = factor
            self.setFont(scaled(self._theme.font(Size.CHAT), factor))
            self._fit()

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
        longest = max((metrics.horizontalAdvance(line[:400]) for line in lines), default=0)
        return min(self.widest, longest + 4)

    def sizeHint(self) -> QSize:
        lines = max(1, round(self.document().size().height()))
        return QSize(self.natural_width(), lines * self.fontMetrics().lineSpacing() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
