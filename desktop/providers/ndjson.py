r"""Newline-delimited JSON, split without I/O.

httpx's own `aiter_lines()` also breaks lines at U+0085, U+2028 and U+2029, which JSON allows
unescaped inside strings; only `\n` ends a record here (https://github.com/ndjson/ndjson-spec).
"""

from collections.abc import Iterator

from desktop.domain.errors import Interrupted, Interruption


class LineSplitter:
    r"""Turns byte chunks of any size into whole lines without their `\n`; blank ones are left out."""

    def __init__(self, line_bytes: int) -> None:
        self._line_bytes = line_bytes
        self._tail = bytearray()

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Raises `Interrupted(LINE_TOO_LONG)` after the lines before the one that is too long."""
        *lines, rest = chunk.split(b"\n")
        for line in lines:
            if self._tail:
                self._tail += line
                line = bytes(self._tail)  # the line as it is with what came before
                self._tail.clear()
            self._check(len(line))
            if line and not line.isspace():
                yield line
        self._tail += rest
        self._check(len(self._tail))

    def finish(self) -> Iterator[bytes]:
        """The last line, if nothing ended it."""
        line = bytes(self._tail)
        self._tail.clear()
        if line.strip():
            yield line

    def _check(self, size: int) -> None:
        if size > self._line_bytes:
            raise Interrupted(Interruption.LINE_TOO_LONG)
