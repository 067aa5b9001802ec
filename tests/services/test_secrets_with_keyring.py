"""The keys of the providers over a real GNOME Keyring, by asyncio's loop and by the application's."""

import asyncio
import logging
import signal
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.adapters.key_file import FILE_NAME, KeyFile
from desktop.adapters.keyring_store import KeyringStore
from desktop.adapters.logs import Redaction, logging_to
from desktop.app.loop import DesktopEventLoop
from desktop.domain.errors import KeyringLocked, KeyringRefused, KeyringSilent
from desktop.domain.secrets import KeyPlace, KeyState, KeyStatus, Where
from desktop.services.secrets import SecretsService
from tests import canary
from tests.keyring_bed import KeyringBed, children_asking, keyring_bed, without_display
from tests.services.conftest import until

KEY = "canary-7f3a/Q+x"
HERE = KeyPlace.SECRET_SERVICE

pytestmark = pytest.mark.real_keyring


@pytest.fixture
def bed(tmp_path: Path) -> Iterator[KeyringBed]:
    with keyring_bed(tmp_path / "bed", without_display()) as bed:
        bed.start_keyring()
        yield bed


async def wait_for(service: SecretsService) -> KeyState:
    await until(lambda: not service.state.of("a").is_busy)
    return service.state.of("a")


@pytest.mark.anyio
async def test_a_life_with_a_real_keyring_leaves_no_trace_of_the_key(bed: KeyringBed, tmp_path: Path) -> None:
    redaction = Redaction()
    keyring, file = KeyringStore(bed.environment), KeyFile(tmp_path / "config" / FILE_NAME)
    with logging_to(tmp_path / "logs", redaction, logging.DEBUG):
        first = SecretsService(keyring, file, {}, redaction.register_secret)
        first.store("a", KEY, Where.KEYRING)
        assert await wait_for(first) == KeyState(KeyStatus.THERE, HERE)
        await first.aclose()
        bed.lock()
        second = SecretsService(keyring, file, first.state.places, redaction.register_secret)
        with pytest.raises(KeyringLocked):
            await second.key_of("a")
        second.unlock_and_retry("a")  # there is no screen to ask on
        assert isinstance((await wait_for(second)).error, KeyringRefused)
        bed.end_keyring()
        bed.start_keyring()
        second.unlock_and_retry("a")
        assert await second.key_of("a") == KEY
        logging.getLogger("test").info("using %s", KEY)
        second.forget("a")
        assert await wait_for(second) == KeyState()
        await second.aclose()
    assert bed.entries() == []
    assert canary.traces_of(KEY, folders=[tmp_path]) == []


@pytest.mark.anyio
async def test_a_keyring_that_hangs_does_not_hold_up_the_end(bed: KeyringBed, tmp_path: Path) -> None:
    service = SecretsService(
        KeyringStore(bed.environment), KeyFile(tmp_path / FILE_NAME), {"a": HERE}, lambda _: None
    )
    bed.signal_keyring(signal.SIGSTOP)
    reading = asyncio.create_task(service.key_of("a"))
    await until(children_asking)
    before = time.perf_counter()
    await service.aclose()
    assert time.perf_counter() - before < 0.5
    assert children_asking() == []
    with pytest.raises(KeyringSilent):
        await reading


def test_while_a_keyring_hangs_the_window_goes_on(
    bed: KeyringBed, tmp_path: Path, qtbot: QtBot, qt_loop: DesktopEventLoop
) -> None:
    file = KeyFile(tmp_path / FILE_NAME)
    service = SecretsService(KeyringStore(bed.environment), file, {}, lambda _: None)
    service.store("a", KEY, Where.KEYRING)
    qtbot.waitUntil(lambda: service.state.of("a").status is KeyStatus.THERE, timeout=30_000)
    bed.signal_keyring(signal.SIGSTOP)
    ticks: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start(10)
    service.store("a", "sk-new", Where.KEYRING)
    qtbot.waitUntil(lambda: service.state.of("a").is_slow, timeout=30_000)
    timer.stop()
    assert len(ticks) > 100
    longest = max(later - tick for tick, later in pairwise(ticks))
    assert longest < 0.25  # 0.02 as a rule; the machine is shared
    closing = qt_loop.create_task(service.aclose())
    before = time.perf_counter()
    qtbot.waitUntil(closing.done)
    assert time.perf_counter() - before < 0.5
    assert children_asking() == []
