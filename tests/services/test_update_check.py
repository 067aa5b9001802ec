"""What a registry has for installed models, at the user's word."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.domain.installed import UpdateState
from tests.servers.downloads import published
from tests.services.conftest import until
from tests.services.model_bench import Models, open_models

pytestmark = pytest.mark.anyio


@pytest.fixture
async def models(tmp_path: Path) -> AsyncIterator[Models]:
    async with open_models(tmp_path) as models:
        yield models


async def test_each_model_is_held_against_the_registry_only_when_that_is_wanted(models: Models) -> None:
    same, old, own = (published(name, 1_000) for name in ("same:1b", "old:1b", "own:1b"))
    new = published("old:1b", 1_000, edition="2")
    for model in (same, old, own):
        models.ollama.downloads.install(model)
    models.ollama.models = {model.name: model.total_bytes for model in (same, old, own)}
    models.registry.manifests = {"library/same:1b": same.manifest, "library/old:1b": new.manifest}
    await models.show()
    assert models.registry.requests == []
    assert {row.update for row in models.state.rows} == {UpdateState.UNKNOWN}
    models.service.check_updates()
    models.service.check_updates()
    assert {row.update for row in models.state.rows} == {UpdateState.CHECKING}
    await until(lambda: UpdateState.CHECKING not in {row.update for row in models.state.rows})
    found = {row.model.name: row.update for row in models.state.rows}
    assert found == {
        "same:1b": UpdateState.CURRENT,
        "old:1b": UpdateState.AVAILABLE,
        "own:1b": UpdateState.FAILED,
    }
    assert models.row("own:1b").error is not None
    assert len(models.registry.requests) == 3
    assert models.registry.connections <= 4
    models.ollama.downloads.install(new)
    models.service.refresh()
    await until(lambda: models.row("old:1b").update is UpdateState.CURRENT)


async def test_a_hundred_answers_are_published_a_few_at_a_time(models: Models) -> None:
    names = [f"m{number}:1b" for number in range(100)]
    models.ollama.models = dict.fromkeys(names, 1)
    await models.show()
    begun = len(models.states)
    models.service.check_updates()
    await until(lambda: {row.update for row in models.state.rows} == {UpdateState.FAILED})
    assert len(models.states) - begun < 60
    assert len(models.registry.requests) == 100
