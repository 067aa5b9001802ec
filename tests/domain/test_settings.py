"""The `[stack]` table of the settings: what is taken, what is refused, and what is written back."""

from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.settings import OnQuit, Settings
from desktop.domain.settings_keys import KEYS
from desktop.domain.settings_reading import changes, merged, settings_from
from desktop.domain.stack import GpuChoice, StackOptions

OPTIONS = st.builds(
    StackOptions,
    image=st.sampled_from(["ollama/ollama:latest", "ollama/ollama:0.33.0", "lab:5000/x"]),
    address=st.sampled_from(["127.0.0.1", "0.0.0.0", "::1", "192.168.1.20"]),
    port=st.integers(1, 65535),
    gpu=st.sampled_from(GpuChoice),
)


def table_of(settings: Settings) -> dict[str, object]:
    """What a new file would hold."""
    table: dict[str, object] = {}
    for path, value in changes(Settings(), settings).items():
        *tables, key = path.split(".")
        inner = table
        for name in tables:
            inner = cast("dict[str, object]", inner.setdefault(name, {}))
        inner[key] = value
    return table


@given(OPTIONS, st.sampled_from(OnQuit))
def test_what_is_written_reads_the_same(options: StackOptions, on_quit: OnQuit) -> None:
    settings = Settings(stack=options, on_quit=on_quit, confirmed_stack="f00d")
    assert settings_from(table_of(settings)) == (settings, ())


def test_defaults_are_not_written() -> None:
    assert changes(Settings(), Settings()) == {}


def test_every_key_has_its_own_place() -> None:
    paths = [key.path for key in KEYS]
    assert len(set(paths)) == len(paths)
    assert all(key.is_usable(key.default) for key in KEYS)


def test_what_both_have_changed_is_ours_and_the_rest_is_theirs() -> None:
    base = Settings(model="a", provider="x")
    ours = replace(base, model="ours", pulls_at_once=3)
    theirs = replace(base, model="theirs", provider="y")
    assert merged(base, ours, theirs) == replace(base, model="ours", pulls_at_once=3, provider="y")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("image", "--privileged"),
        ("image", 3),
        ("address", "everywhere"),
        ("port", 0),
        ("port", 65536),
        ("port", True),
        ("port", "8080"),
        ("gpu", "intel"),
        ("on_quit", "maybe"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_and_the_rest_holds(key: str, value: object) -> None:
    table = {"stack": {"image": "mine", "port": 9000, key: value}}
    settings, bad = settings_from(table)
    assert bad == (f"stack.{key}",)
    default = getattr(Settings() if key == "on_quit" else StackOptions(), key)
    assert (settings.on_quit if key == "on_quit" else getattr(settings.stack, key)) == default
    if key not in ("image", "port"):
        assert (settings.stack.image, settings.stack.port) == ("mine", 9000)


def test_something_else_than_a_table_is_named() -> None:
    assert settings_from({"stack": 3}) == (Settings(), ("stack",))


@pytest.mark.parametrize(
    ("options", "url"),
    [
        (StackOptions(), "http://127.0.0.1:8080"),
        (StackOptions(port=9000), "http://127.0.0.1:9000"),
        (StackOptions(address="0.0.0.0"), "http://127.0.0.1:8080"),
        (StackOptions(address="::1", port=1), "http://[::1]:1"),
        (StackOptions(address="192.168.1.20"), "http://192.168.1.20:8080"),
    ],
)
def test_the_model_runner_is_asked_where_the_stack_publishes_it(options: StackOptions, url: str) -> None:
    first, *others = Settings(stack=options).all_endpoints
    assert (first.id, first.url) == ("model-runner", url)
    assert [endpoint.id for endpoint in others] == ["ollama", "docker-model-runner"]


def test_the_confirmed_configuration_is_read_from_the_stack_table() -> None:
    settings, bad = settings_from({"stack": {"confirmed": "f00d"}})
    assert (settings.confirmed_stack, bad) == ("f00d", ())
    assert settings_from({"stack": {"confirmed": 3}}) == (Settings(), ("stack.confirmed",))


def test_a_default_model_is_of_a_provider_and_holds_no_address_fast() -> None:
    settings, bad = settings_from(
        {
            "stack": {"port": 9000},
            "default_models": {"model-runner": "gemma3:4b", "mine": "qwen3:4b", "ollama": ""},
            "providers": [{"id": "mine", "url": "http://127.0.0.1:1", "default_model": "old"}],
        }
    )
    assert bad == ()
    found = {endpoint.id: (endpoint.url, endpoint.default_model) for endpoint in settings.all_endpoints}
    assert found["model-runner"] == ("http://127.0.0.1:9000", "gemma3:4b")
    assert found["mine"] == ("http://127.0.0.1:1", "qwen3:4b")
    assert found["ollama"][1] == ""
    assert settings_from({"default_models": 3}) == (Settings(), ("default_models",))


def test_providers_are_shown_in_their_order_and_disabled_ones_are_not_asked() -> None:
    settings = Settings(provider_order=("docker-model-runner",), disabled_providers=("ollama",))
    assert [row.id for row in settings.all_endpoints] == ["docker-model-runner", "model-runner", "ollama"]
    assert [row.id for row in settings.enabled_endpoints] == ["docker-model-runner", "model-runner"]


@pytest.mark.parametrize(
    "row",
    [
        {"headers": {"Bad Name": "x"}},
        {"headers": {"X": "line\nbreak"}},
        {"headers": ["X"]},
        {"proxy": "ftp://p"},
        {"proxy": "http://user:secret@p"},
        {"kind": "openia"},
        {"ca_file": 3},
        {"id": "built-in"},
        {"url": ""},
    ],
)
def test_a_provider_with_something_unusable_is_none(row: dict[str, object]) -> None:
    settings, bad = settings_from({"providers": [{"id": "x", "url": "http://h", **row}]})
    assert (settings.endpoints, bad) == ((), ("providers",))
