"""The application stands still for longer than any deadline of a stream, as a suspended computer does."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.screen import Application, screen, until
from tests.app.test_application import reply
from tests.app.test_pulls import settings_of
from tests.servers.ollama import OllamaDouble

pytestmark = pytest.mark.real_window
PAUSE_SECONDS = 7.0
"""More than a pause of the event loop may last without counting as a suspend (5 s)."""


@pytest.fixture
def env() -> Iterator[dict[str, str]]:
    with screen(has_tray=True) as env:
        yield env


def pause(application: Application, server: OllamaDouble) -> None:
    """Stop the application in the middle of a reply, and have the server send the rest meanwhile."""
    application.signal(signal.SIGSTOP)
    begun = time.monotonic()
    server.gate.set()
    until(lambda: time.monotonic() - begun > PAUSE_SECONDS)
    application.signal(signal.SIGCONT)


def test_a_reply_goes_on_after_a_pause_and_the_application_with_it(
    env: dict[str, str], tmp_path: Path
) -> None:
    with OllamaDouble() as server:
        settings_of(tmp_path / "home", server, model="gemma3:270m")
        server.gate.clear()
        application = Application(env, tmp_path / "home")
        try:
            application.wait_for_window()
            application.type("Hi")
            until(lambda: reply(application.home) == ("Hello", "arriving"))
            pause(application, server)
            until(lambda: reply(application.home) == ("Hello, world!", "complete"))
            application.type("Still there?")
            until(lambda: sum(request.path == "/api/chat" for request in server.requests) == 2)
            application.signal(signal.SIGTERM)
            assert application.ended() == (0, "")
            assert " WARNING " not in application.log()
            assert "Traceback" not in application.log()
        finally:
            application.close()
