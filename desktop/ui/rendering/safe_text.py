"""The one widget that formats untrusted text.

Measured on PySide6 6.9 to 6.12 (threats.md section 3): Qt opens the file an image names unless `loadResource`
gives a valid image; None, empty bytes and, on 6.9, a null image are not enough. `![x](/dev/zero)` ends the
process, a FIFO hangs it. So images are taken out of the document before it is first laid out, and both the
document and the widget answer every request with one transparent pixel.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QRect, QRectF, QSize, Qt, QUrl, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QTextBrowser, QWidget

from desktop.ui.rendering.links import link_tooltip, open_link
from desktop.ui.rendering.marks import Mark, copied_text, fill_in, marks_of, prepare, scaled
from desktop.ui.rendering.text_format import (
    QUOTE_INDENT,
    quote_indent,
    quote_level,
    replace_images,
    style_document,
)
from desktop.ui.theme import Size, Theme

_FRONT_MATTER = 0x100000  # MD_FLAG of Qt's importer: would swallow a text that begins with `---`
_FEATURES = QTextDocument.MarkdownFeature(
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub.value & ~_FRONT_MATTER
    | QTextDocument.MarkdownFeature.MarkdownNoHTML.value
)
_CARET_WIDTH = 6


def _transparent_pixel() -> QImage:
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(0)
    return image


_PIXEL = _transparent_pixel()


class _InertDocument(QTextDocument):
    """A document that loads nothing, whatever its text names."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        return _PIXEL


class SafeTextView(QTextBrowser):
    """Read-only text as tall as its content; `fit()` gives the height for a width.

    Nothing in the text can open a file, ask the network, or be followed without the user's word.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, size: Size = Size.CHAT) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = size
        self._source = ""
        self._definitions = ""
        self._is_plain = False
        self._zoom = 1.0
        self._marks: Sequence[Mark] = ()
        self._caret = False
        self._is_stale = False  # rendered in the colours of another scheme
        self._menu_link = ""
        self._made: QTextDocument | None = None
        self._fitted: tuple[int, int] | None = None
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAcceptDrops(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Message text"))
        self.anchorClicked.connect(self._follow)
        self.highlighted.connect(self._name_link)
        theme.changed.connect(self._restyle)

    @property
    def original(self) -> str:
        """The text as it was given."""
        return self._source

    @property
    def marks(self) -> Sequence[Mark]:
        """Characters that are copied as another source than they show: formulas, notes on links."""
        return self._marks

    def set_zoom(self, factor: float) -> None:
        """Show the text at a factor of its usual size."""
        if factor != self._zoom:
            self._zoom = factor
            if self._made is not None:
                self._restyle()

    def show_markdown(self, text: str, definitions: str = "") -> None:
        """Show `text` formatted; `definitions` are link definitions it may refer to."""
        self._show(text, definitions, is_plain=False)

    def show_plain(self, text: str) -> None:
        """Show `text` word for word, breaking anywhere: quick for a line of any length."""
        self._show(text, "", is_plain=True)

    def show_caret(self, visible: bool) -> None:
        """Mark the end of the text as the place where more will come."""
        if visible != self._caret:
            self._caret = visible
            self.viewport().update()

    def fit(self, width: int) -> int:
        """The height the text needs at `width`, both in pixels."""
        if self._fitted is None or self._fitted[0] != width:
            document = self.document()
            document.setTextWidth(width)
            self._fitted = (width, round(document.size().height() + 0.49))
        return self._fitted[1]

    def sizeHint(self) -> QSize:
        width = max(self.width(), 1)
        return QSize(width, self.fit(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def _show(self, text: str, definitions: str, *, is_plain: bool) -> None:
        if (text, definitions, is_plain) != (self._source, self._definitions, self._is_plain):
            self._source, self._definitions, self._is_plain = text, definitions, is_plain
            self._render()

    def _render(self) -> None:
        self._is_stale = False
        document = _InertDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        font = scaled(self._theme.font(self._size), self._zoom)
        document.setDefaultFont(font)
        option = QTextOption()
        option.setWrapMode(_wrap_mode(self._is_plain))
        document.setDefaultTextOption(option)
        if self._is_plain:
            document.setPlainText(self._source)
            self._marks = ()
        else:
            joined = f"{self._source}\n\n{self._definitions}" if self._definitions else self._source
            prepared = prepare(joined)
            document.setMarkdown(prepared.markdown, _FEATURES)
            replace_images(document, self._theme, self.tr("[image not shown]"))
            fill_in(document, prepared, self._theme)
            has_notes = style_document(document, self._theme, font, prepared.restored)
            self._marks = marks_of(document, prepared.sources) if prepared.sources or has_notes else ()
        self._replace(document)

    def _replace(self, document: QTextDocument) -> None:
        cursor = self.textCursor()
        kept = cursor.selectedText() if cursor.hasSelection() else ""
        self.setExtraSelections([])  # they are of the document before
        self.setWordWrapMode(_wrap_mode(self._is_plain))
        self.setDocument(document)
        if self._made is not None:  # Qt deletes its own first document, but not ours
            self._made.deleteLater()
        self._made = document
        self._fitted = None
        if kept:
            restored = QTextCursor(document)
            last = document.characterCount() - 1
            restored.setPosition(min(cursor.anchor(), last))
            restored.setPosition(min(cursor.position(), last), QTextCursor.MoveMode.KeepAnchor)
            if restored.selectedText() == kept:
                self.setTextCursor(restored)
        self.updateGeometry()

    @Slot()
    def _restyle(self) -> None:
        self._is_stale = bool(self._source)
        if self._is_stale and self.isVisible():
            self._render()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._render()

    @Slot(QUrl)
    def _follow(self, url: QUrl) -> None:
        open_link(self, self._theme, url)

    @Slot(QUrl)
    def _name_link(self, url: QUrl) -> None:
        self.viewport().setToolTip("" if url.isEmpty() else link_tooltip(url))

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """A transparent pixel for every request; see the module's docstring."""
        return _PIXEL

    def doSetSource(self, name: QUrl, kind: QTextDocument.ResourceType = ...) -> None:  # type: ignore[override]  # Qt's own stub
        """Never navigate."""

    def createMimeDataFromSelection(self) -> QMimeData:
        """Plain text only, formulas as their source: what is pasted is as inert as what is shown."""
        data = QMimeData()
        data.setText(copied_text(self.textCursor(), self._marks))
        return data

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(self.tr("&Copy"), self.copy)
        copy.setEnabled(self.textCursor().hasSelection())
        menu.addAction(self.tr("Select &All"), self.selectAll)
        if address := self.anchorAt(event.pos()):
            self._menu_link = address
            menu.addAction(self.tr("Copy &Link"), self._copy_link)
        menu.popup(event.globalPos())

    @Slot()
    def _copy_link(self) -> None:
        QApplication.clipboard().setText(self._menu_link)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the page: there is nothing to scroll here."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fitted = None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._paint_quotes(painter, event.rect())
        if self._caret:
            painter.fillRect(self._caret_rect(), self._theme.color("accent_text"))

    def _paint_quotes(self, painter: QPainter, exposed: QRect) -> None:
        layout = self.document().documentLayout()
        color = self._theme.color("line")
        block = self.cursorForPosition(exposed.topLeft()).block()
        while block.isValid() and (rect := layout.blockBoundingRect(block)).top() <= exposed.bottom():
            following = block.next()
            end = layout.blockBoundingRect(following).top() if following.isValid() else rect.bottom()
            indent = quote_indent(block)
            for level in range(quote_level(block)):
                bottom = end if quote_level(following) > level else rect.bottom()
                left = indent + level * QUOTE_INDENT
                painter.fillRect(QRectF(left, rect.top(), 3, bottom - rect.top()), color)
            block = following

    def _caret_rect(self) -> QRect:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        rect = self.cursorRect(cursor)
        height = self.fontMetrics().height()
        left = min(rect.right() + 3, self.viewport().width() - _CARET_WIDTH)
        return QRect(left, rect.bottom() - height, _CARET_WIDTH, height)


def _wrap_mode(is_plain: bool) -> QTextOption.WrapMode:
    modes = QTextOption.WrapMode
    return modes.WrapAnywhere if is_plain else modes.WrapAtWordBoundaryOrAnywhere
