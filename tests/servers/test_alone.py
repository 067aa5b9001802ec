"""A double in a process of its own can be killed, and the next one goes on with its downloads."""

import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.downloads import Downloads, published
from tests.servers.ollama import OllamaDouble

ROOT = Path(__file__).parents[2]
BODY = b'{"model":"small:1b"}'


@contextmanager
def alone(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process with a model to pull, and its URL; killed at the end."""
    command = (sys.executable, "-m", "tests.servers.alone", "ollama", "--folder", str(folder))
    what = ("--publish", "small:1b=1000000,485", "--line-seconds", "0.01", *arguments)
    with subprocess.Popen(
        (*command, *what), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def test_a_process_that_was_killed_in_a_pull_is_followed_by_one_that_goes_on(tmp_path: Path) -> None:
    with (
        alone(tmp_path, "--bytes-per-second", "2000000") as (process, url),
        urllib.request.urlopen(f"{url}/api/pull", BODY, timeout=10) as answer,
    ):
        while b'"completed"' not in answer.readline():
            pass
        process.kill()
        process.wait(10)
    (had,) = Downloads(tmp_path).partial.values()
    assert 0 < had < 1_000_000
    port = url.rpartition(":")[2]
    with (
        alone(tmp_path, "--port", port) as (_, again),
        urllib.request.urlopen(f"{again}/api/pull", BODY, timeout=10) as answer,
    ):
        assert again == url
        lines = answer.read().splitlines()
    assert f'"completed":{had}'.encode() in lines[1]
    assert lines[-1] == b'{"status":"success"}'
    with OllamaDouble(downloads=Downloads(tmp_path)) as server:
        assert server.models == {"small:1b": published("small:1b", 1_000_000, 485).total_bytes}
