"""The real window and tray over the real engine: start from the tray, see it, ask the container, stop."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.app.chats_on_disk import turns
from tests.app.screen import Application, screen, until
from tests.app.test_application import reply
from tests.engine.driven_stack import CONTAINER, OFTEN_CHECKED, free_port
from tests.engine.private_docker import PrivateDocker

pytestmark = [pytest.mark.real_window, pytest.mark.real_engine]
PICTURES = os.environ.get("TARS_TEST_PICTURES", "")
"""A folder: screenshots of the steps are put there, to be looked at."""
Open = Callable[..., Application]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose stack has a free port and a quick health check."""
    config = tmp_path / "home" / "config"
    config.mkdir(parents=True, mode=0o700)
    config.parent.chmod(0o700)
    settings = f'provider = "model-runner"\n\n[stack]\nport = {free_port()}\n'
    config.joinpath("settings.toml").write_text(settings, encoding="utf-8")
    config.joinpath("settings.toml").chmod(0o600)
    config.joinpath("docker-compose.override.yml").write_text(OFTEN_CHECKED, encoding="utf-8")
    config.joinpath("docker-compose.override.yml").chmod(0o600)
    return config.parent


@pytest.fixture
def desk(docker: PrivateDocker, home: Path) -> Iterator[tuple[dict[str, str], Open]]:
    """The screen's environment, and a way to open the application there."""
    opened: list[Application] = []
    with screen(has_tray=True) as env:

        def open_application(*arguments: str) -> Application:
            application = Application(env | docker.environment, home, *arguments)
            opened.append(application)
            return application

        yield env, open_application
        for application in opened:
            application.close()


def picture(env: dict[str, str], name: str) -> None:
    if PICTURES and shutil.which("import"):
        target = str(Path(PICTURES) / f"{name}.png")
        subprocess.run(["import", "-window", "root", target], env=env, check=False)


def press_in_tray_menu(env: dict[str, str], key: str) -> None:
    """Open the menu of the tray icon with the right button, and press the letter of an entry."""
    found = subprocess.run(
        ["xdotool", "search", "--class", "trayer"], env=env, capture_output=True, text=True, check=True
    )
    boxes = [_geometry(env, window) for window in found.stdout.split()]
    x, y, _, height = max(boxes, key=lambda box: box[2])  # the panel; the icon is a square at its left end
    place = (str(x + height // 2), str(y + height // 2))
    subprocess.run(["xdotool", "mousemove", *place, "click", "3"], env=env, check=True)
    subprocess.run(["xdotool", "sleep", "0.7", "key", key], env=env, check=True)


def _geometry(env: dict[str, str], window: str) -> tuple[int, int, int, int]:
    """Left, top, width and height."""
    where = subprocess.run(
        ["xdotool", "getwindowgeometry", "--shell", window],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    box = dict(line.split("=") for line in where.stdout.split() if "=" in line)
    return int(box["X"]), int(box["Y"]), int(box["WIDTH"]), int(box["HEIGHT"])


def start_from_tray(env: dict[str, str], docker: PrivateDocker) -> None:
    """Press Start in the tray menu, again if Docker was not asked yet, until there is a container."""
    for _ in range(10):
        press_in_tray_menu(env, "s")
        deadline = time.monotonic() + 4
        while time.monotonic() < deadline:
            if container(docker):
                return
            time.sleep(0.1)
    raise AssertionError("the stack did not start")


def container(docker: PrivateDocker) -> str:
    """The engine's sentence about the container, or ""."""
    done = subprocess.run(
        ["docker", "ps", "--all", "--filter", f"name={CONTAINER}", "--format", "{{.Status}}"],
        env=os.environ | docker.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def ask_until_answered(application: Application, home: Path) -> None:
    """Ask again while the window has not yet heard that the model runner is up."""
    for count in range(1, 11):
        application.type("Are you in the container?")
        until(partial(_has_ended, home, 2 * count))
        if reply(home)[1] == "complete":
            return
    raise AssertionError("nobody answered")


def _has_ended(home: Path, count: int) -> bool:
    """Whether there are so many turns, and the last has come to its end."""
    return len(turns(home)) == count and reply(home)[1] in ("complete", "failed")


def test_the_stack_is_started_from_the_tray_and_answers_in_the_window(
    docker: PrivateDocker, desk: tuple[dict[str, str], Open], home: Path
) -> None:
    env, open_application = desk
    application = open_application()
    application.wait_for_window()
    application.press("ctrl+2")
    picture(env, "1-stopped")
    start_from_tray(env, docker)
    picture(env, "2-starting")
    until(lambda: "(healthy)" in container(docker))
    application.press("ctrl+1")
    picture(env, "3-running")
    pull = ("docker", "exec", CONTAINER, "ollama", "pull", "llama3:8b")
    subprocess.run(pull, env=os.environ | docker.environment, capture_output=True, check=True)
    ask_until_answered(application, home)
    assert application.engine() == []  # the built-in engine was not needed
    picture(env, "4-answered")
    application.press("ctrl+2")
    picture(env, "5-page")
    press_in_tray_menu(env, "s")
    until(lambda: container(docker).startswith("Exited"))
    picture(env, "6-stopped")
    application.signal(signal.SIGTERM)
    status, output = application.ended(30)
    assert (status, output) == (0, "")
    assert "Traceback" not in application.log()


def test_an_application_killed_in_mid_start_starts_the_same_stack_again(
    docker: PrivateDocker, desk: tuple[dict[str, str], Open], home: Path
) -> None:
    env, open_application = desk
    first = open_application()
    first.wait_for_window()
    start_from_tray(env, docker)
    first.signal(signal.SIGKILL)
    first.ended()
    again = open_application()
    again.wait_for_window()
    until(lambda: "(healthy)" in container(docker))
    status = subprocess.run(
        [sys.executable, "-m", "desktop", "status", "--json"],
        env=os.environ | docker.environment | {"TARS_DESKTOP_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(status.stdout)["stack"]["state"] == "running"
    press_in_tray_menu(env, "s")
    until(lambda: container(docker).startswith("Exited"))
    again.signal(signal.SIGTERM)
    assert again.ended(30)[0] == 0
