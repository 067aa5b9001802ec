"""The settings window with two providers that answer: an Ollama and an OpenAI-compatible server."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.loop import DesktopEventLoop
from desktop.domain.providers import Endpoint
from desktop.ui.theme import Theme
from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble
from tests.ui.settings.settings_bench import SettingsBench

DEADLINE_MILLISECONDS = 15_000


@pytest.fixture
def ollama() -> Iterator[OllamaDouble]:
    with OllamaDouble() as server:
        yield server


@pytest.fixture
def workstation() -> Iterator[OpenAIDouble]:
    with OpenAIDouble() as server:
        yield server


@pytest.fixture
def bench(
    qtbot: QtBot,
    qt_loop: DesktopEventLoop,
    theme: Theme,
    tmp_path: Path,
    ollama: OllamaDouble,
    workstation: OpenAIDouble,
) -> Iterator[SettingsBench]:
    def until(condition: Callable[[], object]) -> None:
        qtbot.waitUntil(lambda: bool(condition()), timeout=DEADLINE_MILLISECONDS)

    endpoints = [
        Endpoint("ollama", "Ollama", ollama.url),
        Endpoint("workstation", "Workstation", workstation.url),
    ]
    bench = SettingsBench(qt_loop, until, theme, tmp_path, endpoints)
    qtbot.addWidget(bench.window, before_close_func=None)
    bench.providers.refresh()
    until(lambda: not bench.providers.state.is_checking)
    bench.window.bring_up()
    yield bench
    bench.close()
