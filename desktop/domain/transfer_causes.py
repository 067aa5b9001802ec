"""Why a file of chats cannot be read or written."""

from enum import StrEnum


class ImportCause(StrEnum):
    """Why nothing of a file was imported."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    NOT_A_FILE = "not-a-file"
    """A folder, a device or a pipe."""
    TOO_LARGE = "too-large"
    NOT_JSON = "not-json"
    TOO_DEEP = "too-deep"
    """Nested deeper than any file of chats."""
    REPEATED_NAME = "repeated-name"
    """An object has a name twice: which of the two holds would be a guess."""
    TOO_MUCH = "too-much"
    """More values, chats or messages than are read."""
    UNKNOWN_FORMAT = "unknown-format"
    NEWER = "newer"
    """A version of the format that this application does not know."""
    EMPTY = "empty"
    """No chat is in it."""
    ABSENT = "absent"
    """A value that must be there is not."""
    WRONG_TYPE = "wrong-type"
    WRONG_VALUE = "wrong-value"
    UNKNOWN_ROLE = "unknown-role"
    WRONG_PARENT = "wrong-parent"
    """What a message follows is not before it, is not there, or follows it in turn."""
    WRONG_IMAGE = "wrong-image"
    """An attached image is no JPEG or PNG, or is too large."""
    WRONG_DIGEST = "wrong-digest"
    """What is attached is not what was exported."""


class ExportCause(StrEnum):
    """Why nothing was exported."""

    NO_CHATS = "no-chats"
    NO_SUCH_CHAT = "no-such-chat"
    NOT_A_FILE = "not-a-file"
    """A folder, a device or a pipe has that name."""
    FULL = "full"
    UNWRITABLE = "unwritable"
