"""Details of models: asked for once, and few at a time."""

import json
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from desktop.domain.errors import ModelMissing
from tests.servers.downloads import published
from tests.servers.loopback import Connection, Request
from tests.servers.model_server import Route
from tests.servers.ollama import OllamaDouble
from tests.servers.scripted import response
from tests.services.conftest import until
from tests.services.model_bench import MODEL, Models, open_models

pytestmark = pytest.mark.anyio


class OldOllama(OllamaDouble):
    """Lists names only, and counts who asks for more."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.most_at_once = 0
        self._at_once = 0

    def route(self, request: Request) -> Route | None:
        route = super().route(request)
        if request.path == "/api/tags":
            return lambda to, _: self.send_json(to, {"models": [{"name": name} for name in self.models]})
        return partial(self._count, route) if route and request.path == "/api/show" else route

    def _count(self, route: Route, to: Connection, request: Request) -> None:
        self.shown.append(str(request.field("model")))
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        to.pause(0.005)
        self._at_once -= 1
        route(to, request)


@pytest.fixture
async def models(tmp_path: Path) -> AsyncIterator[Models]:
    async with open_models(tmp_path) as models:
        yield models


async def test_details_are_read_once_for_a_digest(models: Models) -> None:
    await models.show()
    models.service.read_details(MODEL)
    await until(lambda: models.row().details)
    details = models.row().details
    assert details is not None
    assert (details.name, details.license, details.system) == (MODEL, "Scripted licence", "Be brief.")
    models.service.read_details(MODEL)
    models.service.refresh()
    await until(lambda: not models.state.is_reading)
    shown = [r for r in models.ollama.requests if r.path == "/api/show" and r.field("model") == MODEL]
    assert len(shown) == 1


async def test_details_that_cannot_be_read_say_why_in_the_row(models: Models) -> None:
    await models.show()
    del models.ollama.models[MODEL]
    models.service.read_details(MODEL)
    await until(lambda: models.row().error is not None)
    assert isinstance(models.row().error, ModelMissing)


async def test_a_server_that_lists_no_capabilities_is_asked_for_them_two_at_a_time(tmp_path: Path) -> None:
    names = [f"m{number}:1b" for number in range(30)]
    server = OldOllama()
    async with open_models(tmp_path, ollama=server) as models:
        server.models = dict.fromkeys(names, 1)
        await models.show()
        await until(lambda: all(row.capabilities == ("completion",) for row in models.state.rows))
        assert (sorted(server.shown), server.most_at_once) == (sorted(names), 2)


async def test_models_that_share_their_weights_take_their_space_once(models: Models) -> None:
    base = published("llama3:8b", 4_000_000, 1_000)
    made = published("pirate:latest", 2_000, shares=base.layers[:1])
    for model in (base, made):
        models.ollama.downloads.install(model)
    models.ollama.models = {model.name: model.total_bytes for model in (base, made)}
    alike = {"family": "llama", "parameter_size": "8.0B", "quantization_level": "Q4_0"}
    entry = {"capabilities": ["completion"], "details": alike}
    listed = [
        {"name": model.name, "digest": model.digest, "size": model.total_bytes} | entry
        for model in (base, made)
    ]
    models.ollama.script("/api/tags", response(json.dumps({"models": listed}).encode()))
    await models.show()
    await until(lambda: models.state.disk_use.total_bytes == made.total_bytes)
    assert not models.state.disk_use.is_certain
