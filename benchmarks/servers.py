"""The servers of the benchmarks in a process of their own, so that their CPU is not the client's.

`python -m benchmarks.servers COUNT` prints the URLs of an Ollama and of an OpenAI-compatible double, one a
line, and serves replies of COUNT fragments until its standard input ends.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble

MODEL = "gemma3:270m"


@contextmanager
def serving(count: int) -> Iterator[tuple[str, str]]:
    """The URLs of the Ollama and the OpenAI-compatible double."""
    command = [sys.executable, "-m", "benchmarks.servers", str(count)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            yield process.stdout.readline().strip(), process.stdout.readline().strip()
        finally:
            process.stdin.close()


def main() -> None:
    with OllamaDouble() as ollama, OpenAIDouble() as openai:
        for server in (ollama, openai):
            server.models = {MODEL: 1}
            server.fragments = ("word ",) * int(sys.argv[1])
            server.coalesce = True
            print(server.url, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
