"""The models service over real servers, a real store and the real clients."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import Role
from desktop.domain.conversation import Turn
from desktop.domain.errors import NoSuchProvider
from desktop.domain.installed import ModelVerb, UpdateState
from tests.servers.faults import Fault
from tests.servers.scripted import response
from tests.services.conftest import until
from tests.services.model_bench import MODEL, OTHER, Models, open_models

pytestmark = pytest.mark.anyio


@pytest.fixture
async def models(tmp_path: Path) -> AsyncIterator[Models]:
    async with open_models(tmp_path) as models:
        yield models


async def test_the_models_of_a_provider_are_those_of_the_picker(models: Models) -> None:
    await models.show()
    assert models.names == models.picked_from == [MODEL, OTHER]
    state = models.state
    assert (state.can_pull, state.can_delete, state.can_load, state.can_import) == (True,) * 4
    assert state.can_check_updates
    assert models.row().model.size_bytes == 253_000_000
    assert models.row().is_default
    models.ollama.models["qwen3:4b"] = 2_500_000_000
    models.providers.refresh()
    await until(lambda: "qwen3:4b" in models.names)


async def test_other_kinds_of_servers_can_do_less(models: Models) -> None:
    await models.show("runner")
    state = models.state
    assert (state.can_pull, state.can_delete, state.can_load, state.can_check_updates) == (True,) * 4
    assert not state.can_import
    await models.show("other")
    state = models.state
    can = (state.can_pull, state.can_delete, state.can_load, state.can_import, state.can_check_updates)
    assert can == (False,) * 5
    models.service.check_updates()
    assert {row.update for row in models.state.rows} == {UpdateState.UNKNOWN}


async def test_a_provider_that_is_not_there_is_said_so(models: Models) -> None:
    models.service.show("nobody")
    assert isinstance(models.state.error, NoSuchProvider)
    assert models.state.rows == ()


async def test_what_was_known_stays_while_it_is_read_and_when_the_server_goes(models: Models) -> None:
    await models.show()
    begun = len(models.states)
    models.service.refresh()
    await until(lambda: not models.state.is_reading)
    assert [len(state.rows) for state in models.states[begun:]] == [2] * (len(models.states) - begun)
    assert any(state.is_reading for state in models.states[begun:])
    models.ollama.fault = Fault.REFUSE
    models.service.refresh()
    await until(lambda: models.state.error is not None)
    assert models.names == [MODEL, OTHER]
    assert models.state.can_pull


async def test_a_model_is_loaded_and_unloaded_with_its_share_of_the_gpu(models: Models) -> None:
    models.ollama.is_gpu_used = True
    await models.show()
    models.service.load(MODEL)
    assert models.row().busy is ModelVerb.LOAD
    models.service.load(MODEL)
    await until(lambda: models.row().busy is None)
    assert models.row().gpu_fraction == 1.0
    assert models.row(OTHER).loaded is None
    models.service.unload(MODEL)
    assert models.row().busy is ModelVerb.UNLOAD
    await until(lambda: models.row().busy is None)
    assert models.row().loaded is None
    assert models.ollama.loaded == []


async def test_a_load_that_fails_says_why_in_its_row(models: Models) -> None:
    await models.show()
    models.ollama.script(
        "/api/generate", response(b'{"error":"model requires more system memory"}', status="500 X")
    )
    models.service.load(MODEL)
    await until(lambda: models.row().error is not None)
    assert "more system memory" in str(models.row().error)
    assert models.row().busy is None
    models.service.unload(MODEL)
    assert models.row().error is None
    await until(lambda: models.row().busy is None)


async def test_unloading_a_model_that_is_being_loaded_gives_the_load_up(models: Models) -> None:
    await models.show()
    models.ollama.load_seconds = 30.0
    models.service.load(MODEL)
    await until(lambda: any(request.path == "/api/generate" for request in models.ollama.requests))
    models.service.unload(MODEL)
    await until(lambda: models.row().busy is None)
    assert models.row().error is None
    await until(lambda: models.ollama.loaded == [])


async def test_loaded_models_are_looked_at_only_while_somebody_looks(models: Models) -> None:
    await models.show()
    models.service.watch(is_seen=True)
    models.ollama.loaded.append(OTHER)
    await until(lambda: models.row(OTHER).loaded is not None)
    models.service.watch(is_seen=False)
    await asyncio.sleep(0)
    asked = sum(request.path == "/api/ps" for request in models.ollama.requests)
    models.ollama.loaded.clear()
    models.service.watch(is_seen=True)
    await until(lambda: sum(request.path == "/api/ps" for request in models.ollama.requests) > asked)
    await until(lambda: models.row(OTHER).loaded is None)


async def test_the_last_use_comes_from_the_chats(models: Models) -> None:
    chat = await models.store.create_chat("Why")
    turn = Turn(-1, Role.ASSISTANT, "Because.", model=OTHER, provider="Ollama")
    await models.store.add_turn(chat, turn)
    await models.show()
    await until(lambda: models.row(OTHER).last_used_at)
    assert abs((models.row(OTHER).last_used_at or 0.0) - time.time()) < 60
    assert models.row().last_used_at is None


async def test_a_default_is_shown_by_page_and_picker_at_once_and_kept(models: Models) -> None:
    await models.show()
    models.service.set_default(OTHER)
    assert models.row(OTHER).is_default
    assert not models.row().is_default
    assert models.providers.state.choice == ModelChoice("ollama", OTHER)
    assert models.settings.state.default_models == {"ollama": OTHER}
    assert models.settings.state.endpoints == ()
    models.service.refresh()
    await until(lambda: not models.state.is_reading)
    assert models.row(OTHER).is_default
    await until(lambda: models.written)
    models.settings.change(default_models={})  # somebody has edited the file
    assert models.row().is_default


async def test_the_runner_counts_its_disk_use_itself(models: Models) -> None:
    await models.show("runner")
    await until(lambda: models.state.disk_use.is_certain)
    assert models.state.disk_use.total_bytes > 0
    await models.show()
    assert not models.state.disk_use.is_certain
    assert models.state.disk_use.total_bytes == 4_914_000_000


async def test_the_state_of_a_thousand_models_is_put_together_in_5_ms(models: Models) -> None:
    models.ollama.models = {f"m{number}:1b": number for number in range(1000)}
    models.ollama.loaded = ["m7:1b"]
    await models.show()
    await until(lambda: models.row("m7:1b").loaded)
    seconds = []  # the best of them: other programs may run too
    for _ in range(20):
        begun = time.perf_counter()
        models.service._publish()
        seconds.append(time.perf_counter() - begun)
    assert min(seconds) < 0.005
