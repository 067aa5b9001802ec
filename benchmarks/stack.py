"""The stack on a real engine: `up` against plain Compose, and what watching costs while nothing happens.

Needs what `tests/engine` needs; elsewhere it says why it measures nothing. `python -m benchmarks.stack FOLDER
PORT` is the process whose rest is measured: it watches the stack as the window does, until its input ends.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.result import Result
from desktop.adapters.docker_compose import DockerCompose
from desktop.domain.stack import GpuChoice, Removal, StackOptions, StackPhase
from desktop.providers.detection import connect
from desktop.services.sources import probe
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations
from tests.cli.processes import descendants
from tests.engine.driven_stack import COMPOSE, OFTEN_CHECKED, DrivenStack, drive
from tests.engine.private_docker import PrivateDocker, private_docker, reason_against
from tests.engine.stand_in import make_image

ROUNDS = 3
QUICK_ROUNDS = 5
REST_SECONDS = 60.0
SETTLE_SECONDS = 5.0


def run() -> Iterator[Result]:
    if reason := reason_against():
        print(f"stack: not measured: {reason}", file=sys.stderr)
        return
    with private_docker() as docker, tempfile.TemporaryDirectory() as folder:
        make_image(docker)
        yield _ratio(docker, Path(folder))
        yield _overhead(docker, Path(folder))
        yield _rest(docker, Path(folder))


def _ratio(docker: PrivateDocker, folder: Path) -> Result:
    """With the product's own health check: what a person waits for."""
    ours, plain = _rounds(drive(docker, folder), ROUNDS)
    note = f"{ours:.2f} s against {plain:.2f} s, medians of {ROUNDS} rounds in turn"
    return Result("stack: up / docker compose up -d --wait", ours / plain, "ratio", 1.1, note)


def _overhead(docker: PrivateDocker, folder: Path) -> Result:
    """With a health check twice a second, so that its waiting hides less."""
    ours, plain = _rounds(drive(docker, folder, override=OFTEN_CHECKED), QUICK_ROUNDS)
    note = f"{ours:.2f} s against {plain:.2f} s, medians of {QUICK_ROUNDS} rounds in turn"
    return Result("stack: up, quick health check, beyond plain Compose", ours - plain, "s", None, note)


def _rounds(stack: DrivenStack, rounds: int) -> tuple[float, float]:
    """The median seconds of a start, ours and plain; the first of each warms up and is left out."""
    ours, plain = [], []
    for _ in range(rounds + 1):
        ours.append(_seconds_of_ours(stack))
        _remove(stack)
        plain.append(_seconds_of_plain(stack))
        _remove(stack)
    return median(ours[1:]), median(plain[1:])


def _seconds_of_ours(stack: DrivenStack) -> float:
    """A start by an application that has not yet looked for Docker."""
    fresh = replace(drive(stack.docker, stack.folder), options=stack.options)
    begun = time.perf_counter()
    asyncio.run(_up(fresh))
    return time.perf_counter() - begun


async def _up(stack: DrivenStack) -> None:
    await stack.up()


def _seconds_of_plain(stack: DrivenStack) -> float:
    files = [COMPOSE / "docker-compose-model-runner.yml", *stack.folder.glob("*.yml")]
    named = [part for file in files for part in ("-f", str(file))]
    begun = time.perf_counter()
    subprocess.run(
        ("docker", "compose", *named, "-p", "tars", "up", "--detach", "--wait"),
        env=stack.docker.environment | {"TARS_PORT": str(stack.options.port)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    return time.perf_counter() - begun


def _remove(stack: DrivenStack) -> None:
    async def remove() -> None:
        async for _ in stack.engine.remove(Removal.CONTAINERS):
            pass

    asyncio.run(remove())


def _rest(docker: PrivateDocker, folder: Path) -> Result:
    for file in folder.glob("*.yml"):
        file.unlink()
    stack = drive(docker, folder)
    asyncio.run(_up(stack))
    with _watching(stack) as process:
        time.sleep(SETTLE_SECONDS)
        before = _cpu_seconds(process.pid)
        time.sleep(REST_SECONDS)
        used = _cpu_seconds(process.pid) - before
        count = len(descendants(process.pid))
    percent = 100 * used / REST_SECONDS
    note = f"{used * 1000:.0f} ms in {REST_SECONDS:.0f} s: the window's service and its {count} children"
    return Result("stack: watching while nothing happens", percent, "% of core", 0.2, note)


@contextmanager
def _watching(stack: DrivenStack) -> Iterator["subprocess.Popen[str]"]:
    command = (sys.executable, "-m", "benchmarks.stack", str(stack.folder), str(stack.options.port))
    with subprocess.Popen(
        command,
        env=os.environ | stack.docker.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "running\n"
            yield process
        finally:
            process.stdin.close()


def _cpu_seconds(pid: int) -> float:
    """What a process, those below it and those of it that ended have used."""
    ticks = 0
    for one in (pid, *descendants(pid)):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15]))  # utime, stime, cutime, cstime
    return ticks / os.sysconf("SC_CLK_TCK")


async def _watch(folder: Path, port: int) -> None:
    engine = DockerCompose(COMPOSE, folder)
    service = StackService(
        engine, StackOperations(engine, partial(probe, connect)), StackOptions(port=port, gpu=GpuChoice.NONE)
    )
    running = asyncio.Event()
    service.changed.connect(lambda state: running.set() if state.phase is StackPhase.RUNNING else None)
    service.watch(is_seen=True)
    service.log.follow()
    await running.wait()
    print("running", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await service.aclose()


if __name__ == "__main__":
    asyncio.run(_watch(Path(sys.argv[1]), int(sys.argv[2])))
