"""What TARS's two model servers are among the providers here."""

from desktop.domain.appsettings import AppServer, endpoints_with, servers_of
from desktop.domain.providers import Endpoint, ProviderKind
from desktop.domain.settings import DEFAULT_ENDPOINTS

STACK, OLLAMA, RUNNER = DEFAULT_ENDPOINTS


def test_a_server_at_a_known_address_gives_its_default_model() -> None:
    server = AppServer("Ollama", "http://localhost:8080/", "qwen3:8b")
    rows, unusable = endpoints_with(DEFAULT_ENDPOINTS, [server])
    assert (rows[0].default_model, rows[1:], unusable) == ("qwen3:8b", (OLLAMA, RUNNER), ())


def test_an_unknown_address_moves_the_endpoint_of_its_kind_and_not_the_stack() -> None:
    rows, _ = endpoints_with(DEFAULT_ENDPOINTS, [AppServer("Ollama", "gpu.example:11434", "")])
    assert rows == (STACK, Endpoint("ollama", "Ollama", "http://gpu.example:11434"), RUNNER)


def test_an_address_that_is_none_changes_nothing_and_is_named() -> None:
    bad = AppServer("DockerModelRunner", "ftp://x", "m")
    assert endpoints_with(DEFAULT_ENDPOINTS, [bad]) == (DEFAULT_ENDPOINTS, (bad,))


def test_a_model_without_an_address_is_the_default_of_its_kind() -> None:
    rows, _ = endpoints_with(DEFAULT_ENDPOINTS, [AppServer("DockerModelRunner", "", "ai/smollm2")])
    assert rows[2].default_model == "ai/smollm2"


def test_the_chosen_provider_is_written_if_it_is_of_that_kind() -> None:
    own = Endpoint("lab", "Lab", "http://lab:11434", ProviderKind.OLLAMA)
    servers = servers_of((*DEFAULT_ENDPOINTS, own), "lab", {"lab": "qwen3:8b"})
    assert servers == (
        AppServer("Ollama", "http://lab:11434", "qwen3:8b"),
        AppServer("DockerModelRunner", RUNNER.url, ""),
    )


def test_else_the_first_of_its_kind_is_written() -> None:
    other = Endpoint("vllm", "vLLM", "http://lab:8000", ProviderKind.OPENAI)
    first, _ = servers_of((*DEFAULT_ENDPOINTS, other), "vllm", {})
    assert first == AppServer("Ollama", STACK.url, "llama3:8b")
