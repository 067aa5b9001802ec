"""The ways from the main window to the settings."""

from PySide6.QtCore import Qt

from tests.ui.conftest import Ui


def test_sidebar_rail_keys_and_menu_lead_to_the_settings(ui: Ui) -> None:
    wanted: list[None] = []
    ui.window.settings_wanted.connect(lambda: wanted.append(None))
    ui.qtbot.mouseClick(ui.window.sidebar.settings, Qt.MouseButton.LeftButton)
    ui.qtbot.keyClick(ui.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    next(action for action in ui.page.menu.actions() if action.text() == "Se&ttings…").trigger()
    ui.window.resize(800, 600)
    ui.until(ui.window.rail.isVisible)
    ui.qtbot.mouseClick(ui.window.rail.settings, Qt.MouseButton.LeftButton)
    assert len(wanted) == 4
