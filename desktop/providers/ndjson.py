r"""Newline-delimited JSON, split without I/O.

httpx's own `aiter_lines()` also breaks lines at U+0085, U+2028 and U+2029, which JSON allows
unescaped inside strings; only `\n` ends a record here (https://github.com/ndjson/ndjson-spec).
"""

from collections.abc import Iterator

from desktop.domain.errors import Interrupted, Interruption


class Lines:
    """Cuts byte chunks of any size into whole lines, and keeps what is not whole yet."""

    def __init__(self, line_bytes: int) -> None:
        self._line_bytes = line_bytes
        self._tail = bytearray()

    def of(self, chunk: bytes) -> Iterator[bytes]:
        r"""The lines that end in `chunk`, without their `\n`, blank ones too.

        Raises `Interrupted(LINE_TOO_LONG)` after the lines before the one that is too long.
        """
        *lines, rest = chunk.split(b"\n")
        for line in lines:
            if self._tail:
                self._tail += line
                line = bytes(self._tail)  # the line as it is with what came before
                self._tail.clear()
            self.check(len(line))
            yield line
        self._tail += rest
        self.check(len(self._tail))

    def last(self) -> bytes:
        """The line that nothing ended, or none."""
        line = bytes(self._tail)
        self._tail.clear()
        return line

    def check(self, size: int) -> None:
        """Raises `Interrupted(LINE_TOO_LONG)` if nothing may be of this size."""
        if size > self._line_bytes:
            raise Interrupted(Interruption.LINE_TOO_LONG)


class LineSplitter:
    """Gives the lines of a stream; blank ones are left out."""

    def __init__(self, line_bytes: int) -> None:
        self._lines = Lines(line_bytes)

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Raises `Interrupted(LINE_TOO_LONG)` after the lines before the one that is too long."""
        return (line for line in self._lines.of(chunk) if line and not line.isspace())

    def finish(self) -> Iterator[bytes]:
        """The last line, if nothing ended it."""
        if (line := self._lines.last()).strip():
            yield line
