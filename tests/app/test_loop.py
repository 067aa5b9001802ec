"""qasync 0.28.0: what is known to go wrong, and that `DesktopEventLoop` mends it."""

import asyncio
import time
from collections.abc import AsyncGenerator

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.loop import DesktopEventLoop


def test_a_dropped_async_generator_is_closed(qtbot: QtBot, qt_loop: DesktopEventLoop) -> None:
    """qasync never installs asyncio's hooks: without ours the connection behind the generator leaks.

    Reproduction: the same with `qasync.QEventLoop`. Can go when a release of qasync installs the hooks.
    """
    closed = asyncio.Event()

    async def numbers() -> AsyncGenerator[int, None]:
        try:
            for number in range(10):
                yield number
        finally:
            await asyncio.sleep(0)
            closed.set()

    async def take_one() -> None:
        async for _number in numbers():
            break

    task = qt_loop.create_task(take_one())
    qtbot.waitUntil(task.done)
    qtbot.waitUntil(closed.is_set)


def test_asyncio_runs_on_the_loop_that_qt_drives(qapp: QApplication) -> None:
    async def work() -> int:
        async with asyncio.TaskGroup() as group:
            first = group.create_task(asyncio.sleep(0.01, 1))
            second = group.create_task(asyncio.to_thread(time.monotonic))
        return first.result() + (second.result() > 0)

    with asyncio.Runner(loop_factory=lambda: DesktopEventLoop(qapp)) as runner:
        assert runner.run(work()) == 2
