"""The user's settings as one frozen value, its defaults, and the reading of what people wrote by hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from desktop.domain.providers import BUILT_IN_ID, Endpoint, ProviderKind
from desktop.domain.stack import GpuChoice, StackOptions
from desktop.domain.stack_reading import is_address, is_image_name, published_url

SCHEMA_VERSION = 1
DEFAULT_STACK = StackOptions()
PULLS_AT_ONCE = 2
MOST_PULLS_AT_ONCE = 8

T = TypeVar("T")

DEFAULT_ENDPOINTS = (
    Endpoint("model-runner", "Model Runner", "http://127.0.0.1:8080", default_model="llama3:8b"),
    Endpoint("ollama", "Ollama", "http://127.0.0.1:11434"),
    Endpoint("docker-model-runner", "Docker Model Runner", "http://127.0.0.1:12434"),
)
"""What is asked without any setting; the built-in engine comes on top."""


class Appearance(StrEnum):
    """Which colours the windows take."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class OnQuit(StrEnum):
    """What becomes of a stack that this application started when it quits."""

    ASK = "ask"
    KEEP = "keep"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that outlives a session and is not a chat or a secret."""

    appearance: Appearance = Appearance.SYSTEM
    provider: str = ""
    """The id of the provider that questions go to; "" means the first that has a model."""
    model: str = ""
    """The model of that provider; "" means the provider's default."""
    model_file: str = ""
    """A GGUF file for the built-in engine; "" means the one that is shipped."""
    endpoints: tuple[Endpoint, ...] = ()
    """The user's own providers, beside `DEFAULT_ENDPOINTS`; one with the id of a default replaces it."""
    default_models: Mapping[str, str] = field(default_factory=dict)
    """By the provider's id: the model that it answers with unless told otherwise.

    Apart from `endpoints`, where one for the model runner would hold its address fast.
    """
    stack: StackOptions = DEFAULT_STACK
    on_quit: OnQuit = OnQuit.ASK
    confirmed_stack: str = ""
    """The fingerprint of the one configuration that may be started although it gives something away."""
    pulls_at_once: int = PULLS_AT_ONCE
    """How many models are downloaded at the same time, from 1 to 8; the others wait for their turn."""
    unknown: Mapping[str, object] = field(default_factory=dict)
    """Keys of the file that this version does not know, and providers it cannot use; written back as is."""

    @property
    def all_endpoints(self) -> tuple[Endpoint, ...]:
        """The defaults, replaced where the user says otherwise, and then the user's own.

        The model runner is where the options publish it, and `default_models` has the last word on models.
        """
        own = {endpoint.id: endpoint for endpoint in self.endpoints}
        in_stack, *others = DEFAULT_ENDPOINTS
        defaults = tuple(
            own.pop(endpoint.id, endpoint)
            for endpoint in (replace(in_stack, url=published_url(self.stack)), *others)
        )
        return tuple(
            replace(endpoint, default_model=self.default_models.get(endpoint.id) or endpoint.default_model)
            for endpoint in (*defaults, *own.values())
        )


def settings_from(table: Mapping[str, object]) -> tuple[Settings, tuple[str, ...]]:
    """The settings in a parsed file, and the keys whose values could not be used (the default holds)."""
    rest = dict(table)
    bad: list[str] = []

    def text(key: str, default: str) -> str:
        value = rest.pop(key, default)
        if isinstance(value, str):
            return value
        bad.append(key)
        return default

    rest.pop("schema_version", None)
    look = text("appearance", Appearance.SYSTEM.value)
    if look not in {a.value for a in Appearance}:
        bad.append("appearance")
        look = Appearance.SYSTEM.value
    provider, model, model_file = text("provider", ""), text("model", ""), text("model_file", "")
    endpoints: list[Endpoint] = []
    unusable: list[object] = []
    rows = rest.pop("providers", [])
    for row in rows if isinstance(rows, list) else [None]:
        endpoint = endpoint_from(row) if isinstance(row, Mapping) else None
        if endpoint is None or any(endpoint.id == other.id for other in endpoints):
            bad.append("providers")
            unusable += [row] if isinstance(row, Mapping) else []
        else:
            endpoints.append(endpoint)
    if unusable:
        rest["providers"] = unusable
    default_models = _default_models_from(rest, bad)
    stack, on_quit, confirmed = _stack_from(rest, bad)
    settings = Settings(
        Appearance(look),
        provider,
        model,
        model_file,
        tuple(endpoints),
        default_models,
        stack,
        on_quit,
        confirmed,
        _pulls_from(rest, bad),
        rest,
    )
    return settings, tuple(dict.fromkeys(bad))


def _default_models_from(rest: dict[str, object], bad: list[str]) -> dict[str, str]:
    """The `[default_models]` table, taken out of `rest`; what is no text stays there."""
    table = rest.pop("default_models", {})
    if not isinstance(table, Mapping):
        bad.append("default_models")
        return {}
    models = {str(key): value for key, value in table.items() if isinstance(value, str) and value}
    if unusable := {key: value for key, value in table.items() if key not in models}:
        bad.append("default_models")
        rest["default_models"] = unusable
    return models


def _stack_from(rest: dict[str, object], bad: list[str]) -> tuple[StackOptions, OnQuit, str]:
    """The `[stack]` table, taken out of `rest`: options, what quitting does, the confirmed fingerprint.

    Keys of it that are not known stay there.
    """
    defaults = DEFAULT_STACK
    table = rest.pop("stack", {})
    if not isinstance(table, Mapping):
        bad.append("stack")
        return defaults, OnQuit.ASK, ""
    unknown = dict(table)

    def value(key: str, default: T, is_usable: Callable[[object], bool]) -> T:
        found = unknown.pop(key, default)
        if type(found) is type(default) and is_usable(found):
            return found
        bad.append(f"stack.{key}")
        return default

    options = StackOptions(
        value("image", defaults.image, lambda text: is_image_name(str(text))),
        value("address", defaults.address, lambda text: is_address(str(text))),
        value("port", defaults.port, lambda number: number in range(1, 65536)),
        GpuChoice(value("gpu", GpuChoice.AUTO.value, lambda text: text in {g.value for g in GpuChoice})),
    )
    on_quit = OnQuit(value("on_quit", OnQuit.ASK.value, lambda text: text in {q.value for q in OnQuit}))
    confirmed = value("confirmed", "", lambda _: True)
    if unknown:
        rest["stack"] = unknown
    return options, on_quit, confirmed


def _pulls_from(rest: dict[str, object], bad: list[str]) -> int:
    """`at_once` of the `[pulls]` table, taken out of `rest`; keys of it that are not known stay there."""
    table = rest.pop("pulls", {})
    if not isinstance(table, Mapping):
        bad.append("pulls")
        return PULLS_AT_ONCE
    unknown = dict(table)
    at_once = unknown.pop("at_once", PULLS_AT_ONCE)
    if unknown:
        rest["pulls"] = unknown
    if type(at_once) is int and 1 <= at_once <= MOST_PULLS_AT_ONCE:
        return at_once
    bad.append("pulls.at_once")
    return PULLS_AT_ONCE


def endpoint_from(row: Mapping[str, object]) -> Endpoint | None:
    """One `[[providers]]` table, or None if it has no usable id and URL."""
    known = {key: row.get(key, "") for key in ("id", "name", "url", "kind", "default_model")}
    if not all(isinstance(value, str) for value in known.values()):
        return None
    values = {key: str(value) for key, value in known.items()}
    if not values["id"] or not values["url"] or values["id"] == BUILT_IN_ID:
        return None
    if values["kind"] not in {"", *(kind.value for kind in ProviderKind)}:
        return None
    kind = ProviderKind(values["kind"]) if values["kind"] else None
    return Endpoint(
        values["id"], values["name"] or values["id"], values["url"], kind, values["default_model"]
    )


def table_from(settings: Settings) -> dict[str, object]:
    """What is written to the file: keys that differ from the default, and the unknown ones as they were."""
    table: dict[str, object] = {"schema_version": SCHEMA_VERSION}
    defaults = Settings()
    for key in ("appearance", "provider", "model", "model_file"):
        if getattr(settings, key) != getattr(defaults, key):
            table[key] = str(getattr(settings, key))
    table.update(settings.unknown)
    if stack := _stack_table(settings):
        table["stack"] = stack
    kept = settings.unknown.get("default_models")
    if models := {**(kept if isinstance(kept, Mapping) else {}), **settings.default_models}:
        table["default_models"] = models
    if pulls := _pulls_table(settings):
        table["pulls"] = pulls
    unusable = settings.unknown.get("providers")
    rows = [*map(_row, settings.endpoints), *(unusable if isinstance(unusable, list) else [])]
    if rows:
        table["providers"] = rows
    return table


def _stack_table(settings: Settings) -> dict[str, object]:
    kept = settings.unknown.get("stack")
    table: dict[str, object] = dict(kept) if isinstance(kept, Mapping) else {}
    for key in ("image", "address", "port"):
        if getattr(settings.stack, key) != getattr(DEFAULT_STACK, key):
            table[key] = getattr(settings.stack, key)
    if settings.stack.gpu is not GpuChoice.AUTO:
        table["gpu"] = settings.stack.gpu.value
    if settings.on_quit is not OnQuit.ASK:
        table["on_quit"] = settings.on_quit.value
    if settings.confirmed_stack:
        table["confirmed"] = settings.confirmed_stack
    return table


def _pulls_table(settings: Settings) -> dict[str, object]:
    kept = settings.unknown.get("pulls")
    table: dict[str, object] = dict(kept) if isinstance(kept, Mapping) else {}
    if settings.pulls_at_once != PULLS_AT_ONCE:
        table["at_once"] = settings.pulls_at_once
    return table


def _row(endpoint: Endpoint) -> dict[str, str]:
    row = {"id": endpoint.id, "name": endpoint.name, "url": endpoint.url}
    if endpoint.kind:
        row["kind"] = endpoint.kind.value
    if endpoint.default_model:
        row["default_model"] = endpoint.default_model
    return row
