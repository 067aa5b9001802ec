"""From the parsed library file to `Library`; strict: the file is our own, and a surprise in it a mistake."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from desktop.domain.errors import ModelNameInvalid
from desktop.domain.library import Library, LibraryModel, LibraryTag
from desktop.domain.model_names import checked_model_name

CAPABILITIES = ("audio", "completion", "embedding", "insert", "thinking", "tools", "vision")
_BYTES_OF_A_VALUE = 2
"""Keys and values are kept as 16-bit numbers."""
_BATCH_TOKENS = 512
"""A sliding window is kept with room for one batch beside it (Ollama's and llama.cpp's default)."""

T = TypeVar("T")


def library_from(table: Mapping[str, object]) -> Library:
    """The list in the file. Raises `ValueError`, which names the place, for what is not as it should be."""
    rest = dict(table)
    as_of = _taken(rest, "as_of", date, "the file")
    source = _taken(rest, "source", str, "the file").strip()
    models = tuple(_model_from(_table(row, "models")) for row in _taken(rest, "models", list, "the file"))
    _nothing_left(rest, "the file")
    names = [model.name for model in models]
    if names != sorted(set(names)):
        raise ValueError("the models are not sorted by name, or one is there twice")
    return Library(models, as_of, source)


def _model_from(row: dict[str, object]) -> LibraryModel:
    name = _taken(row, "name", str, "a model")
    maker, summary = _taken(row, "maker", str, name), _taken(row, "summary", str, name)
    license_name = _taken(row, "license", str, name)
    capabilities = tuple(str(word) for word in _taken(row, "capabilities", list, name))
    if not capabilities or list(capabilities) != [word for word in CAPABILITIES if word in capabilities]:
        raise ValueError(f"{name}: capabilities are unknown, not sorted, or twice: {capabilities}")
    latest = _taken(row, "latest", str, name)
    tags = tuple(_tag_from(name, _table(tag, name)) for tag in _taken(row, "tags", list, name))
    _nothing_left(row, name)
    if not tags or list(tags) != sorted(tags, key=lambda tag: tag.size_bytes):
        raise ValueError(f"{name}: the tags are not sorted by size")
    if len({tag.name for tag in tags}) < len(tags):
        raise ValueError(f"{name}: a tag is there twice")
    latest = f"{name}:{latest}" if latest else ""
    if latest and latest not in [tag.name for tag in tags]:
        raise ValueError(f"{name}: there is no {latest}")
    return LibraryModel(name, maker, summary, capabilities, license_name, tags, latest)


def _tag_from(model: str, row: dict[str, object]) -> LibraryTag:
    name = f"{model}:{_taken(row, 'tag', str, model)}"
    try:
        checked_model_name(name)
    except ModelNameInvalid as error:
        raise ValueError(f"{name}: this is no name of a model") from error
    size = round(_taken(row, "gb", float, name) * 1e9)
    context = _taken(row, "context", int, name)
    if size <= 0 or context <= 0:
        raise ValueError(f"{name}: size and context are above zero")
    per_token = 0
    if "attention" in row:
        layers, heads, width = _numbers(row, "attention", 3, name)
        per_token = 2 * layers * heads * width * _BYTES_OF_A_VALUE
    fixed = 0
    if "window" in row:
        layers, heads, width, tokens = _numbers(row, "window", 4, name)
        fixed = 2 * layers * heads * width * _BYTES_OF_A_VALUE * (tokens + _BATCH_TOKENS)
    parameters, quantization = _taken(row, "parameters", str, name), _taken(row, "quantization", str, name)
    is_checked = _taken(row, "checked", bool, name) if "checked" in row else True
    _nothing_left(row, name)
    return LibraryTag(name, size, parameters, quantization, context, per_token, fixed, is_checked)


def _taken(row: dict[str, object], key: str, kind: type[T], where: str) -> T:
    value = row.pop(key, None)
    if type(value) is not kind:
        raise ValueError(f"{where}: {key} is {value!r}, and should be a {kind.__name__}")
    return value


def _table(value: object, where: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"{where}: {value!r} is no table")
    return dict(value)


def _numbers(row: dict[str, object], key: str, count: int, where: str) -> list[int]:
    values = _taken(row, key, list, where)
    numbers = [value for value in values if type(value) is int and value > 0]
    if len(values) != count or len(numbers) != count:
        raise ValueError(f"{where}: {key} is {values!r}, and should be {count} numbers above zero")
    return numbers


def _nothing_left(row: Mapping[str, object], where: str) -> None:
    if row:
        raise ValueError(f"{where}: {', '.join(row)} is not known here")
