"""Texts of chats as they are exported and imported: the same going out and coming in.

Each function gives again what it has given once, so that a second export has the same bytes.
"""

import math
import re
from datetime import UTC, datetime, timedelta

from desktop.domain.text import without_surrogates

TITLE_CHARACTERS = 1000
NAME_CHARACTERS = 255
MOST_SECONDS = 1e9
"""The longest duration that is told, 31 years."""
MOST_COUNT = 2**53
"""The largest whole number that every reader of JSON keeps as it is (RFC 8259, section 6)."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_SECOND = (datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC) - _EPOCH).total_seconds()
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6}|\.\d{3})?(?:Z|[+-]\d\d:\d\d)", re.ASCII)


def kept_text(text: str) -> str:
    """The text without NUL, and with U+FFFD in the place of lone surrogates."""
    text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return without_surrogates(text)
    return text


def kept_title(text: str) -> str:
    """The title on one line, cut where no title is longer."""
    return " ".join(kept_text(text).split())[:TITLE_CHARACTERS].rstrip()


def kept_name(text: str) -> str:
    """The name of a file, without folders."""
    return re.split(r"[/\\]", kept_text(text))[-1][:NAME_CHARACTERS] or "file"


def kept_seconds(value: float | None) -> float | None:
    """A duration, or None for what can be none."""
    if value is None or not math.isfinite(value) or not 0 <= value <= MOST_SECONDS:
        return None
    return float(value)


def kept_count(value: int | None) -> int | None:
    """A number of things, or None for what can be none."""
    return value if value is not None and 0 <= value <= MOST_COUNT else None


def time_text(seconds: float) -> str:
    """Seconds since the epoch as ISO 8601 in UTC with microseconds."""
    if not math.isfinite(seconds):
        seconds = 0.0
    moment = _EPOCH + timedelta(seconds=min(max(seconds, 0.0), _LAST_SECOND))
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def seconds_of(text: str) -> float:
    """Seconds since the epoch of ISO 8601 with an offset. Raises `ValueError`."""
    if not _TIME.fullmatch(text):
        raise ValueError("no time")
    return (datetime.fromisoformat(text) - _EPOCH).total_seconds()
