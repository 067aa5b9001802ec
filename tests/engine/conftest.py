"""One Docker engine of their own for the tests in this folder, swept after each of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.driven_stack import OFTEN_CHECKED, DrivenStack, drive
from tests.engine.private_docker import PrivateDocker, private_docker, reason_against
from tests.engine.stand_in import make_image


@pytest.fixture(scope="session")
def session_docker() -> Iterator[PrivateDocker]:
    if reason := reason_against():
        pytest.skip(reason)
    with private_docker() as docker:
        make_image(docker)
        yield docker


@pytest.fixture
def docker(session_docker: PrivateDocker) -> Iterator[PrivateDocker]:
    """The engine, running and without containers; the stand-in image is there."""
    session_docker.start()
    yield session_docker
    session_docker.sweep()


@pytest.fixture
def stack(docker: PrivateDocker, tmp_path: Path) -> DrivenStack:
    """A stack that does not exist yet, with a health check that is quicker than the real one."""
    return drive(docker, tmp_path, override=OFTEN_CHECKED)
