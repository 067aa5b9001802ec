"""Changing values of a TOML file while its comments, its order and everything unknown in it stay.

tomlkit keeps them; it is loaded late, since the application starts without it.
"""

from collections.abc import Mapping, MutableMapping
from typing import Any

from desktop.domain.settings import Settings
from desktop.domain.settings_reading import (
    PROVIDERS_KEY,
    SCHEMA_VERSION,
    VERSION_KEY,
    changes,
    endpoint_from,
    migrated,
    row_from,
)


def edited(text: str, base: Settings, settings: Settings) -> str:
    """The file with what differs between `base` and `settings`.

    Raises `ValueError` if the text is not TOML, or has something in it that no TOML file takes.
    """
    import tomlkit  # late: 40 ms that a start without a change does not need
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        if not document:
            document[VERSION_KEY] = SCHEMA_VERSION
        migrated(document)
        for path, value in changes(base, settings).items():
            _enter(document, path, value)
        if base.endpoints != settings.endpoints:
            _enter_rows(document, base, settings)
        return tomlkit.dumps(document)
    except TOMLKitError as error:
        raise ValueError(str(error)) from error


def _enter(document: MutableMapping[str, Any], path: str, value: Any) -> None:
    import tomlkit

    *tables, key = path.split(".")
    for name in tables:
        if not isinstance(document.get(name), MutableMapping):  # a value that could not be used either
            document[name] = tomlkit.table()
        document = document[name]
    if isinstance(value, Mapping):
        _enter_table(document, key, value)
    else:
        document[key] = value


def _enter_table(document: MutableMapping[str, Any], key: str, value: Mapping[str, Any]) -> None:
    """Entry by entry: what is in the table and is no text (or number) of ours stays there."""
    import tomlkit

    if not isinstance(document.get(key), MutableMapping):
        document[key] = tomlkit.table()
    table = document[key]
    for name in [
        name for name, old in table.items() if name not in value and isinstance(old, (str, int, float))
    ]:
        del table[name]
    for name, entry in value.items():
        if table.get(name) != entry:
            table[name] = entry
    if not table:
        del document[key]


def _enter_rows(document: MutableMapping[str, Any], base: Settings, settings: Settings) -> None:
    """The `[[providers]]`: rows that this version cannot use stay where they are."""
    import tomlkit

    if not isinstance(document.get(PROVIDERS_KEY), list):
        document[PROVIDERS_KEY] = tomlkit.aot()
    rows = document[PROVIDERS_KEY]
    wanted = {endpoint.id: endpoint for endpoint in settings.endpoints}
    usable: dict[str, MutableMapping[str, Any]] = {}
    for place in reversed(range(len(rows))):
        endpoint = endpoint_from(rows[place]) if isinstance(rows[place], Mapping) else None
        if endpoint is not None and endpoint.id not in wanted:
            del rows[place]
    for row in rows:
        endpoint = endpoint_from(row) if isinstance(row, Mapping) else None
        if endpoint is not None:
            usable.setdefault(endpoint.id, row)
    before = {endpoint.id: row_from(endpoint) for endpoint in base.endpoints}
    for id_, endpoint in wanted.items():
        new = row_from(endpoint)
        if id_ in usable:
            _enter_row(usable[id_], before.get(id_, {}), new)
        else:
            rows.append(_row(new))
    if not rows:
        del document[PROVIDERS_KEY]


def _enter_row(row: MutableMapping[str, Any], before: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    for key in before:
        if key not in new and key in row:
            del row[key]
    for key, value in new.items():
        if row.get(key) != value:
            row[key] = _inline(value)


def _row(values: Mapping[str, Any]) -> Any:
    import tomlkit

    row = tomlkit.table()
    for key, value in values.items():
        row[key] = _inline(value)
    return row


def _inline(value: Any) -> Any:
    import tomlkit

    if not isinstance(value, Mapping):
        return value
    table = tomlkit.inline_table()
    table.update(value)
    return table
