"""A key goes through everything the application does, and is then looked for in all that it left behind."""

import asyncio
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from desktop.adapters.key_file import KeyFile
from desktop.adapters.keyring_store import KeyringStore
from tests.app.chats_on_disk import turns
from tests.app.screen import Application, screen, until
from tests.app.settings_screen import SettingsScreen
from tests.app.setup_screen import settings_of
from tests.app.test_application import reply
from tests.app.test_pulls import place
from tests.canary import family_of, traces_of
from tests.keyring_bed import keyring_bed, without_display
from tests.programs.docker_double import DockerDouble
from tests.servers.faults import Status
from tests.servers.ollama import OllamaDouble

pytestmark = [pytest.mark.real_window, pytest.mark.real_server, pytest.mark.real_keyring]
KEY = "sk-canary-7f3a9c51e2"
ROOT = Path(__file__).parents[2]
ECHO = Status(500, f"the key {KEY} was sent by Bearer {KEY}")
MODEL = "gemma3:270m"
READ_CLIPBOARD = (
    "import sys\nfrom PySide6.QtGui import QGuiApplication\n"
    "app = QGuiApplication([]); sys.stdout.write(app.clipboard().text())"
)
DEFECT = """\
import signal
def fail(number, frame):
    with open({path!r}) as file:
        raise RuntimeError("a defect that names " + file.read())
signal.signal(signal.SIGUSR1, fail)
"""
COMMANDS = (
    ("doctor",),
    ("doctor", "--json"),
    ("status",),
    ("status", "--json"),
    ("models",),
    ("ask", "--provider", "lab", "--json", "Hi?"),
)


class Watcher:
    """Looks again and again at the arguments and the environment of processes and all their children."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self.programs: set[str] = set()
        self._pids: list[int] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def add(self, pid: int) -> None:
        self._pids.append(pid)

    def has_seen(self, program: str) -> bool:
        """Whether one of the processes has the name in its arguments."""
        return any(program in arguments for arguments in self.programs)

    def _look(self) -> None:
        while not self._ended.wait(0.05):
            for pid in {member for parent in list(self._pids) for member in family_of(parent)}:
                try:
                    self.programs.add(Path(f"/proc/{pid}/cmdline").read_text())
                    self.found.update(traces_of(KEY, pids=[pid]))
                except OSError:  # it has ended
                    continue

    @contextmanager
    def looking(self) -> Iterator["Watcher"]:
        self._thread.start()
        try:
            yield self
        finally:
            self._ended.set()
            self._thread.join()


class Run:
    """The application and its command line in one home, with everything they print."""

    def __init__(
        self,
        env: dict[str, str],
        home: Path,
        server: OllamaDouble,
        session_server: OllamaDouble,
        watcher: Watcher,
    ) -> None:
        """`session_server` gets a key that is kept nowhere."""
        self.env, self.home, self.watcher = env, home, watcher
        self.server, self.session_server = server, session_server
        self.texts: list[str] = []

    def configure(self, place_of_key: str, provider: str) -> None:
        """Settings with the server as a provider whose key is kept somewhere."""
        text = (
            f'[chat]\nprovider = "{provider}"\nmodel = "{MODEL if provider == "lab" else ""}"\n'
            f'[[providers]]\nid = "lab"\nname = "Lab"\nurl = "{self.server.url}"\nkind = "ollama"\n'
            f'key = "{place_of_key}"\n'
            f'[[providers]]\nid = "desk"\nname = "Desk"\nurl = "{self.session_server.url}"\nkind = "ollama"\n'
        )
        for folder in (self.home, self.home / "config"):
            folder.mkdir(mode=0o700, exist_ok=True)
        place(self.home / "config" / "settings.toml", text)

    def command(self, *arguments: str) -> str:
        """Run a command and keep what it prints."""
        with subprocess.Popen(
            [sys.executable, "-m", "desktop", *arguments],
            env={**self.env, "TARS_DESKTOP_HOME": str(self.home)},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        ) as process:  # fmt: skip
            self.watcher.add(process.pid)
            output, _ = process.communicate(timeout=120)
        self.texts.append(output)
        return output

    def clipboard(self) -> str:
        done = subprocess.run(
            [sys.executable, "-c", READ_CLIPBOARD], env=self.env, capture_output=True, text=True, check=True
        )
        return done.stdout

    @contextmanager
    def application(self) -> Iterator[Application]:
        """The application until SIGTERM ends it."""
        application = Application(self.env, self.home)
        try:
            self.watcher.add(application.process.pid)
            application.wait_for_window()
            yield application
            application.signal(signal.SIGTERM)
            status, output = application.ended()
            self.texts.append(output)
            assert status == 0
        finally:
            application.close()

    def chat_fails_and_reports(self) -> None:
        """A reply, failed ones, a defect, a report on the clipboard and a changed setting."""
        with self.application() as application:
            application.type("First question")
            until(lambda: reply(self.home)[1] == "complete")
            self.server.fault = ECHO
            application.type("Second question")
            until(lambda: [how for role, _, how in turns(self.home) if role == "assistant"][1:] == ["failed"])
            self.server.fault_everywhere = True
            meet_a_defect(application)
            application.press("ctrl+3")
            application.press("alt+y")
            until(lambda: "TARS Desktop" in self.clipboard())
            self.texts.append(self.clipboard())
            settings = SettingsScreen(application)
            settings.reveal("titles")
            settings.press("space")
            until(lambda: settings_of(self.home).get("chat", {}).get("makes_titles") is False)

    def key_is_typed_and_more_reports(self, appsettings: Path) -> None:
        """A key for this session in its dialog, TARS's own settings written, and the setup's report."""
        with self.application() as application:
            settings = SettingsScreen(application)
            settings.reveal("url")  # of the provider that the chat asks
            settings.press("alt+k")
            settings.until_in_front("API Key")
            application.type_into_active(KEY)
            settings.press("alt+a", "alt+e")  # until the application ends; keep it
            until(lambda: f"Bearer {KEY}" in keys_sent_to(self.session_server))
            settings.reveal("appsettings")
            settings.press("alt+x")
            settings.until_in_front("Export to TARS")
            application.type_into_active(str(appsettings))
            settings.press("Return")
            until(appsettings.exists)
            settings.reveal("setup")
            settings.press("alt+u")
            settings.until_in_front("Set Up TARS Desktop")
            before = self.clipboard()
            settings.press("alt+r")
            until(lambda: self.clipboard() != before)
            self.texts.append(self.clipboard())

    def engine_answers(self) -> None:
        """A reply of the built-in engine, which is a child."""
        with self.application() as application:
            application.press("ctrl+1")
            application.type("Name a color.")
            until(lambda: turns(self.home)[-1][2] == "complete" and application.engine(), 180)
            until(lambda: self.watcher.has_seen("engine_child"))

    def commands_report(self, folder: Path) -> None:
        """Every report and every export of the command line, while the server echoes the key."""
        folder.mkdir()
        for arguments in COMMANDS:
            assert self.command(*arguments)
        self.server.fault = None
        self.command("ask", "--provider", "lab", "Hi?")
        self.command("export", str(folder / "all.json"))
        self.command("export", "--chat", "1", "--format", "markdown", str(folder / "one.md"))
        assert "First question" in (folder / "one.md").read_text()
        assert json.loads((folder / "all.json").read_text())


def keys_sent_to(server: OllamaDouble) -> set[str]:
    return {request.headers.get("authorization", "") for request in server.requests}


def meet_a_defect(application: Application) -> None:
    """Send the signal that raises the defect, again if Python only printed it where it was raised."""
    for _ in range(60):
        application.signal(signal.SIGUSR1)
        with suppress(AssertionError):
            until(lambda: "a defect that names" in application.log(), 1)
            return
    raise AssertionError("the defect did not reach the log")


@pytest.fixture
def key_on_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a defect finds the key; not among the folders that are searched."""
    path = tmp_path_factory.mktemp("apart") / "key"
    path.write_text(KEY)
    return path


@pytest.fixture
def run(tmp_path: Path, key_on_disk: Path) -> Iterator[Run]:
    """A desktop with a keyring, a `docker` on the PATH, and a defect that a signal brings out."""
    docker = DockerDouble(tmp_path / "docker")
    for name in ("defect", "temporary"):
        (tmp_path / name).mkdir()
    (tmp_path / "defect" / "sitecustomize.py").write_text(DEFECT.format(path=str(key_on_disk)))
    with (
        keyring_bed(tmp_path / "bed", without_display()) as bed,
        screen(has_tray=True) as env,
        OllamaDouble() as server,
        OllamaDouble() as session_server,
        Watcher().looking() as watcher,
    ):
        bed.start_keyring()
        asyncio.run(KeyringStore(bed.environment).write("lab", KEY))
        server.api_key = session_server.api_key = KEY
        own = {
            "HOME": str(bed.home),
            "TMPDIR": str(tmp_path / "temporary"),
            "PATH": f"{docker.bin}:{env['PATH']}",
            "DOUBLE_FOLDER": str(docker.folder),
            "DBUS_SESSION_BUS_ADDRESS": bed.environment["DBUS_SESSION_BUS_ADDRESS"],
            "PYTHONPATH": f"{tmp_path / 'defect'}:{ROOT}",
        }
        yield Run({**env, **own}, tmp_path / "home", server, session_server, watcher)
        assert docker.calls


@pytest.mark.parametrize("place_of_key", ["secret-service", "file"])
def test_after_a_full_run_the_key_is_only_where_it_is_kept(
    run: Run, tmp_path: Path, place_of_key: str
) -> None:
    run.configure(place_of_key, "lab")
    key_file = run.home / "config" / "keys.json"
    if place_of_key == "file":
        asyncio.run(KeyFile(key_file).write("lab", KEY))
    run.chat_fails_and_reports()
    run.configure(place_of_key, "desk")
    run.key_is_typed_and_more_reports(tmp_path / "appsettings.json")
    run.configure(place_of_key, "lab")
    run.commands_report(tmp_path / "exports")
    run.configure(place_of_key, "built-in")
    run.engine_answers()
    asked = [request for request in run.server.requests if request.path == "/api/chat"]
    assert {request.headers["authorization"] for request in asked} == {f"Bearer {KEY}"}
    assert run.watcher.has_seen("engine_child")
    assert run.watcher.has_seen("keyring_child") == (place_of_key == "secret-service")
    assert run.watcher.found == set()
    assert traces_of(KEY, texts=run.texts) == []
    if place_of_key == "file":
        assert KEY in key_file.read_text()
        key_file.unlink()
    assert traces_of(KEY, folders=[tmp_path]) == []
