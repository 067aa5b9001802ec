"""The application from its first line to its exit status."""

import asyncio
import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from desktop.adapters.locations import Locations, find_locations, resources_dir
from desktop.adapters.logs import Redaction, logging_to
from desktop.app.crash import Crashes
from desktop.app.garbage import GarbageCollection
from desktop.app.language import Speech
from desktop.app.loop import DesktopEventLoop
from desktop.app.quick_desk import QuickDesk
from desktop.app.quitting import Application, Quitting
from desktop.app.threads import share_heap
from desktop.app.wiring import running
from desktop.ui.theme import Theme

log = logging.getLogger(__name__)

WORKERS = 4


def run_application(*, hidden: bool = False) -> int:
    """Open the application, hidden if there is a tray; gives the exit status when it has ended.

    `desktop.app.second_start` has found that it is not open yet.
    """
    share_heap()
    locations = find_locations()
    redaction = Redaction()
    with logging_to(locations.logs, redaction) as log_file:
        app = Application(sys.argv[0])
        app.setApplicationName("tars-desktop")
        app.setApplicationDisplayName("TARS Desktop")
        app.setDesktopFileName("tars-desktop")
        app.setQuitOnLastWindowClosed(False)
        garbage = GarbageCollection(app)
        with asyncio.Runner(loop_factory=lambda: DesktopEventLoop(app)) as runner:
            return runner.run(_run(app, locations, log_file, redaction, garbage, is_hidden=hidden))


async def _run(
    app: Application,
    locations: Locations,
    log_file: Path | None,
    redaction: Redaction,
    garbage: GarbageCollection,
    *,
    is_hidden: bool,
) -> int:
    loop = asyncio.get_running_loop()
    # qasync's own default executor is joined on the GUI thread without end (house.md, pitfall 7).
    loop.set_default_executor(ThreadPoolExecutor(WORKERS, "tars-worker"))
    crashes = Crashes()
    crashes.install(loop)
    quitting = Quitting(app, loop)
    theme, speech = Theme(app, resources_dir()), Speech(app, resources_dir())
    async with running(app, theme, speech, locations, quitting, redaction) as (desk, quick):
        crashes.happened.connect(partial(desk.say_crashed, str(log_file or "")))
        desk.slot.furnished.connect(garbage.settle)  # not earlier: it takes 60 ms
        with ExitStack() as closing:
            hear = partial(_hear_second_starts, locations, quick, closing)
            desk.open(is_hidden=is_hidden)
            if is_hidden:
                garbage.settle()
                hear()
            else:
                desk.slot.furnished.connect(hear)
            quick.take_questions()
            await quitting.requested.wait()
            log.info("quitting")
    return 0


def _hear_second_starts(locations: Locations, quick: QuickDesk, closing: ExitStack) -> None:
    """Who comes before that waits, and then is heard; who comes after `closing` is the first then."""
    from desktop.app.instance_server import InstanceServer  # late, as its module says

    server = InstanceServer(locations.runtime)
    server.raise_wanted.connect(quick.raise_for)
    server.listen()
    closing.callback(server.close)
