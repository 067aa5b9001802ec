"""What the setup asks of Docker: images, and containers of somebody else's."""

from pathlib import Path

import pytest

from desktop.adapters.docker_program import DockerProgram
from desktop.adapters.docker_setup import DockerSetup
from desktop.domain.errors import ComposeFailed, DockerMissing, DockerNotRunning
from tests.programs.docker_double import DockerDouble

pytestmark = pytest.mark.anyio


@pytest.fixture
def double(tmp_path: Path) -> DockerDouble:
    return DockerDouble(tmp_path / "double")


@pytest.fixture
def setup(double: DockerDouble) -> DockerSetup:
    return DockerSetup(DockerProgram(double.folder, double.environment))


async def test_an_image_that_is_there_is_found(double: DockerDouble, setup: DockerSetup) -> None:
    double.answer("image", "inspect", stdout="sha256:1\n")
    assert await setup.has_image("ollama/ollama:latest")
    assert double.call("inspect").argv[-2:] == ["--", "ollama/ollama:latest"]


@pytest.mark.parametrize("words", ["Error: No such image: x", "Error response from daemon: x: not found"])
async def test_an_image_that_is_not_there_is_missing(
    double: DockerDouble, setup: DockerSetup, words: str
) -> None:
    double.answer("image", "inspect", stderr=words, exit_code=1)
    assert not await setup.has_image("x")


async def test_an_engine_that_does_not_answer_is_no_missing_image(
    double: DockerDouble, setup: DockerSetup
) -> None:
    words = (
        "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"
    )
    double.answer("image", "inspect", stderr=words, exit_code=1)
    with pytest.raises(DockerNotRunning):
        await setup.has_image("x")


async def test_without_docker_neither_can_be_asked(tmp_path: Path) -> None:
    setup = DockerSetup(DockerProgram(tmp_path, {"PATH": str(tmp_path)}))
    with pytest.raises(DockerMissing):
        await setup.has_image("x")
    with pytest.raises(DockerMissing):
        await setup.stop_container("x")


async def test_a_container_is_stopped_by_its_name_or_it_is_said_why_not(
    double: DockerDouble, setup: DockerSetup
) -> None:
    double.answer("stop", stdout="open-webui-1\n")
    await setup.stop_container("open-webui-1")
    assert double.call("stop").argv == ["stop", "--", "open-webui-1"]
    double.answer("stop", stderr="Error response from daemon: cannot stop it", exit_code=1)
    with pytest.raises(ComposeFailed, match="cannot stop it"):
        await setup.stop_container("open-webui-1")
