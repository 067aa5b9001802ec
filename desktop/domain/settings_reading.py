"""The settings file read by its keys: the settings in it, and what changed between two states.

A key whose value cannot be used is named, and its default holds. Files of older schemas are brought to the
newest by `migrated()`.
"""

import re
from collections.abc import Mapping, MutableMapping
from dataclasses import replace
from typing import Any

from desktop.domain.providers import BUILT_IN_ID, DIRECT, Endpoint, ProviderKind
from desktop.domain.settings import Settings
from desktop.domain.settings_keys import DEFAULTS, KEYS

SCHEMA_VERSION = 2
VERSION_KEY = "schema_version"
PROVIDERS_KEY = "providers"

_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token of RFC 9110


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
