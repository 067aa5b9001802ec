"""What goes with a question besides its words, as values."""

from dataclasses import dataclass, field
from enum import StrEnum


class AttachmentKind(StrEnum):
    """How a model gets it."""

    IMAGE = "image"
    """As a picture, by models that see."""
    TEXT = "text"
    """As text before the question: a text, Markdown or source file, or the text of a PDF."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a question; immutable, kept with its turn in the store.

    `content` is a JPEG or PNG for an image, UTF-8 for a text. It can be megabytes: it is never logged.
    """

    name: str
    """The file's own name, without folders."""
    kind: AttachmentKind
    media_type: str
    """Such as `image/png`, of `content`."""
    content: bytes = field(repr=False)
    tokens: int = 0
    """What it takes of the context, estimated."""
    original_bytes: int = 0
    """The size of the file that was attached, before it was scaled or read."""
