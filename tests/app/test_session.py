"""From one start to the next in the real window: place, page and chat, whatever ended the application."""

import json
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.app.chats_on_disk import rows, turns
from tests.app.screen import Application, screen, until
from tests.app.test_pulls import place, settings_of
from tests.servers.ollama import OllamaDouble

pytestmark = pytest.mark.real_window


@pytest.fixture(scope="module")
def desktop() -> Iterator[dict[str, str]]:
    with screen(has_tray=True) as env:
        yield env


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home with a provider that has answered twice."""
    with OllamaDouble() as server:
        settings_of(tmp_path / "home", server, model="gemma3:270m")
        yield tmp_path / "home"


def remembered(home: Path) -> dict[str, Any]:
    path = home / "data" / "desk.json"
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return found


def end(application: Application, number: signal.Signals = signal.SIGTERM) -> None:
    application.signal(number)
    status, output = application.ended()
    assert status == (0 if number is not signal.SIGKILL else -signal.SIGKILL)
    assert output == ""


def started(desktop: dict[str, str], home: Path) -> Application:
    application = Application(desktop, home)
    application.wait_for_window()
    return application


def is_at(application: Application, place: tuple[int, int, int, int]) -> bool:
    return application.place() == place


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_the_window_comes_back_where_it_was_with_its_page(
    desktop: dict[str, str], home: Path, number: signal.Signals
) -> None:
    application = started(desktop, home)
    try:
        application.move_to(150, 120, 1000, 600)
        application.press("ctrl+4")
        until(lambda: remembered(home).get("page") == "models")
        until(lambda: remembered(home)["window"]["width"] == 1000)
        place_before = application.place()
        end(application, number)
        for _ in range(2):  # it does not wander from start to start
            application = started(desktop, home)
            until(partial(is_at, application, place_before), 10)
            assert remembered(home)["page"] == "models"
            end(application)
    finally:
        application.close()


def test_a_maximized_window_comes_back_maximized_and_knows_its_size_before(
    desktop: dict[str, str], home: Path
) -> None:
    window = {"x": 150, "y": 120, "width": 1000, "height": 600, "is_maximized": True}
    place(
        home / "data" / "desk.json", json.dumps({"version": 1, "window": window, "page": "stack", "chat": 0})
    )
    application = started(desktop, home)
    try:
        until(lambda: application.place()[2] > 1350, 10)
        application.press("ctrl+4")
        until(lambda: remembered(home)["page"] == "models")
        assert remembered(home)["window"] == window
        end(application, signal.SIGKILL)
        application = started(desktop, home)
        until(lambda: application.place()[2] > 1350, 10)
        end(application)
        assert remembered(home)["window"] == window
    finally:
        application.close()


def test_the_chat_in_front_and_what_was_being_written_outlive_a_kill(
    desktop: dict[str, str], home: Path
) -> None:
    application = started(desktop, home)
    try:
        for count in (1, 2):
            application.type(f"Question {count}")
            until(partial(has_answered, home, count))
            if count == 1:
                application.press("ctrl+n")
        application.type_into_active("not sent")
        until(lambda: drafts(home))
        until(lambda: remembered(home).get("chat") == 2)
        end(application, signal.SIGKILL)
        application = started(desktop, home)
        until(partial(is_sent_by_return, application))
        assert [content for role, content, _ in turns(home) if role == "user"][-1] == "not sent"
        end(application)
        assert rows(home, "select chat_id from turns where content = 'not sent'") == [(2,)]
        assert "Traceback" not in application.log()
    finally:
        application.close()


def has_answered(home: Path, count: int) -> bool:
    found = turns(home)
    return len(found) == 2 * count and found[-1][2] == "complete"


def is_sent_by_return(application: Application) -> bool:
    """Whether what was being written is sent, by a key that does nothing while the field is empty."""
    application.press("Return")
    return any(content == "not sent" for _, content, _ in turns(application.home))


def drafts(home: Path) -> list[str]:
    return [text for (text,) in rows(home, "select text from drafts") if text]


def test_a_place_that_no_screen_has_any_more_comes_into_sight(desktop: dict[str, str], home: Path) -> None:
    window = {"x": 5000, "y": 3000, "width": 3000, "height": 2000, "is_maximized": False}
    place(home / "data" / "desk.json", json.dumps({"version": 1, "window": window, "page": "", "chat": 99}))
    application = started(desktop, home)
    try:
        x, y, width, height = application.place()
        assert x >= 0
        assert y >= 0
        frame = 24  # pixels that the window manager adds
        assert x + width <= 1400 + frame
        assert y + height <= 900 + frame
        end(application)
    finally:
        application.close()


def test_with_a_scale_of_two_the_window_starts_and_is_on_the_screen(home: Path) -> None:
    with screen(has_tray=True, size="2800x1800") as env:
        application = started({**env, "QT_SCALE_FACTOR": "2"}, home)
        try:
            x, y, width, height = application.place()
            assert (x >= 0, y >= 0, x + width <= 2800, y + height <= 1800) == (True, True, True, True)
            assert width >= 2400
            end(application)
            assert " WARNING " not in application.log()
        finally:
            application.close()
