"""The stack of a test: `DockerCompose` with the project's own files, a free port and the private engine."""

import os
import socket
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.adapters.compose_arguments import OVERRIDE_FILE
from desktop.adapters.docker_compose import DockerCompose
from desktop.domain.stack import GpuChoice, ServiceFacts, StackOptions, StackStep
from tests.engine.private_docker import PrivateDocker

COMPOSE = Path(__file__).parents[2] / "compose"
CONTAINER = "tars-model-runner-1"
OFTEN_CHECKED = "services: {model-runner: {healthcheck: {interval: 500ms}}}\n"
"""The override that most tests use: a health check each 5 s would make them wait."""


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@dataclass(frozen=True)
class DrivenStack:
    """`folder` is where the user's override is."""

    docker: PrivateDocker
    engine: DockerCompose
    options: StackOptions
    folder: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.options.port}"

    def with_image(self, image: str) -> "DrivenStack":
        return replace(self, options=replace(self.options, image=image))

    def override(self, text: str) -> None:
        """Write the user's own compose file."""
        self.folder.joinpath(OVERRIDE_FILE).write_text(text, encoding="utf-8")

    async def up(self, gpu: GpuChoice = GpuChoice.NONE) -> list[StackStep]:
        return [step async for step in self.engine.up(self.options, gpu)]

    async def stop(self) -> list[StackStep]:
        return [step async for step in self.engine.stop()]

    async def only_service(self) -> ServiceFacts:
        """The one container that there is."""
        (service,) = await self.engine.services()
        return service


def drive(
    docker: PrivateDocker, folder: Path, environment: Mapping[str, str] | None = None, override: str = ""
) -> DrivenStack:
    """A stack that is driven with the engine's environment, or another one."""
    engine = DockerCompose(COMPOSE, folder, os.environ | dict(environment or docker.environment))
    stack = DrivenStack(docker, engine, StackOptions(port=free_port()), folder)
    if override:
        stack.override(override)
    return stack


def as_ordinary_user(docker: PrivateDocker, folder: Path) -> dict[str, str]:
    """An environment in which `docker` runs as nobody, who is in no group."""
    folder.mkdir()
    real = next(p for p in (Path(f, "docker") for f in os.environ["PATH"].split(os.pathsep)) if p.exists())
    program = folder / "docker"
    program.write_text(
        f'#!/bin/sh\nexec setpriv --reuid 65534 --regid 65534 --clear-groups -- {real} "$@"\n',
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return docker.environment | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
