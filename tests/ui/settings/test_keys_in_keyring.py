"""A key from the dialog into a real GNOME Keyring and out of it again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.adapters.keyring_store import KeyringStore
from desktop.app.loop import DesktopEventLoop
from desktop.domain.providers import Endpoint
from desktop.ui.settings.key_dialog import KeyDialog
from desktop.ui.theme import Theme
from tests.keyring_bed import keyring_bed, without_display
from tests.servers.openai_compatible import OpenAIDouble
from tests.ui.settings.settings_bench import SettingsBench

KEY = "sk-canary-0815"

pytestmark = pytest.mark.real_keyring


def test_a_key_is_kept_there_used_and_deleted(
    qtbot: QtBot, qt_loop: DesktopEventLoop, theme: Theme, tmp_path: Path, workstation: OpenAIDouble
) -> None:
    def until(condition: Callable[[], object]) -> None:
        qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)

    workstation.api_key = KEY
    endpoints = [Endpoint("workstation", "Workstation", workstation.url)]
    with keyring_bed(tmp_path / "bed", without_display()) as bed:
        bed.start_keyring()
        keyring = KeyringStore(bed.environment)
        bench = SettingsBench(qt_loop, until, theme, tmp_path, endpoints, keyring=keyring)
        qtbot.addWidget(bench.window, before_close_func=None)
        bench.window.show_key("workstation")
        form = bench.window.providers.form
        until(lambda: "refused the key (401)" in form.result.words.text())
        qtbot.mouseClick(form.fields.key.enter, Qt.MouseButton.LeftButton)
        dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, KeyDialog) and w.isVisible())
        qtbot.keyClicks(dialog.key, KEY)
        qtbot.keyClick(dialog.key, Qt.Key.Key_Return)
        until(lambda: form.fields.key.words.text() == "The key is kept in the keyring.")
        until(lambda: form.result.words.text().startswith("Available"))
        assert [entry["username"] for entry in bed.entries()] == ["workstation"]
        bench.secrets.forget("workstation")
        until(lambda: not bed.entries())
        until(lambda: form.fields.key.words.text() == "No key.")
        bench.close()
