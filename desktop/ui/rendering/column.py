"""The parts of one reply, one below the other; what is finished is not touched again."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeGuard

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.link_definitions import Definition, references
from desktop.domain.markdown import Block, BlockKind
from desktop.domain.markdown_shape import Shape, plain_pieces, safe_pieces, shape_of
from desktop.ui.rendering.blocks import CodePart, Part, PlainPart, TextPart, part_for
from desktop.ui.rendering.safe_text import SafeTextView
from desktop.ui.rendering.selection import Piece
from desktop.ui.rendering.text_format import BLOCK_GAP
from desktop.ui.theme import Theme

CARD_GAP = 10
Unit = tuple[Block, Shape]
"""What one part can show."""


class PartColumn(QWidget):
    """Finished parts, and below them the open tail. It sets its own height.

    It has no `QLayout`: one would ask every part again for each token of the tail.
    """

    text_made = Signal(QWidget)
    """A text widget that was not there before."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts: list[Part] = []
        self._finished = 0  # how many of `_parts`
        self._bottoms: list[int] = []
        self._changed_from = 0
        self._caret: SafeTextView | None = None
        self._zoom = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(0)

    @property
    def parts(self) -> Sequence[Part]:
        return self._parts

    def pieces(self) -> list[Piece]:
        """The texts of all parts, in their order."""
        return [part.piece() for part in self._parts]

    def set_zoom(self, factor: float) -> None:
        """Show every part, and those to come, at a factor of their usual size."""
        self._zoom = factor
        for part in self._parts:
            part.set_zoom(factor)
        self.arrange_all()

    def clear(self) -> None:
        """Remove every part."""
        self._drop_from(0)
        self._finished = 0
        self._changed_from = 0
        self._caret = None

    def finish(self, unit: Unit, definitions: list[Definition]) -> None:
        """Show a unit that never changes; it takes over the first part of the tail if that shows it."""
        block = unit[0]
        if not block.source.strip():
            return
        before = self._parts[self._finished - 1] if self._finished else None
        if _is_run(before) and _is_text(unit) and before.can_append(block):
            if self._finished < len(self._parts):  # the tail's first part showed this block
                self._drop(self._finished)
            before.append(block, _known(before.source + block.source, definitions))
            self._changed_from = min(self._changed_from, self._finished - 1)
            return
        self._show(self._finished, unit, definitions, is_finished=True)
        self._finished += 1

    def show_tail(self, units: Sequence[Unit], definitions: list[Definition]) -> None:
        """Show what may still change, in place of the tail so far."""
        units = [unit for unit in units if unit[0].source.strip()]
        for index, unit in enumerate(units, self._finished):
            self._show(index, unit, definitions, is_finished=False)
        self._drop_from(self._finished + len(units))

    def define(self, definitions: list[Definition]) -> None:
        """Show again those finished runs whose links have been defined after them."""
        for index, part in enumerate(self._parts[: self._finished]):
            if isinstance(part, TextPart) and not isinstance(part, PlainPart):
                known = _known(part.source, definitions)
                if known != part.definitions:
                    part.define(known)
                    self._changed_from = min(self._changed_from, index)

    def show_caret(self, visible: bool) -> None:
        """Mark the end of the last part, if that is text."""
        holder = self._parts[-1].caret_holder if self._parts and visible else None
        if holder is not self._caret:
            if self._caret is not None:
                self._caret.show_caret(False)
            self._caret = holder
        if holder is not None:
            holder.show_caret(True)

    def arrange(self) -> None:
        """Place the parts from the first that changed; those above stay where they are."""
        width = self.width()
        del self._bottoms[self._changed_from :]
        for index, part in enumerate(self._parts[self._changed_from :], self._changed_from):
            top = self._bottoms[-1] + _gap(self._parts[index - 1], part) if index else 0
            height = part.fit(width)
            part.widget.setGeometry(0, top, width, height)
            if part.widget.isHidden():
                part.widget.show()
            self._bottoms.append(top + height)
        self._changed_from = len(self._parts)
        height = self._bottoms[-1] if self._bottoms else 0
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.arrange_all()

    def arrange_all(self) -> None:
        """Place every part again, such as after a change of fonts."""
        self._changed_from = 0
        self.arrange()

    def _show(self, index: int, unit: Unit, definitions: list[Definition], *, is_finished: bool) -> None:
        block, shape = unit
        if index < len(self._parts) and not self._parts[index].accepts(block, shape):
            self._drop(index)
        if index >= len(self._parts) or not self._parts[index].accepts(block, shape):
            part = part_for(block, shape, self._theme, self)
            part.set_zoom(self._zoom)
            if isinstance(part, CodePart):
                part.view.resized.connect(self.arrange_all)
            part.widget.hide()
            self._parts.insert(index, part)
            before = None
        else:
            before = self._parts[index].piece().widget
        self._parts[index].show(block, is_finished=is_finished, definitions=_known(block.source, definitions))
        after = self._parts[index].piece().widget
        if after is not before:
            self.text_made.emit(after)
        self._changed_from = min(self._changed_from, index)

    def _drop_from(self, index: int) -> None:
        while len(self._parts) > index:
            self._drop(len(self._parts) - 1)

    def _drop(self, index: int) -> None:
        part = self._parts.pop(index)
        if self._caret is not None and self._caret is part.caret_holder:
            self._caret = None
        part.widget.hide()
        part.widget.deleteLater()
        self._changed_from = min(self._changed_from, index)


def units_of(blocks: Iterable[Block], *, is_plain: bool, in_pieces: bool = False) -> Iterator[Unit]:
    """What to show for `blocks`; one that is too much to format comes as pieces of plain text.

    With `in_pieces` those of the pieces that can be are formatted, each by itself.
    """
    for block in blocks:
        if block.kind is BlockKind.CODE:
            yield block, Shape.MARKDOWN
        elif is_plain or shape_of(block.markdown) is Shape.PLAIN:
            if in_pieces and block.kind is BlockKind.TEXT:
                yield from _formatted_units(block.source)
            else:
                yield from plain_units(block.source, block.kind)
        else:
            yield block, Shape.MARKDOWN


def plain_units(text: str, kind: BlockKind = BlockKind.TEXT) -> Iterator[Unit]:
    """`text` as it is, in pieces."""
    for piece in plain_pieces(text):
        yield Block(kind, piece), Shape.PLAIN


def _formatted_units(text: str) -> Iterator[Unit]:
    for piece in safe_pieces(text):
        if shape_of(piece) is Shape.MARKDOWN:
            yield Block(BlockKind.TEXT, piece), Shape.MARKDOWN
        else:
            yield from plain_units(piece)


def can_be_formatted(block: Block) -> bool:
    """Whether a block is shown as plain text, and could be formatted in pieces."""
    if block.kind is not BlockKind.TEXT or shape_of(block.source) is not Shape.PLAIN:
        return False
    pieces = filter(str.strip, safe_pieces(block.source))
    return any(shape_of(piece) is Shape.MARKDOWN for piece in pieces)


def _known(source: str, definitions: list[Definition]) -> str:
    return "\n".join(definition.source for definition in references(source, definitions))


def _gap(above: Part, below: Part) -> int:
    if above.caret_holder is None:
        return CARD_GAP
    return BLOCK_GAP if below.caret_holder is not None else BLOCK_GAP // 2  # a line's leading is below it


def _is_text(unit: Unit) -> bool:
    return unit[0].kind is BlockKind.TEXT and unit[1] is Shape.MARKDOWN


def _is_run(part: Part | None) -> TypeGuard[TextPart]:
    return type(part) is TextPart
