"""The settings file as a table of keys: what each may be, and where its value belongs."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from desktop.domain.chat_setups import (
    are_presets,
    is_setup,
    preset_tables,
    presets_from,
    setup_from,
    setup_table,
)
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

DEFAULTS = Settings()


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
    Key(
        "chat.zoom",
        lambda s: s.chat_zoom,
        lambda s, value: replace(s, chat_zoom=value),
        lambda percent: 50 <= percent <= 300,
    ),
    _flag("chat.makes_titles", "makes_titles"),
    Key(
        "chat.defaults",
        lambda s: setup_table(s.chat_defaults),
        lambda s, value: replace(s, chat_defaults=setup_from(value)),
        is_setup,
    ),
    Key(
        "chat.presets",
        lambda s: preset_tables(s.presets),
        lambda s, value: replace(s, presets=presets_from(value)),
        are_presets,
    ),
    _flag("setup.done", "is_set_up"),
    Key("setup.baseline", _read_baseline, _enter_baseline, _is_baseline),
)
"""Every key but `[[providers]]`, in the order in which a new file has them."""
