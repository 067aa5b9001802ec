"""What the stack means to the rest: the provider's address."""

import pytest

from desktop.app.stack_link import StackLink
from desktop.domain.catalog import ModelChoice, Reach
from desktop.domain.providers import Endpoint
from desktop.domain.stack import StackOptions
from desktop.providers.detection import connect
from desktop.services.sources import AddressSource
from tests.servers.ollama import OllamaDouble
from tests.ui.conftest import Ui


def source_at(endpoint: Endpoint) -> AddressSource:
    return AddressSource(endpoint, connect)


@pytest.fixture
def link(ui: Ui) -> StackLink:
    ui.providers.add(source_at(Endpoint("model-runner", "Model Runner", "http://127.0.0.1:9")))
    ui.providers.choose(ModelChoice("ollama"))
    return StackLink(ui.stack, ui.providers, ui.settings, source_at)


@pytest.mark.usefixtures("link")
def test_the_provider_follows_the_stack_to_another_port(ui: Ui) -> None:
    with OllamaDouble() as server:
        ui.stack.set_options(StackOptions(port=server.port))
        ui.stack.start()
        ui.until(lambda: (row := ui.providers.state.row("model-runner")) and row.reach is Reach.AVAILABLE)
        row = ui.providers.state.row("model-runner")
        assert row is not None
        assert row.endpoint.url == server.url
        assert ui.providers.state.choice.provider == "ollama"
        assert [r.endpoint.id for r in ui.providers.state.rows] == ["ollama", "model-runner"]
        assert ui.settings.state.stack.port == server.port


def test_an_ollama_on_the_port_is_used_as_it_is(ui: Ui, link: StackLink) -> None:
    with OllamaDouble() as server:
        ui.stack.set_options(StackOptions(port=server.port))
        link.reuse()
        ui.until(lambda: (row := ui.providers.state.row("model-runner")) and row.reach is Reach.AVAILABLE)
        assert ui.providers.state.choice.provider == "model-runner"
        assert ui.engine.ups == []
