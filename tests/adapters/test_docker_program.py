"""Finding docker and its Compose, and the environment they get."""

from pathlib import Path

import pytest

from desktop.adapters.docker_program import DockerProgram, scrubbed
from desktop.domain.errors import ComposeMissing, ComposeTooOld, DockerMissing, DockerSilent
from tests.programs.docker_double import DockerDouble, gone

pytestmark = pytest.mark.anyio


@pytest.fixture
def double(tmp_path: Path) -> DockerDouble:
    return DockerDouble(tmp_path / "double")


def program(double: DockerDouble) -> DockerProgram:
    return DockerProgram(double.folder, double.environment)


async def test_docker_is_found_by_its_absolute_path_and_asked_once(double: DockerDouble) -> None:
    docker = program(double)
    tools = await docker.tools()
    assert await docker.tools() is tools
    assert tools.docker == str(double.bin / "docker")
    assert tools.compose == (tools.docker, "compose")
    assert (tools.compose_version, tools.has_json_progress) == ("5.6.1", True)
    assert [call.argv for call in double.calls] == [["compose", "version", "--short"], ["compose", "--help"]]


async def test_a_path_without_docker_says_so(tmp_path: Path) -> None:
    with pytest.raises(DockerMissing):
        await DockerProgram(tmp_path, {"PATH": str(tmp_path)}).tools()


async def test_a_docker_that_was_removed_meanwhile_is_missing_and_is_looked_for_again(
    double: DockerDouble,
) -> None:
    docker = program(double)
    tools = await docker.tools()
    (double.bin / "docker").rename(double.bin / "away")
    with pytest.raises(DockerMissing):
        await docker.run(tools.docker, "info")
    (double.bin / "away").rename(double.bin / "docker")
    assert await docker.tools() == tools


async def test_without_the_plugin_the_standalone_compose_is_used(tmp_path: Path) -> None:
    double = DockerDouble(tmp_path / "double", "docker", "docker-compose")
    double.answer_as_recorded("compose", name="compose_plugin_missing")
    tools = await program(double).tools()
    assert tools.compose == (str(double.bin / "docker-compose"),)


async def test_without_both_compose_is_missing_and_the_evidence_is_kept(double: DockerDouble) -> None:
    double.answer("compose", stderr="docker: unknown command: docker compose\n", exit_code=1)
    with pytest.raises(ComposeMissing) as caught:
        await program(double).tools()
    assert caught.value.evidence == "docker: unknown command: docker compose"


@pytest.mark.parametrize("version", ["1.29.2", "2.19.1", "v2.3.3"])
async def test_an_old_compose_is_named_with_the_version_that_is_needed(
    double: DockerDouble, version: str
) -> None:
    double.answer("version", "--short", stdout=f"{version}\n")
    with pytest.raises(ComposeTooOld) as caught:
        await program(double).tools()
    assert (caught.value.version, caught.value.needed) == (version.removeprefix("v"), "2.20")


@pytest.mark.parametrize("version", ["2.20.0", "v2.40.3-desktop.1", "5.6.1", "10.0.0"])
async def test_newer_ones_are_taken(double: DockerDouble, version: str) -> None:
    double.answer("version", "--short", stdout=f"{version}\n")
    assert version.removeprefix("v").startswith((await program(double).tools()).compose_version)


async def test_a_compose_without_json_progress_is_asked_for_plain(double: DockerDouble) -> None:
    double.answer("--help", stdout="--progress string   (auto, tty, plain, quiet)\n")
    assert not (await program(double).tools()).has_json_progress


async def test_a_docker_that_hangs_is_silent_and_gone(double: DockerDouble) -> None:
    double.answer("info", seconds=600, grandchild=True)
    docker = program(double)
    tools = await docker.tools()
    with pytest.raises(DockerSilent) as caught:
        await docker.run(tools.docker, "info", seconds=3)
    assert caught.value.seconds == 3
    assert await gone(double.call("info").pid)
    assert await gone(double.grandchild)


def test_only_the_variables_that_say_which_engine_are_handed_on() -> None:
    kept = {
        "DOCKER_HOST": "ssh://gpu-box", "DOCKER_CONTEXT": "remote", "DOCKER_CONFIG": "/c",
        "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": "/certs", "PATH": "/bin", "HTTPS_PROXY": "p",
    }  # fmt: skip
    taken_out = {
        "COMPOSE_FILE": "evil.yml", "COMPOSE_PROJECT_NAME": "other", "COMPOSE_PROFILES": "x",
        "COMPOSE_ENV_FILES": "/evil", "DOCKER_DEFAULT_PLATFORM": "x", "TARS_IMAGE": "evil",
    }  # fmt: skip
    assert scrubbed(kept | taken_out) == kept | {
        "COMPOSE_DISABLE_ENV_FILE": "1",
        "COMPOSE_EXPERIMENTAL_OCI_REMOTE": "false",
        "COMPOSE_EXPERIMENTAL_GIT_REMOTE": "false",
    }
