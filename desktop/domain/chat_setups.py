"""Setups of chats and presets as tables of the settings file, and back."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop.domain.chat import ChatSetup, Parameters, Preset

THINKING = ("on", "off", "low", "medium", "high")
MOST_TOKENS = 1 << 24
_SEED_LIMIT = 1 << 31
_NAME_CHARACTERS = 80


def setup_table(setup: ChatSetup) -> dict[str, Any]:
    """What is set, by its name; nothing for what is left to the server."""
    table: dict[str, Any] = {"system": setup.system} if setup.system else {}
    for name in Parameters.__dataclass_fields__:
        value = getattr(setup.parameters, name)
        if value is not None:
            table[name] = value
    return table


def setup_from(table: Mapping[str, Any]) -> ChatSetup:
    """The setup of a table that `is_setup`."""
    values = {name: table[name] for name in Parameters.__dataclass_fields__ if name in table}
    for name in ("temperature", "top_p"):
        if name in values:
            values[name] = float(values[name])
    return ChatSetup(table.get("system", ""), Parameters(**values))


def is_setup(table: object) -> bool:
    """Whether every value of a table that concerns a setup can be used."""
    if not isinstance(table, Mapping) or not isinstance(table.get("system", ""), str):
        return False
    return all(name not in table or check(table[name]) for name, check in _CHECKS.items())


def preset_tables(presets: tuple[Preset, ...]) -> list[dict[str, Any]]:
    return [{"name": preset.name, **setup_table(preset.setup)} for preset in presets]


def presets_from(tables: Sequence[Mapping[str, Any]]) -> tuple[Preset, ...]:
    return tuple(Preset(table["name"], setup_from(table)) for table in tables)


def are_presets(tables: object) -> bool:
    """Whether each is a setup with a name, and no name is there twice."""
    if not isinstance(tables, list) or not all(is_setup(table) for table in tables):
        return False
    names = [table.get("name") for table in tables]
    return all(map(is_preset_name, names)) and len(set(names)) == len(names)


def is_preset_name(name: object) -> bool:
    """Whether it is one line that can be shown in a menu."""
    return isinstance(name, str) and 0 < len(name.strip()) <= _NAME_CHARACTERS and name.isprintable()


def _number(value: object, least: float, most: float) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return math.isfinite(value) and least <= value <= most


def _integer(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "temperature": lambda value: _number(value, 0, 2),
    "top_p": lambda value: _number(value, 0, 1) and value > 0,
    "max_tokens": lambda value: _integer(value, 1, MOST_TOKENS),
    "context_length": lambda value: _integer(value, 1, MOST_TOKENS),
    "seed": lambda value: _integer(value, -_SEED_LIMIT, _SEED_LIMIT),
    "keep_alive": lambda value: isinstance(value, str) and 0 < len(value) <= 20,
    "thinking": lambda value: value in THINKING,
    "allows_truncation": lambda value: isinstance(value, bool),
}
