"""The end of a sleep, told by logind or seen in the clocks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from desktop.app.resume import Resume
from tests.session_bus import StandIn, has_bus, session_bus


class Clocks:
    """Monotonic and wall time that a test moves."""

    def __init__(self) -> None:
        self.monotonic, self.wall = 100.0, 1_000_000.0

    def made(self, bus: QDBusConnection) -> tuple[Resume, list[None]]:
        resume = Resume(bus, None, lambda: self.monotonic, lambda: self.wall)
        told: list[None] = []
        resume.resumed.connect(lambda: told.append(None))
        return resume, told

    def pass_by(self, monotonic: float, wall: float) -> None:
        self.monotonic += monotonic
        self.wall += wall


@pytest.fixture
def no_bus() -> QDBusConnection:
    return QDBusConnection("none")


@pytest.mark.parametrize(("monotonic", "wall"), [(0.0, 3600.0), (3600.0, 3600.0), (8.0, 8.0)])
@pytest.mark.usefixtures("qtbot")
def test_a_gap_on_either_clock_is_a_sleep(no_bus: QDBusConnection, monotonic: float, wall: float) -> None:
    clocks = Clocks()
    resume, told = clocks.made(no_bus)
    for _ in range(3):
        clocks.pass_by(1.1, 1.1)
        resume.look()
    assert told == []
    clocks.pass_by(monotonic, wall)
    resume.look()
    clocks.pass_by(1.0, 1.0)
    resume.look()
    assert len(told) == 1


@pytest.mark.usefixtures("qtbot")
def test_a_clock_that_is_put_back_is_no_sleep(no_bus: QDBusConnection) -> None:
    clocks = Clocks()
    resume, told = clocks.made(no_bus)
    clocks.pass_by(1.0, -3600.0)
    resume.look()
    clocks.pass_by(1.0, 1.0)
    resume.look()
    assert told == []


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[tuple[dict[str, str], QDBusConnection]]:
    with session_bus(tmp_path) as variables:
        (address,) = variables.values()
        yield variables, QDBusConnection.connectToBus(address, "resume-test")
        QDBusConnection.disconnectFromBus("resume-test")


@pytest.mark.skipif(not has_bus(), reason="not installed: dbus-daemon")
def test_logind_tells_of_the_end_of_a_sleep_and_the_clocks_do_not_tell_it_again(
    bus: tuple[dict[str, str], QDBusConnection], qtbot: QtBot
) -> None:
    clocks = Clocks()
    resume, told = clocks.made(bus[1])
    logind = StandIn("logind.py", bus[0])
    logind.tell("sleep", True)
    logind.tell("sleep", False)
    qtbot.waitUntil(lambda: bool(told))
    logind.close()
    clocks.pass_by(0.0, 3.0)
    resume.look()
    assert len(told) == 1
