"""Notes on links whose words hide where they lead: the host, in small letters after them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument, QTextFragment

from desktop.ui.rendering.links import hidden_host
from desktop.ui.rendering.marks import OPENING, SOURCE
from desktop.ui.theme import Theme

MOST_NOTES = 200
"""Notes in one text; where there are more links the address is only in the tooltip."""
_NOTHING = 1 << 20  # an index that no source has: a note is not copied


@dataclass(slots=True)
class Link:
    """Characters `start` to `end` of a document, in UTF-16 units, that lead to `address`."""

    start: int
    end: int
    address: str
    text: str


def add_link(links: list[Link], fragment: QTextFragment, address: str) -> None:
    """Add a piece of a link, or make the last one longer: words in bold are a piece of their own."""
    start, end = fragment.position(), fragment.position() + fragment.length()
    if links and links[-1].end == start and links[-1].address == address:
        links[-1].end = end
        links[-1].text += fragment.text()
    else:
        links.append(Link(start, end, address, fragment.text()))


def note_hosts(
    document: QTextDocument, links: Sequence[Link], theme: Theme, restored: Callable[[str], str]
) -> bool:
    """Write the host after each link that does not say it; whether any was written."""
    note = QTextCharFormat()
    note.setForeground(theme.color("text3"))
    note.setProperty(SOURCE, _NOTHING)
    has_notes = False
    for link in reversed(links):
        if OPENING in link.address:
            link.address = restored(link.address)
            _lead_to(document, link)
        if len(links) <= MOST_NOTES and (host := hidden_host(QUrl(link.address), link.text)):
            cursor = QTextCursor(document)
            cursor.setPosition(link.end)
            cursor.insertText(f" ({host})", note)
            has_notes = True
    return has_notes


def _lead_to(document: QTextDocument, link: Link) -> None:
    style = QTextCharFormat()
    style.setAnchor(True)
    style.setAnchorHref(link.address)
    cursor = QTextCursor(document)
    cursor.setPosition(link.start)
    cursor.setPosition(link.end, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(style)
