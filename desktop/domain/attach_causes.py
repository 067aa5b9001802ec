"""Why a file cannot be attached to a question."""

from enum import StrEnum


class AttachCause(StrEnum):
    """What is wrong with it, or too much of it."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    NOT_A_FILE = "not-a-file"
    """A folder, a device or a pipe."""
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    """In bytes."""
    TOO_LONG = "too-long"
    """In tokens: more than the model can hold at all."""
    TOO_MANY = "too-many"
    """Files for one question."""
    NOT_TEXT = "not-text"
    """Neither text, nor a picture, nor a PDF."""
    PICTURE_FORMAT = "picture-format"
    """A picture of a kind that is not taken."""
    PICTURE_BROKEN = "picture-broken"
    TOO_MANY_PIXELS = "too-many-pixels"
    PDF_BROKEN = "pdf-broken"
    PDF_LOCKED = "pdf-locked"
    """It wants a password."""
    PDF_WITHOUT_TEXT = "pdf-without-text"
    """Such as a scan: its pages are pictures."""
    PDF_TOO_SLOW = "pdf-too-slow"
    NOT_KEPT = "not-kept"
    """It was attached before the application ended, and was too much to be kept until it started again."""
