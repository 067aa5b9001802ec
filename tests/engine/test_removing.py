"""A real engine: what a removal takes away, what it keeps, and what people do in a terminal beside it."""

import json
import urllib.request

import pytest

from desktop.domain.errors import StackError
from desktop.domain.stack import Removal
from tests.engine.driven_stack import COMPOSE, CONTAINER, DrivenStack
from tests.engine.stand_in import IMAGE, Trouble, make_variant

pytestmark = [pytest.mark.real_engine, pytest.mark.anyio]

VOLUME = "tars_ollama_data"


def models_at(url: str) -> list[str]:
    with urllib.request.urlopen(f"{url}/api/tags", timeout=5) as answer:
        return [model["name"] for model in json.load(answer)["models"]]


def ids(stack: DrivenStack, *listing: str) -> list[str]:
    return stack.docker.run(*listing).split()


async def remove(stack: DrivenStack, removal: Removal) -> None:
    async for _ in stack.engine.remove(removal):
        pass


async def test_models_pulled_in_the_container_outlive_it(stack: DrivenStack) -> None:
    await stack.up()
    stack.docker.run("exec", CONTAINER, "ollama", "pull", "llama3")
    assert models_at(stack.url) == ["llama3"]
    await remove(stack, Removal.CONTAINERS)
    assert await stack.engine.services() == ()
    assert ids(stack, "network", "ls", "-q", "--filter", "type=custom") == []
    assert ids(stack, "volume", "ls", "-q") == [VOLUME]
    await stack.up()
    assert models_at(stack.url) == ["llama3"]
    await remove(stack, Removal.MODELS)
    assert ids(stack, "volume", "ls", "-q") == []
    assert await stack.engine.services() == ()


async def test_images_go_when_asked_and_the_models_stay(stack: DrivenStack) -> None:
    image = make_variant(stack.docker, "removed", Trouble(version="0.40.0"))
    other = stack.with_image(image)
    await other.up()
    await remove(other, Removal.IMAGES)
    assert ids(stack, "images", "-q", image) == []
    assert ids(stack, "images", "-q", IMAGE) != []
    assert ids(stack, "volume", "ls", "-q") == [VOLUME]


async def test_a_running_stack_can_be_removed_and_removed_again(stack: DrivenStack) -> None:
    await stack.up()
    await remove(stack, Removal.CONTAINERS)
    await remove(stack, Removal.CONTAINERS)
    assert await stack.engine.services() == ()


async def test_the_volume_of_an_override_is_not_removed_with_the_models(stack: DrivenStack) -> None:
    stack.override(
        "services: {model-runner: {volumes: ['mine:/mine'], healthcheck: {interval: 500ms}}}\n"
        "volumes: {mine: {}}\n"
    )
    await stack.up()
    await remove(stack, Removal.MODELS)
    assert ids(stack, "volume", "ls", "-q") == ["tars_mine"]


async def test_the_terminal_s_commands_work_on_the_same_stack(stack: DrivenStack) -> None:
    """Those of the README: `docker compose up -d`, and `docker exec` with the container's name."""
    file = str(COMPOSE / "docker-compose-model-runner.yml")
    stack.docker.environment["TARS_PORT"] = str(stack.options.port)
    try:
        stack.docker.run("compose", "-f", file, "up", "-d", "--wait")
        assert (await stack.only_service()).container == CONTAINER
        assert "success" in stack.docker.run("exec", CONTAINER, "ollama", "pull", "llama3")
        assert models_at(stack.url) == ["llama3"]
        await stack.stop()
        stack.docker.run("compose", "-f", file, "down")
        assert await stack.engine.services() == ()
    finally:
        del stack.docker.environment["TARS_PORT"]


async def test_a_pull_without_a_registry_fails_and_what_runs_goes_on(stack: DrivenStack) -> None:
    await stack.up()
    with pytest.raises(StackError):
        async for _ in stack.with_image("registry.invalid/ollama:1").engine.pull(
            stack.with_image("registry.invalid/ollama:1").options
        ):
            pass
    assert (await stack.only_service()).is_running
