r"""The output of a program, split into lines of plain text without I/O.

A line ends at `\n`, `\r\n` or `\r` (programs that draw progress end theirs so). Escape sequences are those of
ECMA-48: CSI, OSC and the two-character ones.
"""

import re

LINE_BYTES = 64 * 1024
"""What is beyond this in one line is left out."""

_LINE_END = re.compile(rb"\r\n|\n|\r(?!\Z)")
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|\Z)"
    r"|\x1b[ -/]*[0-~]?"
)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def plain_text(line: str) -> str:
    """The text without escape sequences and control characters; tabs stay."""
    return _CONTROLS.sub("", _ESCAPES.sub("", line))


class OutputLines:
    """Splits chunks of bytes; keeps the unfinished line until its rest arrives."""

    def __init__(self) -> None:
        self._open = b""
        self._is_overlong = False

    def feed(self, chunk: bytes) -> list[str]:
        """The lines that this chunk completes."""
        *whole, rest = _LINE_END.split(self._open + chunk)
        if whole and self._is_overlong:
            whole.pop(0)
            self._is_overlong = False
        lines = [_decoded(line) for line in whole]
        if self._is_overlong:
            rest = rest[-1:] if rest.endswith(b"\r") else b""
        elif len(rest) > LINE_BYTES:
            lines.append(_decoded(rest))
            self._is_overlong = True
            rest = rest[-1:] if rest.endswith(b"\r") else b""
        self._open = rest
        return lines

    def finish(self) -> list[str]:
        """The last line, if it had no end."""
        rest, self._open = self._open.rstrip(b"\r"), b""
        return [_decoded(rest)] if rest and not self._is_overlong else []


def _decoded(line: bytes) -> str:
    return plain_text(line[:LINE_BYTES].decode("utf-8", "replace"))
