"""TARS's `appsettings.json`, read into the settings and written from them, with real files."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop.adapters.appsettings_file import read_appsettings, write_appsettings
from desktop.app.threads import in_thread
from desktop.domain.appsettings import AppServer
from desktop.domain.errors import AppSettingsUnusable
from desktop.domain.settings import Settings
from desktop.services.appsettings import AppSettingsService
from desktop.services.settings import Found, SettingsService

pytestmark = pytest.mark.anyio

FILE = """{
  // of TARS
  "Logging": {"Level": "Debug"},
  "Ollama": {"BaseUrl": "http://127.0.0.1:8080/", "DefaultModel": "qwen3:4b"},
  "DockerModelRunner": {"BaseUrl": "http://gpu-box.lan:12434", "DefaultModel": "ai/smollm2"}
}
"""


async def kept(settings: Settings) -> Found:
    return settings, ()


async def read(path: str) -> Sequence[AppServer]:
    return await in_thread(read_appsettings)(Path(path))


async def write(path: str, servers: Sequence[AppServer]) -> None:
    write_appsettings(Path(path), servers)


class Bench:
    def __init__(self) -> None:
        self.settings = SettingsService(Settings(), kept)
        self.service = AppSettingsService(self.settings, read, write, lambda: {"ollama": "llama3:8b"})


async def test_an_import_takes_addresses_and_models_over_and_pins_nothing_else(tmp_path: Path) -> None:
    bench, path = Bench(), tmp_path / "appsettings.json"
    path.write_text(FILE)
    done = await bench.service.import_from(str(path))
    assert [(row.before.id, row.after.url, row.after.default_model) for row in done.changed] == [
        ("model-runner", "http://127.0.0.1:8080", "qwen3:4b"),
        ("docker-model-runner", "http://gpu-box.lan:12434", "ai/smollm2"),
    ]
    assert done.unusable == ()
    state = bench.settings.state
    assert [row.id for row in state.endpoints] == ["docker-model-runner"]
    assert state.default_models == {"model-runner": "qwen3:4b", "docker-model-runner": "ai/smollm2"}
    again = await bench.service.import_from(str(path))
    assert again.changed == ()
    assert len(again.servers) == 2
    assert bench.settings.state is state


async def test_an_address_that_is_none_is_told_and_the_rest_is_taken(tmp_path: Path) -> None:
    bench, path = Bench(), tmp_path / "appsettings.json"
    path.write_text('{"Ollama": {"BaseUrl": "ftp://x"}, "DockerModelRunner": {"DefaultModel": "m"}}')
    done = await bench.service.import_from(str(path))
    assert done.unusable == (AppServer("Ollama", "ftp://x"),)
    assert bench.settings.state.default_models == {"docker-model-runner": "m"}


async def test_a_file_that_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    bench = Bench()
    with pytest.raises(AppSettingsUnusable):
        await bench.service.import_from(str(tmp_path / "none.json"))
    assert bench.settings.state == Settings()


async def test_an_export_writes_what_is_chosen_and_leaves_the_rest(tmp_path: Path) -> None:
    bench, path = Bench(), tmp_path / "appsettings.json"
    path.write_text(FILE)
    bench.settings.change(provider="ollama", disabled_providers=("docker-model-runner",))
    written = await bench.service.export_to(str(path))
    assert written == (AppServer("Ollama", "http://127.0.0.1:11434", "llama3:8b"),)
    text = path.read_text()
    assert "// of TARS" in text
    document = json.loads(text.replace("// of TARS", ""))
    assert document["Ollama"] == {"BaseUrl": "http://127.0.0.1:11434", "DefaultModel": "llama3:8b"}
    assert document["DockerModelRunner"]["BaseUrl"] == "http://gpu-box.lan:12434"
    fresh = tmp_path / "new.json"
    await bench.service.export_to(str(fresh))
    assert [server.section for server in read_appsettings(fresh)] == ["Ollama"]
