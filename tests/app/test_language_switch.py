"""The real application changes its language while a reply streams, and loses nothing of it."""

import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from scripts.translations import compile_all
from tests.app.screen import Application, screen, until
from tests.app.test_application import reply

pytestmark = [pytest.mark.real_window, pytest.mark.real_server]


@pytest.fixture
def application(tmp_path: Path) -> Iterator[Application]:
    compile_all()
    with screen(has_tray=True) as env:
        application = Application(env, tmp_path / "home")
        yield application
        application.close()


def speak(application: Application, language: str) -> None:
    """Edit the settings file, as a user with an editor would."""
    file = application.home / "config" / "settings.toml"
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("language")]
    file.write_text("\n".join([f'language = "{language}"', *lines]) + "\n", encoding="utf-8")


def test_the_language_changes_in_the_middle_of_a_reply(application: Application) -> None:
    application.wait_for_window()
    application.type("Tell a very long story about a river and its bridges.")
    until(lambda: len(reply(application.home)[0]) > 20, 180)
    for language, title in (("de", "Tastaturkürzel"), ("en", "Keyboard Shortcuts")):
        arrived = len(reply(application.home)[0])
        (before,) = application.windows()
        speak(application, language)
        until(partial(is_another, application, before))
        until(partial(lists_keys, application, title))
        until(partial(goes_on, application, arrived))
    application.signal(signal.SIGTERM)
    assert application.ended()[0] == 0
    assert "Traceback" not in application.log()


def is_another(application: Application, before: str) -> bool:
    windows = application.windows()
    return len(windows) == 1 and windows != [before]


def lists_keys(application: Application, title: str) -> bool:
    """Whether the window answers F1 in its language; the window manager may still be at work on it."""
    windows = application.windows()
    if windows and not application.active_window().startswith(title):
        application.xdotool("windowactivate", windows[-1])
        application.xdotool("key", "F1")
    return application.active_window().startswith(title)


def goes_on(application: Application, arrived: int) -> bool:
    """Whether more of the reply has come, or its end."""
    content, outcome = reply(application.home)
    assert outcome in ("arriving", "complete")
    return len(content) > arrived or outcome == "complete"
