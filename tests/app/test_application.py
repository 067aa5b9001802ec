"""The real application on a real screen with the real engine: what `make run` gives a new user."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.chats_on_disk import turns
from tests.app.screen import Application, screen, until

pytestmark = [pytest.mark.real_window, pytest.mark.real_server]


@pytest.fixture(scope="module")
def with_tray() -> Iterator[dict[str, str]]:
    with screen(has_tray=True) as env:
        yield env


@pytest.fixture(scope="module")
def without_tray() -> Iterator[dict[str, str]]:
    with screen(has_tray=False) as env:
        yield env


@pytest.fixture
def application(with_tray: dict[str, str], tmp_path: Path) -> Iterator[Application]:
    application = Application(with_tray, tmp_path / "home")
    yield application
    application.close()


def reply(home: Path) -> tuple[str, str]:
    """Content and outcome of the newest reply."""
    return next(((text, how) for role, text, how in reversed(turns(home)) if role == "assistant"), ("", ""))


def test_the_first_conversation(application: Application) -> None:
    """A question typed into the window streams a reply of SmolLM2, and SIGTERM leaves nothing behind."""
    application.wait_for_window()
    application.type("Name three colors.")
    until(lambda: reply(application.home)[1] == "complete", 180)
    assert turns(application.home)[0][1] == "Name three colors."
    assert len(reply(application.home)[0]) > 3
    engines = application.engine()
    assert len(engines) == 1
    application.signal(signal.SIGTERM)
    status, output = application.ended()
    assert (status, output) == (0, "")
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in engines), 5)
    assert "Traceback" not in application.log()
    assert " WARNING " not in application.log()


def test_a_killed_application_leaves_its_reply_on_the_disk_and_no_engine(
    application: Application, with_tray: dict[str, str]
) -> None:
    application.wait_for_window()
    application.type("Tell a very long story about a river and its bridges.")
    until(lambda: len(reply(application.home)[0]) > 40, 180)
    engines = application.engine()
    assert engines
    application.signal(signal.SIGKILL)
    application.ended()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in engines), 5)
    again = Application(with_tray, application.home)
    try:
        again.wait_for_window()
        until(lambda: reply(application.home)[0])
        assert reply(application.home)[1] in ("arriving", "killed", "interrupted", "complete")
        again.signal(signal.SIGINT)
        assert again.ended()[0] == 0
    finally:
        again.close()


def test_an_engine_that_dies_interrupts_its_reply_and_the_next_question_starts_another(
    application: Application,
) -> None:
    application.wait_for_window()
    application.type("Tell a very long story about a river and its bridges.")
    until(lambda: len(reply(application.home)[0]) > 40, 180)
    (engine,) = application.engine()
    os.kill(engine, signal.SIGKILL)
    until(lambda: reply(application.home)[1] == "interrupted")
    assert len(reply(application.home)[0]) > 40
    application.type("Name a color.")
    until(lambda: reply(application.home)[1] == "complete", 180)
    assert application.engine() != [engine]
    application.signal(signal.SIGTERM)
    assert application.ended()[0] == 0


def test_ctrl_c_while_a_reply_streams_saves_it_as_stopped(application: Application) -> None:
    application.wait_for_window()
    application.type("Tell a very long story about a river and its bridges.")
    until(lambda: len(reply(application.home)[0]) > 20, 180)
    application.signal(signal.SIGINT)
    assert application.ended()[0] == 0
    assert reply(application.home)[1] in ("stopped", "complete")


def test_closing_the_window_leaves_the_application_in_the_tray(application: Application) -> None:
    application.wait_for_window()
    application.press("ctrl+w")
    until(lambda: not application.windows())
    assert application.process.poll() is None
    application.signal(signal.SIGTERM)
    assert application.ended()[0] == 0


def test_without_a_tray_the_window_shows_even_if_hidden_was_asked_and_closing_it_quits(
    without_tray: dict[str, str], tmp_path: Path
) -> None:
    application = Application(without_tray, tmp_path / "home", "--hidden")
    try:
        application.wait_for_window()
        application.press("ctrl+w")
        assert application.ended()[0] == 0
    finally:
        application.close()


def test_hidden_starts_in_the_tray(with_tray: dict[str, str], tmp_path: Path) -> None:
    application = Application(with_tray, tmp_path / "home", "--hidden")
    try:
        until(lambda: (tmp_path / "home" / "data" / "chats.db").exists())
        assert not application.windows()
        application.signal(signal.SIGTERM)
        assert application.ended()[0] == 0
        assert not application.windows()
    finally:
        application.close()
