"""Runs a double in a process of its own: for a benchmark that measures the client alone, or to be killed.

`python -m tests.servers.alone ollama --fragments 20000` prints the URL, and serves until its input ends.
`… ollama --folder F --publish small:1b=1000000,485` has downloads that the next process on `F` goes on with.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from tests.servers.docker_model_runner import DockerModelRunnerDouble
from tests.servers.downloads import Downloads, PublishedModel, published
from tests.servers.model_server import ModelServer
from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble

DOUBLES: dict[str, type[ModelServer]] = {
    "ollama": OllamaDouble,
    "openai": OpenAIDouble,
    "docker-model-runner": DockerModelRunnerDouble,
}
WITH_DOWNLOADS: dict[str, Callable[[Downloads], ModelServer]] = {
    "ollama": lambda downloads: OllamaDouble(downloads=downloads),
    "docker-model-runner": DockerModelRunnerDouble,
}


def main() -> None:
    options = _options()
    if options.port:
        DOUBLES[options.kind].listens_on = ("127.0.0.1", options.port)
    with _double(options) as server:
        server.reply_with(*[" token"] * options.fragments)
        server.tokens_per_second = options.tokens_per_second
        server.coalesce = options.coalesce
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        sys.stdin.read()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.servers.alone")
    parser.add_argument("kind", choices=DOUBLES)
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--fragments", type=int, default=4, help="of every reply; each is ' token'")
    parser.add_argument("--tokens-per-second", type=float, default=0.0, help="0: as fast as they can be sent")
    parser.add_argument("--coalesce", action="store_true", help="send a reply in one piece")
    parser.add_argument("--folder", type=Path, help="where downloads are kept")
    parser.add_argument(
        "--publish",
        type=_model,
        action="append",
        default=[],
        metavar="NAME=BYTES,BYTES",
        help="what can be pulled",
    )
    parser.add_argument(
        "--bytes-per-second", type=float, default=0.0, help="of each layer; 0: a tenth a line"
    )
    parser.add_argument("--line-seconds", type=float, default=0.06, help="between two lines of a pull")
    return parser.parse_args()


def _double(options: argparse.Namespace) -> ModelServer:
    if not (options.folder or options.publish):
        return DOUBLES[options.kind]()
    downloads = Downloads(options.folder)
    downloads.publish(*options.publish)
    downloads.bytes_per_second = options.bytes_per_second
    downloads.line_seconds = options.line_seconds
    return WITH_DOWNLOADS[options.kind](downloads)


def _model(text: str) -> PublishedModel:
    name, _, sizes = text.partition("=")
    return published(name, *map(int, sizes.split(",")))


if __name__ == "__main__":
    main()
