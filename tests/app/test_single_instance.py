"""A second start of the application raises the first one, and nobody else can."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.adapters.file_lock import FileLock
from desktop.app.instance_server import InstanceServer
from desktop.app.single_instance import DONE, TOKEN_VARIABLE, first_or_raise, request_of, socket_path

RAISE = b"raise\n"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the tests speak through Unix sockets")

FIRST = """
import os
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.adapters.file_lock import FileLock
from desktop.app.instance_server import InstanceServer
from desktop.app.single_instance import first_or_raise

folder = Path(sys.argv[1])
if "--as-nobody" in sys.argv:
    os.setuid(65534)
lock = FileLock(folder / "instance.lock")
answer = first_or_raise(lock, folder, is_quiet="--hidden" in sys.argv, patience_seconds=5)
print(answer, flush=True)
if answer:
    app = QCoreApplication([])
    server = InstanceServer(folder)
    server.raise_wanted.connect(lambda token: print(f"raised {token}".rstrip(), flush=True))
    assert server.listen()
    print("listens", flush=True)
    app.exec()
"""


@contextmanager
def started(folder: Path, *more: str, cwd: str = "/") -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = (sys.executable, "-c", FIRST, str(folder), *more)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=cwd, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_start_raises_the_first_from_wherever_it_is_started(tmp_path: Path) -> None:
    with started(tmp_path) as first:
        assert (line(first), line(first)) == ("True", "listens")
        with started(tmp_path, cwd=str(tmp_path)) as second:
            assert line(second) == "False"
            assert line(first) == "raised"
            assert second.wait(10) == 0
        with started(tmp_path, "--hidden") as autostarted:
            assert line(autostarted) == "False"
            assert autostarted.wait(10) == 0
        with started(tmp_path) as third:
            assert line(third) == "False"
            assert line(first) == "raised"  # once: the hidden start has raised nothing


def test_after_a_kill_the_next_start_is_the_first(tmp_path: Path) -> None:
    with started(tmp_path) as first:
        assert (line(first), line(first)) == ("True", "listens")
        first.kill()
        first.wait()
        assert Path(socket_path(tmp_path)).exists()
        with started(tmp_path) as second:
            assert (line(second), line(second)) == ("True", "listens")


def test_a_start_while_the_first_is_ending_becomes_the_first(tmp_path: Path) -> None:
    with started(tmp_path) as first:
        assert (line(first), line(first)) == ("True", "listens")
        first.send_signal(signal.SIGSTOP)
        Path(socket_path(tmp_path)).unlink()  # as if it did not listen any more
        with started(tmp_path) as second:
            first.kill()
            first.wait()
            assert line(second) == "True"


def test_a_first_that_does_not_answer_is_said_and_not_waited_for_forever(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "instance.lock")
    assert lock.take()
    assert (
        first_or_raise(FileLock(tmp_path / "instance.lock"), tmp_path, is_quiet=False, patience_seconds=0.3)
        is None
    )
    lock.release()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be two users")
def test_another_user_is_not_heard() -> None:
    folder = Path(tempfile.mkdtemp(prefix="tars-instance-"))  # pytest's own folders let nobody else through
    os.chown(folder, 65534, 65534)
    try:
        with started(folder, "--as-nobody") as first:
            assert (line(first), line(first)) == ("True", "listens")
            with socket.socket(socket.AF_UNIX) as stranger:  # root may open the socket, and is another user
                stranger.settimeout(5)
                stranger.connect(socket_path(folder))
                stranger.sendall(RAISE)
                assert answer_to(stranger) == b""
            first.terminate()
            assert first.stdout is not None
            assert "raised" not in first.stdout.read()
    finally:
        shutil.rmtree(folder)


def answer_to(call: socket.socket) -> bytes:
    try:
        return call.recv(10)
    except ConnectionResetError:  # closed with what was sent unread
        return b""


def heard(folder: Path, qtbot: QtBot, words: bytes) -> tuple[list[str], bytes]:
    """The tokens of what was raised by `words`, and the answer to them."""
    server = InstanceServer(folder)
    raised: list[str] = []
    server.raise_wanted.connect(raised.append)
    assert server.listen()
    with socket.socket(socket.AF_UNIX) as call:
        call.connect(socket_path(folder))
        call.setblocking(False)
        if words:
            call.send(words)
        qtbot.wait(50)
        try:
            answer = call.recv(10)
        except (BlockingIOError, ConnectionResetError):
            answer = b""
    qtbot.wait(20)
    server.close()
    return raised, answer


@pytest.mark.parametrize(
    "words",
    [
        b"quit!\n",
        b"raise",
        b"",
        b"raise\n" * 1000,
        b"\x00" * 100_000,
        b"raise " + b"x" * 1000 + b"\n",
        b"raise a b\n",
        b"raise ../../x\n",
        b"raise \xff\n",
    ],
)
def test_only_the_one_verb_is_understood(tmp_path: Path, qtbot: QtBot, words: bytes) -> None:
    assert heard(tmp_path, qtbot, words) == ([], b"")


@pytest.mark.parametrize("token", ["", "4c5e-9f_1.TIME:77+2"])
def test_the_right_to_the_front_is_handed_over(tmp_path: Path, qtbot: QtBot, token: str) -> None:
    assert heard(tmp_path, qtbot, request_of({TOKEN_VARIABLE: token})) == ([token], DONE)


@pytest.mark.parametrize("token", ["/tmp/x", "a b", "ü", "x" * 500, "a\nquit"])
def test_what_is_no_token_is_not_sent(token: str) -> None:
    assert request_of({TOKEN_VARIABLE: token}) == RAISE


@pytest.mark.usefixtures("qtbot")
def test_the_socket_belongs_to_the_user_alone(tmp_path: Path) -> None:
    server = InstanceServer(tmp_path / "run")
    assert server.listen()
    path = Path(socket_path(tmp_path / "run"))
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    server.close()
    assert not path.exists()


@pytest.mark.usefixtures("qtbot")
def test_a_folder_with_a_long_path_has_its_socket_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / ("ü" * 80) / ("x" * 80)
    server = InstanceServer(folder)
    assert server.listen()
    assert len(socket_path(folder).encode()) <= 100
    assert Path(socket_path(folder)).parent.stat().st_mode & 0o077 == 0
    server.close()
