"""Asking again by keys, and asking several models, in a real window over a double of a server."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.chats_on_disk import turns
from tests.app.screen import Application, screen, until
from tests.app.test_pulls import settings_of
from tests.servers.ollama import OllamaDouble

pytestmark = pytest.mark.real_window


@pytest.fixture
def server() -> Iterator[OllamaDouble]:
    with OllamaDouble() as server:
        yield server
        server.gate.set()


@pytest.fixture
def application(server: OllamaDouble, tmp_path: Path) -> Iterator[Application]:
    settings_of(tmp_path / "home", server, model="gemma3:270m")
    with screen(has_tray=False) as env:
        application = Application(env, tmp_path / "home")
        application.wait_for_window()
        yield application
        application.close()


def replies(application: Application) -> list[tuple[str, str]]:
    return [(text, how) for role, text, how in turns(application.home) if role == "assistant"]


def test_the_keys_ask_again_from_the_composer_and_from_the_transcript(
    application: Application, server: OllamaDouble
) -> None:
    server.reply_with("one")
    application.type("Hello")
    until(lambda: replies(application) == [("one", "complete")])
    server.reply_with("two")
    application.press("ctrl+r")
    until(lambda: replies(application)[1:] == [("two", "complete")])
    server.reply_with("three")
    left, top, width, height = application.place()
    application.xdotool("mousemove", str(left + width // 2), str(top + height // 2), "click", "1")
    application.press("ctrl+r")
    until(lambda: replies(application)[2:] == [("three", "complete")])
    application.signal(signal.SIGTERM)
    assert application.ended() == (0, "")


def test_a_comparison_that_is_killed_has_left_its_replies_as_versions_of_a_chat(
    application: Application, server: OllamaDouble
) -> None:
    server.reply_with("one")
    application.type("Hello")  # when that has its reply, the server is known to answer
    until(lambda: replies(application) == [("one", "complete")])
    server.reply_with("Half", " of it")
    server.gate.clear()
    application.type_into_active("Which is better?")
    application.press("ctrl+shift+Return")
    until(lambda: ("Half", "arriving") in replies(application))
    application.signal(signal.SIGKILL)
    application.ended()
    server.gate.set()
    again = application.again()
    try:
        again.wait_for_window()
        until(lambda: ("Half", "killed") in replies(again))
        assert ("user", "Which is better?", "complete") in turns(again.home)
        again.signal(signal.SIGTERM)
        assert again.ended()[0] == 0
    finally:
        again.close()
