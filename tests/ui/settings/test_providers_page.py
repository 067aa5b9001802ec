"""The providers: added, brought into order, turned off, removed; every change is saved, and can be undone."""

import tomllib
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.providers import BUILT_IN_ID, Endpoint
from desktop.domain.secrets import KeyStatus, Where
from desktop.ui.dialogs import TextDialog
from desktop.ui.settings.providers_page import ProvidersPage
from tests.ui.settings.settings_bench import SettingsBench

OWN = ("ollama", "workstation")


@pytest.fixture
def page(bench: SettingsBench) -> ProvidersPage:
    bench.window.show_page(bench.window.providers)
    bench.window.providers.show_provider("workstation")
    return bench.window.providers


def ids(page: ProvidersPage) -> list[str]:
    return [row.id for row in page.list.rows.rows]


def press_undo(bench: SettingsBench, qtbot: QtBot) -> None:
    assert bench.window.undo_bar.isVisible()
    qtbot.mouseClick(bench.window.undo_bar.undo, Qt.MouseButton.LeftButton)
    assert not bench.window.undo_bar.isVisible()


def test_each_row_says_in_words_how_the_provider_is(bench: SettingsBench, page: ProvidersPage) -> None:
    spoken = {row.id: row.spoken for row in page.list.rows.rows}
    assert spoken["ollama"] == f"Ollama, {bench.editing.endpoint('ollama').url[7:]}, Default, Available"
    assert spoken["workstation"].endswith("Available")
    assert spoken[BUILT_IN_ID] == "Built-in, On this computer, Off"


def test_a_pasted_address_is_added_repaired_tested_and_saved(
    bench: SettingsBench, page: ProvidersPage, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, TextDialog) and w.isVisible())
    dialog.field.setText("127.0.0.1:9/v1/chat/completions")
    dialog.accept()
    assert page.current == "127.0.0.1"
    assert page.form.fields.url.text() == "http://127.0.0.1:9/v1"
    assert page.form.fields.url_note.text() == "Repaired from “127.0.0.1:9/v1/chat/completions”."
    bench.until(lambda: bench.tests.of("127.0.0.1").result)
    assert page.form.result.words.text().startswith("No answer from")
    bench.run(bench.settings.aclose())
    rows = tomllib.loads(bench.path.read_text())["providers"]
    assert [row["id"] for row in rows] == [*OWN, "127.0.0.1"]
    press_undo(bench, qtbot)
    assert "127.0.0.1" not in ids(page)


def test_an_address_that_is_none_is_refused_in_words(page: ProvidersPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, TextDialog) and w.isVisible())
    dialog.field.setText("ftp://x")
    dialog.accept()
    assert "is not an address of a server" in dialog.problem.text()
    dialog.reject()


def test_alt_with_an_arrow_key_moves_a_provider_and_undo_moves_it_back(
    bench: SettingsBench, page: ProvidersPage, qtbot: QtBot
) -> None:
    before = ids(page)
    place = before.index("workstation")
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert ids(page).index("workstation") == place - 1
    assert page.current == "workstation"
    assert bench.state.provider_order == tuple(ids(page))
    press_undo(bench, qtbot)
    assert ids(page) == before


def test_at_the_end_of_the_list_the_keys_move_nothing(
    bench: SettingsBench, page: ProvidersPage, qtbot: QtBot
) -> None:
    page.show_provider(ids(page)[0])
    qtbot.keyClick(page.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert bench.state.provider_order == ()


def test_a_provider_is_dragged_to_another_place(
    bench: SettingsBench, page: ProvidersPage, qtbot: QtBot
) -> None:
    view = page.list.viewport()
    start = page.list.visualRect(page.list.rows.index(ids(page).index("workstation"))).center()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, QPoint(start.x(), start.y() - 20))
    QApplication.processEvents()
    drag(page, QPoint(start.x(), 2))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(start.x(), 2))
    assert ids(page)[0] == "workstation"
    assert bench.state.provider_order[0] == "workstation"


def drag(page: ProvidersPage, to: QPoint) -> None:
    """Move the pointer with the button held, which QTest does not do by itself."""
    view = page.list.viewport()
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        QPointF(view.mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view, event)


def test_turned_off_it_is_neither_asked_nor_offered_and_the_button_turns_it_on_again(
    bench: SettingsBench, page: ProvidersPage, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.form.top.toggle, Qt.MouseButton.LeftButton)
    assert bench.providers.state.row("workstation") is None
    assert page.form.top.toggle.text() == "Turn O&n"
    qtbot.mouseClick(page.form.top.toggle, Qt.MouseButton.LeftButton)
    bench.until(lambda: bench.providers.state.row("workstation"))
    assert "workstation" not in bench.state.disabled_providers


def test_what_was_removed_comes_back_with_its_key(
    bench: SettingsBench, page: ProvidersPage, qtbot: QtBot
) -> None:
    bench.secrets.store("workstation", "sk-1", Where.KEYRING)
    bench.until(lambda: bench.secrets.state.of("workstation").status is KeyStatus.THERE)
    before = bench.state.endpoints
    qtbot.mouseClick(page.form.top.remove, Qt.MouseButton.LeftButton)
    assert "workstation" not in ids(page)
    press_undo(bench, qtbot)
    assert bench.state.endpoints == before
    assert bench.keyring.keys == {"workstation": "sk-1"}


def test_a_removal_that_cannot_be_undone_any_more_takes_the_key_with_it(
    bench: SettingsBench, page: ProvidersPage, qtbot: QtBot
) -> None:
    bench.secrets.store("workstation", "sk-1", Where.KEYRING)
    bench.until(lambda: bench.secrets.state.of("workstation").status is KeyStatus.THERE)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert bench.keyring.keys
    page.show_provider("ollama")
    qtbot.mouseClick(page.form.top.toggle, Qt.MouseButton.LeftButton)  # another change ends the offer
    bench.until(lambda: not bench.keyring.keys)


@pytest.mark.parametrize("answers", [True, False])
def test_the_end_waits_for_the_key_of_a_removed_provider_as_long_as_the_keyring_answers(
    bench: SettingsBench, page: ProvidersPage, qtbot: QtBot, answers: bool
) -> None:
    bench.secrets.store("workstation", "sk-1", Where.KEYRING)
    bench.until(lambda: bench.secrets.state.of("workstation").status is KeyStatus.THERE)
    qtbot.mouseClick(page.form.top.remove, Qt.MouseButton.LeftButton)
    if not answers:
        bench.keyring.gate.clear()
    bench.window.edits.finish()
    bench.run(bench.secrets.aclose())
    assert bool(bench.keyring.keys) is not answers


def test_a_name_changed_in_the_file_is_shown_and_what_is_being_typed_stays(
    bench: SettingsBench, page: ProvidersPage, qtbot: QtBot
) -> None:
    bench.run(bench.settings.aclose())
    bench.settings.watch()
    url = page.form.fields.url
    url.setFocus()
    qtbot.keyClick(url, Qt.Key.Key_End)
    qtbot.keyClicks(url, "/x")
    text = bench.path.read_text().replace('"Workstation"', '"Bench"')
    bench.path.write_text(text)
    bench.until(lambda: page.form.top.name.whole == "Bench")
    assert page.form.fields.name.text() == "Bench"
    assert url.text().endswith("/x")


def test_a_broken_file_is_said_in_the_window(bench: SettingsBench) -> None:
    bench.run(bench.settings.aclose())
    bench.settings.watch()
    bench.path.write_text("appearance = \n")
    bench.until(bench.window.notice.isVisible)
    assert str(bench.path) in bench.window.notice.sentence.text()
    bench.window.notice.dismissed.emit()
    assert not bench.window.notice.isVisible()


def test_in_a_narrow_window_a_combo_box_takes_the_place_of_the_list(
    bench: SettingsBench, page: ProvidersPage
) -> None:
    bench.window.resize(760, 560)
    bench.until(page.box.isVisible)
    assert not page.list.isVisible()
    page.box.setCurrentIndex(page.box.findData("ollama"))
    page.box.activated.emit(page.box.currentIndex())
    assert page.form.fields.name.text() == "Ollama"
    bench.window.resize(960, 640)
    bench.until(page.list.isVisible)


def test_names_from_elsewhere_are_shown_word_for_word(bench: SettingsBench, page: ProvidersPage) -> None:
    name = "<img src=x>&amp; \u202eevil"
    rows = tuple(replace(row, name=name) if row.id == "workstation" else row for row in bench.state.endpoints)
    bench.settings.change(endpoints=(*rows, Endpoint("x", "<b>x</b>", "http://127.0.0.1:9")))
    assert page.form.top.name.whole == "<img src=x>&amp; evil"
    assert "<b>x</b>" in [row.title for row in page.list.rows.rows]
