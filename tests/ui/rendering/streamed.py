"""Shows generated documents at once and as they stream, and compares; a program, so that it can be traced.

`python -m tests.ui.rendering.streamed FIRST COUNT` prints the seeds of those that differ as one JSON list.
What it opens between the look-ups of `/marker-begin` and `/marker-end` is for whoever traces it.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QTextBlock, QTextDocument
from PySide6.QtWidgets import QApplication

from desktop.ui.rendering.reply_view import ReplyView
from desktop.ui.theme import Theme
from tests.ui.rendering.documents import cuts, document

RESOURCES = Path(__file__).parents[3] / "resources"
FRESH_AFTER = 100
"""Documents for which the same two views are used."""


def structure(view: ReplyView) -> list[object]:
    """What is seen: the parts with their sources, and every block with its place and the looks in it."""
    seen: list[object] = []
    for part, piece in zip(view.column.parts, view.pieces(), strict=True):
        seen.append((type(part).__name__, part.source, part.plain_text(), list(piece.marks)))
        seen.extend(_blocks(piece.widget.document()))
    return seen


def _blocks(document: QTextDocument) -> Iterator[object]:
    block = document.begin()
    while block.isValid():
        style, items = block.blockFormat(), block.textList()
        listed = (
            (items.format().style(), items.format().indent(), items.itemNumber(block))
            if items is not None
            else ()
        )
        place = (style.headingLevel(), style.indent(), style.leftMargin(), style.marker(), style.alignment())
        yield block.text(), place, listed, list(_looks(block))
        block = block.next()


def _looks(block: QTextBlock) -> Iterator[object]:
    walk = block.begin()
    while not walk.atEnd():
        fragment = walk.fragment()
        look = fragment.charFormat()
        yield (
            fragment.position(),
            fragment.length(),
            look.fontWeight(),
            look.fontItalic(),
            look.fontFixedPitch(),
            look.verticalAlignment(),
            look.anchorHref(),
            look.foreground().color().name(),
        )
        walk += 1


def differing(app: QApplication, first: int, count: int) -> list[int]:
    """The seeds from `first` on whose documents, streamed, do not end as when they are shown at once."""
    theme = Theme(app, RESOURCES)
    found: list[int] = []
    whole, streamed = ReplyView(theme), ReplyView(theme)
    for seed in range(first, first + count):
        if seed % FRESH_AFTER == 0:
            whole, streamed = _renewed(theme, whole, streamed)
        text = document(seed)
        whole.set_text(text, is_open=False)
        whole.flush()
        for cut in cuts(seed, len(text)):
            streamed.set_text(text[:cut], is_open=True)
            streamed.flush()
        streamed.set_text(text, is_open=False)
        streamed.flush()
        if structure(whole) != structure(streamed):
            found.append(seed)
        if seed % 10 == 0:
            whole.grab()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return found


def _renewed(theme: Theme, *views: ReplyView) -> tuple[ReplyView, ReplyView]:
    for view in views:
        view.deleteLater()
    fresh = ReplyView(theme), ReplyView(theme)
    for view in fresh:
        view.resize(700, 400)
    return fresh


def main(first: int, count: int) -> None:
    app = QApplication([])
    differing(app, 0, 20)  # fonts and modules that are loaded once
    os.access("/marker-begin", os.F_OK)
    found = differing(app, first, count)
    os.access("/marker-end", os.F_OK)
    print(json.dumps(found), flush=True)  # noqa: T201  # its output


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
