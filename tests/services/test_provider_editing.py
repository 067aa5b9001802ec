"""Providers edited as the dialog does: what is not valid changes nothing, what is taken away comes back."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from desktop.domain.errors import (
    CaFileUnusable,
    Cause,
    HeaderRefused,
    KeyringLocked,
    KeyUnencrypted,
    NoSuchProvider,
    ProviderRejected,
    ProviderUnavailable,
)
from desktop.domain.providers import BUILT_IN_ID, Endpoint, ProviderKind
from desktop.domain.settings import Settings
from desktop.providers.certificates import certificate_expiry
from desktop.providers.detection import connect
from desktop.services.provider_editing import ProviderEditing
from desktop.services.settings import Found, SettingsService
from tests.servers.ollama import OllamaDouble
from tests.servers.scripted import refused_url
from tests.servers.secure import CERTIFICATE, SecureOllama

pytestmark = pytest.mark.anyio


async def kept(settings: Settings) -> Found:
    return settings, ()


class Bench:
    """The verbs over settings in memory, and the keys by the providers' ids."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.keys: dict[str, str] = {}
        self.settings = SettingsService(settings or Settings(), kept)
        self.editing = ProviderEditing(self.settings, connect, certificate_expiry, self._key_of)

    @property
    def state(self) -> Settings:
        return self.settings.state

    async def _key_of(self, provider: str) -> str:
        if provider == "locked":
            raise KeyringLocked
        return self.keys.get(provider, "")


@pytest.fixture
async def bench() -> Bench:
    return Bench()


@pytest.mark.parametrize(
    ("pasted", "url", "id_", "name"),
    [
        ("gpu-box.lan:8080", "http://gpu-box.lan:8080", "gpu-box.lan", "gpu-box.lan:8080"),
        ("https://api.x.com/v1/chat/completions", "https://api.x.com/v1", "api.x.com", "api.x.com"),
        ("https://x.com/gate/v1/", "https://x.com/gate/v1", "x.com", "x.com/gate/v1"),
        (" http://[::1]:9000 ", "http://[::1]:9000", "1", "[::1]:9000"),
    ],
)
async def test_a_pasted_address_becomes_a_provider_and_its_repair_is_told(
    bench: Bench, pasted: str, url: str, id_: str, name: str
) -> None:
    added = bench.editing.add(pasted)
    assert added.endpoint == Endpoint(id_, name, url)
    assert added.is_new
    assert added.repaired_from == ("" if pasted.strip() == url else pasted.strip())
    assert bench.state.endpoints == (added.endpoint,)


async def test_ids_are_unique_and_an_address_that_is_there_is_not_added_again(bench: Bench) -> None:
    one = bench.editing.add("http://127.0.0.1:1", name="One").endpoint
    two = bench.editing.add("http://127.0.0.1:2", headers=(("X-A", "1"),), default_model="m").endpoint
    assert (one.id, two.id) == ("127.0.0.1", "127.0.0.1-2")
    assert (one.name, two.headers, two.default_model) == ("One", (("X-A", "1"),), "m")
    bench.editing.disable(one.id)
    again = bench.editing.add("localhost:1")
    assert (again.endpoint, again.is_new, again.repaired_from) == (one, False, "localhost:1")
    assert one.id not in bench.state.disabled_providers
    assert not bench.editing.add("http://127.0.0.1:11434").is_new
    assert bench.editing.add("https://built-in").endpoint.id == "built-in-2"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"url": "ftp://x"}, ProviderUnavailable),
        ({"url": "http://me:secret@x"}, ProviderUnavailable),
        ({"proxy": "socks5://x:1"}, ProviderUnavailable),
        ({"headers": (("Host", "x"),)}, HeaderRefused),
        ({"headers": (("X-A", "ü"),)}, HeaderRefused),
        ({"url": "http://far.example", "key_place": "file"}, KeyUnencrypted),
        ({"name": "New", "url": "http://far.example", "headers": (("X-Api-Key", "1"),)}, KeyUnencrypted),
    ],
)
async def test_what_is_not_valid_changes_nothing(
    bench: Bench, fields: dict[str, Any], error: type[Exception]
) -> None:
    bench.editing.add("http://127.0.0.1:1")
    before = bench.state
    with pytest.raises(error):
        bench.editing.change("127.0.0.1", **fields)
    with pytest.raises(error):
        bench.editing.add(**{"url": "http://127.0.0.1:2", **fields})
    assert bench.state is before


async def test_changes_hold_and_a_model_alone_pins_no_address(bench: Bench) -> None:
    bench.editing.change("model-runner", default_model="qwen3:4b")
    assert bench.state.endpoints == ()
    assert bench.state.default_models == {"model-runner": "qwen3:4b"}
    changed = bench.editing.change("ollama", url="gpu-box.lan:11434/api/tags", name=" ", ca_file="/ca.pem")
    assert changed.repaired_from == "gpu-box.lan:11434/api/tags"
    assert changed.endpoint == Endpoint(
        "ollama", "gpu-box.lan:11434", "http://gpu-box.lan:11434", ca_file="/ca.pem"
    )
    assert bench.editing.change("ollama", name="Box").endpoint.url == "http://gpu-box.lan:11434"
    bench.editing.change("ollama", default_model="m")
    assert bench.editing.change("ollama", default_model="").endpoint.default_model == ""
    with pytest.raises(NoSuchProvider):
        bench.editing.change("nobody", name="x")
    with pytest.raises(NoSuchProvider):
        bench.editing.endpoint(BUILT_IN_ID)


async def test_a_key_in_memory_gets_into_no_settings(bench: Bench) -> None:
    added = bench.editing.add("https://x.example", api_key="sk-secret")
    assert added.endpoint.api_key == ""
    with pytest.raises(KeyUnencrypted):
        bench.editing.change(added.endpoint.id, url="http://x.example", api_key="sk-secret")


async def test_what_is_removed_comes_back_as_it_was(bench: Bench) -> None:
    for number in range(1, 4):
        bench.editing.add(f"http://10.0.0.{number}", default_model=f"m{number}")
    bench.editing.reorder(["10.0.0.2", BUILT_IN_ID, "nobody", "10.0.0.1", "10.0.0.2"])
    assert bench.state.provider_order == ("10.0.0.2", BUILT_IN_ID, "10.0.0.1")
    bench.editing.disable("10.0.0.2")
    before = bench.state
    removed = bench.editing.remove("10.0.0.2")
    assert "10.0.0.2" not in repr((bench.state.endpoints, bench.state.provider_order))
    assert "10.0.0.2" not in bench.state.default_models
    assert "10.0.0.2" not in bench.state.disabled_providers
    bench.editing.restore(removed)
    assert bench.state == before


async def test_a_default_provider_is_put_back_and_disabled_and_comes_back_as_it_was(bench: Bench) -> None:
    bench.editing.change("ollama", url="http://gpu-box.lan:11434")
    before = bench.state
    removed = bench.editing.remove("ollama")
    assert bench.state.endpoints == ()
    assert bench.state.disabled_providers == ("ollama",)
    bench.editing.restore(removed)
    assert bench.state == before
    plain = bench.editing.remove("docker-model-runner")
    bench.editing.restore(plain)
    assert bench.state == before


async def test_what_was_changed_since_a_removal_stays(bench: Bench) -> None:
    bench.editing.add("http://10.0.0.1")
    removed = bench.editing.remove("10.0.0.1")
    bench.editing.add("http://10.0.0.2")
    bench.editing.restore(removed)
    assert [row.id for row in bench.state.endpoints] == ["10.0.0.1", "10.0.0.2"]


async def test_the_built_in_engine_is_disabled_and_enabled_like_any_other(bench: Bench) -> None:
    bench.editing.disable(BUILT_IN_ID)
    bench.editing.disable(BUILT_IN_ID)
    assert list(bench.state.disabled_providers) == [BUILT_IN_ID]
    bench.editing.enable(BUILT_IN_ID)
    assert not bench.state.disabled_providers


async def test_a_test_tells_kind_version_latency_and_models(bench: Bench) -> None:
    with OllamaDouble() as server:
        server.models["other:1b"] = 1
        result = await bench.editing.test(Endpoint("new", "New", server.url.removeprefix("http://")))
    assert result.error is None
    assert result.endpoint.url == server.url
    assert result.availability is not None
    assert result.availability.kind is ProviderKind.OLLAMA
    assert result.availability.version
    assert 0 < result.availability.latency_seconds < 5
    assert (result.models, result.certificate_ends) == (2, None)
    assert bench.state == Settings()


async def test_a_test_over_tls_tells_until_when_the_certificate_holds(bench: Bench) -> None:
    with SecureOllama() as server:
        endpoint = Endpoint("new", "New", server.url)
        refused = await bench.editing.test(endpoint)
        assert isinstance(refused.error, ProviderUnavailable)
        assert refused.error.cause is Cause.CERTIFICATE
        found = await bench.editing.test(replace(endpoint, ca_file=str(CERTIFICATE)))
    assert found.error is None
    assert found.certificate_ends == datetime(2126, 10, 31, 19, 44, 57, tzinfo=UTC)


async def test_a_test_sends_the_key_that_is_typed_else_the_one_that_is_kept(bench: Bench) -> None:
    bench.keys["a"] = "sk-kept"
    with OllamaDouble() as server:
        endpoint = Endpoint("a", "A", server.url)
        server.api_key = "sk-kept"
        assert (await bench.editing.test(endpoint)).error is None
        assert isinstance((await bench.editing.test(endpoint, "sk-typed")).error, ProviderRejected)
        server.api_key = "sk-typed"
        assert (await bench.editing.test(endpoint, "sk-typed")).error is None
        assert isinstance((await bench.editing.test(replace(endpoint, id="locked"))).error, KeyringLocked)


@pytest.mark.parametrize(
    ("endpoint", "error"),
    [
        (Endpoint("x", "X", refused_url()), ProviderUnavailable),
        (Endpoint("x", "X", "ftp://x"), ProviderUnavailable),
        (Endpoint("x", "X", "https://127.0.0.1:9", ca_file="/none.pem"), CaFileUnusable),
        (Endpoint("x", "X", "http://127.0.0.1:9", headers=(("Host", "x"),)), HeaderRefused),
    ],
)
async def test_whatever_is_wrong_is_in_the_result(
    bench: Bench, endpoint: Endpoint, error: type[Exception]
) -> None:
    result = await bench.editing.test(endpoint)
    assert isinstance(result.error, error)
    assert result.availability is None
