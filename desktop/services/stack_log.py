"""The stack's log as it is kept in memory: the newest lines of the operations and of the containers."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.stack import StackStep, StepStatus

MOST_LINES = 5000
LINE_CHARACTERS = 2000
"""A longer line is cut: the ring bounds the memory only together with this."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line; `at_seconds` since the epoch, or None for a container's line, which has a time of its own."""

    text: str
    at_seconds: float | None = None
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class LogChange:
    """Lines that were added; with `is_whole` they take the place of all that was there."""

    lines: tuple[LogLine, ...]
    is_whole: bool = False


class LogRing:
    """The newest `MOST_LINES` lines."""

    def __init__(self) -> None:
        self._lines: deque[LogLine] = deque(maxlen=MOST_LINES)

    @property
    def lines(self) -> tuple[LogLine, ...]:
        return tuple(self._lines)

    def extend(self, lines: Iterable[LogLine]) -> None:
        self._lines.extend(lines)

    def drop_containers(self) -> None:
        """Forget the containers' lines, because they are about to be read again."""
        kept = [line for line in self._lines if line.at_seconds is not None]
        self._lines.clear()
        self._lines.extend(kept)


def container_line(text: str) -> LogLine:
    """A line of a container's own."""
    lower = text[:400].casefold()
    is_warning = any(word in lower for word in ("level=warn", "level=error", "warning", "error:", "fatal"))
    return LogLine(text[:LINE_CHARACTERS], None, is_warning)


def step_line(step: StackStep, at_seconds: float) -> LogLine:
    """What an operation reported, as a line; a failure says so in words."""
    words = " ".join(filter(None, (step.id, step.text, step.detail)))
    if step.status is StepStatus.ERROR:
        words = f"error: {words}"
    elif step.status is StepStatus.WARNING:
        words = f"warning: {words}"
    is_warning = step.status in (StepStatus.ERROR, StepStatus.WARNING)
    return LogLine(words[:LINE_CHARACTERS], at_seconds, is_warning)
