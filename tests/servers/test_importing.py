"""A GGUF file goes into the double as into Ollama: blob by digest, then a model of it."""

import hashlib
import http.client
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.servers.ollama import OllamaDouble
from tests.servers.plain_client import answer, eventually, streamed
from tests.servers.pull_faults import At, ErrorLine, HttpError, Phase

FILE = b"GGUF" + bytes(range(256)) * 4_000
DIGEST = f"sha256:{hashlib.sha256(FILE).hexdigest()}"
CREATE = {"model": "mine", "files": {"model.gguf": DIGEST}}


@pytest.fixture
def server() -> Iterator[OllamaDouble]:
    with OllamaDouble() as double:
        double.models = {}
        yield double


def upload(server: OllamaDouble, data: bytes = FILE, digest: str = DIGEST) -> tuple[int, str, bytes]:
    return answer(server, "POST", f"/api/blobs/{digest}", data)


def test_a_file_becomes_a_model(server: OllamaDouble) -> None:
    assert answer(server, "HEAD", f"/api/blobs/{DIGEST}")[0] == 404
    assert upload(server)[0] == 201
    assert answer(server, "HEAD", f"/api/blobs/{DIGEST}")[0] == 200
    assert upload(server)[0] == 200
    stream = streamed(server, "/api/create", CREATE)
    assert stream.statuses[0] == "parsing GGUF"
    assert stream.statuses[-1] == "success"
    ((name, size),) = server.models.items()
    assert name == "mine:latest"
    assert size > len(FILE)


def test_a_body_in_chunks_is_taken_in_too(server: OllamaDouble) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    pieces = iter([FILE[:70_000], FILE[70_000:]])
    connection.request(
        "POST", f"/api/blobs/{DIGEST}", pieces, {"Transfer-Encoding": "chunked"}, encode_chunked=True
    )
    response = connection.getresponse()
    assert response.status == 201
    response.read()
    connection.request("HEAD", f"/api/blobs/{DIGEST}")
    assert connection.getresponse().status == 200
    connection.close()


def test_a_file_with_another_digest_is_refused(server: OllamaDouble) -> None:
    status, _, body = upload(server, FILE[:-1])
    assert status == 400
    assert json.loads(body)["error"].startswith("digest mismatch, expected")
    assert server.downloads.blobs == {}


def test_what_is_no_gguf_makes_no_model(server: OllamaDouble) -> None:
    data = b"PK\x03\x04" * 100
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert upload(server, data, digest)[0] == 201
    stream = streamed(server, "/api/create", {"model": "mine", "files": {"x.gguf": digest}})
    assert stream.records[-1]["error"] == "supplied file was not in GGUF format"
    assert server.models == {}


def test_a_blob_that_was_never_uploaded_is_missed(server: OllamaDouble) -> None:
    status, _, body = answer(server, "POST", "/api/create", CREATE)
    assert status == 400
    assert "no such file" in json.loads(body)["error"]


def test_an_upload_fails_where_it_shall(server: OllamaDouble) -> None:
    server.downloads.arm(At(Phase.UPLOAD, had=200_000), HttpError(500, "no space left on device"))
    assert upload(server)[0] == 500
    assert server.downloads.blobs == {}
    assert upload(server)[0] == 201
    server.downloads.arm(At(Phase.CREATING), ErrorLine("no space left on device"))
    assert streamed(server, "/api/create", CREATE).records[-1] == {"error": "no space left on device"}


def test_an_upload_that_is_held_makes_the_client_wait(server: OllamaDouble) -> None:
    data = b"GGUF" + bytes(40_000_000)
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    held = server.downloads.hold(At(Phase.UPLOAD, had=200_000))
    with ThreadPoolExecutor(1) as other:
        uploading = other.submit(upload, server, data, digest)
        assert held.reached.wait(5)
        assert not uploading.done()
        held.release()
        assert uploading.result(10)[0] == 201
    assert server.downloads.blobs == {digest: len(data)}


def test_a_client_that_hangs_up_in_an_upload_leaves_no_blob(server: OllamaDouble) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        head = f"POST /api/blobs/{DIGEST} HTTP/1.1\r\nContent-Length: {len(FILE)}\r\n\r\n"
        client.sendall(head.encode() + FILE[:100_000])
    eventually(lambda: server.disconnects == 1)
    assert server.downloads.blobs == {}
