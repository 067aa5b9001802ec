"""One line of what `make bench` prints."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """`value` in `unit`; with a `limit`, more than that is a miss. `note` holds both sides of a ratio."""

    name: str
    value: float
    unit: str = ""
    limit: float | None = None
    note: str = ""

    @property
    def is_miss(self) -> bool:
        return self.limit is not None and self.value > self.limit

    def __str__(self) -> str:
        verdict = "MISSED" if self.is_miss else "kept"
        limit = "" if self.limit is None else f"  (at most {self.limit:g}: {verdict})"
        note = f"  {self.note}" if self.note else ""
        return f"{self.name:<58} {self.value:>9.3f} {self.unit:<9}{limit}{note}"
