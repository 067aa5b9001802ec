"""Runs a double in a process of its own, so that a benchmark measures the client alone.

`python -m tests.servers.alone ollama --fragments 20000` prints the URL, and serves until its input ends.
"""

import argparse
import sys
from collections.abc import Callable

from tests.servers.docker_model_runner import DockerModelRunnerDouble
from tests.servers.model_server import ModelServer
from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble

DOUBLES: dict[str, Callable[[], ModelServer]] = {
    "ollama": OllamaDouble,
    "openai": OpenAIDouble,
    "docker-model-runner": DockerModelRunnerDouble,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.servers.alone")
    parser.add_argument("kind", choices=DOUBLES)
    parser.add_argument("--fragments", type=int, default=4, help="of every reply; each is ' token'")
    parser.add_argument("--tokens-per-second", type=float, default=0.0, help="0: as fast as they can be sent")
    parser.add_argument("--coalesce", action="store_true", help="send a reply in one piece")
    options = parser.parse_args()
    with DOUBLES[options.kind]() as server:
        server.reply_with(*[" token"] * options.fragments)
        server.tokens_per_second = options.tokens_per_second
        server.coalesce = options.coalesce
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
