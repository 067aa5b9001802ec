"""The end of the session, told by X11's own session manager or by nobody: nothing is lost or held up."""

import socket
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from desktop.adapters.session_manager import ADDRESS_VARIABLE
from tests.app.chats_on_disk import rows
from tests.app.screen import Application, screen, until
from tests.app.test_application import reply
from tests.app.test_pulls import MODEL, completed_bytes, place, settings_of
from tests.app.xsm import PROGRAMS, Session, session
from tests.servers.ollama import OllamaDouble
from tests.servers.pull_faults import At, Phase

pytestmark = pytest.mark.real_window(*PROGRAMS)
LOGOUT_SECONDS = 8.0
"""Before this, every session manager still waits."""


@pytest.fixture
def desktop() -> Iterator[dict[str, str]]:
    with screen(has_tray=True) as env:
        yield env


@pytest.fixture
def server() -> Iterator[OllamaDouble]:
    with OllamaDouble() as server:
        server.downloads.publish(MODEL)
        yield server
        server.gate.set()
        server.downloads.gate.set()


@pytest.fixture
def manager(desktop: dict[str, str], tmp_path: Path, server: OllamaDouble) -> Iterator[Session]:
    with session(desktop, tmp_path / "user") as running:
        settings_of(running.home / "tars", server, model="gemma3:270m")
        yield running


@pytest.fixture
def application(manager: Session) -> Iterator[Application]:
    """Started in the session, and known to it."""
    application = Application(manager.environment, manager.home / "tars")
    application.wait_for_window()
    until(manager.has_saved)
    yield application
    application.close()


def drafts(home: Path) -> list[str]:
    return [text for (text,) in rows(home, "select text from drafts") if text]


def assert_logs_out(manager: Session, application: Application) -> None:
    begun = time.monotonic()
    manager.log_out()
    assert manager.ended(LOGOUT_SECONDS) == 0
    assert application.ended(LOGOUT_SECONDS) == (0, "")
    assert time.monotonic() - begun < LOGOUT_SECONDS
    assert "the session ends" in application.log()
    assert " WARNING " not in application.log()


def test_what_was_written_and_answered_just_before_the_logout_is_there(
    manager: Session, application: Application, server: OllamaDouble
) -> None:
    server.gate.clear()
    application.type("Hi")
    until(lambda: reply(application.home) == ("Hello", "arriving"))
    application.type_into_active("half a thought")
    assert_logs_out(manager, application)
    assert drafts(application.home) == ["half a thought"]
    assert reply(application.home)[0] == "Hello"
    assert reply(application.home)[1] != "arriving"
    assert "received CONNECTION CLOSED" in manager.said()


def test_a_question_that_is_open_does_not_hold_the_logout_up(
    manager: Session, application: Application, server: OllamaDouble
) -> None:
    held = server.downloads.hold(At(Phase.LAYER, 0, 20_000_000))
    end(application)
    place(
        application.home / "data" / "pulls.json",
        '{"version": 1, "pulls": [{"provider": "lab", "model": "a:1b"}]}',
    )
    second = application.again()
    try:
        second.wait_for_window()
        until(held.reached.is_set)
        until(lambda: manager.has_saved(2))
        until(partial(asks, second))
        assert_logs_out(manager, second)
        assert completed_bytes(second.home) >= 20_000_000
    finally:
        second.close()


def end(application: Application) -> None:
    application.process.terminate()
    assert application.ended() == (0, "")


def asks(application: Application) -> bool:
    """Whether the question about the download is open, which quitting brings up."""
    if not application.active_window().startswith("Stop the Download?"):
        application.press("ctrl+q")
    return application.active_window().startswith("Stop the Download?")


def test_saving_without_an_end_changes_nothing_and_the_next_session_starts_it_again(
    desktop: dict[str, str], manager: Session, application: Application
) -> None:
    manager.check()
    until(lambda: manager.has_saved(2))
    application.type("Hi")
    until(lambda: reply(application.home) == ("Hello, world!", "complete"))
    application.type_into_active("go on")
    assert_logs_out(manager, application)
    with session(desktop, manager.home) as next_one:
        until(application.windows)  # it is the session that has started it
        until(lambda: "received REGISTER CLIENT [Previous Id = " in next_one.said())
        assert "[Previous Id = NULL]" not in next_one.said()
        next_one.log_out()
        assert next_one.ended(LOGOUT_SECONDS) == 0
        until(lambda: not application.windows())
    assert drafts(application.home) == ["go on"]


def test_a_manager_that_dies_without_a_word_is_not_missed(manager: Session, application: Application) -> None:
    manager.kill()
    until(lambda: "the session manager is gone" in application.log())
    application.type("Still there?")
    until(lambda: reply(application.home) == ("Hello, world!", "complete"))
    end(application)
    assert " WARNING " not in application.log()


def test_a_manager_that_never_answers_holds_up_neither_start_nor_end(
    desktop: dict[str, str], tmp_path: Path, server: OllamaDouble
) -> None:
    settings_of(tmp_path / "home", server, model="gemma3:270m")
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "silent"))
        silent.listen()
        name = {ADDRESS_VARIABLE: f"local/{socket.gethostname()}:{tmp_path / 'silent'}"}
        application = Application({**desktop, **name}, tmp_path / "home")
        try:
            application.wait_for_window()
            silent.settimeout(10)
            with silent.accept()[0]:
                application.type("Hi")
                until(lambda: reply(application.home) == ("Hello, world!", "complete"))
                end(application)
        finally:
            application.close()


def test_a_screen_that_goes_away_first_loses_nothing(tmp_path: Path, server: OllamaDouble) -> None:
    settings_of(tmp_path / "home", server, model="gemma3:270m")
    server.gate.clear()
    with screen(has_tray=False) as env:
        application = Application(env, tmp_path / "home")
        application.wait_for_window()
        application.type("Hi")
        until(lambda: reply(application.home) == ("Hello", "arriving"))
        application.type_into_active("half a thought")
        until(lambda: drafts(application.home) == ["half a thought"])
    try:
        application.ended()
        assert drafts(application.home) == ["half a thought"]
        assert reply(application.home)[0] == "Hello"
        assert "Traceback" not in application.log()
    finally:
        application.close()
