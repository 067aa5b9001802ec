"""Keys: dots that tell nothing, every place and every failure in words, and never a key in a widget."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.errors import KeyringLocked, KeyringMissing
from desktop.domain.secrets import KeyPlace, KeyStatus, Where
from desktop.ui.dialogs import ConfirmDialog
from desktop.ui.settings.key_dialog import KeyDialog
from desktop.ui.settings.key_row import DOTS, KeyRow
from tests.servers.openai_compatible import OpenAIDouble
from tests.ui.settings.settings_bench import SettingsBench

KEY = "sk-canary-4711"


@pytest.fixture
def row(bench: SettingsBench) -> KeyRow:
    bench.window.show_page(bench.window.providers)
    bench.window.providers.show_provider("workstation")
    return bench.window.providers.form.fields.key


def open_dialog(row: KeyRow, qtbot: QtBot) -> KeyDialog:
    qtbot.mouseClick(row.enter, Qt.MouseButton.LeftButton)
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, KeyDialog) and w.isVisible())


def enter(row: KeyRow, qtbot: QtBot, key: str = KEY, where: Where = Where.KEYRING) -> None:
    dialog = open_dialog(row, qtbot)
    qtbot.keyClicks(dialog.key, key)
    dialog.places[where].setChecked(True)
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)


def words_of(widget: QWidget) -> str:
    """Everything a widget says, in its text, its tooltip and its name."""
    texts = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle()]
    if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
        texts.append(widget.text())
    return " ".join(texts)


def test_a_key_goes_into_the_keyring_and_into_no_widget_and_no_file(
    bench: SettingsBench, row: KeyRow, qtbot: QtBot, workstation: OpenAIDouble
) -> None:
    workstation.api_key = KEY
    dialog = open_dialog(row, qtbot)
    qtbot.keyClicks(dialog.key, KEY)
    assert KEY not in words_of(row)
    assert dialog.key.displayText() != KEY
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    bench.until(lambda: bench.keyring.keys == {"workstation": KEY})
    bench.until(lambda: row.words.text() == "The key is kept in the keyring.")
    assert row.dots.text() == DOTS
    assert row.enter.text() == "&Replace…"
    said = " ".join(words_of(widget) for widget in QApplication.allWidgets())
    assert KEY not in said
    assert KEY[:6] not in said
    bench.run(bench.settings.aclose())
    assert KEY not in bench.path.read_text()
    assert "secret-service" in bench.path.read_text()
    assert bench.shown_in_logs == [KEY]
    result = bench.window.providers.form.result
    bench.until(lambda: result.words.text().startswith("Available"))


def test_the_dots_are_as_many_for_every_key(bench: SettingsBench, row: KeyRow, qtbot: QtBot) -> None:
    enter(row, qtbot, "k")
    bench.until(lambda: bench.keyring.keys == {"workstation": "k"})
    assert len(row.dots.text()) == len(DOTS)


def test_a_locked_keyring_is_unlocked_by_the_button(bench: SettingsBench, row: KeyRow, qtbot: QtBot) -> None:
    bench.keyring.keys["workstation"] = KEY
    bench.keyring.error = KeyringLocked()
    bench.secrets.note_place("workstation", KeyPlace.SECRET_SERVICE)
    bench.tests.start("workstation")
    bench.until(lambda: row.words.text() == "The keyring is locked. Unlock it to use the key in it.")
    assert row.unlock.text() == "Un&lock"
    bench.keyring.error = None
    qtbot.mouseClick(row.unlock, Qt.MouseButton.LeftButton)
    bench.until(lambda: row.words.text() == "The key is kept in the keyring.")
    assert bench.keyring.calls[-1].endswith("asking")
    assert not row.unlock.isVisible()


def test_without_a_keyring_the_key_holds_for_the_session_and_the_other_places_are_offered(
    bench: SettingsBench, row: KeyRow, qtbot: QtBot
) -> None:
    bench.keyring.error = KeyringMissing()
    enter(row, qtbot)
    bench.until(lambda: row.words.text().startswith("No keyring is running here."))
    assert bench.secrets.state.of("workstation").status is KeyStatus.SESSION
    dialog = open_dialog(row, qtbot)
    assert dialog.where is Where.SESSION
    qtbot.keyClicks(dialog.key, KEY)
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    bench.until(lambda: row.words.text() == "The key is kept until the application ends.")


def test_a_plain_file_needs_the_typed_word(bench: SettingsBench, row: KeyRow, qtbot: QtBot) -> None:
    dialog = open_dialog(row, qtbot)
    qtbot.keyClicks(dialog.key, KEY)
    dialog.places[Where.FILE].setChecked(True)
    assert dialog.warning.isVisible()
    assert bench.storage.places.key_file in dialog.warning.text()
    assert not dialog.ok.isEnabled()
    qtbot.keyClick(dialog.word, Qt.Key.Key_Return)
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.word, "Unencrypted")
    assert dialog.ok.isEnabled()
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    bench.until(lambda: bench.key_file.keys == {"workstation": KEY})
    bench.until(lambda: row.words.text() == "The key is kept unencrypted in the file of keys.")


def test_what_cannot_be_a_key_is_said_and_the_dialog_stays(
    bench: SettingsBench, row: KeyRow, qtbot: QtBot
) -> None:
    dialog = open_dialog(row, qtbot)
    dialog.key.setText("two words")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert dialog.problem.isVisible()
    assert not bench.keyring.calls
    dialog.reject()
    assert dialog.key.text() == ""


def test_a_key_is_not_asked_for_where_it_would_go_unencrypted_over_the_network(
    bench: SettingsBench, qtbot: QtBot
) -> None:
    page = bench.window.providers
    bench.window.show_page(page)
    provider = bench.editing.add("http://gpu.invalid:8080").endpoint.id
    page.show_provider(provider)
    qtbot.mouseClick(page.form.fields.key.enter, Qt.MouseButton.LeftButton)
    assert not any(isinstance(w, KeyDialog) and w.isVisible() for w in QApplication.topLevelWidgets())
    assert "unencrypted" in page.form.fields.problems["key"].text()
    bench.until(lambda: bench.tests.of(provider).result)


def test_a_key_is_removed_after_a_question(bench: SettingsBench, row: KeyRow, qtbot: QtBot) -> None:
    enter(row, qtbot)
    bench.until(lambda: row.words.text() == "The key is kept in the keyring.")
    qtbot.mouseClick(row.remove, Qt.MouseButton.LeftButton)
    question = next(
        w for w in QApplication.topLevelWidgets() if isinstance(w, ConfirmDialog) and w.isVisible()
    )
    assert bench.keyring.keys
    qtbot.mouseClick(question.buttons[0], Qt.MouseButton.LeftButton)
    bench.until(lambda: not bench.keyring.keys)
    bench.until(lambda: row.words.text() == "No key.")
    assert not row.dots.isVisible()


def test_a_keyring_that_does_not_answer_can_be_given_up(
    bench: SettingsBench, row: KeyRow, qtbot: QtBot
) -> None:
    bench.keyring.gate.clear()
    enter(row, qtbot)
    bench.until(row.stop.isVisible)
    assert "may be asking for its password" in row.words.text()
    qtbot.mouseClick(row.stop, Qt.MouseButton.LeftButton)
    assert row.words.text().startswith("The keyring did not answer.")
    bench.keyring.gate.set()


def test_the_window_opens_where_the_key_of_a_provider_is_entered(bench: SettingsBench) -> None:
    bench.window.hide()
    bench.window.show_key("workstation")
    assert bench.window.isVisible()
    assert bench.window.current is bench.window.providers
    assert bench.window.providers.current == "workstation"
    form = bench.window.providers.form
    assert form.mark.isVisible()


def test_the_mark_around_a_row_moves_with_what_is_above_it(bench: SettingsBench) -> None:
    bench.window.show_key("workstation")
    form = bench.window.providers.form
    cell = form.fields.key_row.cell

    def is_around() -> bool:
        at = cell.mapTo(form.inside, cell.rect().topLeft())
        return form.mark.geometry().contains(cell.rect().translated(at))

    bench.until(is_around)
    before = form.mark.y()
    form.top.setMinimumHeight(form.top.height() + 40)
    bench.until(lambda: form.mark.y() >= before + 40)
    assert is_around()
