"""Files that become models, over a real server and the real client."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.domain.errors import ModelFileInvalid, ModelNameInvalid, Unsupported
from desktop.domain.installed import ImportPhase, ImportProgress
from tests.servers.pull_faults import At, HttpError, Phase
from tests.services.conftest import until
from tests.services.model_bench import Models, open_models

pytestmark = pytest.mark.anyio

NAME = "mine:1b"


@pytest.fixture
async def models(tmp_path: Path) -> AsyncIterator[Models]:
    async with open_models(tmp_path) as models:
        yield models


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "mine.gguf"
    path.write_bytes(b"GGUF" + b"\x03\0\0\0" + bytes(3_000_000))
    return str(path)


def importing(models: Models) -> ImportProgress:
    found = models.state.importing
    assert found is not None
    return found


async def test_a_file_becomes_a_model_and_its_bar_never_goes_back(models: Models, file: str) -> None:
    await models.show()
    models.service.import_file(NAME, file)
    assert importing(models).phase is ImportPhase.HASHING
    models.service.import_file("another:1b", file)
    assert importing(models).model == NAME
    await until(lambda: importing(models).has_ended)
    assert (importing(models).phase, importing(models).fraction) == (ImportPhase.DONE, 1.0)
    await until(lambda: NAME in models.names)
    seen = [state.importing for state in models.states if state.importing is not None]
    fractions = [progress.fraction for progress in seen]
    assert fractions == sorted(fractions)
    assert {progress.phase for progress in seen} >= {ImportPhase.UPLOADING, ImportPhase.CREATING}
    assert all(progress.fraction < 1.0 for progress in seen if not progress.has_ended)
    models.service.dismiss_import()
    assert models.state.importing is None


async def test_what_cannot_be_imported_says_why(models: Models, tmp_path: Path, file: str) -> None:
    await models.show()
    models.service.import_file("../x", file)
    assert isinstance(importing(models).error, ModelNameInvalid)
    models.service.import_file(NAME, str(tmp_path / "nothing.gguf"))
    await until(lambda: importing(models).has_ended)
    assert isinstance(importing(models).error, ModelFileInvalid)
    models.ollama.downloads.arm(At(Phase.UPLOAD), HttpError(500, "no space left on device"))
    models.service.import_file(NAME, file)
    await until(lambda: importing(models).has_ended)
    assert "no space left" in str(importing(models).error)
    await models.show("runner")
    assert models.state.importing is None
    models.service.import_file(NAME, file)
    await until(lambda: importing(models).has_ended)
    assert isinstance(importing(models).error, Unsupported)


async def test_a_cancelled_import_ends_and_another_can_begin(models: Models, file: str) -> None:
    await models.show()
    models.service.cancel_import()
    held = models.ollama.downloads.hold(At(Phase.CREATING))
    models.service.import_file(NAME, file)
    await until(held.reached.is_set)
    models.service.cancel_import()
    assert models.state.importing is None
    held.release()
    models.service.import_file(NAME, file)
    await until(lambda: importing(models).has_ended)
    assert importing(models).error is None
