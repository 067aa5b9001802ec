"""One provider: its values are checked, saved, tested at once, and what is wrong is said below its field."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.providers import DIRECT, ProviderKind
from desktop.ui.settings.choice_box import ChoiceBox
from desktop.ui.settings.headers_dialog import HeadersDialog
from desktop.ui.settings.provider_form import ProviderForm
from tests.servers.openai_compatible import OpenAIDouble
from tests.servers.secure import CERTIFICATE
from tests.ui.settings.settings_bench import SettingsBench


@pytest.fixture
def form(bench: SettingsBench) -> ProviderForm:
    bench.window.show_page(bench.window.providers)
    bench.window.providers.show_provider("workstation")
    bench.until(lambda: bench.tests.of("workstation").result)
    return bench.window.providers.form


def write(qtbot: QtBot, field: object, text: str) -> None:
    """Replace the text of a field by typing, and press Enter."""
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def choose(box: ChoiceBox, data: str) -> None:
    """What a pick in the list of a combo box does."""
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def headers_dialog(form: ProviderForm, qtbot: QtBot) -> HeadersDialog:
    qtbot.mouseClick(form.fields.headers_edit, Qt.MouseButton.LeftButton)
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, HeadersDialog) and w.isVisible())


def test_a_provider_that_was_never_shown_is_tested_when_it_is(form: ProviderForm) -> None:
    words = form.result.words.text()
    assert words.startswith("Available: OpenAI-compatible, 1 model")
    assert words.endswith("ms")
    assert form.result.detail.text() == "On this computer"


def test_an_error_is_said_with_its_evidence_which_can_be_copied(
    bench: SettingsBench, form: ProviderForm, qtbot: QtBot, workstation: OpenAIDouble
) -> None:
    workstation.api_key = "another"
    qtbot.mouseClick(form.result.again, Qt.MouseButton.LeftButton)
    bench.until(lambda: "refused the key (401)" in form.result.words.text())
    assert form.result.property("kind") == "fail"
    qtbot.mouseClick(form.result.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == form.result.evidence.text() != ""


def test_a_name_is_saved_with_enter_and_undone_with_the_keys(
    bench: SettingsBench, form: ProviderForm, qtbot: QtBot
) -> None:
    write(qtbot, form.fields.name, "Bench")
    assert bench.editing.endpoint("workstation").name == "Bench"
    assert bench.window.undo_bar.words.text() == "Changed the name of Workstation"
    bench.window.edits.undo()
    assert form.fields.name.text() == "Workstation"


def test_a_pasted_url_is_repaired_and_tested_without_enter(
    bench: SettingsBench, form: ProviderForm, qtbot: QtBot, workstation: OpenAIDouble
) -> None:
    pasted = f"{workstation.url}/v1/chat/completions"
    QGuiApplication.clipboard().setText(pasted)
    form.fields.url.setFocus()
    form.fields.url.selectAll()
    qtbot.keyClick(form.fields.url, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert form.fields.url.text() == f"{workstation.url}/v1"
    assert form.fields.url_note.text() == f"Repaired from “{pasted}”."
    bench.until(lambda: form.result.words.text().startswith("Available"))


def test_a_url_that_is_none_changes_nothing_and_stays_to_be_mended(
    bench: SettingsBench, form: ProviderForm, qtbot: QtBot
) -> None:
    before = bench.state
    write(qtbot, form.fields.url, "http://user:secret@host")
    assert bench.state == before
    assert form.fields.problems["url"].isVisible()
    assert "secret" not in form.fields.problems["url"].text()
    assert not form.fields.problems["name"].isVisible()


def test_another_provider_is_shown_without_what_was_wrong_with_the_one_before(
    bench: SettingsBench, form: ProviderForm, qtbot: QtBot
) -> None:
    write(qtbot, form.fields.url, "ftp://x")
    bench.window.providers.show_provider("ollama")
    assert not form.fields.problems["url"].isVisible()
    assert form.fields.url.text() == bench.editing.endpoint("ollama").url


def test_kind_and_default_model_are_chosen_from_what_is_there(
    bench: SettingsBench, form: ProviderForm
) -> None:
    assert form.fields.kind_note.text() == "Detected: OpenAI-compatible"
    choose(form.fields.kind, ProviderKind.OPENAI.value)
    assert bench.editing.endpoint("workstation").kind is ProviderKind.OPENAI
    assert not form.fields.kind_note.isVisible()
    bench.until(lambda: (row := bench.providers.state.row("workstation")) and row.models)
    model = form.fields.model.itemData(1)
    choose(form.fields.model, model)
    assert bench.state.default_models["workstation"] == model


def test_a_proxy_is_the_systems_none_or_a_url(bench: SettingsBench, form: ProviderForm, qtbot: QtBot) -> None:
    choose(form.fields.proxy, DIRECT)
    assert bench.editing.endpoint("workstation").proxy == DIRECT
    choose(form.fields.proxy, "other")
    assert form.fields.proxy_url.isVisible()
    assert bench.editing.endpoint("workstation").proxy == DIRECT
    write(qtbot, form.fields.proxy_url, "http://user:pw@proxy:1")
    assert form.fields.problems["proxy"].isVisible()
    write(qtbot, form.fields.proxy_url, "127.0.0.1:9")
    assert bench.editing.endpoint("workstation").proxy == "http://127.0.0.1:9"
    bench.until(lambda: "The proxy on the way" in form.result.words.text())
    choose(form.fields.proxy, "")
    assert bench.editing.endpoint("workstation").proxy == ""


def test_a_ca_file_that_is_not_there_is_said_by_the_test(
    bench: SettingsBench, form: ProviderForm, qtbot: QtBot, tmp_path: Path
) -> None:
    write(qtbot, form.fields.url, "https://127.0.0.1:9")
    write(qtbot, form.fields.ca_file, str(tmp_path / "no.pem"))
    bench.until(lambda: "are not there" in form.result.words.text())
    write(qtbot, form.fields.ca_file, str(CERTIFICATE))
    bench.until(lambda: form.result.words.text().startswith("No answer"))
    qtbot.mouseClick(form.fields.ca_clear, Qt.MouseButton.LeftButton)
    assert bench.editing.endpoint("workstation").ca_file == ""


def test_headers_are_edited_in_a_dialog_and_secret_values_are_dots(
    bench: SettingsBench, form: ProviderForm, qtbot: QtBot
) -> None:
    dialog = headers_dialog(form, qtbot)
    qtbot.keyClicks(dialog.rows[0].name, "X-Project")
    qtbot.keyClicks(dialog.rows[0].value, "research")
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(dialog.rows[1].name, "X-Api-Key")
    qtbot.keyClicks(dialog.rows[1].value, "sk-secret")
    assert "secret" not in dialog.rows[1].value.displayText()
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert bench.editing.endpoint("workstation").headers == (
        ("X-Project", "research"),
        ("X-Api-Key", "sk-secret"),
    )
    assert form.fields.headers.text() == "X-Project: research\nX-Api-Key: ••••••••"


def test_a_header_that_cannot_be_sent_keeps_the_dialog_open(
    bench: SettingsBench, form: ProviderForm, qtbot: QtBot
) -> None:
    dialog = headers_dialog(form, qtbot)
    qtbot.keyClicks(dialog.rows[0].name, "Authorization")
    qtbot.keyClicks(dialog.rows[0].value, "x")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "Authorization" in dialog.problem.text()
    qtbot.mouseClick(dialog.rows[0].remove, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert bench.editing.endpoint("workstation").headers == ()


def test_the_wheel_over_a_choice_chooses_nothing(bench: SettingsBench, form: ProviderForm) -> None:
    before = bench.state
    box = form.fields.proxy
    at = QPointF(5, 5)
    event = QWheelEvent(
        at,
        QPointF(box.mapToGlobal(at.toPoint())),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert bench.state == before
    assert box.currentIndex() == 0


def test_what_is_typed_when_the_window_is_closed_is_kept(
    bench: SettingsBench, form: ProviderForm, qtbot: QtBot
) -> None:
    form.fields.name.setFocus()
    qtbot.keyClick(form.fields.name, Qt.Key.Key_End)
    qtbot.keyClicks(form.fields.name, " 2")
    bench.window.close()
    assert bench.editing.endpoint("workstation").name == "Workstation 2"
