"""One selection over many text widgets: from the middle of a reply to the middle of another."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QTextEdit, QWidget

from desktop.ui.rendering.marks import Mark, copied_text

TextWidget = QTextEdit | QPlainTextEdit


@dataclass(frozen=True, slots=True)
class Piece:
    """A text widget, and what its whole text is in Markdown."""

    widget: TextWidget
    source: str
    marks: Sequence[Mark] = ()

    def selected(self, *, as_markdown: bool) -> str:
        """What is selected in it, "" if nothing is; Markdown only where the whole piece is selected."""
        cursor = self.widget.textCursor()
        if not cursor.hasSelection():
            return ""
        end = self.widget.document().characterCount() - 1
        if as_markdown and (cursor.selectionStart(), cursor.selectionEnd()) == (0, end):
            return self.source.strip("\n")
        return copied_text(cursor, self.marks)


class TextSelection(QObject):
    """Selects with the mouse across the widgets of `pieces()`, which are in reading order.

    Every widget has to be given to `watch()` once. Inside one widget Qt selects by itself; as soon as the
    pointer leaves it with the button held, the selection runs from there to the widget under the pointer, and
    the standard copy keys copy all of it. Shift and a click extend it. Without a mouse: `select_all()`.
    """

    changed = Signal()
    """Another part of the texts is selected across widgets."""
    dragged = Signal(QPoint)
    """The pointer is here (global) while it selects; whoever scrolls can follow it near the edges."""

    def __init__(self, pieces: Callable[[], Sequence[Piece]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pieces = pieces
        self._anchor: tuple[TextWidget, int] | None = None
        self._is_across = False

    def watch(self, widget: TextWidget) -> None:
        """Follow the mouse and the keys of `widget` for as long as it lives."""
        widget.viewport().installEventFilter(self)
        widget.installEventFilter(self)

    @property
    def is_across(self) -> bool:
        """Whether more than one widget may have a part of the selection."""
        return self._is_across

    def has_selection(self) -> bool:
        return any(piece.widget.textCursor().hasSelection() for piece in self._pieces())

    def text(self, *, as_markdown: bool = False) -> str:
        """The selected text of all pieces, a line between them empty."""
        chosen = [piece.selected(as_markdown=as_markdown) for piece in self._pieces()]
        return "\n\n".join(text for text in chosen if text)

    @Slot()
    def copy(self) -> None:
        """Put the selection on the clipboard as plain text; nothing happens if there is none."""
        if text := self.text():
            QApplication.clipboard().setText(text)

    @Slot()
    def copy_markdown(self) -> None:
        if text := self.text(as_markdown=True):
            QApplication.clipboard().setText(text)

    @Slot()
    def select_all(self) -> None:
        for piece in self._pieces():
            piece.widget.selectAll()
        self._is_across = True
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        self._clear_others(None)
        self._anchor, self._is_across = None, False
        self.changed.emit()

    def select(self, first: TextWidget, start: int, last: TextWidget, end: int) -> None:
        """Select from offset `start` of `first` to `end` of `last` (UTF-16 units); either may be above."""
        widgets = [piece.widget for piece in self._pieces()]
        if first not in widgets or last not in widgets:
            return
        a, b = widgets.index(first), widgets.index(last)
        for index, widget in enumerate(widgets):
            whole = widget.document().characterCount() - 1
            if index == a == b:
                _select(widget, start, end)
            elif index == a:
                _select(widget, start, whole if b > a else 0)
            elif index == b:
                _select(widget, 0 if b > a else whole, end)
            elif min(a, b) < index < max(a, b):
                _select(widget, 0, whole)
            else:
                _clear(widget)
        self._is_across = a != b
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See `QObject`; True for what is done here in the widget's place."""
        if isinstance(event, QMouseEvent):
            return self._mouse(watched, event)
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy) and self._is_across:
            if event.type() is QEvent.Type.KeyPress:
                self.copy()
            event.accept()
            return True
        if isinstance(event, QContextMenuEvent) and self._is_across and isinstance(watched, QWidget):
            self._open_menu(watched, event.globalPos())
            return True
        return False

    def _mouse(self, watched: QObject, event: QMouseEvent) -> bool:
        widget = watched.parent()
        if not isinstance(widget, TextWidget) or watched is not widget.viewport():
            return False
        point = event.globalPosition().toPoint()
        is_left = Qt.MouseButton.LeftButton
        if event.type() is QEvent.Type.MouseButtonPress and event.button() is is_left:
            return self._press(widget, point, extends=event.modifiers() & _SHIFT == _SHIFT)
        if event.type() is QEvent.Type.MouseMove and event.buttons() & is_left and self._anchor is not None:
            return self._drag(point)
        return False

    def _press(self, widget: TextWidget, point: QPoint, *, extends: bool) -> bool:
        if extends and self._anchor is not None and self._anchor[0] is not widget:
            return self._drag(point)
        if not extends:
            self._clear_others(None if self._is_across else widget)  # else Qt would drag the text
            self._anchor = (widget, _offset(widget, point))
        self._is_across = False
        return False

    def _drag(self, point: QPoint) -> bool:
        assert self._anchor is not None
        self.dragged.emit(point)
        widget, offset = self._anchor
        target = self._widget_at(point)
        if target is None:
            return False
        if target is widget:
            if self._is_across:
                self.select(widget, offset, widget, _offset(widget, point))
            return False
        self.select(widget, offset, target, _offset(target, point))
        return True

    def _widget_at(self, point: QPoint) -> TextWidget | None:
        """The widget at the height of `point`, or the last one above it."""
        shown = [piece.widget for piece in self._pieces() if piece.widget.isVisible()]
        tops = [widget.mapToGlobal(QPoint(0, 0)).y() for widget in shown]
        return shown[max(0, bisect_right(tops, point.y()) - 1)] if shown else None

    def _clear_others(self, kept: TextWidget | None) -> None:
        for piece in self._pieces():
            if piece.widget is not kept:
                _clear(piece.widget)

    def _open_menu(self, widget: QWidget, point: QPoint) -> None:
        menu = QMenu(widget)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("&Copy"), self.copy)
        menu.addAction(self.tr("Copy as &Markdown"), self.copy_markdown)
        menu.addAction(self.tr("Select &All"), self.select_all)
        menu.popup(point)


_SHIFT = Qt.KeyboardModifier.ShiftModifier


def _offset(widget: TextWidget, point: QPoint) -> int:
    return widget.cursorForPosition(widget.viewport().mapFromGlobal(point)).position()


def _select(widget: TextWidget, start: int, end: int) -> None:
    last = widget.document().characterCount() - 1
    cursor = widget.textCursor()
    cursor.setPosition(min(start, last))
    cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
    widget.setTextCursor(cursor)


def _clear(widget: TextWidget) -> None:
    cursor = widget.textCursor()
    if cursor.hasSelection():
        cursor.clearSelection()
        widget.setTextCursor(cursor)
