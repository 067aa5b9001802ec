"""What the words of the setup are made of and into."""

from dataclasses import dataclass
from typing import Protocol

from desktop.domain.setup import Setup
from desktop.text.explanation import one_line


class Figures(Protocol):
    """Figures with their units, as the place where they are shown writes them: `desktop.ui.formats` is one."""

    def size(self, count: int, /) -> str: ...

    def figure(self, value: float, /) -> str: ...

    def percent(self, fraction: float, /) -> str: ...

    def rate(self, bytes_per_second: float, /) -> str: ...

    def time_left(self, value_seconds: float, /) -> str: ...

    def seconds(self, value: float, /) -> str: ...

    def milliseconds(self, value_seconds: float, /) -> str: ...

    def tokens_per_second(self, value: float, /) -> str: ...


@dataclass(frozen=True, slots=True)
class StepText:
    """A headline, a sentence or two, and a few words for the list of steps."""

    title: str
    sentence: str
    note: str = ""


def provider_name(setup: Setup) -> str:
    """What people call the provider that will answer; "" while there is none."""
    row = setup.facts.report.catalog.row(setup.provider)
    return one_line(row.endpoint.name) if row is not None else ""
