"""The `docker` program and its Compose: where they are, what they can, and the environment they get.

Compose takes files, the project's name and much else from `COMPOSE_…` variables and a `.env` file, and can
fetch what an `include:` names from a registry or a Git server. None may change which stack is started:
https://docs.docker.com/compose/how-tos/environment-variables/envvars/ lists the variables.
"""

import asyncio
import os
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.adapters.commands import Finished, run
from desktop.domain.errors import ComposeMissing, ComposeTooOld, DockerMissing, DockerSilent

ANSWER_SECONDS = 5.0
OLDEST_COMPOSE = (2, 20)

_KEPT = ("DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH")
_FIXED = {
    "COMPOSE_DISABLE_ENV_FILE": "1",
    "COMPOSE_EXPERIMENTAL_OCI_REMOTE": "false",
    "COMPOSE_EXPERIMENTAL_GIT_REMOTE": "false",
}
_MAC_FOLDERS = (
    "/usr/local/bin",
    "/opt/homebrew/bin",
    "~/.docker/bin",
    "/Applications/Docker.app/Contents/Resources/bin",
)
"""An application that is not started from a terminal has none of these on its PATH."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The programs by their absolute paths."""

    docker: str
    compose: tuple[str, ...]
    """`docker compose`, or the standalone `docker-compose`."""
    compose_version: str
    has_json_progress: bool


def scrubbed(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for a child: of Docker's variables those that say which engine, of Compose's ours."""
    kept = {
        name: value
        for name, value in environment.items()
        if name.upper() in _KEPT or not name.upper().startswith(("COMPOSE_", "DOCKER_", "TARS_"))
    }
    return kept | _FIXED


class DockerProgram:
    """Finds the programs once, and runs them with the environment that is theirs."""

    def __init__(self, folder: Path, environment: Mapping[str, str] = os.environ) -> None:
        self.folder = folder
        """Where every program runs; nothing is read from it."""
        self.environment = scrubbed(environment)
        self._tools: Tools | None = None

    async def tools(self) -> Tools:
        """The programs. Raises `DockerMissing`, `ComposeMissing`, `ComposeTooOld` or `DockerSilent`."""
        if self._tools is None:
            self._tools = await self._find()
        return self._tools

    async def run(
        self, *argv: str, seconds: float = ANSWER_SECONDS, variables: Mapping[str, str] | None = None
    ) -> Finished:
        """Run to the end. Raises `DockerSilent` after `seconds`, and `DockerMissing`."""
        try:
            return await run(
                argv,
                seconds=seconds,
                environment=self.environment | dict(variables or {}),
                folder=self.folder,
            )
        except TimeoutError as error:
            raise DockerSilent(seconds) from error
        except OSError as error:
            raise self.lost(error) from error

    def lost(self, error: OSError) -> DockerMissing:
        """A program that was found cannot be started any more: it is looked for again the next time."""
        self._tools = None
        return DockerMissing(str(error))

    async def _find(self) -> Tools:
        docker = await asyncio.to_thread(self._which, "docker")
        if docker is None:
            raise DockerMissing
        evidence = ""
        standalone = await asyncio.to_thread(self._which, "docker-compose")
        for compose in ((docker, "compose"), (standalone,)):
            if compose[0] is None:
                continue
            command = tuple(part for part in compose if part)
            answer = await self.run(*command, "version", "--short")
            if answer.exit_code == 0 and (version := _version(answer.stdout)):
                _check(version)
                help_text = await self.run(*command, "--help")
                return Tools(
                    docker, command, version, re.search(r"plain,\s+json", help_text.stdout) is not None
                )
            evidence = evidence or answer.stderr.strip()
        raise ComposeMissing(evidence)

    def _which(self, name: str) -> str | None:
        path = self.environment.get("PATH", "")
        if sys.platform == "darwin":
            path = os.pathsep.join((path, *(str(Path(f).expanduser()) for f in _MAC_FOLDERS)))
        found = shutil.which(name, path=path)
        return str(Path(found).absolute()) if found else None


def _version(text: str) -> str:
    found = re.search(r"\d+\.\d+(?:\.\d+)?", text)
    return found[0] if found else ""


def _check(version: str) -> None:
    major, minor = (int(part) for part in version.split(".")[:2])
    if (major, minor) < OLDEST_COMPOSE:
        raise ComposeTooOld(version, ".".join(map(str, OLDEST_COMPOSE)))
