"""Draws the pictures of the settings window, over the bench of its tests."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.app.loop import DesktopEventLoop
from desktop.domain.errors import KeyringMissing
from desktop.domain.providers import Endpoint
from desktop.domain.secrets import Where
from desktop.domain.settings import Appearance
from desktop.ui.theme import Theme
from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble
from tests.ui.settings.settings_bench import SettingsBench

KEY = "sk-of-the-picture"
USUAL = (960, 640)
LARGE = (1280, 800)
SMALL = (760, 560)
DEADLINE_SECONDS = 20.0


def shoot_settings(
    app: QApplication, loop: DesktopEventLoop, theme: Theme, folder: Path, target: Path
) -> None:
    """The providers in both schemes and three sizes, a failure, and where files are."""
    with OllamaDouble() as ollama, OpenAIDouble() as workstation:
        workstation.api_key = KEY
        endpoints = [
            Endpoint("ollama", "Ollama", ollama.url),
            Endpoint("workstation", "Workstation", workstation.url, headers=(("X-Project", "research"),)),
            Endpoint("lab", "Lab", "http://127.0.0.1:9"),
        ]
        bench = SettingsBench(loop, partial(_until, app), theme, folder / "settings", endpoints)
        _shoot(app, bench, theme, target)
        bench.close()
        bench.window.deleteLater()
        _spin(app, 0.05)


def _shoot(app: QApplication, bench: SettingsBench, theme: Theme, target: Path) -> None:
    window, page, until = bench.window, bench.window.providers, bench.until

    def shoot(name: str, appearance: Appearance, size: tuple[int, int]) -> None:
        theme.use(appearance)
        window.resize(*size)
        _spin(app, 0.5)
        window.grab().save(str(target / f"{name}.png"))
        print(f"docs/screenshots/{name}.png")

    bench.secrets.store("workstation", KEY, Where.KEYRING)
    bench.providers.refresh()
    until(lambda: not bench.providers.state.is_checking)
    window.show_page(page)
    window.bring_up()
    page.show_provider("workstation")
    page.list.setFocus()
    until(lambda: page.form.result.words.text().startswith("Available"))
    shoot("settings-light", Appearance.LIGHT, LARGE)
    shoot("settings-dark", Appearance.DARK, USUAL)
    shoot("settings-small-dark", Appearance.DARK, SMALL)
    bench.keyring.error = KeyringMissing()
    bench.secrets.store("lab", KEY, Where.KEYRING)
    page.show_provider("lab")
    until(lambda: page.form.result.property("kind") == "fail")
    shoot("settings-failed-light", Appearance.LIGHT, USUAL)
    window.show_page(window.storage)
    shoot("settings-storage-light", Appearance.LIGHT, USUAL)


def _until(app: QApplication, condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "this took too long"
        app.processEvents()


def _spin(app: QApplication, seconds: float) -> None:
    end = time.monotonic() + seconds
    _until(app, lambda: time.monotonic() > end)
