"""Link definitions (`[name]: address`), which may come after what refers to them."""

import re
from dataclasses import dataclass

DEFINITION = re.compile(r" {0,3}\[([^\[\]\n]{1,200})\]:[ \t]*\S")


@dataclass(frozen=True, slots=True)
class Definition:
    """A link definition; `name` is folded as references to it are compared."""

    name: str
    source: str


def references(text: str, definitions: list[Definition]) -> list[Definition]:
    """Those of `definitions` that `text` seems to refer to, in their order; the first of a name counts."""
    if not definitions or "[" not in text:
        return []
    names = {folded_name(name) for name in re.findall(r"\[([^\[\]\n]{1,200})\]", text)}
    return [definition for definition in definitions if definition.name in names]


def folded_name(name: str) -> str:
    return " ".join(name.casefold().split())
