import base64
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.canary import family_of, traces_of

KEY = 'sk-canary/+"7f3a'


def percent(data: bytes) -> bytes:
    return b"".join(b"%%%02X" % byte for byte in data)


SPELLINGS = {
    "plain": KEY.encode(),
    "json": b'{"key": "sk-canary/+\\"7f3a"}',
    "url": quote(KEY, safe="").encode(),
    "url in small letters": quote(KEY, safe="").lower().encode(),
    "every byte escaped": percent(KEY.encode()),
    "hex": KEY.encode().hex().encode(),
    "capital hex": KEY.encode().hex().upper().encode(),
    "utf-16": KEY.encode("utf-16"),
    **{f"base64 behind {n}": base64.b64encode(b"x" * n + KEY.encode() + b"tail") for n in range(7)},
    **{f"base64url behind {n}": base64.urlsafe_b64encode(b"user:"[:n] + KEY.encode()) for n in range(6)},
    "among other bytes": b"\0\xff" * 5000 + KEY.encode() + b"\xfe" * 5000,
}


@pytest.mark.parametrize("content", SPELLINGS.values(), ids=SPELLINGS)
def test_the_key_is_found_in_every_spelling(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "file").write_bytes(b"before " + content)
    assert traces_of(KEY, folders=[tmp_path])
    assert traces_of(KEY, texts=[content])


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "other").write_bytes(KEY.encode()[:-1] + base64.b64encode(KEY.encode()[:-3]) + b"sk-canary")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    assert traces_of(KEY, folders=[tmp_path], texts=["", "sk-canary", b"\xff"]) == []


def test_a_folder_that_is_not_there_is_not_taken_for_a_clean_one(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        traces_of(KEY, folders=[tmp_path / "typo"])


def test_a_name_of_a_file_counts(tmp_path: Path) -> None:
    (tmp_path / quote(KEY, safe="")).touch()
    assert "url" in traces_of(KEY, folders=[tmp_path])[0]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_arguments_and_environment_of_a_process_and_its_children_are_searched() -> None:
    wait = "import sys; sys.stdin.read()"
    nest = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {wait!r}], env={{'K': sys.argv[1]}})"
    )
    with subprocess.Popen([sys.executable, "-c", nest, KEY], stdin=subprocess.PIPE) as process:
        found: list[str] = []
        while not any("environ" in place for place in found):
            found = traces_of(KEY, pids=family_of(process.pid))
        assert f"cmdline of process {process.pid}: plain" in found
        assert process.stdin is not None
        process.stdin.close()
        process.wait(10)
    assert traces_of(KEY, pids=[process.pid]) == []
