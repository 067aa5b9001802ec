"""A download of the double goes on as one of Ollama does (../recordings/ollama/pull_*.http)."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.servers.downloads import Downloads, published
from tests.servers.ollama import OllamaDouble
from tests.servers.plain_client import Stream, answer, eventually, opened, streamed
from tests.servers.pull_faults import At, Cut, Phase
from tests.servers.recordings import recording

MODEL = published("small:1b", 1_000_000, 485)
WEIGHTS, CONFIG = MODEL.layers


@pytest.fixture
def server() -> Iterator[OllamaDouble]:
    with OllamaDouble() as double:
        double.models = {}
        double.downloads.publish(MODEL)
        yield double


def pull(server: OllamaDouble, name: str = MODEL.name) -> Stream:
    return streamed(server, "/api/pull", {"model": name})


def test_a_pull_says_what_ollama_s_says(server: OllamaDouble) -> None:
    stream = pull(server)
    assert stream.statuses == [
        "pulling manifest",
        f"pulling {WEIGHTS.digest[7:19]}",
        f"pulling {CONFIG.digest[7:19]}",
        "verifying sha256 digest",
        "writing manifest",
        "success",
    ]
    weights = [line for line in stream.records if line.get("digest") == WEIGHTS.digest]
    assert "completed" not in weights[0]
    assert [line["completed"] for line in weights[1:]] == [*range(100_000, 1_000_000, 100_000)]
    assert {line["total"] for line in weights} == {1_000_000}


def test_a_pull_of_what_is_there_has_the_recorded_lines(server: OllamaDouble) -> None:
    pull(server)
    ours, theirs = pull(server).records, recording("ollama/pull_already_present").body.splitlines()
    assert len(ours) == len(theirs)
    assert [list(line) for line in ours] == [list(json.loads(line)) for line in theirs]
    assert [(line["completed"], line["total"]) for line in ours[1:3]] == [(1_000_000,) * 2, (485, 485)]


def test_a_layer_that_comes_between_two_lines_is_not_told(server: OllamaDouble) -> None:
    server.downloads.bytes_per_second, server.downloads.line_seconds = 5_000_000, 0.02
    stream = pull(server)
    assert f"pulling {CONFIG.digest[7:19]}" not in stream.statuses
    assert server.downloads.fetched_bytes == MODEL.total_bytes


def test_bytes_come_at_the_given_speed(server: OllamaDouble) -> None:
    server.downloads.bytes_per_second, server.downloads.line_seconds = 4_000_000, 0.01
    start = time.monotonic()
    pull(server)
    assert 0.25 <= time.monotonic() - start < 2


def test_a_client_that_hangs_up_stops_the_download_and_keeps_what_came(server: OllamaDouble) -> None:
    held = server.downloads.hold(At(Phase.LAYER, 0, had=300_000))
    with opened(server, "/api/pull", {"model": MODEL.name}):
        assert held.reached.wait(5)
        assert server.downloads.pullers(WEIGHTS) == 1
    eventually(lambda: server.disconnects == 1 and not server.downloads.running)
    assert server.downloads.partial == {WEIGHTS.digest: 300_000}
    assert server.downloads.pullers(WEIGHTS) == 0


def test_two_pulls_of_a_layer_share_one_download_that_outlives_either(server: OllamaDouble) -> None:
    held = server.downloads.hold(At(Phase.LAYER, 0, had=300_000))
    with ThreadPoolExecutor(1) as other, opened(server, "/api/pull", {"model": MODEL.name}):
        assert held.reached.wait(5)
        assert other.submit(pull, server).result(10).is_whole
    assert server.downloads.fetched_bytes == MODEL.total_bytes
    assert server.downloads.most_running == 2


def test_the_gate_holds_every_pull(server: OllamaDouble) -> None:
    server.downloads.gate.clear()
    with ThreadPoolExecutor(2) as both:
        pulls = [both.submit(pull, server) for _ in range(2)]
        eventually(lambda: server.downloads.running == 2)
        assert server.downloads.fetched_bytes == 0
        server.downloads.gate.set()
        assert all(future.result(10).is_whole for future in pulls)


def test_the_next_process_goes_on_from_the_folder(tmp_path: Path) -> None:
    other = published("other:1b", 2_000)
    with OllamaDouble(downloads=Downloads(tmp_path)) as server:
        server.downloads.publish(MODEL, other)
        server.downloads.arm(At(Phase.LAYER, 0, had=600_000), Cut())
        pull(server, other.name)
        server.downloads.arm(At(Phase.LAYER, 0, had=600_000), Cut())
        pull(server)
    with OllamaDouble(downloads=Downloads(tmp_path)) as server:
        assert server.models == {other.name: 2_000}
        server.downloads.publish(MODEL)
        stream = pull(server)
        assert stream.records[1]["completed"] == 600_000
        assert server.models == {other.name: 2_000, MODEL.name: MODEL.total_bytes}


def test_deleting_a_model_keeps_what_another_shares(server: OllamaDouble) -> None:
    twin = published("twin:1b", 700, shares=MODEL.layers[:1])
    server.downloads.publish(twin)
    pull(server)
    pull(server, twin.name)
    assert server.downloads.fetched_bytes == MODEL.total_bytes + 700
    assert answer(server, "DELETE", "/api/delete", {"model": MODEL.name})[0] == 200
    assert server.downloads.blobs == {layer.digest: layer.size for layer in twin.layers}
    assert answer(server, "DELETE", "/api/delete", {"model": twin.name})[0] == 200
    assert server.downloads.blobs == {}


def test_an_update_replaces_the_model_and_its_digest(server: OllamaDouble) -> None:
    pull(server)
    before = digests(server)
    newer = published(MODEL.name, 500_000, shares=MODEL.layers[1:], edition="2")
    server.downloads.publish(newer)
    assert "removing unused layers" in pull(server).statuses
    assert digests(server) == {MODEL.name: newer.digest} != before
    assert server.downloads.blobs == {layer.digest: layer.size for layer in newer.layers}


def test_show_names_the_blob_with_the_weights(server: OllamaDouble) -> None:
    pull(server)
    _, _, body = answer(server, "POST", "/api/show", {"model": MODEL.name})
    assert (
        f"\nFROM /root/.ollama/models/blobs/{WEIGHTS.digest.replace(':', '-')}\n"
        in json.loads(body)["modelfile"]
    )


def test_a_manifest_counts_every_layer_and_the_config() -> None:
    manifest = json.loads(MODEL.manifest)
    sizes = [layer["size"] for layer in (*manifest["layers"], manifest["config"])]
    assert sum(sizes) == MODEL.total_bytes


def digests(server: OllamaDouble) -> dict[str, str]:
    models = json.loads(answer(server, "GET", "/api/tags")[2])["models"]
    return {model["name"]: model["digest"] for model in models}
