"""Files on their way to a question: what they are, by their content, and what of them can be attached."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.errors import TarsError

FILE_BYTES = 20 * 1000 * 1000
"""The largest file that is read."""
MOST_FILES = 20
"""For one question."""
KEPT_BYTES = 32 * 1000 * 1000
"""How much of what is attached to a draft is kept over a restart."""
LONGER_SIDE = 1568
"""Pixels: models that see make no more of a picture than that."""
MOST_PIXELS = 50_000_000
"""The largest picture that is decoded: 200 MB while it is."""
_SNIFFED_BYTES = 4096
_ALLOWED_CONTROLS = "\t\n\r\f\b\x1b"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_OTHER_PICTURES = (b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"\0\0\1\0")
_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class FileType(StrEnum):
    """What a file is, by its content; its name may lie."""

    PICTURE = "picture"
    """A PNG or JPEG."""
    OTHER_PICTURE = "other-picture"
    """One of a kind that is not taken: animated, drawn by a program, or seldom."""
    PDF = "pdf"
    TEXT = "text"
    BINARY = "binary"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a model gets it; `media_type` is `image/png` or `image/jpeg`."""

    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A row of the bar: a file that is read, one that is attached, or one that was refused."""

    id: int
    name: str
    """Without folders."""
    attachment: Attachment | None = None
    error: TarsError | None = None

    @property
    def is_reading(self) -> bool:
        return self.attachment is None and self.error is None


@dataclass(frozen=True, slots=True)
class Attaching:
    """What will go with the next question of the chat in front."""

    rows: tuple[AttachedFile, ...] = ()
    model: str = ""
    """Who is asked next; "" while none is chosen."""
    sees: bool | None = None
    """Whether that model takes pictures; None where nobody says."""

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        return tuple(row.attachment for row in self.rows if row.attachment is not None)

    @property
    def is_reading(self) -> bool:
        return any(row.is_reading for row in self.rows)

    @property
    def has_pictures(self) -> bool:
        return any(one.kind is AttachmentKind.IMAGE for one in self.attachments)

    @property
    def is_blind(self) -> bool:
        """Whether there is a picture that the model would not see: the question waits for one that does."""
        return self.has_pictures and self.sees is False


class AttachmentFiles(Protocol):
    """The files of this computer; each call may raise `AttachmentRefused`."""

    async def read(self, path: str) -> bytes:
        """An ordinary file of at most `FILE_BYTES`, not empty."""
        ...

    async def pdf_text(self, path: str) -> str:
        """The text of all pages."""
        ...


def type_of(content: bytes) -> FileType:
    """What a file is; the text of SVG, XML and HTML is text."""
    if content.startswith(_PICTURES):
        return FileType.PICTURE
    if content.startswith(b"%PDF-"):
        return FileType.PDF
    is_webp = content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    if is_webp or content[4:12] in (b"ftypavif", b"ftypheic", b"ftypmif1"):
        return FileType.OTHER_PICTURE
    if text_in(content) is not None:
        return FileType.TEXT
    return FileType.OTHER_PICTURE if content.startswith(_OTHER_PICTURES) else FileType.BINARY


def text_in(content: bytes) -> str | None:
    """The text of a file in UTF-8 or UTF-16, lines ended by a line feed; None for what is no such text."""
    encoding = _UTF_16.get(content[:2]) or _bare_utf_16(content[:_SNIFFED_BYTES]) or "utf-8"
    try:
        text = content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None
    if any(ord(character) < 32 and character not in _ALLOWED_CONTROLS for character in set(text)):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def without_controls(text: str) -> str:
    """The text of a PDF, whose letters may be anything, as a text file could have it."""
    return "".join(one for one in text if ord(one) >= 32 or one in "\t\n")


def _bare_utf_16(head: bytes) -> str:
    """The encoding of text without a byte order mark whose every other byte is 0, as in most of Europe."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half and odd > half * 0.7 and not even:
        return "utf-16-le"
    return "utf-16-be" if half and even > half * 0.7 and not odd else ""


def kept_of(attachments: Sequence[Attachment], most: int = KEPT_BYTES) -> tuple[Attachment, ...]:
    """What is kept of a draft's files: those that fit together with their content, the others without it."""
    room, kept = most, []
    for one in attachments:
        fits = len(one.content) <= room
        room -= len(one.content) if fits else 0
        kept.append(one if fits else replace(one, content=b""))
    return tuple(kept)
