"""Notifications over a real session bus, with a stand-in for the daemon."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.session_bus import StandIn, has_bus, session_bus

if sys.platform != "linux":
    pytest.skip("there is a session bus on Linux only", allow_module_level=True)

from desktop.adapters.desktop_notifications import Click, connected

pytestmark = [pytest.mark.anyio, pytest.mark.skipif(not has_bus(), reason="not installed: dbus-daemon")]
EVIL = "<img src=/dev/zero> & <b>x</b>"


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    with session_bus(tmp_path) as variables:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        yield variables


@pytest.fixture
def daemon(request: pytest.FixtureRequest, bus: dict[str, str]) -> Iterator[StandIn]:
    daemon = StandIn("notification_daemon.py", bus, getattr(request, "param", "markup"))
    yield daemon
    daemon.close()


async def until_heard(daemon: StandIn, count: int) -> None:
    async with asyncio.timeout(10):
        while len(daemon.heard) < count:  # noqa: ASYNC110  # a thread fills it
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("daemon", "body"),
    [("markup", "&lt;img src=/dev/zero&gt; &amp; &lt;b&gt;x&lt;/b&gt;"), ("plain", EVIL)],
    indirect=["daemon"],
)
async def test_text_is_shown_as_it_is_written(daemon: StandIn, body: str) -> None:
    async with connected("TARS Desktop", "tars-desktop") as notifications:
        assert notifications is not None
        assert await notifications.show("A & B", EVIL, "Open") == 1
        await until_heard(daemon, 1)
    told = daemon.heard[0]
    assert (told["title"], told["body"]) == ("A & B", body)
    assert (told["application"], told["replaces"], told["timeout"]) == ("TARS Desktop", 0, -1)
    assert told["actions"] == ["default", "Open"]
    assert told["hints"]["desktop-entry"] == ["s", "tars-desktop"]


async def test_a_click_says_which_one_it_is_about(daemon: StandIn) -> None:
    async with connected("TARS Desktop", "") as notifications:
        assert notifications is not None
        first, second = [await notifications.show(text, "", "Open") for text in ("a", "b")]
        daemon.tell("click", second, "token-1")
        assert await notifications.next_click() == Click(second, "token-1")
        daemon.tell("click", first, "")
        assert await notifications.next_click() == Click(first)
        await notifications.close(first)
        await until_heard(daemon, 3)
        assert daemon.heard[2] == {"closed": first}


@pytest.mark.parametrize("daemon", ["refusing", "silent"], indirect=True)
async def test_a_daemon_that_does_not_show_it_is_noticed(daemon: StandIn) -> None:
    del daemon
    async with connected("TARS Desktop", "") as notifications:
        assert notifications is not None
        assert await notifications.show("a", "b", "Open") == 0


@pytest.mark.usefixtures("bus")
async def test_without_a_daemon_nothing_is_shown() -> None:
    async with connected("TARS Desktop", "") as notifications:
        assert notifications is not None
        assert await notifications.show("a", "b", "Open") == 0


@pytest.mark.parametrize("address", ["", "nonsense", "tcp:host=127.0.0.1,port=1", "unix:path=/nowhere/bus"])
async def test_without_a_bus_there_are_none(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    async with connected("TARS Desktop", "") as notifications:
        assert notifications is None


async def test_the_end_of_the_bus_ends_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with session_bus(tmp_path) as variables:
        monkeypatch.setenv(*next(iter(variables.items())))
        opened = connected("TARS Desktop", "")
        notifications = await opened.__aenter__()
        assert notifications is not None
    assert await notifications.show("a", "b", "Open") == 0
    await opened.__aexit__(None, None, None)
