"""The application's log: small rotating files that only this user can read, and no secret in any line.

httpx logs whole URLs at INFO, httpcore whole headers at DEBUG, and an exception of either may quote a key.
"""

import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from urllib.parse import quote

from desktop.adapters.private_files import private_file, private_folder

FILE_NAME = "tars-desktop.log"
FILE_BYTES = 1_000_000
OLD_FILES = 2
"""Kept beside the newest one."""
REDACTED = "[redacted]"
_SHORTEST_SECRET = 4
_TALKATIVE = ("httpx", "httpcore", "asyncio")
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

_PATTERNS = (
    (re.compile(r"\bsk-[\w-]{6,}"), REDACTED),
    (re.compile(r"\b(bearer|basic)\s+[^\s'\",]+", re.IGNORECASE), rf"\1 {REDACTED}"),
    (re.compile(r"(\w://)[^/\s?#@]*@"), rf"\1{REDACTED}@"),
    (re.compile(r"([?&](?:\w*key|\w*token|secret|password)=)[^&\s'\"#]+", re.IGNORECASE), rf"\1{REDACTED}"),
    (
        re.compile(r"(\bx?-?(?:goog-)?api[-_]key\b['\"]?\s*[:=,]\s*b?['\"]?)[^\s'\",)}\]]+", re.I),
        rf"\1{REDACTED}",
    ),
)


class Redaction:
    """Knows the secrets of this session, and takes them and what looks like one out of text."""

    def __init__(self) -> None:
        self._secrets: set[str] = set()

    def register_secret(self, value: str) -> None:
        """Hide a value from now on, also as it is spelled in a URL, in JSON and in Python."""
        value = value.strip()
        if len(value) >= _SHORTEST_SECRET:
            self._secrets |= {value, quote(value, safe=""), json.dumps(value)[1:-1], repr(value)[1:-1]}
            self._secrets |= {ascii(value)[1:-1], repr(value.encode("utf-8", "replace"))[2:-1]}

    def redacted(self, text: str) -> str:
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, REDACTED)
        for pattern, replacement in _PATTERNS:
            text = pattern.sub(replacement, text)
        return text


class RedactingFormatter(logging.Formatter):
    """Redacts the finished text: message, arguments, exception and stack alike.

    Every handler is to have it. Lines after the first are indented, so that no message can look like another.
    """

    def __init__(self, redaction: Redaction) -> None:
        super().__init__(_FORMAT)
        self._redaction = redaction

    def format(self, record: logging.LogRecord) -> str:
        text = self._redaction.redacted(super().format(record))
        return text.replace("\r", "\\r").replace("\n", "\n    ")


class _Quiet(logging.Handler):
    def handleError(self, record: logging.LogRecord) -> None:
        """Drop the record: logging's own way prints its arguments, secrets and all."""


class PrivateLogFile(_Quiet, RotatingFileHandler):
    """A rotating log with 0600."""

    def _open(self) -> TextIOWrapper:
        private_file(Path(self.baseFilename))
        return super()._open()


class StderrLog(_Quiet, logging.StreamHandler):  # type: ignore[type-arg]  # generic in the stubs only
    """Warnings on standard error, for want of a file."""


@contextmanager
def logging_to(folder: Path, redaction: Redaction, level: int = logging.INFO) -> Iterator[Path | None]:
    """Write the log into `folder` for as long as the context lasts.

    Gives the file, or None if the folder cannot be used: warnings then go to standard error.
    """
    handler = _handler(folder)
    handler.setFormatter(RedactingFormatter(redaction))
    root, previous = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        yield folder / FILE_NAME if isinstance(handler, PrivateLogFile) else None
    finally:
        root.removeHandler(handler)
        root.setLevel(previous)
        handler.close()


def _handler(folder: Path) -> logging.Handler:
    try:
        private_folder(folder)
        return PrivateLogFile(
            folder / FILE_NAME, maxBytes=FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8", errors="replace"
        )
    except OSError:
        handler = StderrLog(sys.stderr)
        handler.setLevel(logging.WARNING)
        return handler
