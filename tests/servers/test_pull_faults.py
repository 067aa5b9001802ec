"""Whatever ends a pull, what had come is still there, and the next one fetches only the rest."""

import http.client
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.servers.downloads import published
from tests.servers.faults import Fault
from tests.servers.ollama import OllamaDouble
from tests.servers.plain_client import Stream, answer, streamed
from tests.servers.pull_faults import (
    NO_SPACE,
    NO_SUCH_MODEL,
    ODDITIES,
    PLACES,
    At,
    Corrupt,
    Cut,
    EndOfStream,
    Flood,
    HttpError,
    Phase,
    RollBack,
    Stall,
)

MODEL = published("small:1b", 1_000_000, 2_000, 485)
WEIGHTS = MODEL.layers[0]


@pytest.fixture
def server() -> Iterator[OllamaDouble]:
    with OllamaDouble() as double:
        double.models = {}
        double.downloads.publish(MODEL)
        yield double


def pull(server: OllamaDouble) -> Stream:
    return streamed(server, "/api/pull", {"model": MODEL.name})


def completed_in(stream: Stream, digest: str = WEIGHTS.digest) -> list[Any]:
    """What the lines of a layer say, None where they do not."""
    return [line.get("completed") for line in stream.records if line.get("digest") == digest]


@pytest.mark.parametrize(
    ("at", "cut"),
    [
        *((at, Cut()) for at in PLACES),
        *((at, Cut(is_reset=True)) for at in PLACES),
        *((at, Cut(in_line=True)) for at in PLACES[1:]),  # there is no line before the head
    ],
    ids=str,
)
def test_a_pull_that_is_cut_anywhere_is_completed_by_the_next(server: OllamaDouble, at: At, cut: Cut) -> None:
    armed = server.downloads.arm(at, cut)
    first = pull(server)
    assert armed.struck == 1
    assert not first.is_whole
    assert (first.statuses[-1:] == ["success"]) == (at.phase is Phase.SUCCESS)
    had = server.downloads.had(WEIGHTS)
    second = pull(server)
    assert second.is_whole
    assert second.statuses[-1] == "success"
    assert completed_in(second)[0] == (had or None)
    assert server.downloads.fetched_bytes == MODEL.total_bytes
    assert server.models == {MODEL.name: MODEL.total_bytes}


@pytest.mark.parametrize("at", PLACES, ids=str)
def test_a_model_is_there_only_after_its_manifest_is_written(server: OllamaDouble, at: At) -> None:
    server.downloads.arm(at, Cut())
    pull(server)
    assert bool(server.models) == (at.phase in (Phase.INSTALLED, Phase.SUCCESS))


def test_a_lasting_fault_strikes_every_pull_until_it_is_taken_away(server: OllamaDouble) -> None:
    armed = server.downloads.arm(At(Phase.VERIFYING), Cut(), lasting=True)
    pulls = [pull(server) for _ in range(3)]
    assert armed.struck == 3
    assert not any(stream.is_whole for stream in pulls)
    server.downloads.disarm()
    assert pull(server).is_whole


def test_an_error_line_ends_a_stream_of_status_200(server: OllamaDouble) -> None:
    server.downloads.arm(At(Phase.LAYER, 0, had=300_000), NO_SPACE)
    stream = pull(server)
    assert (stream.status, stream.is_whole) == (200, True)
    assert stream.records[-1] == {"error": NO_SPACE.text}
    assert server.downloads.partial == {WEIGHTS.digest: 300_000}


def test_a_model_that_is_not_published_is_refused_in_the_stream(server: OllamaDouble) -> None:
    stream = streamed(server, "/api/pull", {"model": "nosuch"})
    assert stream.status == 200
    assert stream.records == [{"status": "pulling manifest"}, {"error": NO_SUCH_MODEL.text}]


def test_a_status_of_its_own_comes_before_any_line(server: OllamaDouble) -> None:
    server.downloads.arm(At(Phase.REQUEST), HttpError(503, "server busy"))
    status, _, body = answer(server, "POST", "/api/pull", {"model": MODEL.name})
    assert (status, json.loads(body)) == (503, {"error": "server busy"})
    assert pull(server).is_whole


@pytest.mark.parametrize("name", ["../x", "a b", "-x", "", "x" * 10 + "\u202e"])
def test_a_bad_name_is_refused_as_recorded(server: OllamaDouble, name: str) -> None:
    status, _, body = answer(server, "POST", "/api/pull", {"model": name})
    assert (status, json.loads(body)) == (400, {"error": "invalid model name"})


def test_a_stream_can_end_in_the_orderly_way_without_success(server: OllamaDouble) -> None:
    server.downloads.arm(At(Phase.WRITING), EndOfStream())
    stream = pull(server)
    assert stream.is_whole
    assert stream.statuses[-1] == "writing manifest"


@pytest.mark.parametrize("says", [True, False])
def test_a_stall_grows_nothing_whether_or_not_lines_go_on(server: OllamaDouble, says: bool) -> None:
    server.downloads.arm(At(Phase.LAYER, 0, had=300_000), Stall(says=says))
    with pytest.raises(TimeoutError):
        stream_of_half_a_second(server)
    assert server.downloads.partial == {WEIGHTS.digest: 300_000}
    assert completed_in(pull(server))[0] == 300_000


def stream_of_half_a_second(server: OllamaDouble) -> None:
    """Read for half a second at most between two lines, and no more than 50 lines."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=0.5)
    try:
        connection.request("POST", "/api/pull", json.dumps({"model": MODEL.name}))
        response = connection.getresponse()
        for _ in range(50):
            response.readline()
        raise TimeoutError("the lines go on")
    finally:
        connection.close()


def test_bytes_that_are_lost_make_completed_go_down(server: OllamaDouble) -> None:
    server.downloads.arm(At(Phase.LAYER, 0, had=500_000), RollBack(400_000))
    told = [completed or 0 for completed in completed_in(pull(server))]
    assert 500_000 in told
    assert min(told[told.index(500_000) + 1 :]) == 200_000
    assert server.downloads.fetched_bytes == MODEL.total_bytes + 400_000


def test_a_corrupt_layer_comes_again(server: OllamaDouble) -> None:
    server.downloads.arm(At(Phase.VERIFYING), Corrupt())
    error = pull(server).records[-1]["error"]
    assert str(error).startswith("digest mismatch, file must be downloaded again")
    assert completed_in(pull(server))[0] is None
    assert server.downloads.fetched_bytes == MODEL.total_bytes + WEIGHTS.size


def test_partial_layers_can_be_lost_as_by_a_restart(server: OllamaDouble) -> None:
    server.downloads.arm(At(Phase.LAYER, 0, had=500_000), Cut())
    pull(server)
    server.fault = Fault.REFUSE
    server.downloads.lose_partials()
    server.fault = None
    assert completed_in(pull(server))[0] is None


@pytest.mark.parametrize("name", ODDITIES)
def test_odd_reports_are_lines_of_their_own_kind(server: OllamaDouble, name: str) -> None:
    server.downloads.arm(At(Phase.LAYER, 0), ODDITIES[name])
    stream = pull(server)
    assert stream.statuses[-1] == "success"
    odd = [
        line for line in stream.records if str(line["status"]).startswith(f"pulling {WEIGHTS.digest[7:19]}")
    ]
    is_odd = {
        "total absent": lambda line: "total" not in line,
        "completed absent": lambda line: "completed" not in line,
        "digest absent": lambda line: "digest" not in line,
        "total 0": lambda line: line["total"] == 0,
        "completed over total": lambda line: line["completed"] > line["total"],
        "negative": lambda line: line["completed"] < 0 and line["total"] < 0,
        "digest changes": lambda line: line["digest"] != WEIGHTS.digest,
    }[name]
    assert len(odd) == 10
    assert all(is_odd(line) for line in odd[1:])
    assert server.downloads.fetched_bytes == MODEL.total_bytes


def test_a_flood_repeats_the_last_line(server: OllamaDouble) -> None:
    server.downloads.arm(At(Phase.LAYER, 0, had=500_000), Flood(2_500))
    assert completed_in(pull(server)).count(500_000) == 2_501
