"""A double that disagrees with a recording is wrong: the same fields, in the same kinds of records."""

import http.client
import json
import threading

import pytest

from tests.servers.faults import Fault
from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble
from tests.servers.plain_client import answer
from tests.servers.recordings import recording

ASK = {"messages": [{"role": "user", "content": "Hi?"}], "stream_options": {"include_usage": True}}
NEWER_FIELDS = {"context_length", "embedding_length"}
"""What `details` has on `/api/tags` alone."""


def recorded(name: str) -> tuple[int, str, bytes]:
    """The same of a recording."""
    kept = recording(name)
    first, *lines = kept.head.decode().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines if line)
    return int(first.split()[1]), headers["content-type"].partition(";")[0], kept.body


def shape(value: object) -> object:
    """The fields of a value and what they hold, without the values."""
    match value:
        case dict():
            return {key: shape(item) for key, item in value.items() if key not in NEWER_FIELDS}
        case list():
            return [shape(item) for item in value[:1]]
        case bool() | int() | float():
            return "number"
        case _:
            return type(value).__name__


@pytest.mark.parametrize(
    ("method", "path", "body", "name"),
    [
        ("GET", "/api/version", None, "version"),
        ("GET", "/api/tags", None, "tags"),
        ("GET", "/api/ps", None, "ps_loaded"),
        ("POST", "/api/chat", {"model": "nosuch", "messages": [{}]}, "chat_missing_model"),
        ("POST", "/api/show", {"model": "nosuch"}, "show_missing"),
        ("DELETE", "/api/delete", {"model": "nosuch"}, "delete_missing"),
        ("POST", "/api/generate", {"model": "gemma3:270m"}, "load"),
        ("POST", "/api/generate", {"model": "gemma3:270m", "keep_alive": 0}, "unload"),
    ],
)
def test_ollama_s_short_answers_have_the_recorded_shape(
    method: str, path: str, body: object, name: str
) -> None:
    with OllamaDouble() as server:
        server.loaded = ["gemma3:270m"]
        status, kind, said = answer(server, method, path, body)
    expected_status, expected_kind, expected = recorded(f"ollama/{name}")
    assert (status, kind) == (expected_status, expected_kind)
    assert shape(json.loads(said)) == shape(json.loads(expected))


def test_ollama_s_unknown_path_is_plain_text() -> None:
    with OllamaDouble() as server:
        assert answer(server, "GET", "/nosuch") == recorded("ollama/not_found")


@pytest.mark.parametrize(("path", "name"), [("/api/chat", "chat_stream"), ("/api/pull", "pull_resumed")])
def test_ollama_s_streams_have_the_recorded_records(path: str, name: str) -> None:
    with OllamaDouble() as server:
        status, kind, said = answer(server, "POST", path, {"model": "gemma3:270m", **ASK})
    expected_status, expected_kind, expected = recorded(f"ollama/{name}")
    assert (status, kind) == (expected_status, expected_kind)
    ours, theirs = ([shape(json.loads(line)) for line in body.splitlines()] for body in (said, expected))
    assert ours[-1] == theirs[-1]
    assert [record for record in ours if record not in theirs] in ([], [ours[1]])  # `completed` absent at 0


def test_ollama_s_error_in_a_stream_is_the_recorded_one() -> None:
    with OllamaDouble() as server:
        server.fault = Fault.ERROR_LINE
        _, _, said = answer(server, "POST", "/api/chat", {"model": "gemma3:270m", **ASK})
    _, _, expected = recorded("ollama/chat_runner_killed")
    assert said.splitlines()[-1] == expected.splitlines()[-1]


def test_llama_server_s_stream_ends_as_recorded() -> None:
    with OpenAIDouble() as server:
        status, kind, said = answer(server, "POST", "/v1/chat/completions", {"model": "any", **ASK})
    expected_status, expected_kind, expected = recorded("llama-server/chat_stream")
    assert (status, kind) == (expected_status, expected_kind)
    *_, our_end, our_usage, our_mark = events_in(said)
    *_, their_end, their_usage, their_mark = events_in(expected)
    assert our_mark == their_mark == "[DONE]"
    ours, theirs = json.loads(our_usage), json.loads(their_usage)
    assert ours["choices"] == theirs["choices"] == []
    assert ours["usage"].keys() <= theirs["usage"].keys()
    assert ours["timings"].keys() <= theirs["timings"].keys()
    assert json.loads(our_end)["choices"][0].keys() == json.loads(their_end)["choices"][0].keys()


def test_llama_server_s_other_answers_have_the_recorded_fields() -> None:
    with OpenAIDouble() as server:
        for path, name in (
            ("/health", "health"),
            ("/v1/models", "models"),
            ("/api/tags", "ollama_compat_tags"),
        ):
            status, kind, said = answer(server, "GET", path)
            expected_status, expected_kind, expected = recorded(f"llama-server/{name}")
            assert (status, kind) == (expected_status, expected_kind)
            assert json.loads(said).keys() <= json.loads(expected).keys()


def test_a_server_that_refuses_accepts_again_on_its_port() -> None:
    with OllamaDouble() as server:
        for _ in range(3):
            server.fault = Fault.REFUSE
            with pytest.raises(ConnectionRefusedError):
                answer(server, "GET", "/")
            server.fault = None
            assert answer(server, "GET", "/")[2] == b"Ollama is running"


def test_a_server_leaves_no_thread_behind_whatever_it_was_doing() -> None:
    before = threading.active_count()
    with OllamaDouble() as server:
        server.gate.clear()
        connections = [http.client.HTTPConnection("127.0.0.1", server.port, timeout=10) for _ in range(3)]
        for connection in connections:
            connection.request("POST", "/api/chat", json.dumps({"model": "gemma3:270m", **ASK}))
            connection.getresponse().read(1)
    assert threading.active_count() == before
    assert server.disconnects == 0, "it was the server that hung up"
    for connection in connections:
        connection.close()


def events_in(body: bytes) -> list[str]:
    """The data of every event."""
    return [event.removeprefix("data: ") for event in body.decode().split("\n\n") if event]
