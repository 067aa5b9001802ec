"""What watching costs: the hidden application at rest, and what thousands of rounds leave in memory.

The application is the real one in its own process, in the tray of a virtual screen, with four providers
(doubles in other processes), two GPUs of the stand-in for NVIDIA's library and, where the tests' own Docker
can run, a running stack.
`python -m benchmarks.health URL` is the process whose memory is measured.
"""

import asyncio
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from benchmarks.result import Result
from desktop.domain.catalog import ModelChoice
from desktop.domain.providers import Endpoint
from desktop.domain.stack import StackOptions
from desktop.providers.detection import connect
from desktop.services.health import HealthService
from desktop.services.providers import ProviderService
from desktop.services.sources import AddressSource, probe
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations
from tests.app.screen import Application, missing_programs, screen
from tests.cli.processes import descendants
from tests.engine.driven_stack import DrivenStack, drive
from tests.engine.private_docker import private_docker, reason_against
from tests.engine.stand_in import make_image
from tests.fake_probes import FakeProbes
from tests.fake_stack_engine import FakeStackEngine

ROOT = Path(__file__).parent.parent
REST_SECONDS = 60.0
SETTLE_SECONDS = 12.0
ROUNDS = 10_000
WARM_ROUNDS = 2_000
"""By then the ten minutes of history are full; only what grows after that is a leak."""
CPU_LIMIT, GROWTH_LIMIT = 0.3, 2.0
GIB = 1024**3
GPUS = "driver 570.86.16\ncount 2\n" + "".join(
    f"{number}.name NVIDIA GeForce RTX 4090\n{number}.uuid GPU-{number}\n{number}.memory.total {24 * GIB}\n"
    f"{number}.memory.used {GIB}\n{number}.utilization 37\n{number}.temperature 61\n"
    f"{number}.temperature.slowdown 90\n{number}.power 312500\n{number}.power.limit 450000\n"
    for number in range(2)
)


def run() -> Iterator[Result]:
    yield from _rest()
    yield _growth()


def _rest() -> Iterator[Result]:
    if missing := missing_programs():
        print(f"health: the application is not measured: not installed: {missing}", file=sys.stderr)
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        driven = _stack(stack, folder)
        kinds = ("ollama", "openai", "docker-model-runner") + (() if driven else ("ollama",))
        urls = [stack.enter_context(_double(kind)) for kind in kinds]
        environment = stack.enter_context(screen(has_tray=True)) | _gpus(folder)
        if driven is not None:
            environment |= driven.docker.environment
        _write_settings(folder / "home", [*urls, *([driven.url] if driven else [])], driven)
        _check_surroundings(environment, folder / "home", has_stack=driven is not None)
        application = Application(environment, folder / "home", "--hidden")
        stack.callback(application.close)
        pid = application.process.pid
        time.sleep(SETTLE_SECONDS)
        before, woken = _cpu_seconds(pid), _switches(pid)
        time.sleep(REST_SECONDS)
        assert application.process.poll() is None, "the application ended by itself"
        assert not application.windows(), "the application is not hidden"
        used, wakes = _cpu_seconds(pid) - before, _switches(pid) - woken
    what = "a running stack" if driven else "no stack"
    note = f"{used * 1000:.0f} ms in {REST_SECONDS:.0f} s with 4 providers, 2 GPUs and {what}"
    percent = 100 * used / REST_SECONDS
    yield Result("health: the hidden application at rest", percent, "% of core", CPU_LIMIT, note)
    yield Result("health: wake-ups of the hidden application", wakes / REST_SECONDS, "a second")


def _stack(stack: ExitStack, folder: Path) -> DrivenStack | None:
    """A running stack; None where there can be no engine, which is said."""
    if reason := reason_against():
        print(f"health: without a running stack: {reason}", file=sys.stderr)
        return None
    docker = stack.enter_context(private_docker())
    make_image(docker)
    driven = drive(docker, folder)
    asyncio.run(_up(driven))
    return driven


async def _up(driven: DrivenStack) -> None:
    await driven.up()


def _gpus(folder: Path) -> dict[str, str]:
    """The environment in which NVIDIA's library is the tests' stand-in with two GPUs."""
    target, values = folder / "libnvidia-ml.so.1", folder / "gpus"
    source = ROOT / "tests" / "programs" / "nvml" / "nvml.c"
    subprocess.run(["gcc", "-Wall", "-Werror", "-shared", "-fPIC", "-o", target, source], check=True)
    values.write_text(GPUS, encoding="utf-8")
    return {"LD_LIBRARY_PATH": str(folder), "TARS_NVML": str(values)}


@contextmanager
def _double(kind: str) -> Iterator[str]:
    command = (sys.executable, "-m", "tests.servers.alone", kind)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


def _check_surroundings(environment: dict[str, str], home: Path, *, has_stack: bool) -> None:
    """What is measured must be there: `doctor` sees the GPUs, the providers and the stack."""
    command = (sys.executable, "-m", "desktop", "doctor", "--json")
    own = environment | {"TARS_DESKTOP_HOME": str(home)}
    done = subprocess.run(command, cwd=ROOT, env=own, check=True, capture_output=True, text=True)
    causes = [item["cause"] for item in json.loads(done.stdout)["items"]]
    assert causes.count("gpu-well") == 2, causes
    assert causes.count("provider-well") == 4, causes
    assert not has_stack or "stack-well" in causes, causes


def _write_settings(home: Path, urls: list[str], driven: DrivenStack | None) -> None:
    """Four providers, three of them doubles; the last is the stack, or one more double."""
    ids = ("ollama", "workstation", "docker-model-runner", "model-runner")
    lines = ["schema_version = 1", 'provider = "model-runner"']
    if driven is not None:
        lines += ["[stack]", f"port = {driven.options.port}"]
    for id_, url in zip(ids, urls, strict=True):
        lines += ["[[providers]]", f'id = "{id_}"', f'url = "{url}"']
    config = home / "config"
    config.mkdir(parents=True, mode=0o700)
    home.chmod(0o700)
    settings = config / "settings.toml"
    settings.write_text("\n".join(lines) + "\n", encoding="utf-8")
    settings.chmod(0o600)


def _cpu_seconds(pid: int) -> float:
    """What the application, those below it and those of it that ended have used."""
    ticks = 0
    for one in (pid, *descendants(pid)):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15]))  # utime, stime, cutime, cstime
    return ticks / os.sysconf("SC_CLK_TCK")


def _switches(pid: int) -> int:
    """How often the threads of the process have waited for something and been woken."""
    count = 0
    for status in Path(f"/proc/{pid}/task").glob("*/status"):
        (line,) = [line for line in status.read_text().splitlines() if line.startswith("voluntary")]
        count += int(line.split()[1])
    return count


def _growth() -> Result:
    with _double("ollama") as url:
        command = (sys.executable, "-m", "benchmarks.health", url)
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    warm, full = map(int, done.stdout.split())
    note = f"{full / 2**20:.1f} after {warm / 2**20:.1f} MiB"
    percent = 100 * (full - warm) / warm
    return Result(f"health: memory grown in {ROUNDS:,} rounds", percent, "%", GROWTH_LIMIT, note)


def _resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def _live(url: str) -> None:
    """Print the memory in use before and after the rounds, in bytes."""
    source = AddressSource(Endpoint("ollama", "Ollama", url), connect)
    providers = ProviderService([source], ModelChoice("ollama"))
    engine, probes = FakeStackEngine(), FakeProbes()
    stack = StackService(engine, StackOperations(engine, partial(probe, connect)), StackOptions())
    health = HealthService(providers, stack, probes, probes, probes.disk)
    stack.watch(is_seen=True)
    health.watch(is_seen=True)
    for rounds in (WARM_ROUNDS, ROUNDS):
        for _ in range(rounds):
            health.check_again()
            before = probes.rounds
            while probes.rounds == before:  # noqa: ASYNC110  # what is waited for has no event of its own
                await asyncio.sleep(0)
        gc.collect()
        print(_resident_bytes())
    for service in (health, stack, providers):
        await service.aclose()


if __name__ == "__main__":
    asyncio.run(_live(sys.argv[1]))
