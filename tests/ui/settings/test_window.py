"""The settings window: every category by mouse, keys and search; it fits every width and size of letters."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.settings import Appearance, Language, OnQuit
from desktop.ui.settings.category_page import FormScroll
from desktop.ui.settings.choice_box import ChoiceBox
from desktop.ui.settings.providers_page import ProvidersPage
from desktop.ui.settings.search import found
from tests.ui.settings.settings_bench import SettingsBench


def choose(box: ChoiceBox, data: object) -> None:
    """What a pick in the list of a combo box does."""
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_every_category_has_a_button_that_shows_its_page(bench: SettingsBench, qtbot: QtBot) -> None:
    window = bench.window
    for button, page in zip(window.side.buttons, window.pages, strict=True):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert window.current is page
        assert page.isVisible()
        assert [each.isChecked() for each in window.side.buttons].count(True) == 1


@pytest.mark.parametrize(
    ("text", "title", "category"),
    [
        ("prox", "Proxy", "Providers"),
        ("certificate", "CA file", "Providers"),
        ("dark", "Colors", "Appearance"),
        ("password", "API key", "Providers"),
        ("autostart", "Start", "General"),
        ("wizard", "Setup", "General"),
        ("database", "Chats", "Storage"),
        ("cuda", "GPU", "Stack"),
        ("GGUF", "Model file", "Providers"),
    ],
)
def test_a_setting_is_found_by_its_name_or_another_word_for_it(
    bench: SettingsBench, qtbot: QtBot, text: str, title: str, category: str
) -> None:
    window = bench.window
    window.side.search.setFocus()
    qtbot.keyClicks(window.side.search, text)
    first = window.side.results.rows.rows[0]
    assert (first.title, first.detail) == (title, category)
    qtbot.keyClick(window.side.search, Qt.Key.Key_Return)
    assert window.current.name == category
    focused = window.focusWidget()
    assert focused is not None
    assert focused.isVisible()
    row = next(row for row in window.current.rows if row.title == title)
    assert row.cell.isVisible()
    assert row.cell.isAncestorOf(focused)


def test_down_leads_into_what_was_found_and_escape_back_to_the_categories(
    bench: SettingsBench, qtbot: QtBot
) -> None:
    side = bench.window.side
    side.search.setFocus()
    qtbot.keyClicks(side.search, "export")
    qtbot.keyClick(side.search, Qt.Key.Key_Down)
    assert side.results.hasFocus()
    qtbot.keyClick(side.results, Qt.Key.Key_Return)
    assert bench.window.current is bench.window.storage
    side.search.setFocus()
    qtbot.keyClick(side.search, Qt.Key.Key_Escape)
    assert not side.search.text()
    assert side.buttons[0].isVisible()
    assert not side.results.isVisible()


def test_nothing_found_is_said(bench: SettingsBench, qtbot: QtBot) -> None:
    qtbot.keyClicks(bench.window.side.search, "zzz")
    assert bench.window.side.nothing.text() == "Nothing found for “zzz”."
    assert found("", ()) == ()


def test_each_choice_is_saved_at_once_and_undone(bench: SettingsBench) -> None:
    window = bench.window
    choose(window.appearance.colors, Appearance.DARK.value)
    colors = [bench.state.appearance]
    window.edits.undo()
    assert [*colors, bench.state.appearance] == [Appearance.DARK, Appearance.SYSTEM]
    assert window.appearance.colors.currentData() == Appearance.SYSTEM.value
    choose(window.general.language, Language.GERMAN.value)
    assert bench.state.language is Language.GERMAN
    window.show_page(window.notifications)
    window.notifications.notifies.click()
    window.chat.titles.click()
    flags = [bench.state.notifies, bench.state.makes_titles]
    window.edits.undo()
    assert [*flags, bench.state.makes_titles] == [False, False, True]
    choose(window.stack.on_quit, OnQuit.STOP.value)
    assert bench.state.on_quit is OnQuit.STOP
    choose(window.storage.at_once, 5)
    assert bench.state.pulls_at_once == 5


def test_options_of_the_stack_are_checked_before_they_hold(bench: SettingsBench) -> None:
    page = bench.window.stack
    page.port.setText("70000")
    page.port.setModified(True)
    page.commit()
    assert bench.state.stack.port == 8080
    assert "cannot be a port" in page.port_problem.text()
    page.port.setText("8090")
    page.port.setModified(True)
    page.commit()
    assert bench.state.stack.port == 8090
    assert bench.stack.state.options.port == 8090
    assert not page.port_problem.text()
    bench.window.edits.undo()
    assert bench.stack.state.options.port == 8080
    assert page.port.text() == "8080"


def test_who_lets_others_reach_the_stack_is_warned(bench: SettingsBench) -> None:
    page = bench.window.stack
    bench.window.show_page(page)
    assert not page.warning.isVisible()
    choose(page.exposure, "0.0.0.0")
    assert page.warning.isVisible()


def test_the_start_with_the_session_is_switched(bench: SettingsBench) -> None:
    tick = bench.window.general.autostart
    bench.until(tick.isEnabled)
    tick.click()
    bench.until(lambda: bench.entry.is_there and tick.isChecked() and tick.isEnabled())


def test_an_offer_to_undo_ends_by_itself(bench: SettingsBench) -> None:
    bench.window.edits._timer.setInterval(50)
    bench.window.edits.change("Something", notifies=False)
    assert bench.window.undo_bar.isVisible()
    bench.until(lambda: not bench.window.undo_bar.isVisible())
    bench.window.edits.undo()
    assert not bench.state.notifies


def test_escape_closes_the_window(bench: SettingsBench, qtbot: QtBot) -> None:
    bench.window.side.buttons[0].setFocus()
    with qtbot.waitSignal(bench.window.closed):
        qtbot.keyClick(bench.window, Qt.Key.Key_Escape)
    assert not bench.window.isVisible()


def shown(window: QWidget) -> Iterator[QWidget]:
    return (widget for widget in window.findChildren(QWidget) if widget.isVisible())


@pytest.mark.parametrize("size", [(1280, 800), (960, 640), (820, 560), (760, 560), (480, 400)])
def test_no_page_is_wider_than_its_room(bench: SettingsBench, size: tuple[int, int]) -> None:
    window = bench.window
    window.resize(*size)
    for page in window.pages:
        window.show_page(page)
        area = page.form if isinstance(page, ProvidersPage) else page.area
        QTest.qWait(30)
        assert _fits(area), (page.name, area.inside.width(), area.viewport().width())


def _fits(area: FormScroll) -> bool:
    return area.inside.width() <= area.viewport().width()


def test_everything_has_a_name_and_every_label_its_field(bench: SettingsBench) -> None:
    window = bench.window
    for page in window.pages:
        window.show_page(page)
        for widget in shown(window):
            if isinstance(widget, QAbstractButton | QLineEdit | QComboBox) and widget.focusPolicy():
                label = next((at for at in shown(window) if _is_label_of(at, widget)), None)
                said = widget.accessibleName() or getattr(widget, "text", str)() or label
                assert said, widget


def _is_label_of(label: QWidget, field: QWidget) -> bool:
    return isinstance(label, QLabel) and label.buddy() is field
