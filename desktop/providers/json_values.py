"""Foreign JSON, read so that no surprise in it reaches the rest of the application.

Python's decoder accepts NaN, lone surrogates and numbers without bound, and gives up on deep nesting with
`RecursionError`; here each is refused, replaced or turned into "not there".
"""

import json
import math
from collections.abc import Mapping
from typing import Any, NoReturn

from desktop.domain.text import without_surrogates

_LARGEST = 1 << 53
"""The largest integer that every JSON implementation keeps exact."""


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse)
# One decoder for all: `json.loads(…, parse_constant=…)` builds a new one on each call.


def decoded(data: bytes) -> Any:  # a parser: what comes out is checked by the functions below
    """The value in `data`, always taken as UTF-8. Raises `ValueError` if it is not JSON."""
    try:
        value = _DECODER.decode(data.decode("utf-8", "replace").removeprefix("\ufeff"))
        return _clean(value) if b"\\u" in data else value
    except RecursionError:
        raise ValueError("nested too deeply") from None


def record_in(data: bytes) -> dict[str, Any]:
    """The object in `data`. Raises `ValueError` if it is anything else."""
    value = decoded(data)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def text_of(record: Mapping[str, Any], key: str) -> str:
    """The text under `key`, or "" if there is none."""
    value = record.get(key)
    return value if isinstance(value, str) else ""


def count_of(record: Mapping[str, Any], key: str) -> int | None:
    """The whole number under `key`, 0 or more; None if there is none."""
    number = number_of(record, key)
    return None if number is None else int(number)


def number_of(record: Mapping[str, Any], key: str) -> float | None:
    """The finite number under `key`, 0 or more; None if there is none."""
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LARGEST:
        return None
    return value if math.isfinite(value) else None


def mapping_of(record: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The object under `key`, or an empty one."""
    value = record.get(key)
    return value if isinstance(value, dict) else {}


def mappings_in(value: object) -> list[dict[str, Any]]:
    """The objects in a list; anything else is left out, and no list gives none."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def texts_in(value: object) -> tuple[str, ...]:
    """The texts in a list; anything else is left out, and no list gives none."""
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _clean(value: Any) -> Any:
    """The same value with every lone surrogate replaced by U+FFFD."""
    match value:
        case str():
            return without_surrogates(value)
        case dict():
            return {without_surrogates(key): _clean(item) for key, item in value.items()}
        case list():
            return [_clean(item) for item in value]
        case _:
            return value
