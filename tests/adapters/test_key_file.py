import asyncio
import json
import os
import resource
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.adapters.key_file import FILE_NAME, KeyFile
from desktop.domain.errors import KeyFileUnusable, KeyUnsaved
from desktop.domain.secrets import KeyPlace
from tests import canary

KEY = "sk-canary-7f3a/Q+x"
HERE = KeyPlace.FILE

run = asyncio.run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / FILE_NAME


def test_a_key_is_kept_read_replaced_and_forgotten_in_a_file_of_this_user_alone(path: Path) -> None:
    store = KeyFile(path)
    assert run(store.read("openai", HERE, may_ask=True)) is None
    assert run(store.write("openai", "sk-first")) is HERE
    assert run(store.write("openai", KEY)) is HERE
    assert run(store.write("other", "sk-other")) is HERE
    assert run(KeyFile(path).read("openai", HERE, may_ask=False)) == KEY
    assert [stat.S_IMODE(p.stat().st_mode) for p in (path, path.parent)] == [0o600, 0o700]
    run(store.forget("openai", HERE))
    assert run(store.read("openai", HERE, may_ask=False)) is None
    assert run(store.read("other", HERE, may_ask=False)) == "sk-other"
    assert canary.traces_of(KEY, folders=[path.parent]) == []


def test_the_file_is_gone_with_the_last_key(path: Path) -> None:
    store = KeyFile(path)
    run(store.write("openai", KEY))
    run(store.forget("openai", HERE))
    run(store.forget("openai", HERE))
    assert list(path.parent.iterdir()) == []


def test_writes_at_the_same_time_lose_nothing(path: Path) -> None:
    store = KeyFile(path)

    async def write_all() -> None:
        await asyncio.gather(*(store.write(f"p{n}", f"sk-{n}") for n in range(20)))

    run(write_all())
    assert json.loads(path.read_bytes()) == {f"p{n}": f"sk-{n}" for n in range(20)}


def test_a_file_that_others_can_read_is_taken_from_them(path: Path) -> None:
    store = KeyFile(path)
    run(store.write("openai", KEY))
    path.chmod(0o644)
    assert run(store.read("openai", HERE, may_ask=False)) == KEY
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", f'{{"openai": "{KEY}"'.encode(), f'["{KEY}"]'.encode(), b'{"openai": 5}', b"[" * 100_000],
    ids=["empty", "not-utf-8", "cut", "a-list", "a-number", "nested"],
)
def test_a_file_that_is_broken_is_left_as_it_is_and_said_without_quoting_it(
    content: bytes, path: Path
) -> None:
    path.parent.mkdir(mode=0o700)
    path.touch(0o600)
    path.write_bytes(content)
    store = KeyFile(path)
    with pytest.raises(KeyFileUnusable) as raised:
        run(store.read("openai", HERE, may_ask=False))
    with pytest.raises(KeyFileUnusable):
        run(store.write("openai", "sk-new"))
    assert canary.traces_of(KEY, texts=[repr(raised.value), raised.value.detail]) == []
    assert path.read_bytes() == content


def test_a_link_or_a_folder_in_its_place_is_refused(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("{}")
    path.symlink_to(elsewhere)
    with pytest.raises(KeyFileUnusable):
        run(KeyFile(path).write("openai", KEY))
    path.unlink()
    path.mkdir()
    with pytest.raises(KeyFileUnusable):
        run(KeyFile(path).read("openai", HERE, may_ask=False))
    assert elsewhere.read_text() == "{}"


def test_a_folder_that_others_may_write_to_holds_no_key(path: Path) -> None:
    path.parent.mkdir()
    path.parent.chmod(0o777)
    with pytest.raises(KeyUnsaved) as raised:
        run(KeyFile(path).write("openai", KEY))
    assert raised.value.path == str(path)
    assert not path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX's")
def test_a_full_disk_leaves_the_old_keys_as_they_were(path: Path) -> None:
    asyncio.run(KeyFile(path).write("openai", "sk-old"))
    before = path.read_bytes()
    code = (
        "import asyncio, sys; from pathlib import Path; from desktop.adapters.key_file import KeyFile\n"
        "from desktop.domain.errors import KeyUnsaved\n"
        "try: asyncio.run(KeyFile(Path(sys.argv[1])).write('openai', 'sk-' + 'x' * 9000))\n"
        "except KeyUnsaved as error: print(error.detail)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=Path(__file__).parents[2],
        preexec_fn=_no_large_files, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "File too large\n"
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [FILE_NAME]


def _no_large_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
