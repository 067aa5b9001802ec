"""The `[stack]` table of the settings: what is taken, what is refused, and what is written back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.settings import OnQuit, Settings, settings_from, table_from
from desktop.domain.stack import GpuChoice, StackOptions

OPTIONS = st.builds(
    StackOptions,
    image=st.sampled_from(["ollama/ollama:latest", "ollama/ollama:0.33.0", "lab:5000/x"]),
    address=st.sampled_from(["127.0.0.1", "0.0.0.0", "::1", "192.168.1.20"]),
    port=st.integers(1, 65535),
    gpu=st.sampled_from(GpuChoice),
)


@given(OPTIONS, st.sampled_from(OnQuit))
def test_what_is_written_reads_the_same(options: StackOptions, on_quit: OnQuit) -> None:
    settings = Settings(
        stack=options, on_quit=on_quit, confirmed_stack="f00d", unknown={"stack": {"later": [1]}}
    )
    assert settings_from(table_from(settings)) == (settings, ())


def test_defaults_are_not_written() -> None:
    assert "stack" not in table_from(Settings())


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
            "default_models": {"model-runner": "gemma3:4b", "mine": "qwen3:4b", "ollama": 3},
            "providers": [{"id": "mine", "url": "http://127.0.0.1:1", "default_model": "old"}],
        }
    )
    assert bad == ("default_models",)
    found = {endpoint.id: (endpoint.url, endpoint.default_model) for endpoint in settings.all_endpoints}
    assert found["model-runner"] == ("http://127.0.0.1:9000", "gemma3:4b")
    assert found["mine"] == ("http://127.0.0.1:1", "qwen3:4b")
    assert found["ollama"][1] == ""
    written = table_from(settings)
    assert written["default_models"] == {"model-runner": "gemma3:4b", "mine": "qwen3:4b", "ollama": 3}
    assert settings_from(written) == (settings, bad)
    assert settings_from({"default_models": 3}) == (Settings(), ("default_models",))
    assert "default_models" not in table_from(Settings())


@pytest.mark.parametrize("number", [1, 2, 8])
def test_how_many_pulls_run_at_once_survives_the_file(number: int) -> None:
    settings = Settings(pulls_at_once=number, unknown={"pulls": {"future": 1}})
    assert settings_from(table_from(settings)) == (settings, ())


@pytest.mark.parametrize("table", [{"at_once": 0}, {"at_once": 9}, {"at_once": "2"}, {"at_once": True}, 7])
def test_a_number_of_pulls_that_cannot_be_is_named_and_the_default_holds(table: object) -> None:
    settings, bad = settings_from({"pulls": table})
    assert settings.pulls_at_once == 2
    assert bad == (("pulls.at_once" if isinstance(table, dict) else "pulls"),)
