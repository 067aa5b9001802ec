"""The real program as a child process, with a home of its own and no other provider than a test names."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).parents[2]
_INHERITED = ("PATH", "PYTHONPATH", "SYSTEMROOT")
ENDS_WITHIN_SECONDS = 60
"""A limit for a broken program, far above what any command takes."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a finished command left behind."""

    status: int
    out: str
    err: str


class CommandLine:
    """Runs `tars-desktop` with settings that replace every default provider."""

    def __init__(self, home: Path, nowhere: str) -> None:
        self.home = home
        self.settings_file = home / "config" / "settings.toml"
        self._nowhere = nowhere
        self._started: list[subprocess.Popen[bytes]] = []
        self.configure({})

    def configure(self, urls: Mapping[str, str], *, has_engine: bool = False, chosen: str = "") -> None:
        """Let the providers have these addresses; the other defaults refuse, and the engine has no model."""
        known = dict.fromkeys(("model-runner", "ollama", "docker-model-runner"), self._nowhere) | dict(urls)
        lines = ["schema_version = 1"]
        if not has_engine:
            lines.append(f'model_file = "{self.home / "none.gguf"}"')
        if chosen:
            lines.append(f'provider = "{chosen}"')
        for name, url in known.items():
            lines += ["[[providers]]", f'id = "{name}"', f'url = "{url}"']
        self.settings_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.settings_file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def run(self, *argv: str, stdin: str = "", environment: Mapping[str, str] | None = None) -> Ended:
        """Run a command to its end; nothing but its own lines may be on stderr."""
        child = self.start(*argv, environment=environment)
        out, err = child.communicate(stdin.encode(), timeout=ENDS_WITHIN_SECONDS)
        return self._ended(child, out, err)

    def end(self, child: subprocess.Popen[bytes]) -> Ended:
        """Wait for a started command; `out` is what was not read yet."""
        out, err = child.communicate(timeout=ENDS_WITHIN_SECONDS)
        return self._ended(child, out or b"", err)

    def start(
        self,
        *argv: str,
        program: Sequence[str] = ("-m", "desktop"),
        stdin: int | IO[bytes] = subprocess.PIPE,
        stdout: int | IO[bytes] = subprocess.PIPE,
        environment: Mapping[str, str] | None = None,
    ) -> "subprocess.Popen[bytes]":
        """Start a command with pipes, and with Ctrl-C as a terminal has it."""
        inherited = {key: os.environ[key] for key in _INHERITED if key in os.environ}
        child = subprocess.Popen(
            [sys.executable, "-W", "always::ResourceWarning", *program, *argv],
            cwd=ROOT,
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            preexec_fn=_restore_interrupt if sys.platform != "win32" else None,
            env={
                **inherited,
                "HOME": str(self.home),
                "TARS_DESKTOP_HOME": str(self.home),
                "LANG": "C.UTF-8",
                **(environment or {}),
            },
        )
        self._started.append(child)
        return child

    def close(self) -> None:
        for child in self._started:
            if child.poll() is None:
                child.kill()
            child.communicate()

    @staticmethod
    def _ended(child: "subprocess.Popen[bytes]", out: bytes, err: bytes) -> Ended:
        ended = Ended(child.returncode, out.decode(), err.decode())
        assert "Traceback" not in ended.err, ended.err
        assert "Warning" not in ended.err, ended.err
        return ended


def _restore_interrupt() -> None:
    """A test runner in the background has SIGINT ignored, and its children would inherit that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def nowhere() -> Iterator[str]:
    """An address that refuses as long as the test runs: bound, and nobody listens."""
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{reserved.getsockname()[1]}"


@pytest.fixture
def command_line(tmp_path: Path, nowhere: str) -> Iterator[CommandLine]:
    program = CommandLine(tmp_path / "home", nowhere)
    yield program
    program.close()
