"""A cold start, and the memory at rest: the application against a bare PySide6 window, in turn, in one run.

A start ends when the window is painted and the icon is in the tray. Both sides say when that is: the
application by its log, the bare window by its output. Cold means that the system's file cache was emptied
before, which needs root on Linux. Imports are compiled. Memory is that of the main process.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from statistics import median

from benchmarks.result import Result
from tests.app.screen import Application, missing_programs, screen, until

ROUNDS = 5
REST_SECONDS = 15.0
START_LIMIT = REST_LIMIT = 1.6
PAINTED = "desktop.app.first_paint: the window is painted"
_CACHES = Path("/proc/sys/vm/drop_caches")


def run() -> Iterator[Result]:
    if missing := missing_programs():
        print(f"startup: not measured: not installed: {missing}", file=sys.stderr)
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        environment = stack.enter_context(screen(has_tray=True))
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else what changed last is compiled at every start
        _start_of_ours(environment, folder / "first")  # imports are compiled by then, and Qt's caches made
        _start_of_bare(environment)
        yield _starts(
            "startup: warm start / bare PySide6 window", None, environment, folder / "warm", _nothing
        )
        if _drop_caches():
            name = "startup: cold start / bare PySide6 window"
            yield _starts(name, START_LIMIT, environment, folder / "cold", _drop_caches)
        else:
            print("startup: no cold start: the file cache can be emptied by root only", file=sys.stderr)
        yield from _rest(environment, folder)


def _nothing() -> bool:
    return True


def _drop_caches() -> bool:
    """Whether the system has forgotten what it had read from the disk."""
    try:
        os.sync()
        _CACHES.write_text("3\n", encoding="ascii")
    except OSError:
        return False
    return True


def _starts(
    name: str, limit: float | None, environment: Mapping[str, str], home: Path, prepare: Callable[[], bool]
) -> Result:
    ours, bare = [], []
    for number in range(ROUNDS):
        prepare()
        ours.append(_start_of_ours(environment, home / str(number)))
        prepare()
        bare.append(_start_of_bare(environment))
    note = f"{median(ours):.2f} s against {median(bare):.2f} s, medians of {ROUNDS} starts in turn"
    return Result(name, median(ours) / median(bare), "ratio", limit, note)


def _start_of_ours(environment: Mapping[str, str], home: Path) -> float:
    """Seconds from the start of the process, by the wall clock, which the log has in milliseconds."""
    home.mkdir(parents=True)
    begun = time.time()
    application = Application(environment, home)
    try:
        until(lambda: PAINTED in application.log())
        (line,) = [line for line in application.log().splitlines() if PAINTED in line]
        stamp = " ".join(line.split()[:2])
        return datetime.strptime(stamp, "%Y-%m-%d %H:%M:%S,%f").timestamp() - begun
    finally:
        application.close()


def _start_of_bare(environment: Mapping[str, str]) -> float:
    begun = time.time()
    with _bare(environment) as process:
        try:
            return _painted_at(process) - begun
        finally:
            process.kill()


def _bare(environment: Mapping[str, str]) -> "subprocess.Popen[str]":
    command = (sys.executable, Path(__file__).with_name("bare_window.py"))
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def _painted_at(process: "subprocess.Popen[str]") -> float:
    assert process.stdout is not None
    return float(process.stdout.readline())


def _rest(environment: Mapping[str, str], folder: Path) -> Iterator[Result]:
    """The main process in the tray, and with the window open; no provider answers."""
    for state, arguments in (("in the tray", ("--hidden",)), ("with a chat open", ())):
        home = folder / state.replace(" ", "-")
        home.mkdir()
        with ExitStack() as stack:
            application = Application(environment, home, *arguments)
            stack.callback(application.close)
            bare = stack.enter_context(_bare(environment))
            stack.callback(bare.kill)
            _painted_at(bare)
            time.sleep(REST_SECONDS)
            assert application.process.poll() is None, "the application ended by itself"
            assert bool(application.windows()) is not bool(arguments), "the window is not as it was asked for"
            (ours, our_share), (theirs, their_share) = map(_memory, (application.process.pid, bare.pid))
        note = (
            f"RSS {ours:.0f} against {theirs:.0f} MiB (PSS {our_share:.0f} against {their_share:.0f}), "
            f"{REST_SECONDS:.0f} s after the start"
        )
        yield Result(f"startup: memory {state} / bare window", ours / theirs, "ratio", REST_LIMIT, note)


def _memory(pid: int) -> tuple[float, float]:
    """MiB that are resident, and the process's share of them: its own, and its part of what is shared."""
    values = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
        name, _, value = line.partition(":")
        values[name] = int(value.split()[0]) / 1024
    return values["Rss"], values["Pss"]
