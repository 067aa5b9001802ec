"""The memory of this computer as a value."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class MemoryFacts:
    """Bytes that a program here can have at most, and those it could have now without anything being swapped.

    A limit on the group of processes (a container) counts as the computer's own.
    """

    total_bytes: int
    available_bytes: int


class MemoryProbe(Protocol):
    """Reads the memory of this computer; it never raises."""

    async def read(self) -> MemoryFacts | None:
        """None where the system does not tell."""
        ...
