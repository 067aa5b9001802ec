"""Programs run to their end or to ours, with real processes: nothing of them is left."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.adapters.commands import Finished, run, start
from desktop.app.loop import DesktopEventLoop

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
]

IGNORES_TERM = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('on', flush=True); "
FOREVER = "import time\nprint('on', flush=True)\ntime.sleep(600)"
GRANDCHILD = (
    "import subprocess, sys\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
    "print(child.pid, flush=True)\n"
)


def python(program: str) -> list[str]:
    return [sys.executable, "-I", "-c", program]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - another process changes it: there is no event to wait for
            await asyncio.sleep(0.01)


async def test_both_streams_and_the_exit_code_come_back() -> None:
    finished = await run(
        python("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"), seconds=20
    )
    assert finished == Finished(3, "out\n", "err\n")


async def test_a_signal_that_ended_it_is_a_negative_exit_code() -> None:
    assert (await run(python("import os; os.kill(os.getpid(), 9)"), seconds=20)).exit_code == -signal.SIGKILL


async def test_arguments_reach_the_program_as_they_are() -> None:
    arguments = ["a b", "$(id)", "a\nb", "--", "-rf", "'\"", "*"]
    finished = await run([*python("import sys; print(sys.argv[1:])"), *arguments], seconds=20)
    assert finished.stdout == f"{arguments}\n"


async def test_nothing_is_to_be_read_from_standard_input() -> None:
    assert (await run(python("import sys; print(repr(sys.stdin.read()))"), seconds=20)).stdout == "''\n"


async def test_a_program_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await run([str(tmp_path / "none")], seconds=5)


async def test_megabytes_on_both_streams_do_not_block_and_are_bounded() -> None:
    program = (
        "import sys\nfor _ in range(300):\n sys.stdout.write('o' * 65536); sys.stderr.write('e' * 65536)"
    )
    finished = await run(python(program), seconds=60)
    assert (len(finished.stdout), len(finished.stderr)) == (8 * 1024 * 1024, 8 * 1024 * 1024)


async def test_a_deadline_ends_a_program_that_ignores_being_asked(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    program = (
        f"import os; open({str(pid_file)!r}, 'w').write(str(os.getpid())); {IGNORES_TERM} time.sleep(600)"
    )
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        await run(python(program), seconds=1)
    assert 1.4 < time.monotonic() - began < 4
    assert not is_alive(int(pid_file.read_text()))


async def test_a_grandchild_with_the_pipe_does_not_hold_the_result_up_and_is_ended() -> None:
    began = time.monotonic()
    finished = await run(python(GRANDCHILD), seconds=20)
    assert time.monotonic() - began < 3
    assert finished.exit_code == 0
    await until(lambda: not is_alive(int(finished.stdout)))


async def test_a_grandchild_that_left_the_group_does_not_hold_the_result_up() -> None:
    program = GRANDCHILD.replace("600)'])", "600)'], start_new_session=True)")
    finished = await run(python(program), seconds=20)
    pid = int(finished.stdout)
    assert is_alive(pid)
    os.kill(pid, signal.SIGKILL)


async def test_lines_come_as_they_are_written_from_both_streams() -> None:
    program = "import sys\nprint('one', flush=True)\nprint('two', file=sys.stderr, flush=True)\nsys.exit(4)"
    async with start(python(program)) as command, aclosing(command.lines()) as lines:
        seen = {(line.text, line.is_error) async for line in lines}
        assert await command.exit_code() == 4
    assert seen == {("one", False), ("two", True)}


async def test_a_hundred_thousand_lines_arrive_in_order_and_complete() -> None:
    program = "for i in range(100_000): print(i)"
    async with start(python(program)) as command, aclosing(command.lines()) as lines:
        numbers = [int(line.text) async for line in lines]
    assert numbers == list(range(100_000))


async def test_a_slow_reader_gets_every_line_although_the_program_ended_long_ago() -> None:
    async with start(python("for i in range(2000): print(i)")) as command, aclosing(command.lines()) as lines:
        numbers = []
        async for line in lines:
            numbers.append(int(line.text))
            if len(numbers) in (1, 700):
                await asyncio.sleep(1.2)  # longer than pipes may stay open after the end
    assert numbers == list(range(2000))


async def test_leaving_ends_the_program_and_all_it_started() -> None:
    program = GRANDCHILD + "import time; time.sleep(600)"
    async with start(python(program)) as command, aclosing(command.lines()) as lines:
        grandchild = int((await anext(lines)).text)
        child = command.pid
        assert is_alive(child)
        assert is_alive(grandchild)
    assert not is_alive(child)
    await until(lambda: not is_alive(grandchild))


async def test_leaving_a_program_that_writes_without_end_does_not_wait_for_it() -> None:
    began = time.monotonic()
    async with start(python("while True: print('x' * 100)")) as command, aclosing(command.lines()) as lines:
        await anext(lines)
    assert time.monotonic() - began < 3
    assert not is_alive(command.pid)


async def test_a_program_may_finish_its_work_when_it_is_asked_to_end(tmp_path: Path) -> None:
    done = tmp_path / "done"
    program = (
        "import os, signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])\n"
        "print('on', flush=True)\nsignal.sigwait([signal.SIGTERM])\n"
        f"print('x' * 500_000, flush=True)\nopen({str(done)!r}, 'w').close()"
    )
    async with start(python(program)) as command, aclosing(command.lines()) as lines:
        await anext(lines)
    assert done.exists()


async def test_cancelling_twice_kills_at_once(anyio_backend: str) -> None:
    assert anyio_backend == "asyncio"
    pids: list[int] = []

    async def follow() -> None:
        program = f"{IGNORES_TERM} time.sleep(600)"
        async with start(python(program)) as command, aclosing(command.lines()) as lines:
            pids.append(command.pid)
            async for _ in lines:
                pids.append(0)

    task = asyncio.create_task(follow())
    await until(lambda: len(pids) == 2)
    began = time.monotonic()
    task.cancel()
    await asyncio.sleep(0.1)
    assert is_alive(pids[0])
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await until(lambda: not is_alive(pids[0]))
    assert time.monotonic() - began < 2
    await until(lambda: not Path(f"/proc/{pids[0]}").exists())  # asyncio has heard of its end too


async def test_no_task_and_no_file_is_left() -> None:
    descriptors = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        await run(python("print(1)"), seconds=20)
        async with start(python(FOREVER)) as command, aclosing(command.lines()) as lines:
            await anext(lines)
    await until(lambda: len(os.listdir("/proc/self/fd")) <= descriptors)
    assert [task.get_name() for task in asyncio.all_tasks() if "pipe" in task.get_name()] == []


def test_programs_run_and_end_under_the_loop_that_qt_drives(qtbot: QtBot, qt_loop: DesktopEventLoop) -> None:
    async def work() -> tuple[str, str, bool]:
        finished = await run(python("print('whole')"), seconds=20)
        with pytest.raises(TimeoutError):
            await run(python(FOREVER), seconds=0.5)
        async with start(python(FOREVER)) as command, aclosing(command.lines()) as lines:
            line = await anext(lines)
        return finished.stdout, line.text, is_alive(command.pid)

    task = qt_loop.create_task(work())
    qtbot.waitUntil(task.done, timeout=20_000)
    assert task.result() == ("whole\n", "on", False)
