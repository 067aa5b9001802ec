import random
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.adapters.settings_file import SIZE_LIMIT_BYTES, read_settings, write_settings
from desktop.domain.errors import SettingsUnsaved
from desktop.domain.providers import Endpoint, ProviderKind
from desktop.domain.settings import Appearance, Settings
from desktop.text.messages import explain
from tests.adapters.disks import small_disk

SETTINGS = Settings(
    Appearance.DARK,
    provider="lab",
    model="größe 😀",
    model_file='/models/"quoted".gguf',
    endpoints=(Endpoint("lab", "Lab", "http://10.0.0.2:8000", ProviderKind.OPENAI, "big"),),
    unknown={"future": {"depth": 3, "list": [1, 2]}, "other": True},
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def place(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o600)


def test_settings_read_as_they_were_written_with_keys_of_a_newer_version(path: Path) -> None:
    write_settings(path, SETTINGS)
    assert read_settings(path) == (SETTINGS, ())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.toml"]


def test_without_a_file_the_defaults_hold_and_nothing_is_created(path: Path) -> None:
    assert read_settings(path) == (Settings(), ())
    assert not path.parent.exists()


@pytest.mark.parametrize(
    "content",
    [
        b'provider = "unclosed',
        b"\xff\xfe\x00",
        b"a = " + b"[" * 100_000,
        b"a = " + b"9" * 10_000,
        b"#" * (SIZE_LIMIT_BYTES + 1),
        b"\0" * 100,
    ],
)
def test_a_file_that_cannot_be_read_is_kept_aside(path: Path, content: bytes) -> None:
    """Fault S9."""
    place(path, content)
    settings, (problem,) = read_settings(path)
    assert settings == Settings()
    assert problem.key == ""
    assert Path(problem.kept).name.startswith("settings.toml.bad-2")
    assert Path(problem.kept).read_bytes() == content
    assert problem.kept in explain(problem).sentence
    assert not path.exists()
    write_settings(path, SETTINGS)
    assert read_settings(path) == (SETTINGS, ())


def test_a_value_of_the_wrong_type_is_named_and_the_rest_holds(path: Path) -> None:
    place(path, b'\xef\xbb\xbfappearance = 7\r\nmodel = "tiny"\r\nnew_key = 1\r\n')
    settings, (problem,) = read_settings(path)
    assert settings == Settings(model="tiny", unknown={"new_key": 1})
    assert (problem.key, problem.path) == ("appearance", str(path))


def test_a_provider_with_a_mistake_in_it_is_named_and_survives_the_next_write(path: Path) -> None:
    place(path, b'[[providers]]\nid = "lab"\nurl = "http://h"\nkind = "openia"\n')
    settings, (problem,) = read_settings(path)
    assert (problem.key, settings.endpoints) == ("providers", ())
    write_settings(path, replace(settings, endpoints=SETTINGS.endpoints))
    content = path.read_text()
    assert 'kind = "openia"' in content
    assert 'name = "Lab"' in content


def test_no_mutation_of_a_file_stops_the_start(path: Path) -> None:
    """Fault S9: 200 mutations."""
    write_settings(path, SETTINGS)
    original = path.read_bytes()
    chance = random.Random(1)
    for _ in range(200):
        content = bytearray(original)
        for _ in range(chance.randint(1, 6)):
            position = chance.randrange(len(content))
            match chance.randrange(3):
                case 0:
                    content[position] = chance.randrange(256)
                case 1:
                    del content[position : position + chance.randrange(20)]
                    content += b" "
                case _:
                    content[position:position] = chance.choice([b'"', b"[", b"=", b"\n", b"\xf0", b"1"])
        place(path, bytes(content))
        settings, problems = read_settings(path)
        assert all(explain(problem).sentence for problem in problems)
        write_settings(path, settings)
        assert read_settings(path)[0] == settings


def test_a_link_is_neither_read_nor_replaced(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    target = path.parent / "elsewhere.toml"
    target.write_text('model = "other"')
    path.symlink_to(target)
    settings, (problem,) = read_settings(path)
    assert settings == Settings()
    assert "link" in problem.detail
    with pytest.raises(SettingsUnsaved):
        write_settings(path, SETTINGS)
    assert path.is_symlink()


def test_a_full_disk_leaves_the_old_settings(tmp_path: Path) -> None:
    """Fault S10."""
    with small_disk(tmp_path / "disk") as disk:
        path = disk / "config" / "settings.toml"
        write_settings(path, SETTINGS)
        with pytest.raises(OSError, match="No space left"):
            (disk / "ballast").write_bytes(bytes(2_000_000))
        with pytest.raises(SettingsUnsaved) as caught:
            write_settings(path, Settings(model="x" * 100_000))
        assert "No space left" in caught.value.detail
        assert read_settings(path) == (SETTINGS, ())
        assert [entry.name for entry in path.parent.iterdir()] == ["settings.toml"]


def test_a_text_that_no_file_takes_is_said(path: Path) -> None:
    with pytest.raises(SettingsUnsaved):
        write_settings(path, Settings(model_file="/models/\udcff.gguf"))
