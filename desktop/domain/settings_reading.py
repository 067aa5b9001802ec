"""The settings file as a table of keys: what each may be, what it means, and what changed between two states.

A key whose value cannot be used is named, and its default holds. Files of older schemas are brought to the
newest by `migrated()`.
"""

import math
import re
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from desktop.domain.providers import BUILT_IN_ID, DIRECT, Endpoint, ProviderKind
from desktop.domain.settings import (
    MOST_PULLS_AT_ONCE,
    Appearance,
    Baseline,
    Language,
    OnQuit,
    Settings,
)
from desktop.domain.stack import GpuChoice
from desktop.domain.stack_reading import is_address, is_image_name

SCHEMA_VERSION = 2
VERSION_KEY = "schema_version"
PROVIDERS_KEY = "providers"
DEFAULTS = Settings()

_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token of RFC 9110


@dataclass(frozen=True, slots=True)
class Key:
    """One value of the file, at `path` (`table.key`), and its place in `Settings`."""

    path: str
    read: Callable[[Settings], Any]
    """The value as TOML has it."""
    enter: Callable[[Settings, Any], Settings]
    is_usable: Callable[[Any], bool]

    @property
    def default(self) -> Any:
        return self.read(DEFAULTS)


def settings_from(table: Mapping[str, object]) -> tuple[Settings, tuple[str, ...]]:
    """The settings in a parsed file of this schema, and the keys whose values could not be used."""
    settings, bad = DEFAULTS, []
    for key in KEYS:
        for part in _parents(key.path):
            if not isinstance(_at(table, part, {}), Mapping):
                bad.append(part)
        value = _at(table, key.path, key.default)
        if _same_type(value, key.default) and key.is_usable(value):
            settings = key.enter(settings, value)
        else:
            bad.append(key.path)
    rows = table.get(PROVIDERS_KEY, [])
    endpoints: dict[str, Endpoint] = {}
    for row in rows if isinstance(rows, list) else [None]:
        endpoint = endpoint_from(row) if isinstance(row, Mapping) else None
        if endpoint is None or endpoint.id in endpoints:
            bad.append(PROVIDERS_KEY)
        else:
            endpoints[endpoint.id] = endpoint
    return replace(settings, endpoints=tuple(endpoints.values())), tuple(dict.fromkeys(bad))


def changes(base: Settings, settings: Settings) -> Mapping[str, Any]:
    """The TOML values of the keys that differ from `base`, by their paths; endpoints are not among them."""
    return {key.path: key.read(settings) for key in KEYS if key.read(settings) != key.read(base)}


def merged(base: Settings, ours: Settings, theirs: Settings) -> Settings:
    """`theirs` with what we have changed since `base`."""
    result = theirs
    for key in KEYS:
        if key.read(ours) != key.read(base):
            result = key.enter(result, key.read(ours))
    return result if ours.endpoints == base.endpoints else replace(result, endpoints=ours.endpoints)


def migrated(table: MutableMapping[str, Any]) -> bool:
    """Bring a parsed file of an older schema to this one, in place; whether anything was to be done.

    Version 2 has `provider` and `model` in the table `[chat]`.
    """
    version = table.get(VERSION_KEY, 1)
    if not isinstance(version, int) or version >= SCHEMA_VERSION:
        return False
    moved = [key for key in ("provider", "model") if key in table]
    if moved and isinstance(table.setdefault("chat", {}), MutableMapping):
        for key in moved:
            table["chat"].setdefault(key, table.pop(key))
    has_version = VERSION_KEY in table
    if has_version:
        table[VERSION_KEY] = SCHEMA_VERSION
    return bool(moved) or has_version


def is_newer(table: Mapping[str, object]) -> bool:
    """Whether a newer version wrote the file, which this one must not change."""
    version = table.get(VERSION_KEY, SCHEMA_VERSION)
    return isinstance(version, int) and version > SCHEMA_VERSION


def endpoint_from(row: Mapping[str, object]) -> Endpoint | None:
    """One `[[providers]]` table, or None if something in it cannot be used."""
    texts = {key: row.get(key, "") for key in _ROW_TEXTS}
    if not all(isinstance(value, str) for value in texts.values()):
        return None
    values = {key: str(value) for key, value in texts.items()}
    headers = row.get("headers", {})
    if (
        not values["id"]
        or not values["url"]
        or values["id"] == BUILT_IN_ID
        or values["kind"] not in {"", *(kind.value for kind in ProviderKind)}
        or not is_proxy(values["proxy"])
        or not isinstance(headers, Mapping)
        or not all(is_header(name, value) for name, value in headers.items())
    ):
        return None
    return Endpoint(
        values["id"],
        values["name"] or values["id"],
        values["url"],
        ProviderKind(values["kind"]) if values["kind"] else None,
        values["default_model"],
        key_place=values["key"],
        headers=tuple((str(name), str(value)) for name, value in headers.items()),
        ca_file=values["ca_file"],
        proxy=values["proxy"],
    )


def row_from(endpoint: Endpoint) -> dict[str, Any]:
    """The `[[providers]]` table of an endpoint; without what is not set, and never with an API key."""
    row: dict[str, Any] = {
        "id": endpoint.id,
        "name": endpoint.name if endpoint.name != endpoint.id else "",
        "url": endpoint.url,
        "kind": endpoint.kind.value if endpoint.kind else "",
        "default_model": endpoint.default_model,
        "key": endpoint.key_place,
        "ca_file": endpoint.ca_file,
        "proxy": endpoint.proxy,
        "headers": dict(endpoint.headers),
    }
    return {key: value for key, value in row.items() if value}


def is_header(name: object, value: object) -> bool:
    """Whether both can be sent: an HTTP token, and printable ASCII."""
    if not isinstance(name, str) or not isinstance(value, str):
        return False
    return bool(_HEADER_NAME.fullmatch(name)) and value.isascii() and value.isprintable()


def is_proxy(text: str) -> bool:
    """Whether `text` is the URL of an HTTP proxy without a password in it, `direct`, or ""."""
    scheme, _, host = text.partition("://")
    is_url = scheme in ("http", "https") and bool(host.strip("/")) and "@" not in host and " " not in host
    return text in ("", DIRECT) or is_url


_ROW_TEXTS = ("id", "name", "url", "kind", "default_model", "key", "ca_file", "proxy")


def _text(path: str, name: str) -> Key:
    return Key(path, lambda s: getattr(s, name), lambda s, value: _with(s, name, value), _any)


def _flag(path: str, name: str) -> Key:
    return _text(path, name)


def _choice(path: str, name: str, kind: type[StrEnum]) -> Key:
    words = {word.value for word in kind}
    return Key(
        path,
        lambda s: getattr(s, name).value,
        lambda s, value: _with(s, name, kind(value)),
        lambda value: value in words,
    )


def _names(path: str, name: str) -> Key:
    return Key(
        path,
        lambda s: list(getattr(s, name)),
        lambda s, value: _with(s, name, tuple(value)),
        lambda value: all(isinstance(word, str) for word in value),
    )


def _option(name: str, is_usable: Callable[[Any], bool]) -> Key:
    """A value of the stack's options."""
    return Key(
        f"stack.{name}",
        lambda s: getattr(s.stack, name),
        lambda s, value: replace(s, stack=replace(s.stack, **{name: value})),
        is_usable,
    )


def _with(settings: Settings, name: str, value: Any) -> Settings:
    values: dict[str, Any] = {name: value}
    return replace(settings, **values)


def _any(_value: object) -> bool:
    return True


def _enter_gpu(settings: Settings, value: str) -> Settings:
    return replace(settings, stack=replace(settings.stack, gpu=GpuChoice(value)))


def _enter_models(settings: Settings, value: Mapping[str, str]) -> Settings:
    return replace(settings, default_models={key: model for key, model in value.items() if model})


def _read_baseline(settings: Settings) -> dict[str, Any]:
    base = settings.baseline
    return {} if base is None else {key: getattr(base, key) for key in _BASELINE_KEYS}


def _enter_baseline(settings: Settings, value: Mapping[str, Any]) -> Settings:
    baseline = Baseline(**{key: value[key] for key in _BASELINE_KEYS}) if value else None
    return replace(settings, baseline=baseline)


def _is_baseline(value: Mapping[str, object]) -> bool:
    texts, numbers = _BASELINE_KEYS[:3], _BASELINE_KEYS[3:]
    return not value or (
        all(isinstance(value.get(key), str) for key in texts)
        and all(_is_number(value.get(key)) for key in numbers)
    )


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


_BASELINE_KEYS = tuple(Baseline.__dataclass_fields__)

KEYS: tuple[Key, ...] = (
    _choice("appearance", "appearance", Appearance),
    _choice("language", "language", Language),
    _text("model_file", "model_file"),
    _flag("notifications", "notifies"),
    _names("provider_order", "provider_order"),
    _names("disabled_providers", "disabled_providers"),
    _text("chat.provider", "provider"),
    _text("chat.model", "model"),
    Key(
        "default_models",
        lambda s: dict(s.default_models),
        _enter_models,
        lambda value: all(isinstance(model, str) for model in value.values()),
    ),
    _option("image", is_image_name),
    _option("address", is_address),
    _option("port", lambda number: number in range(1, 65536)),
    Key(
        "stack.gpu",
        lambda s: s.stack.gpu.value,
        _enter_gpu,
        lambda value: value in {choice.value for choice in GpuChoice},
    ),
    _choice("stack.on_quit", "on_quit", OnQuit),
    _text("stack.confirmed", "confirmed_stack"),
    Key(
        "pulls.at_once",
        lambda s: s.pulls_at_once,
        lambda s, value: replace(s, pulls_at_once=value),
        lambda number: 1 <= number <= MOST_PULLS_AT_ONCE,
    ),
    _flag("setup.done", "is_set_up"),
    Key("setup.baseline", _read_baseline, _enter_baseline, _is_baseline),
)
"""Every key but `[[providers]]`, in the order in which a new file has them."""


def _parents(path: str) -> tuple[str, ...]:
    """The tables around a key."""
    parts = path.split(".")
    return tuple(".".join(parts[:end]) for end in range(1, len(parts)))


def _at(table: Mapping[str, object], path: str, default: object) -> object:
    """The value at a path; the default if it is not there, or if something around it is no table."""
    found: object = table
    for part in path.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return default
        found = found[part]
    return found


def _same_type(value: object, default: object) -> bool:
    if isinstance(default, Mapping):
        return isinstance(value, Mapping)
    return type(value) is type(default)
