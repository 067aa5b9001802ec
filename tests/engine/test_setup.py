"""A real engine: what the setup asks it."""

import os

import pytest

from desktop.adapters.docker_program import DockerProgram
from desktop.adapters.docker_setup import DockerSetup
from tests.engine.driven_stack import COMPOSE, CONTAINER, DrivenStack
from tests.engine.stand_in import IMAGE

pytestmark = [pytest.mark.real_engine, pytest.mark.anyio]


async def test_images_are_found_and_a_container_is_stopped(stack: DrivenStack) -> None:
    setup = DockerSetup(DockerProgram(COMPOSE, os.environ | stack.docker.environment))
    assert await setup.has_image(IMAGE)
    assert not await setup.has_image("example/absent:latest")
    await stack.up()
    await setup.stop_container(CONTAINER)
    assert not (await stack.only_service()).is_running
