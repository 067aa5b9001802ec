"""Clients in a process of their own: what environment, memory and a stopped process do to a reply."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.processes import is_asleep
from tests.providers.conftest import Side
from tests.servers.faults import Fault
from tests.servers.loopback import LoopbackServer
from tests.servers.model_server import ModelServer
from tests.servers.scripted import ScriptedServer

ROOT = Path(__file__).parent.parent.parent
MEGABYTE = 1_000_000


def test_what_is_asked_on_this_computer_never_goes_through_a_proxy(side: Side, server: ModelServer) -> None:
    with LoopbackServer() as proxy:
        for url, end in (
            (server.url, "finished"),
            (server.url.replace("http:", "https:"), "ProviderUnavailable"),
        ):
            lines = lines_of_process(side, url, env=environment_with_proxy(proxy.url))
            assert lines[-1]["end"] == end
        assert proxy.connections == 0


def test_what_is_asked_elsewhere_goes_through_the_proxy_of_the_environment(side: Side) -> None:
    with ScriptedServer(side.chunked(side.record('"Hello"'), side.final)) as proxy:
        lines = lines_of_process(side, "http://models.example", env=environment_with_proxy(proxy.url))
        assert lines[-1]["end"] == "finished"
        assert [request.path for request in proxy.requests] == [f"http://models.example{side.chat_path}"]


@pytest.mark.parametrize(
    ("fault", "end"),
    [(Fault.LONG_LINE, "line-too-long"), (Fault.GZIP, "ProviderUnavailable")],
)
def test_an_answer_of_many_megabytes_takes_few(
    side: Side, server: ModelServer, fault: Fault, end: str
) -> None:
    server.fault = fault
    lines = lines_of_process(side, server.url)
    assert lines[-1]["end"] == end
    grown = lines[-1]["grown_bytes"]
    assert isinstance(grown, int)
    assert grown < 20 * MEGABYTE


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs to see when the client sleeps")
def test_a_process_that_was_stopped_goes_on_reading_where_it_was(side: Side, server: ModelServer) -> None:
    server.gate.clear()
    with start_process(side, server.url, "idle_seconds=1", "suspend_gap_seconds=0.5") as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert json.loads(first) == {"text": "Hello"}
        while not is_asleep(process.pid):  # until it waits for the server
            pass
        process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WNOWAIT)
        server.gate.set()  # the rest is in the socket before anyone can read it
        time.sleep(1.6)  # waits for nothing: a standstill longer than the idle budget is the subject
        process.send_signal(signal.SIGCONT)
        rest, _ = process.communicate(timeout=20)
    lines = [json.loads(line) for line in rest.splitlines()]
    assert [line["text"] for line in lines[:-1]] == [", ", "world", "!"]
    assert lines[-1]["end"] == "finished"


def environment_with_proxy(url: str) -> dict[str, str]:
    names = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    return dict.fromkeys(names, url) | {"no_proxy": "", "NO_PROXY": ""}


def lines_of_process(
    side: Side, url: str, *limits: str, env: Mapping[str, str] | None = None
) -> list[dict[str, object]]:
    """What a client in its own process said."""
    with start_process(side, url, *limits, env=env) as process:
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return [json.loads(line) for line in out.splitlines()]


def start_process(
    side: Side, url: str, *limits: str, env: Mapping[str, str] | None = None
) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.providers.asking", side.name, url, side.model, *limits]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, **(env or {})}
    )
