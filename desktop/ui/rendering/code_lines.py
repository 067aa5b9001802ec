r"""Code that grows, as lines for the eye: any cut of the text gives the same lines.

Very long lines are broken, and `\r\n` is one line break although a cut can be in its middle.
"""

LONGEST_LINE = 4000


class ShownLines:
    """Takes code piece by piece, and gives what to add to what is shown."""

    def __init__(self) -> None:
        self.has_long_line = False
        """Whether a line so far is longer than `LONGEST_LINE`."""
        self._length = 0  # of the last line, not broken
        self._after_return = False

    def take(self, added: str) -> str:
        """What to show for `added`; its line breaks are newlines."""
        if not added:
            return ""
        text = added[1:] if self._after_return and added[0] == "\n" else added
        self._after_return = added[-1] == "\r"
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        shown = [self._broken(lines[0])]
        for line in lines[1:]:
            self._length = 0
            shown.append(self._broken(line))
        return "\n".join(shown)

    def _broken(self, line: str) -> str:
        """`line`, which goes on with the last one, with line breaks where that is too long."""
        room = LONGEST_LINE - ((self._length - 1) % LONGEST_LINE + 1 if self._length else 0)
        self._length += len(line)
        if len(line) <= room:
            return line
        self.has_long_line = True
        rest = (line[start : start + LONGEST_LINE] for start in range(room, len(line), LONGEST_LINE))
        return "\n".join([line[:room], *rest])
