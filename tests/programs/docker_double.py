"""Puts the stand-in for `docker` on a PATH of its own, and reads what it was asked."""

import asyncio
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).with_name("docker.py")
RECORDINGS = Path(__file__).parents[1] / "recordings" / "compose"

HELP = "      --progress string   Set type of progress output (auto, tty, plain, json, quiet)\n"


@dataclass(frozen=True)
class Call:
    argv: list[str]
    environment: dict[str, str]
    pid: int
    folder: str


class DockerDouble:
    """A folder with a `docker`; the answers added last count first."""

    def __init__(self, folder: Path, *names: str) -> None:
        self.folder = folder
        self.bin = folder / "bin"
        self.bin.mkdir(parents=True)
        for name in names or ("docker",):
            program = self.bin / name
            program.write_text(f"#!{sys.executable} -IS\n" + PROGRAM.read_text(encoding="utf-8"))
            program.chmod(0o755)
        self._answers: list[dict[str, Any]] = []
        self.answer("--help", stdout=HELP)
        self.answer("version", "--short", stdout="5.6.1\n")

    def answer(self, *when: str, **how: object) -> None:
        """`how`: stdout, stderr, exit_code, seconds, ignores_term, grandchild."""
        self._answers.insert(0, {"when": when, **how})
        (self.folder / "script.json").write_text(json.dumps(self._answers), encoding="utf-8")

    def answer_as_recorded(self, *when: str, name: str) -> None:
        """Exit code and both streams of a recording."""
        text = (RECORDINGS / f"{name}.txt").read_text(encoding="utf-8")
        head, _, rest = text.partition("# stdout\n")
        stdout, _, stderr = rest.partition("# stderr\n")
        code = next(line for line in head.splitlines() if line.startswith("# exit")).split()[2]
        self.answer(*when, stdout=stdout, stderr=stderr, exit_code=int(code))

    @property
    def environment(self) -> dict[str, str]:
        return {"PATH": str(self.bin), "HOME": str(self.folder), "DOUBLE_FOLDER": str(self.folder)}

    @property
    def calls(self) -> list[Call]:
        file = self.folder / "calls"
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return [Call(**json.loads(line)) for line in lines]

    def call(self, *words: str) -> Call:
        """The only call with these words."""
        (found,) = [call for call in self.calls if all(word in call.argv for word in words)]
        return found

    @property
    def grandchild(self) -> int:
        return int((self.folder / "grandchild").read_text())


def is_alive(pid: int) -> bool:
    """Whether a process is there and not merely unburied."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


async def gone(pid: int) -> bool:
    """Whether a process that was signalled ends within 5 s."""
    try:
        async with asyncio.timeout(5):
            while is_alive(pid):  # noqa: ASYNC110 - another process changes it: there is no event to wait for
                await asyncio.sleep(0.01)
    except TimeoutError:
        return False
    return True
