"""Taking one change of the settings back, while everything else that was changed since then stays."""

from dataclasses import fields, replace
from typing import Any

from desktop.domain.providers import Endpoint
from desktop.domain.settings import Settings
from desktop.domain.settings_reading import merged


def undone(before: Settings, after: Settings, now: Settings) -> Settings:
    """`now` without what made `after` of `before`.

    Endpoints are told apart by their ids, and one that comes back has its key where it is kept now.
    """
    rows = _rows_undone(before.endpoints, after.endpoints, now.endpoints)
    return replace(merged(after, before, now), endpoints=rows)


def values_of(settings: Settings) -> dict[str, Any]:
    """The settings as `SettingsService.change` takes them."""
    return {field.name: getattr(settings, field.name) for field in fields(settings)}


def _rows_undone(
    before: tuple[Endpoint, ...], after: tuple[Endpoint, ...], now: tuple[Endpoint, ...]
) -> tuple[Endpoint, ...]:
    old, new = ({row.id: row for row in rows} for rows in (before, after))
    rows = {row.id: row for row in now}
    for id_ in {**old, **new}:
        if old.get(id_) == new.get(id_):
            continue
        if id_ not in old:
            rows.pop(id_, None)
        else:
            kept = rows.get(id_)
            rows[id_] = old[id_] if kept is None else replace(old[id_], key_place=kept.key_place)
    if old.keys() == new.keys():
        return tuple(rows.values())
    place = {id_: number for number, id_ in enumerate(old)}
    return tuple(sorted(rows.values(), key=lambda row: place.get(row.id, len(place))))
