"""What a start does not need is not there: neither windows nor modules, until somebody wants them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

START = """
import asyncio, sys
from desktop.app.plain_imports import import_qt
import_qt()
from desktop.adapters.locations import find_locations, resources_dir
from desktop.adapters.logs import Redaction
import desktop.app.main
import desktop.app.second_start
from desktop.app.language import Speech
from desktop.app.loop import DesktopEventLoop
from desktop.app.quitting import Application, Quitting
from desktop.app.wiring import running
from desktop.ui.theme import Theme

app = Application(sys.argv[0])

async def start():
    quitting = Quitting(app, asyncio.get_running_loop())
    theme, speech = Theme(app, resources_dir()), Speech(app, resources_dir())
    async with running(app, theme, speech, find_locations(), quitting, Redaction()) as (desk, quick):
        desk.open(is_hidden=sys.argv[1] == "hidden")
        {then}

with asyncio.Runner(loop_factory=lambda: DesktopEventLoop(app)) as runner:
    runner.run(start())
"""
NOT_AT_FIRST = (
    "PySide6.QtNetwork",
    "desktop.app.instance_server",
    "desktop.app.settings_wiring",
    "desktop.app.setup_wiring",
    "desktop.providers",
    "desktop.services.attaching",
    "desktop.services.comparison",
    "desktop.services.context_guard",
    "desktop.services.setup",
    "desktop.services.transfer",
    "desktop.ui.carry_over",
    "desktop.ui.chat.composing",
    "desktop.ui.compare.page",
    "desktop.ui.health.page",
    "desktop.ui.models.page",
    "desktop.ui.quick.window",
    "desktop.ui.settings.window",
    "desktop.ui.setup.window",
    "desktop.ui.stack.page",
    "desktop.ui.transfer",
    "httpx",
    "importlib.metadata",
    "jeepney",
    "keyring",
    "plistlib",
    "pygments",
    "pynvml",
    "tomlkit",
)
NOT_WITHOUT_A_WINDOW = (
    "desktop.ui.chat",
    "desktop.ui.chats_pane",
    "desktop.ui.dialogs",
    "desktop.ui.main_window",
    "desktop.ui.rendering",
    "desktop.ui.sidebar",
    "desktop.ui.strip",
)


def started(home: Path, how: str, then: str) -> str:
    """What `then` prints, right after a start."""
    code = START.replace("{then}", then)
    env = {**os.environ, "TARS_DESKTOP_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = (sys.executable, "-c", code, how)
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("how", "not_there"), [("hidden", NOT_AT_FIRST + NOT_WITHOUT_A_WINDOW), ("shown", NOT_AT_FIRST)]
)
def test_nothing_is_imported_that_such_a_start_does_not_need(
    tmp_path: Path, how: str, not_there: tuple[str, ...]
) -> None:
    """An import that comes back here costs each start time and memory: see benchmarks/startup.py."""
    imported = set(started(tmp_path, how, "print(*sys.modules)").split())
    assert "desktop.ui.tray" in imported
    assert imported.intersection(not_there) == set()


def test_a_start_into_the_tray_makes_no_window_and_another_language_neither(tmp_path: Path) -> None:
    assert started(tmp_path, "hidden", "desk.remake(); print(desk.slot.is_made)") == "False"
    assert started(tmp_path, "shown", "print(desk.slot.is_made)") == "True"


def test_what_went_wrong_before_there_is_a_window_is_said_by_it(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "settings.toml").write_text("appearance = ", encoding="utf-8")
    said = started(tmp_path, "hidden", "print([one.sentence for one in desk.window.page.said])")
    assert "settings" in said
