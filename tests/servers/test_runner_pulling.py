"""The double of Docker Model Runner pulls as the runner does."""

import html
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.servers.docker_model_runner import DockerModelRunnerDouble
from tests.servers.downloads import published
from tests.servers.plain_client import Stream, answer, eventually, opened, streamed
from tests.servers.pull_faults import PLACES, At, Cut, ErrorLine, Phase

MODEL = published("ai/qwen3:latest", 1_000_000, 600_000, 485)


@pytest.fixture
def server() -> Iterator[DockerModelRunnerDouble]:
    with DockerModelRunnerDouble() as double:
        double.models = {}
        double.downloads.publish(MODEL)
        yield double


def pull(server: DockerModelRunnerDouble, name: str = "ai/qwen3") -> Stream:
    return streamed(server, "/models/create", {"from": name})


def layers_in(stream: Stream) -> list[dict[str, object]]:
    return [layer for line in stream.records if isinstance(layer := line.get("layer"), dict)]


@pytest.mark.parametrize("name", ["ai/qwen3", "ai/qwen3:latest", "qwen3", "docker.io/ai/qwen3"])
def test_layers_come_at_the_same_time_with_the_whole_size(server: DockerModelRunnerDouble, name: str) -> None:
    stream = pull(server, name)
    assert {line["total"] for line in stream.records[:-1]} == {MODEL.total_bytes}
    assert [layer["id"] for layer in layers_in(stream)[:3]] == [layer.digest for layer in MODEL.layers]
    last = {str(layer["id"]): layer["current"] for layer in layers_in(stream)}
    assert last == {layer.digest: layer.size for layer in MODEL.layers}
    assert stream.records[-1] == {"type": "success", "message": "Model pulled successfully"}
    assert server.models == {MODEL.name: MODEL.total_bytes}


@pytest.mark.parametrize("at", PLACES, ids=str)
def test_a_pull_that_is_cut_anywhere_is_completed_by_the_next(
    server: DockerModelRunnerDouble, at: At
) -> None:
    armed = server.downloads.arm(at, Cut())
    assert not pull(server).is_whole
    assert armed.struck == 1
    assert pull(server).records[-1]["type"] == "success"
    assert server.downloads.fetched_bytes == MODEL.total_bytes


def test_a_model_that_is_there_is_told_as_cached(server: DockerModelRunnerDouble) -> None:
    pull(server)
    (line,) = pull(server).records
    assert line == {"type": "success", "message": "Using cached model: 1.53 MiB"}


def test_other_clients_get_escaped_lines(server: DockerModelRunnerDouble) -> None:
    _, kind, body = answer(server, "POST", "/models/create", {"from": "ai/qwen3"}, {"Accept": "*/*"})
    assert kind == "text/plain"
    assert body.startswith(b"{&#34;type&#34;:") or body.startswith(b"{&quot;type&quot;:")
    assert json.loads(html.unescape(body.splitlines()[-1].decode()))["type"] == "success"


def test_an_error_has_a_tail_that_is_no_json(server: DockerModelRunnerDouble) -> None:
    server.downloads.arm(At(Phase.LAYER, 0), ErrorLine("no space left on device"))
    body = answer(server, "POST", "/models/create", {"from": "ai/qwen3"}, {"Accept": "application/json"})[2]
    *_, error, tail = body.splitlines()
    assert json.loads(error) == {"type": "error", "message": "Error: no space left on device"}
    assert tail == b"no space left on device"


def test_what_no_registry_has_is_404_in_plain_text(server: DockerModelRunnerDouble) -> None:
    assert answer(server, "POST", "/models/create", {"from": "ai/nosuch"}) == (
        404,
        "text/plain",
        b"Model not found\n",
    )


def test_a_third_pull_waits_without_a_byte(server: DockerModelRunnerDouble) -> None:
    server.downloads.gate.clear()
    with ThreadPoolExecutor(3) as pool:
        pulls = [pool.submit(pull, server) for _ in range(3)]
        eventually(lambda: server.downloads.running == 2 and server.waiting_pulls == 1)
        server.downloads.gate.set()
        assert all(future.result(10).is_whole for future in pulls)
    assert server.downloads.most_running == 2


def test_a_pull_that_waits_may_hang_up(server: DockerModelRunnerDouble) -> None:
    server.downloads.gate.clear()
    with ThreadPoolExecutor(2) as pool:
        pulls = [pool.submit(pull, server) for _ in range(2)]
        eventually(lambda: server.downloads.running == 2)
        with pytest.raises(TimeoutError), opened(server, "/models/create", {"from": "ai/qwen3"}, seconds=0.2):
            raise AssertionError("it got a head")
        eventually(lambda: server.waiting_pulls == 0)
        server.downloads.gate.set()
        assert all(future.result(10).is_whole for future in pulls)


def test_the_registry_tells_the_size_before_a_pull(server: DockerModelRunnerDouble) -> None:
    status, _, body = answer(server, "GET", "/models/ai/qwen3?remote=true")
    assert status == 200
    assert json.loads(body)["config"]["size"] == "1.53 MiB"
    assert answer(server, "GET", "/models/ai/nosuch?remote=true")[0] == 404
    assert answer(server, "GET", "/models/ai/qwen3")[0] == 404


def test_disk_use_counts_a_shared_layer_once(server: DockerModelRunnerDouble) -> None:
    twin = published("ai/twin:latest", 700, shares=MODEL.layers[:1])
    server.downloads.publish(twin)
    pull(server)
    pull(server, "ai/twin")
    used = json.loads(answer(server, "GET", "/engines/df")[2])
    assert used["models_disk_usage"] == MODEL.total_bytes + 700


def test_a_model_with_several_tags_is_deleted_only_by_force(server: DockerModelRunnerDouble) -> None:
    pull(server)
    server.further_tags[MODEL.name] = ["mine:1"]
    listed = json.loads(answer(server, "GET", "/models")[2])
    assert [entry["tags"] for entry in listed] == [["docker.io/ai/qwen3:latest", "docker.io/mine:1"]]
    assert answer(server, "DELETE", "/models/ai/qwen3:latest")[0] == 409
    assert answer(server, "DELETE", "/models/ai/qwen3:latest?force=true")[0] == 200
    assert (server.models, server.downloads.blobs) == ({}, {})


def test_everything_is_unloaded_on_request(server: DockerModelRunnerDouble) -> None:
    server.loaded = ["ai/qwen3:latest", "ai/other:latest"]
    assert json.loads(answer(server, "POST", "/engines/unload", {"all": True})[2]) == {"unloaded_runners": 2}
    assert server.loaded == []
