"""From the first start to the first answer in the real window, by keyboard alone, without Docker."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.app.chats_on_disk import turns
from tests.app.screen import Application, screen, until
from tests.app.setup_screen import SetupScreen, settings_of, write_settings
from tests.app.test_application import reply

pytestmark = [pytest.mark.real_window, pytest.mark.real_server]
NOBODY = "http://127.0.0.1:9"
Begin = Callable[..., tuple[Application, SetupScreen]]


@pytest.fixture(scope="module")
def bare_screen() -> Iterator[dict[str, str]]:
    with screen(has_tray=True) as env:
        yield env | {"TARS_DESKTOP_REGISTRY": NOBODY}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def begin(bare_screen: dict[str, str], tmp_path: Path, home: Path) -> Iterator[Begin]:
    """A way to start the application on a machine whose PATH has no program at all."""
    opened: list[Application] = []
    programs = tmp_path / "programs"
    programs.mkdir()

    def start(name: str) -> tuple[Application, SetupScreen]:
        application = Application(bare_screen | {"PATH": str(programs)}, home, sets_up=True)
        opened.append(application)
        return application, SetupScreen(bare_screen, application, name)

    yield start
    for application in opened:
        application.close()


@pytest.fixture
def ollama(tmp_path: Path) -> Iterator[str]:
    """The address of an Ollama without models, in a process of its own; `small:1b` can be pulled."""
    (tmp_path / "models").mkdir()
    command = [sys.executable, "-m", "tests.servers.alone", "ollama", "--fragments", "12"]
    more = ["--folder", str(tmp_path / "models"), "--publish", "small:1b=6000000,485"]
    paced = ["--bytes-per-second", "3000000", "--tokens-per-second", "20"]
    process = subprocess.Popen(
        [*command, *more, *paced], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.communicate("")


def has_baseline(home: Path) -> bool:
    return bool(settings_of(home).get("setup", {}).get("baseline"))


def chosen(home: Path) -> tuple[str, str]:
    """The provider and the model that the chat uses."""
    chat = settings_of(home).get("chat", {})
    return chat.get("provider", ""), chat.get("model", "")


def nobody_there(appearance: str, ollama: str = NOBODY) -> str:
    """Settings in which the usual addresses are nobody's: no program of this machine counts."""
    rows = (("ollama", "Ollama", ollama), ("docker-model-runner", "Docker Model Runner", NOBODY))
    tables = (f'[[providers]]\nid = "{id_}"\nname = "{name}"\nurl = "{url}"\n' for id_, name, url in rows)
    return f'appearance = "{appearance}"\n\n' + "\n".join(tables)


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_on_a_machine_with_nothing_the_built_in_engine_gives_the_first_answer(
    begin: Begin, home: Path, appearance: str
) -> None:
    write_settings(home, nobody_there(appearance))
    application, setup = begin(f"nothing-{appearance}")
    until(lambda: setup.is_open)
    setup.picture("engine")
    setup.press_until(lambda: chosen(home)[0] == "built-in", "Return")
    setup.picture("ready")
    setup.press_until(lambda: turns(home), "Return")
    setup.picture("answering")
    until(lambda: has_baseline(home), 180)
    setup.picture("answered")
    done = settings_of(home)["setup"]
    assert done["done"] is True
    assert (done["baseline"]["provider"], done["baseline"]["tokens_per_second"] > 0) == ("built-in", True)
    assert reply(home)[1] == "complete"
    setup.press_until(lambda: not setup.is_open, "Return")
    application.signal(signal.SIGTERM)
    assert application.ended()[0] == 0
    assert "Traceback" not in application.log()


def test_an_ollama_that_is_there_gets_a_model_and_answers(begin: Begin, home: Path, ollama: str) -> None:
    write_settings(home, nobody_there("light", ollama))
    application, setup = begin("ollama")
    until(lambda: setup.is_open)
    setup.picture("engine")
    setup.press_until(lambda: chosen(home)[0] == "ollama", "Return")
    setup.picture("model")
    setup.press("Down", "Down", "Down", "Down", "Tab")
    setup.type("small:1b")
    setup.picture("typed")
    setup.press("Return")
    setup.picture("pulling")
    until(lambda: chosen(home)[1] == "small:1b")
    setup.picture("ready")
    setup.press_until(lambda: turns(home), "Return")
    setup.picture("answering")
    until(lambda: has_baseline(home))
    setup.picture("answered")
    assert settings_of(home)["setup"]["baseline"]["model"] == "small:1b"
    setup.press_until(lambda: not setup.is_open, "alt+o")
    application.signal(signal.SIGTERM)
    assert application.ended()[0] == 0


def test_closed_in_mid_way_it_opens_at_the_next_start_where_it_was(begin: Begin, home: Path) -> None:
    write_settings(home, nobody_there("light"))
    application, setup = begin("again")
    until(lambda: setup.is_open)
    setup.press_until(lambda: chosen(home)[0] == "built-in", "Return")
    setup.press_until(lambda: not setup.is_open, "Escape")
    assert not settings_of(home).get("setup", {}).get("done")
    application.signal(signal.SIGTERM)
    assert application.ended()[0] == 0
    again, setup = begin("again")
    until(lambda: setup.is_open)
    setup.press_until(lambda: turns(home), "Return")
    again.signal(signal.SIGTERM)
    assert again.ended()[0] == 0


def test_skipping_every_step_is_the_end_of_the_setup(begin: Begin, home: Path) -> None:
    write_settings(home, nobody_there("light"))
    application, setup = begin("skipped")
    until(lambda: setup.is_open)
    setup.press_until(lambda: not setup.is_open, "alt+k")
    until(lambda: settings_of(home).get("setup", {}).get("done") is True)
    application.signal(signal.SIGTERM)
    assert application.ended()[0] == 0
