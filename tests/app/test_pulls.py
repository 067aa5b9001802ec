"""Pulls of the real application: they outlive it, however it ends."""

import json
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.screen import Application, screen, until
from tests.servers.downloads import published
from tests.servers.ollama import OllamaDouble
from tests.servers.pull_faults import At, Phase

pytestmark = pytest.mark.real_window
MODEL = published("a:1b", 50_000_000, 1_500, 485)


@pytest.fixture(scope="module")
def desktop() -> Iterator[dict[str, str]]:
    with screen(has_tray=True) as env:
        yield env


@pytest.fixture
def server() -> Iterator[OllamaDouble]:
    with OllamaDouble() as server:
        server.downloads.publish(MODEL)
        yield server
        server.downloads.gate.set()


@pytest.fixture
def home(tmp_path: Path, server: OllamaDouble) -> Path:
    """A home with the server as a provider, and a pull of it in the queue."""
    home = tmp_path / "home"
    settings_of(home, server)
    place(home / "data" / "pulls.json", '{"version": 1, "pulls": [{"provider": "lab", "model": "a:1b"}]}')
    return home


def settings_of(home: Path, server: OllamaDouble, *, first: str = "", model: str = "") -> None:
    """Settings with the server as a provider, which is asked if `model` is given; `first` is a line above."""
    for folder in (home, home / "config", home / "data"):
        folder.mkdir(mode=0o700, exist_ok=True)
    chosen = f'[chat]\nprovider = "lab"\nmodel = "{model}"\n' if model else ""
    provider = f'[[providers]]\nid = "lab"\nname = "Lab"\nurl = "{server.url}"\nkind = "ollama"\n'
    place(home / "config" / "settings.toml", f"{first}\n{chosen}{provider}")


def place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)


def queue(home: Path) -> list[dict[str, object]]:
    pulls: list[dict[str, object]] = json.loads((home / "data" / "pulls.json").read_text())["pulls"]
    return pulls


def completed_bytes(home: Path) -> int:
    """Of the first pull in the queue."""
    value = queue(home)[0].get("completed_bytes", 0)
    assert isinstance(value, int)
    return value


def test_a_pull_goes_on_after_sigkill_and_after_sigterm(
    desktop: dict[str, str], home: Path, server: OllamaDouble
) -> None:
    """Fault P5."""
    held = server.downloads.hold(At(Phase.LAYER, 0, 20_000_000))
    first = Application(desktop, home, "--hidden")
    try:
        until(held.reached.is_set)
        until(lambda: completed_bytes(home))
        first.signal(signal.SIGKILL)
        first.ended()
        held = server.downloads.hold(At(Phase.LAYER, 0, 40_000_000))
        second = Application(desktop, home, "--hidden")
        try:
            until(held.reached.is_set)
            until(lambda: completed_bytes(home) >= 40_000_000)
            begun = time.monotonic()
            second.signal(signal.SIGTERM)
            assert second.ended() == (0, "")
            assert time.monotonic() - begun < 3
            assert completed_bytes(home) >= 40_000_000
        finally:
            second.close()
        third = Application(desktop, home, "--hidden")
        try:
            until(lambda: queue(home) == [])
            assert server.downloads.installed == {"a:1b": MODEL}
            assert server.downloads.fetched_bytes == MODEL.total_bytes
            third.signal(signal.SIGTERM)
            assert third.ended() == (0, "")
            assert "Traceback" not in third.log()
        finally:
            third.close()
    finally:
        first.close()


def test_two_starts_of_one_home_are_one_application_that_pulls(
    desktop: dict[str, str], home: Path, server: OllamaDouble
) -> None:
    held = server.downloads.hold(At(Phase.LAYER, 0, 20_000_000))
    starts = [Application(desktop, home, "--hidden") for _ in range(2)]
    try:
        until(held.reached.is_set)
        until(lambda: any(start.process.poll() == 0 for start in starts))
        (first,) = (start for start in starts if start.process.poll() is None)
        assert server.downloads.most_running == 1
        held.release()
        until(lambda: queue(home) == [])
        assert server.downloads.most_running == 1
        first.signal(signal.SIGTERM)
        assert first.ended() == (0, "")
    finally:
        for application in starts:
            application.close()


def test_a_change_of_the_settings_file_lets_more_pulls_run_at_once(
    desktop: dict[str, str], home: Path, server: OllamaDouble
) -> None:
    names = ("a:1b", "b:1b", "c:1b")
    server.downloads.publish(*(published(name, 50_000_000, 485) for name in names))
    server.downloads.gate.clear()
    rows = [{"provider": "lab", "model": name} for name in names]
    place(home / "data" / "pulls.json", json.dumps({"version": 1, "pulls": rows}))
    settings = home / "config" / "settings.toml"
    settings_of(home, server)
    place(settings, f"{settings.read_text()}\n[pulls]\nat_once = 1\n")
    application = Application(desktop, home, "--hidden")
    try:
        until(lambda: server.downloads.running == 1)
        place(settings, settings.read_text().replace("at_once = 1", "at_once = 3"))
        until(lambda: server.downloads.running == 3)
        place(settings, settings.read_text().replace("at_once = 3", "at_once = 1"))
        server.downloads.gate.set()
        until(lambda: queue(home) == [])
        assert server.downloads.most_running == 3
        assert set(server.downloads.installed) == set(names)
        application.signal(signal.SIGTERM)
        assert application.ended() == (0, "")
    finally:
        application.close()
