"""Deletions that can be taken back, over real servers and the real clients."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.domain.catalog import ModelChoice
from desktop.domain.errors import ModelBusy
from desktop.domain.installed import DeletedModel
from desktop.domain.pulls import Pull, PullKey, PullPhase
from tests.servers.scripted import response
from tests.services.conftest import until
from tests.services.model_bench import MODEL, OTHER, Models, open_models

pytestmark = pytest.mark.anyio


@pytest.fixture
async def models(tmp_path: Path) -> AsyncIterator[Models]:
    async with open_models(tmp_path) as models:
        yield models


@pytest.fixture
async def hasty(tmp_path: Path) -> AsyncIterator[Models]:
    """The same where a deletion can be taken back for a moment only."""
    async with open_models(tmp_path, undo_seconds=0.05) as models:
        yield models


async def test_a_deleted_model_leaves_page_and_picker_and_can_be_taken_back(models: Models) -> None:
    await models.show()
    models.service.delete(MODEL)
    assert models.names == models.picked_from == [OTHER]
    assert models.state.deleted == DeletedModel(PullKey("ollama", MODEL), 253_000_000)
    models.service.refresh()
    await until(lambda: not models.state.is_reading)
    assert models.names == [OTHER]
    models.service.undo_delete()
    await until(lambda: models.state.deleted is None and models.names == [MODEL, OTHER])
    assert models.picked_from == [MODEL, OTHER]
    assert models.deleted_on_server == []
    models.service.undo_delete()


async def test_a_deletion_reaches_the_server_when_it_can_be_taken_back_no_longer(hasty: Models) -> None:
    await hasty.show()
    hasty.service.delete(MODEL)
    begun = len(hasty.states)
    hasty.providers.refresh()  # what is asked before the deletion is through shows nothing that is deleted
    await until(lambda: hasty.deleted_on_server == [MODEL])
    await until(lambda: hasty.state.deleted is None and not hasty.providers.state.is_checking)
    assert hasty.names == hasty.picked_from == [OTHER]
    assert not any(state.row(MODEL) for state in hasty.states[begun:])


async def test_a_second_deletion_and_another_provider_carry_the_first_out(models: Models) -> None:
    await models.show()
    models.service.delete(MODEL)
    models.service.delete(OTHER)
    await until(lambda: models.deleted_on_server == [MODEL])
    assert models.state.deleted is not None
    assert models.state.deleted.key.model == OTHER
    models.service.show("runner")
    await until(lambda: models.deleted_on_server == [MODEL, OTHER])
    assert models.state.deleted is None


async def test_closing_carries_a_deletion_out(models: Models) -> None:
    await models.show()
    models.service.delete(MODEL)
    await models.service.aclose()
    models.is_closed = True
    assert models.deleted_on_server == [MODEL]


async def test_a_deletion_that_fails_brings_the_row_back_with_its_error(hasty: Models) -> None:
    await hasty.show()
    hasty.ollama.script(
        "/api/delete", response(b'{"error":"permission denied"}', status="500 Internal Server Error")
    )
    hasty.service.delete(MODEL)
    await until(lambda: hasty.state.row(MODEL))
    assert "permission denied" in str(hasty.row().error)
    assert hasty.picked_from == [MODEL, OTHER]


async def test_a_model_that_somebody_else_has_deleted_is_gone_without_an_error(hasty: Models) -> None:
    await hasty.show()
    hasty.service.delete(MODEL)
    hasty.ollama.models.pop(MODEL)
    await until(lambda: hasty.deleted_on_server == [MODEL])
    await until(lambda: not hasty.providers.state.is_checking)
    assert hasty.names == [OTHER]


async def test_a_model_that_is_pulled_is_not_deleted(hasty: Models) -> None:
    await hasty.show()
    hasty.pulls.names = {MODEL}
    hasty.service.delete(MODEL)
    error = hasty.row().error
    assert isinstance(error, ModelBusy)
    assert error.reason == "pulling"
    assert hasty.state.deleted is None
    hasty.service.delete(OTHER)
    hasty.pulls.names = {OTHER}  # it is asked for again while the deletion waits
    await until(lambda: OTHER in hasty.names)
    assert hasty.deleted_on_server == []


async def test_a_model_that_answers_a_chat_is_deleted_only_when_confirmed(models: Models) -> None:
    await models.show()
    models.ollama.gate.clear()
    models.chats.current.send("Why?", ModelChoice("ollama", MODEL))
    await until(lambda: models.chats.is_answering("ollama", MODEL))
    models.service.delete(MODEL)
    error = models.row().error
    assert isinstance(error, ModelBusy)
    assert error.reason == "in-use"
    models.service.delete(MODEL, is_confirmed=True)
    assert models.names == [OTHER]
    models.ollama.gate.set()


async def test_a_pull_that_is_done_shows_its_model_and_takes_a_deletion_back(models: Models) -> None:
    await models.show()
    models.ollama.models["qwen3:4b"] = 1
    models.service.take_pull(Pull(PullKey("ollama", "qwen3:4b"), PullPhase.FAILED))
    models.service.take_pull(Pull(PullKey("ollama", "qwen3:4b"), PullPhase.DONE))
    await until(lambda: "qwen3:4b" in models.names)
    models.service.delete(MODEL)
    models.service.take_pull(Pull(PullKey("ollama", MODEL), PullPhase.DONE))
    await until(lambda: MODEL in models.names)
    assert models.state.deleted is None
