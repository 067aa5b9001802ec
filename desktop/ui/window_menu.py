"""What the chat menu has of the application as a whole, after what is about the chat."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QMenu

from desktop.domain.settings import Appearance
from desktop.ui.formats import translate


def add_window_actions(
    menu: QMenu,
    appearance_chosen: SignalInstance,
    settings_wanted: SignalInstance,
    setup_wanted: SignalInstance,
    quit_wanted: SignalInstance,
    list_shortcuts: Callable[[], None],
) -> None:
    """Add the actions at the end of the menu; each emits its signal, or lists the shortcuts."""
    looks = menu.addMenu(translate("MainWindow", "Appeara&nce"))
    for appearance, text in (
        (Appearance.SYSTEM, translate("MainWindow", "&System")),
        (Appearance.LIGHT, translate("MainWindow", "&Light")),
        (Appearance.DARK, translate("MainWindow", "&Dark")),
    ):
        looks.addAction(text).triggered.connect(partial(appearance_chosen.emit, appearance))
    menu.addAction(translate("MainWindow", "Se&ttings…")).triggered.connect(settings_wanted)
    menu.addAction(translate("MainWindow", "&Setup…")).triggered.connect(setup_wanted)
    menu.addAction(translate("MainWindow", "&Keyboard Shortcuts")).triggered.connect(list_shortcuts)
    menu.addSeparator()
    menu.addAction(translate("MainWindow", "&Quit")).triggered.connect(quit_wanted)
