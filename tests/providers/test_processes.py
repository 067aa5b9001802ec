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

from tests.providers.conftest import Side
from tests.servers.faults import Fault
from tests.servers.loopback import LoopbackServer
from tests.servers.model_server import ModelServer

ROOT = Path(__file__).parent.parent.parent
MEGABYTE = 1_000_000


def test_only_an_http_proxy_that_is_wanted_sees_a_question(side: Side, server: ModelServer) -> None:
    with LoopbackServer() as proxy:
        names = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
        lines = lines_of_process(side, server.url, env=dict.fromkeys(names, proxy.url))
        assert lines[-1]["end"] == "finished"
        assert proxy.connections == 0


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


def test_a_process_that_was_stopped_goes_on_reading_where_it_was(side: Side, server: ModelServer) -> None:
    server.gate.clear()
    with start_process(side, server.url, "idle_seconds=1", "suspend_gap_seconds=0.5") as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert json.loads(first) == {"text": "Hello"}
        process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WNOWAIT)
        server.gate.set()  # the rest is in the socket before anyone can read it
        time.sleep(1.6)  # waits for nothing: a standstill longer than the idle budget is the subject
        process.send_signal(signal.SIGCONT)
        rest, _ = process.communicate(timeout=20)
    lines = [json.loads(line) for line in rest.splitlines()]
    assert [line["text"] for line in lines[:-1]] == [", ", "world", "!"]
    assert lines[-1]["end"] == "finished"


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
