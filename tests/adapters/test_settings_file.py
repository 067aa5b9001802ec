import random
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.adapters.settings_file import SIZE_LIMIT_BYTES, SettingsFile
from desktop.domain.errors import SettingsInvalid, SettingsUnsaved
from desktop.domain.providers import Endpoint, ProviderKind
from desktop.domain.settings import Appearance, Baseline, Language, OnQuit, Settings
from desktop.domain.settings_reading import SCHEMA_VERSION
from desktop.domain.stack import StackOptions
from desktop.text.messages import explain
from tests.adapters.disks import small_disk

SETTINGS = Settings(
    Appearance.DARK,
    Language.GERMAN,
    provider="lab",
    model="größe 😀",
    model_file='/models/"quoted".gguf',
    endpoints=(
        Endpoint(
            "lab",
            "Lab",
            "http://10.0.0.2:8000",
            ProviderKind.OPENAI,
            "big",
            key_place="secret-service",
            headers=(("X-Project", "research"),),
            ca_file="/etc/ca.pem",
            proxy="direct",
        ),
    ),
    provider_order=("lab", "ollama"),
    disabled_providers=("docker-model-runner",),
    default_models={"ollama": "qwen3:4b"},
    stack=StackOptions(port=9000),
    on_quit=OnQuit.STOP,
    pulls_at_once=3,
    notifies=False,
    is_set_up=True,
    baseline=Baseline("ollama", "qwen3:4b", "2026-11-24T22:00:00Z", 0.4, 48.5, 1.0),
)
"""Every key differs from its default."""


def read_settings(path: Path) -> tuple[Settings, tuple[SettingsInvalid, ...]]:
    return SettingsFile(path).read()


def write_settings(path: Path, settings: Settings) -> None:
    """As an application does that has just started."""
    file = SettingsFile(path)
    file.read()
    file.write(settings)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def place(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o600)


def test_settings_read_as_they_were_written(path: Path) -> None:
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
    assert settings == Settings(model="tiny")
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
    assert not path.exists()


BY_HAND = """\
# TARS Desktop, by hand
appearance = "dark"   # easier on the eyes
future = {depth = 3}

[chat]
# the workstation is faster
provider = "lab"

[[providers]]
# in the cellar
id = "lab"
url = "http://10.0.0.2:8000"  # no TLS
weight = 3

[[providers]]
id = "old"
url = "http://10.0.0.3"

[stack]
port = "not a port"
later = [1, 2]
"""


def test_comments_order_and_unknown_keys_stay(path: Path) -> None:
    place(path, BY_HAND.encode())
    file = SettingsFile(path)
    settings, _ = file.read()
    lab = replace(settings.endpoints[0], url="https://10.0.0.2:8443", default_model="big")
    file.write(replace(settings, appearance=Appearance.LIGHT, endpoints=(lab,), pulls_at_once=4))
    expected = BY_HAND.replace('"dark"', '"light"')
    expected = expected.replace('url = "http://10.0.0.2:8000"', 'url = "https://10.0.0.2:8443"')
    assert path.read_text().startswith(expected.partition("weight")[0])
    for kept in ("future = {depth = 3}", "weight = 3", 'port = "not a port"', "later = [1, 2]", "# no TLS"):
        assert kept in path.read_text()
    assert "old" not in path.read_text()
    assert "name" not in path.read_text()
    again, problems = SettingsFile(path).read()
    assert (again.endpoints, again.pulls_at_once, again.appearance) == ((lab,), 4, Appearance.LIGHT)
    assert [problem.key for problem in problems] == ["stack.port"]


def test_what_others_wrote_is_seen_once_and_not_written_over(path: Path) -> None:
    write_settings(path, Settings(model="mine"))
    file = SettingsFile(path)
    settings, _ = file.read()
    assert file.reread() is None
    write_settings(path, Settings(model="mine", appearance=Appearance.DARK))
    file.write(replace(settings, pulls_at_once=5))  # before it was read again
    both = Settings(model="mine", appearance=Appearance.DARK, pulls_at_once=5)
    assert read_settings(path) == (both, ())
    assert file.reread() is None
    write_settings(path, replace(both, model="theirs"))
    assert file.reread() == (replace(both, model="theirs"), ())
    assert file.reread() is None
    path.unlink()
    assert file.reread() is None
    file.write(replace(both, model="kept"))
    assert read_settings(path)[0] == replace(both, model="kept")


def test_a_file_that_breaks_while_it_is_edited_is_said_once_it_stays_so(path: Path) -> None:
    write_settings(path, SETTINGS)
    file = SettingsFile(path)
    file.read()
    place(path, b"appearance = ")
    assert file.reread() is None
    found = file.reread()
    assert found is not None
    assert found[0] == SETTINGS
    assert [problem.key for problem in found[1]] == [""]
    assert file.reread() is None
    assert path.read_bytes() == b"appearance = "
    written, (problem,) = file.write(replace(SETTINGS, model="next"))
    assert Path(problem.kept).read_bytes() == b"appearance = "
    assert read_settings(path) == (written, ())
    assert written == replace(SETTINGS, model="next")


def test_a_file_of_the_first_schema_is_understood_and_kept_before_it_is_rewritten(path: Path) -> None:
    old = b'schema_version = 1\nprovider = "lab"\nmodel = "m" # mine\n'
    place(path, old)
    file = SettingsFile(path)
    settings, problems = file.read()
    assert (settings, problems) == (Settings(provider="lab", model="m"), ())
    assert path.read_bytes() == old
    file.write(replace(settings, model="n"))
    assert path.with_name(f"settings.toml.before-schema-{SCHEMA_VERSION}").read_bytes() == old
    assert read_settings(path) == (Settings(provider="lab", model="n"), ())
    assert f"schema_version = {SCHEMA_VERSION}" in path.read_text()


def test_a_file_of_a_newer_version_is_read_as_far_as_it_is_known_and_never_written(path: Path) -> None:
    content = b'schema_version = 99\nappearance = "dark"\n'
    place(path, content)
    file = SettingsFile(path)
    settings, _ = file.read()
    assert settings.appearance is Appearance.DARK
    with pytest.raises(SettingsUnsaved) as refused:
        file.write(replace(settings, model="m"))
    assert refused.value.is_newer
    assert path.read_bytes() == content


BREAKS: tuple[Callable[[bytes], bytes], ...] = (
    lambda content: content[: len(content) // 2],
    lambda content: content[: len(content) // 2] + b"\0" * 64,
    lambda _: b"",
    lambda _: b"\xff" * 100,
    lambda _: b"\0" * 4096,
    lambda content: content + content,
    lambda content: content.replace(b'"', b""),
    lambda content: content.replace(b"=", b":"),
    lambda content: content.replace(b"[", b"[["),
    lambda content: content.replace(b"\n", b"\r"),
    lambda content: content.replace(b"\n", b""),
    lambda content: content.decode().encode("utf-16"),
    lambda content: content + b"[stack]\nport = 1\n",
    lambda _: b"[]",
    lambda _: b'{"appearance": "dark"}',
    lambda _: b"<<<<<<< HEAD\n",
    lambda content: content.replace(b"9000", b"9000000000000000000000000"),
    lambda content: content.replace(b"true", b"maybe"),
    lambda content: content + b'"unclosed = 1\n',
    lambda content: content + b"a = " + b"[" * 5000,
)


@pytest.mark.parametrize("spoil", BREAKS)
def test_a_broken_file_is_said_and_kept_and_the_next_change_is_saved(
    path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    """Fault S9: broken in 20 ways."""
    write_settings(path, SETTINGS)
    content = spoil(path.read_bytes())
    place(path, content)
    file = SettingsFile(path)
    settings, problems = file.read()
    kept = path if path.exists() else Path(problems[0].kept)
    assert kept.read_bytes() == content
    assert problems or not content
    assert all(explain(problem).sentence for problem in problems)
    changed = replace(settings, model="after")
    file.write(changed)
    assert SettingsFile(path).read()[0] == changed
    assert kept == path or kept.read_bytes() == content
