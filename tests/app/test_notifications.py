"""Notifications of the real application, with a stand-in for the desktop's daemon on a bus of its own."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.app.screen import Application, screen, until
from tests.app.test_pulls import MODEL, place, settings_of
from tests.servers.ollama import OllamaDouble
from tests.session_bus import StandIn, session_bus

pytestmark = pytest.mark.real_window


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[tuple[dict[str, str], StandIn]]:
    with session_bus(tmp_path) as bus, screen(has_tray=True) as env:
        daemon = StandIn("notification_daemon.py", bus, "markup")
        yield {**env, **bus}, daemon
        daemon.close()


@pytest.fixture
def server() -> Iterator[OllamaDouble]:
    with OllamaDouble() as server:
        yield server
        server.downloads.gate.set()
        server.gate.set()


def test_what_ends_while_nobody_looks_is_told_and_a_click_opens_it(
    desktop: tuple[dict[str, str], StandIn], tmp_path: Path, server: OllamaDouble
) -> None:
    env, daemon = desktop
    home = tmp_path / "home"
    settings_of(home, server, model="gemma3:270m")
    server.gate.clear()
    application = Application(env, home)
    try:
        application.wait_for_window()
        application.type("Name <three> & colors.")
        until(lambda: any(request.path == "/api/chat" for request in server.requests))
        application.press("ctrl+w")
        until(lambda: not application.windows())
        server.gate.set()
        until(lambda: daemon.heard)
        told = daemon.heard[0]
        assert told["title"] == "gemma3:270m has answered"
        assert told["body"] == "Name &lt;three&gt; &amp; colors."
        daemon.tell("click", told["id"], "token-1")
        until(application.windows)
        until(lambda: application.active_window() == "TARS Desktop")
        application.signal(signal.SIGTERM)
        assert application.ended() == (0, "")
        assert " WARNING " not in application.log()
        assert " ERROR " not in application.log()
    finally:
        application.close()


def test_a_pull_is_told_unless_the_user_wants_no_notifications(
    desktop: tuple[dict[str, str], StandIn], tmp_path: Path, server: OllamaDouble
) -> None:
    env, daemon = desktop
    server.downloads.publish(MODEL)
    home = tmp_path / "home"
    settings_of(home, server, first="notifications = false")
    queue = '{"version": 1, "pulls": [{"provider": "lab", "model": "a:1b"}]}'
    place(home / "data" / "pulls.json", queue)
    pull_hidden(env, home, lambda: True)
    assert daemon.heard == []
    server.downloads.installed.clear()
    server.models.pop("a:1b")
    settings_of(home, server)
    place(home / "data" / "pulls.json", queue)
    pull_hidden(env, home, lambda: daemon.heard)
    assert [told["title"] for told in daemon.heard] == ["a:1b is ready"]


def pull_hidden(env: dict[str, str], home: Path, condition: Callable[[], object]) -> None:
    """Run the application without its window until nothing is left in the queue, and `condition` holds."""
    application = Application(env, home, "--hidden")
    try:
        until(lambda: '"a:1b"' not in (home / "data" / "pulls.json").read_text())
        until(condition)
        application.signal(signal.SIGTERM)
        assert application.ended() == (0, "")
    finally:
        application.close()
