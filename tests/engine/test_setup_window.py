"""From the first start to the first answer in the real window with a real engine: Docker is there."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.chats_on_disk import turns
from tests.app.screen import Application, screen, until
from tests.app.setup_screen import SetupScreen, settings_of, write_settings
from tests.app.test_application import reply
from tests.engine.driven_stack import OFTEN_CHECKED, free_port
from tests.engine.private_docker import PrivateDocker
from tests.engine.test_window import container

pytestmark = [pytest.mark.real_window, pytest.mark.real_engine]
NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    rows = (("ollama", "Ollama"), ("docker-model-runner", "Docker Model Runner"))
    others = (f'[[providers]]\nid = "{id_}"\nname = "{name}"\nurl = "{NOBODY}"\n' for id_, name in rows)
    write_settings(home, f"[stack]\nport = {free_port()}\n\n" + "\n".join(others))
    override = home / "config" / "docker-compose.override.yml"
    override.write_text(OFTEN_CHECKED, encoding="utf-8")
    override.chmod(0o600)
    return home


@pytest.fixture
def on_screen(docker: PrivateDocker) -> Iterator[dict[str, str]]:
    with screen(has_tray=True) as env:
        yield env | docker.environment | {"TARS_DESKTOP_REGISTRY": NOBODY}


def test_with_docker_the_stack_is_started_gets_a_model_and_answers(
    docker: PrivateDocker, on_screen: dict[str, str], home: Path
) -> None:
    application = Application(on_screen, home, sets_up=True)
    setup = SetupScreen(on_screen, application, "docker")
    try:
        until(lambda: setup.is_open)
        setup.picture("first")
        setup.press_until(lambda: container(docker), "Return")
        setup.picture("starting")
        until(lambda: "(healthy)" in container(docker))
        setup.picture("model")
        setup.press_until(lambda: turns(home), "Return")
        setup.picture("answering")
        until(lambda: settings_of(home).get("setup", {}).get("baseline"))
        setup.picture("answered")
        baseline = settings_of(home)["setup"]["baseline"]
        assert baseline["provider"] == "model-runner"
        assert reply(home)[1] == "complete"
        setup.press_until(lambda: not setup.is_open, "Return")
        assert application.engine() == []  # the built-in engine was not needed
        application.signal(signal.SIGTERM)
        assert application.ended(30) == (0, "")
        assert "Traceback" not in application.log()
    finally:
        application.close()
