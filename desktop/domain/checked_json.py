"""JSON that nobody vouches for: parsed within limits, and every value checked where it is read."""

import json
import math
from collections.abc import Iterator, Mapping
from enum import Enum
from itertools import pairwise
from typing import NoReturn, TypeVar

from desktop.domain.chat_text import MOST_COUNT, MOST_SECONDS, kept_text, seconds_of
from desktop.domain.text import label_text
from desktop.domain.transfer_causes import ImportCause

MOST_OBJECTS = 1_000_000
MOST_ARRAYS = 2_000_000
"""An empty array takes 3 bytes of the file and 64 of memory."""
MOST_NUMBERS = 3_000_000
MOST_INTEGER = 2**63 - 1
SHOWN_CHARACTERS = 40

Choice = TypeVar("Choice", bound=Enum)


class JsonFlaw(ValueError):
    """Why the JSON cannot be used: the cause, where (such as `chats[0].title`, or ""), and what is there."""

    def __init__(self, cause: ImportCause, place: str = "", detail: str = "") -> None:
        super().__init__(f"{place}: {cause.value} ({detail})")
        self.cause = cause
        self.place = place
        self.detail = detail


def parse_json(data: bytes) -> object:
    """The value in the bytes. It takes long: call it in a thread. Raises `JsonFlaw`."""
    if data.count(b"[") > MOST_ARRAYS:
        raise JsonFlaw(ImportCause.TOO_MUCH, detail=f"{MOST_ARRAYS}")
    counting = _Counting()
    try:
        text = data.decode("utf-8-sig")
        return json.loads(
            text,
            object_pairs_hook=counting.members,
            parse_int=counting.integer,
            parse_float=counting.fraction,
            parse_constant=_no_constant,
        )
    except RecursionError:
        raise JsonFlaw(ImportCause.TOO_DEEP) from None
    except UnicodeDecodeError as error:
        raise JsonFlaw(ImportCause.NOT_JSON, detail=f"byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise JsonFlaw(ImportCause.NOT_JSON, detail=f"line {error.lineno}") from None
    except JsonFlaw:
        raise
    except ValueError:  # a whole number of more than 4300 digits
        raise JsonFlaw(ImportCause.NOT_JSON) from None


class _Counting:
    """Makes the values, as long as there are not too many.

    Being Python, it also lets other threads run: without it the parser keeps them waiting until its end.
    """

    def __init__(self) -> None:
        self._objects = self._numbers = 0

    def members(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        self._objects += 1
        if self._objects > MOST_OBJECTS:
            raise JsonFlaw(ImportCause.TOO_MUCH, detail=f"{MOST_OBJECTS}")
        found = dict(pairs)
        if len(found) != len(pairs):
            raise JsonFlaw(ImportCause.REPEATED_NAME, detail=_repeated(pairs))
        return found

    def integer(self, text: str) -> int:
        self._count_number()
        return int(text)

    def fraction(self, text: str) -> float:
        self._count_number()
        return float(text)

    def _count_number(self) -> None:
        self._numbers += 1
        if self._numbers > MOST_NUMBERS:
            raise JsonFlaw(ImportCause.TOO_MUCH, detail=f"{MOST_NUMBERS}")


def _no_constant(name: str) -> NoReturn:
    raise JsonFlaw(ImportCause.NOT_JSON, detail=name)  # NaN and Infinity are no JSON


def _repeated(pairs: list[tuple[str, object]]) -> str:
    names = sorted(name for name, _ in pairs)
    found = next(name for name, following in pairwise(names) if name == following)
    return label_text(found, SHOWN_CHARACTERS)


def shown(value: object) -> str:
    """A value for an error: short, and in one line."""
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    return label_text(json.dumps(value, ensure_ascii=False), SHOWN_CHARACTERS)


class Fields:
    """The members of an object, each checked when it is read; what is asked for by no name is ignored.

    Null counts as left out. Every reader raises `JsonFlaw`, with the member's place.
    """

    def __init__(self, value: object, place: str) -> None:
        if not isinstance(value, dict):
            raise JsonFlaw(ImportCause.WRONG_TYPE, place, shown(value))
        self._members: Mapping[str, object] = value
        self.place = place

    def at(self, name: str) -> str:
        """The place of a member."""
        return f"{self.place}.{name}" if self.place else name

    def flaw(self, name: str, cause: ImportCause = ImportCause.WRONG_VALUE) -> JsonFlaw:
        """What to raise for a member that cannot be used."""
        return JsonFlaw(cause, self.at(name), shown(self._members.get(name)))

    def get(self, name: str) -> object:
        """A member as it is, None if it is not there."""
        return self._members.get(name)

    def text(self, name: str, default: str | None = None) -> str:
        """A text without what no text keeps; one without a default must be there."""
        value = self._members.get(name)
        if isinstance(value, str):
            return kept_text(value)
        if value is not None:
            raise self.flaw(name, ImportCause.WRONG_TYPE)
        if default is None:
            raise JsonFlaw(ImportCause.ABSENT, self.at(name))
        return default

    def flag(self, name: str, *, default: bool) -> bool:
        value = self._members.get(name, default)
        if value is not None and not isinstance(value, bool):
            raise self.flaw(name, ImportCause.WRONG_TYPE)
        return default if value is None else value

    def number(self, name: str, low: float = 0.0, high: float = MOST_SECONDS) -> float | None:
        value = self._members.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.flaw(name, ImportCause.WRONG_TYPE)
        if not low <= value <= high or not math.isfinite(value):
            raise self.flaw(name)
        return float(value)

    def integer(self, name: str, low: int = 0, high: int = MOST_COUNT) -> int | None:
        value = self._members.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.flaw(name, ImportCause.WRONG_TYPE)
        if not low <= value <= high:
            raise self.flaw(name)
        return value

    def choice(self, name: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        """A member of an enumeration of texts."""
        text = self.text(name, default.value if default is not None else None)
        try:
            return kind(text)
        except ValueError:
            raise self.flaw(name) from None

    def time(self, name: str) -> float | None:
        """Seconds since the epoch of an ISO 8601 text with an offset."""
        if self._members.get(name) is None:
            return None
        try:
            return seconds_of(self.text(name))
        except JsonFlaw:
            raise
        except ValueError:
            raise self.flaw(name) from None

    def fields(self, name: str) -> "Fields":
        """An object; one that is left out has no members."""
        value = self._members.get(name)
        return Fields({} if value is None else value, self.at(name))

    def array(self, name: str) -> list[object]:
        """An array; one that is left out is empty."""
        value = self._members.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.flaw(name, ImportCause.WRONG_TYPE)
        return value

    def objects(self, name: str) -> "Iterator[Fields]":
        """The objects of an array."""
        for index, value in enumerate(self.array(name)):
            yield Fields(value, f"{self.at(name)}[{index}]")
