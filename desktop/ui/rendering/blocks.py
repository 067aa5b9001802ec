"""The parts a reply is made of: runs of text, tables, code, and text that is too much to format."""

from typing import Protocol

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.markdown import Block, BlockKind
from desktop.domain.markdown_shape import Shape
from desktop.ui.rendering.safe_text import SafeTextView
from desktop.ui.rendering.selection import Piece
from desktop.ui.theme import Size, Theme

FULL_CHARACTERS = 1200
"""A run of text takes further blocks up to this: few widgets, and none so long that adding to it is slow."""


class Part(Protocol):
    """One widget of the column, showing one or more whole blocks."""

    source: str

    @property
    def widget(self) -> QWidget: ...

    @property
    def caret_holder(self) -> SafeTextView | None: ...

    def show(self, block: Block, *, is_finished: bool, definitions: str) -> None:
        """Show one block in place of what was shown; only for a block that `accepts()` it."""

    def accepts(self, block: Block, shape: Shape) -> bool:
        """Whether `show()` can take the block."""

    def plain_text(self) -> str: ...

    def piece(self) -> Piece:
        """The text widget, for selections and searches; another one may take its place in `show()`."""

    def set_zoom(self, factor: float) -> None: ...

    def fit(self, width: int) -> int: ...


class TextPart:
    """Formatted text: one block, or several after `append()`."""

    def __init__(self, theme: Theme, parent: QWidget, *, size: Size = Size.CHAT) -> None:
        self.source = ""
        self.view = SafeTextView(theme, parent, size=size)
        self.view.resize(max(1, parent.width()), 1)  # else Qt lays the text out for its default width first
        self.definitions = ""

    @property
    def widget(self) -> QWidget:
        return self.view

    @property
    def caret_holder(self) -> SafeTextView | None:
        return self.view

    def accepts(self, block: Block, shape: Shape) -> bool:
        return block.kind is BlockKind.TEXT and shape is Shape.MARKDOWN

    def can_append(self, block: Block) -> bool:
        return len(self.source) + len(block.source) <= FULL_CHARACTERS

    def append(self, block: Block, definitions: str) -> None:
        self.source += block.source
        self.define(definitions)

    def show(self, block: Block, *, is_finished: bool, definitions: str) -> None:
        del is_finished
        self.source = block.source
        self.define(definitions)

    def define(self, definitions: str) -> None:
        """Render with the link definitions known by now; at no cost when nothing differs."""
        self.definitions = definitions
        self.view.show_markdown(self.source, definitions)

    def plain_text(self) -> str:
        return self.view.toPlainText()

    def piece(self) -> Piece:
        return Piece(self.view, self.source, self.view.marks)

    def set_zoom(self, factor: float) -> None:
        self.view.set_zoom(factor)

    def fit(self, width: int) -> int:
        return self.view.fit(width)


class PlainPart(TextPart):
    """Text word for word."""

    def accepts(self, block: Block, shape: Shape) -> bool:
        return block.kind is not BlockKind.CODE and shape is Shape.PLAIN

    def can_append(self, block: Block) -> bool:
        del block
        return False

    def define(self, definitions: str) -> None:
        del definitions
        self.view.show_plain(self.source)


class TablePart(TextPart):
    """A table in a card of its own; a long one is several, each under the header."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, size=Size.BODY)
        self._header = ""
        self._card = QFrame(parent)
        self._card.setProperty("kind", "table")
        layout = QVBoxLayout(self._card)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.view)

    @property
    def widget(self) -> QWidget:
        return self._card

    @property
    def caret_holder(self) -> SafeTextView | None:
        return None

    def accepts(self, block: Block, shape: Shape) -> bool:
        return block.kind is BlockKind.TABLE and shape is Shape.MARKDOWN

    def can_append(self, block: Block) -> bool:
        del block
        return False

    def show(self, block: Block, *, is_finished: bool, definitions: str) -> None:
        self._header = block.header
        super().show(block, is_finished=is_finished, definitions=definitions)

    def define(self, definitions: str) -> None:
        self.definitions = definitions
        self.view.show_markdown(self._header + self.source, definitions)

    def fit(self, width: int) -> int:
        return self.view.fit(max(1, width - 2)) + 2


class CodePart:
    """A fenced block."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        # Late, as a start has no code: it brings an editor's classes, and dialogs.
        from desktop.ui.rendering.code_view import CodeView

        self.source = ""
        self.view = CodeView(theme, parent)

    @property
    def widget(self) -> QWidget:
        return self.view

    @property
    def caret_holder(self) -> SafeTextView | None:
        return None

    def accepts(self, block: Block, shape: Shape) -> bool:
        del shape
        return block.kind is BlockKind.CODE

    def show(self, block: Block, *, is_finished: bool, definitions: str) -> None:
        del definitions
        self.source = block.source
        self.view.show_code(block.code, block.language, is_finished=is_finished)

    def plain_text(self) -> str:
        return self.view.code

    def piece(self) -> Piece:
        return Piece(self.view.body, self.source)

    def set_zoom(self, factor: float) -> None:
        self.view.set_zoom(factor)

    def fit(self, width: int) -> int:
        return self.view.fit(width)


def part_for(block: Block, shape: Shape, theme: Theme, parent: QWidget) -> Part:
    """A new part that accepts `block`; the caller owns its widget."""
    if block.kind is BlockKind.CODE:
        return CodePart(theme, parent)
    if shape is Shape.PLAIN:
        return PlainPart(theme, parent)
    if block.kind is BlockKind.TABLE:
        return TablePart(theme, parent)
    return TextPart(theme, parent)
