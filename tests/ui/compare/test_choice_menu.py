"""The list of models to tick."""

from PySide6.QtCore import Qt

from tests.ui.compare.conftest import FIRST, OTHER, Bench


def test_the_list_stays_open_while_models_are_ticked(bench: Bench) -> None:
    bench.entry.show()
    button = bench.page.bar.models
    bench.ui.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = button.menu_of_models
    bench.ui.until(menu.isVisible)
    action = next(action for action in menu.actions() if action.isCheckable())
    assert action.isChecked()
    bench.ui.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    assert FIRST not in bench.chosen.choices
    assert not action.isChecked()
    assert menu.isVisible()
    menu.setActiveAction(action)
    bench.ui.qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert FIRST in bench.chosen.choices
    assert menu.isVisible()
    bench.ui.qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()


def test_the_button_says_who_is_asked(bench: Bench) -> None:
    bench.chosen.tick(FIRST, is_ticked=False)
    assert FIRST.model not in bench.page.bar.models.accessibleName()
    assert OTHER.model in bench.page.bar.models.accessibleName()
