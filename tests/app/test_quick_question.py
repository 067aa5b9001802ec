"""`ask --window` on a real screen: the application that is open asks, or the one that this start opens."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.adapters.question_box import MOST_BYTES
from tests.app.chats_on_disk import turns
from tests.app.screen import Application, screen, until
from tests.servers.ollama import OllamaDouble

pytestmark = pytest.mark.real_window
TITLE = "Quick Question — TARS Desktop"
"""Qt adds the name of the application."""
REPLY = "Hello, world!"


@pytest.fixture(scope="module")
def desktop() -> Iterator[dict[str, str]]:
    with screen(has_tray=True) as env:
        yield env


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home whose only provider is a double."""
    home = tmp_path / "home"
    (home / "config").mkdir(mode=0o700, parents=True)
    home.chmod(0o700)
    with OllamaDouble() as server:
        settings = home / "config" / "settings.toml"
        settings.write_text(
            '[chat]\nprovider = "double"\n'
            f'[[providers]]\nid = "double"\nname = "Double"\nurl = "{server.url}"\n',
            encoding="utf-8",
        )
        settings.chmod(0o600)
        yield home


@pytest.fixture
def first(desktop: dict[str, str], home: Path) -> Iterator[Application]:
    application = Application(desktop, home)
    application.wait_for_window()
    yield application
    application.close()


def ask(first: Application, *arguments: str, status: int = 0) -> str:
    """Start `ask --window` beside it; gives what that printed."""
    again = first.again("ask", "--window", *arguments)
    try:
        found, output = again.ended(30)
    finally:
        again.close()
    assert found == status, output
    return output


def asked(home: Path) -> list[str]:
    return [content for role, content, _ in turns(home) if role == "user"]


def replies(home: Path) -> list[str]:
    return [text for role, text, how in turns(home) if role == "assistant" and how == "complete"]


def ends_well(application: Application) -> None:
    application.signal(signal.SIGTERM)
    status, output = application.ended()
    assert (status, output) == (0, "")
    assert "Traceback" not in application.log()
    assert " WARNING " not in application.log()


def test_the_open_application_asks_in_its_small_window_and_stores_the_chat(
    first: Application, home: Path
) -> None:
    assert ask(first, "Capital of France?") == ""
    until(lambda: first.active_window() == TITLE, 10)
    until(lambda: replies(home) == [REPLY])
    assert asked(home) == ["Capital of France?"]
    first.type_into_active("And of Spain?")
    first.xdotool("key", "Return")
    until(lambda: replies(home) == [REPLY] * 2)
    assert len(first.windows()) == 1
    first.xdotool("key", "Escape")
    until(lambda: first.active_window() != TITLE)
    assert list((home / "run").glob("question-*")) == []
    ends_well(first)


def test_without_a_question_the_window_waits_for_it(first: Application, home: Path) -> None:
    first.press("ctrl+w")
    until(lambda: not first.windows())
    ask(first)
    until(lambda: first.active_window() == TITLE, 10)
    assert asked(home) == []
    assert not first.windows()
    first.type_into_active("Typed")
    first.xdotool("key", "Return")
    until(lambda: asked(home) == ["Typed"])
    until(lambda: replies(home) == [REPLY])


def test_an_application_that_is_not_open_opens_with_the_small_window_only(
    desktop: dict[str, str], home: Path
) -> None:
    application = Application(desktop, home, "ask", "--window", "Hi")
    try:
        until(lambda: application.active_window() == TITLE)
        until(lambda: replies(home) == [REPLY])
        assert not application.windows()
        ends_well(application)
    finally:
        application.close()


def test_its_place_is_kept_for_the_next_start(
    desktop: dict[str, str], home: Path, first: Application
) -> None:
    ask(first)
    until(lambda: first.active_window() == TITLE, 10)
    first.xdotool("getactivewindow", "windowsize", "--sync", "500", "380")
    until(lambda: "WIDTH=500" in first.xdotool("getactivewindow", "getwindowgeometry", "--shell"))
    first.xdotool("key", "Escape")
    kept = home / "data" / "quick.json"
    until(lambda: kept.exists() and '"width": 500' in kept.read_text())
    ends_well(first)
    application = Application(desktop, home, "ask", "--window")
    try:
        until(lambda: application.active_window() == TITLE)
        geometry = application.xdotool("getactivewindow", "getwindowgeometry", "--shell")
        assert "WIDTH=500" in geometry
        assert "HEIGHT=380" in geometry
    finally:
        application.close()


def test_files_that_no_start_has_written_only_bring_the_window_up(first: Application, home: Path) -> None:
    run, secret = home / "run", home / "secret"
    run.mkdir(mode=0o700, exist_ok=True)
    secret.write_text("private key", encoding="utf-8")
    now = time.time_ns()
    (run / f"question-{now:020}-00000000.txt").symlink_to(secret)
    (run / f"question-{now:020}-00000001.txt").write_bytes(b"x" * (MOST_BYTES + 1))
    (run / f"question-{now:020}-00000002.txt").write_bytes(b"\xff\xff")
    os.mkfifo(run / f"question-{now:020}-00000003.txt")
    first.press("ctrl+w")
    until(lambda: not first.windows())
    again = first.again()
    assert again.ended(30) == (0, "")
    until(lambda: first.active_window() == "TARS Desktop", 10)
    assert list(run.glob("question-*")) == []
    assert secret.read_text(encoding="utf-8") == "private key"
    ask(first, "Still well?")
    until(lambda: replies(home) == [REPLY])
    assert asked(home) == ["Still well?"]


def test_a_question_that_is_too_long_is_refused_in_one_line(first: Application, home: Path) -> None:
    again = subprocess.run(
        [sys.executable, "-m", "desktop", "ask", "--window", "-"],
        input="x" * (MOST_BYTES + 1),
        env={**first.env, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr == "The question is too long for the window. Shorten it.\n"
    assert asked(home) == []


def test_an_application_that_hangs_leaves_no_question_behind(first: Application, home: Path) -> None:
    first.signal(signal.SIGSTOP)
    try:
        output = ask(first, "Hello?", status=1)
    finally:
        first.signal(signal.SIGCONT)
    assert "does not answer" in output
    assert list((home / "run").glob("question-*")) == []
    assert asked(home) == []
