"""What a user does and sees on the models page, over the real services and a double of Ollama."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from desktop.domain.providers import Endpoint
from desktop.domain.pulls import PullKey, PullPhase
from desktop.providers.detection import connect
from desktop.services.sources import AddressSource
from desktop.ui.dialogs import PlainTextDialog
from desktop.ui.models.delete_dialog import DeleteDialog
from desktop.ui.models.entries import Column
from desktop.ui.models.page import ModelsPage
from tests.servers.downloads import published
from tests.servers.pull_faults import At, Phase
from tests.ui.conftest import Ui

BIG = published("phi4:14b", 9_000_000, 1_500, 485)


@pytest.fixture
def page(ui: Ui) -> ModelsPage:
    ui.server.models |= {"llama3:8b": 4_900_000_000, "qwen3:8b": 5_200_000_000}
    ui.server.downloads.publish(BIG)
    ui.registry.publish("library/phi4:14b", 9_000_000, 1_500)
    ui.window.show_models()
    page = ui.window.models_page
    page.refresh()
    ui.until(lambda: len(page.rows.entries) == 3)
    return page


def press(ui: Ui, button: QAbstractButton) -> None:
    ui.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def pick(ui: Ui, page: ModelsPage, model: str) -> None:
    page.table.pick(model)
    ui.until(lambda: page.details.model == model)


def state_of(page: ModelsPage, model: str) -> str:
    return page.rows.entries[page.rows.row_of(model)].texts[Column.STATE]


def open_dialog(page: ModelsPage) -> DeleteDialog:
    return next(dialog for dialog in page.findChildren(DeleteDialog) if dialog.isVisible())


def phase_of(ui: Ui, model: str) -> Callable[[], PullPhase | None]:
    def phase() -> PullPhase | None:
        pull = ui.pulls.find("ollama", model)
        return pull.phase if pull is not None else None

    return phase


def test_sidebar_rail_and_key_lead_there(ui: Ui) -> None:
    press(ui, ui.window.sidebar.models)
    assert ui.window.models_page.isVisible()
    assert ui.window.sidebar.models.isChecked()
    press(ui, ui.window.sidebar.models)
    assert ui.page.isVisible()
    ui.qtbot.keyClick(ui.window, "4", Qt.KeyboardModifier.ControlModifier)
    assert ui.window.models_page.isVisible()
    assert ui.window.rail.models.isChecked()


def test_before_providers_have_answered_nothing_is_said_about_any(ui: Ui) -> None:
    """The page that the last session ended with is there before they are: it waits for the chosen one."""
    away = AddressSource(Endpoint("away", "Away", "http://127.0.0.1:9"), connect)
    (source,) = ui.providers.sources
    ui.providers.follow((away, AddressSource(source.endpoint, connect)))
    assert not ui.providers.state.is_settled
    ui.window.show_models()
    page = ui.window.models_page
    assert page.state.provider == ""
    assert page.installed.ring.isVisible()
    assert "no model server" not in page.pulling.card.advice.text
    assert not page.installed.empty.isVisible()
    ui.until(lambda: page.state.provider)
    assert page.state.provider == "ollama"


def test_when_the_shown_provider_is_taken_away_another_is_shown(ui: Ui, page: ModelsPage) -> None:
    source = AddressSource(Endpoint("other", "Other", ui.server.url), connect)
    ui.providers.follow((source,))
    ui.until(lambda: page.state.provider == "other")
    ui.until(lambda: page.provider.text() == "Other")
    assert page.state.error is None


def test_without_a_model_the_name_of_one_can_be_typed_at_once(ui: Ui) -> None:
    ui.server.models.clear()
    ui.window.show_models()
    page = ui.window.models_page
    page.refresh()
    ui.until(lambda: page.installed.starter.isVisible())
    assert ui.window.focusWidget() is page.pulling.card.field
    ui.qtbot.keyClick(ui.window, "1", Qt.KeyboardModifier.ControlModifier)
    ui.qtbot.keyClick(ui.window, "4", Qt.KeyboardModifier.ControlModifier)
    assert ui.window.focusWidget() is page.pulling.card.field
    page.pulling.card.field.clearFocus()
    ui.server.models["llama3:8b"] = 4_900_000_000
    page.refresh()
    ui.until(lambda: page.table.isVisible())
    ui.qtbot.keyClick(ui.window, "1", Qt.KeyboardModifier.ControlModifier)
    ui.qtbot.keyClick(ui.window, "4", Qt.KeyboardModifier.ControlModifier)
    assert ui.window.focusWidget() is page.table


def test_the_table_counts_what_is_there(page: ModelsPage) -> None:
    assert page.installed.summary.text().startswith("3 models, ")
    assert page.provider.text() == "Ollama"


def test_a_model_is_pulled_from_its_name_to_the_table(ui: Ui, page: ModelsPage) -> None:
    held = ui.server.downloads.hold(At(Phase.LAYER, 0, 4_000_000))
    card = page.pulling.card
    ui.qtbot.keyClicks(card.field, "phi4:14b")
    ui.until(lambda: "download" in card.advice.text)
    press(ui, card.button)
    assert card.name == ""
    ui.until(lambda: page.pulling.under_way.isVisible())
    (row,) = page.pulling.under_way.rows.values()
    ui.until(lambda: row.percent.text() == "49\u00a0%")
    ui.until(lambda: ui.window.sidebar.models.accessibleName() == "Models: pulling 49\u00a0%")
    held.release()
    ui.until(lambda: page.rows.row_of("phi4:14b") >= 0)
    ui.until(lambda: phase_of(ui, "phi4:14b")() is PullPhase.DONE)
    press(ui, row.close_button)
    ui.until(lambda: not page.pulling.under_way.isVisible())
    assert ui.window.sidebar.models.accessibleName() == "Models"


def test_a_pull_is_paused_resumed_and_cancelled(ui: Ui, page: ModelsPage) -> None:
    held = ui.server.downloads.hold(At(Phase.LAYER, 0, 4_000_000))
    page.pulling.pull("phi4:14b")
    ui.until(lambda: page.pulling.under_way.rows)
    (row,) = page.pulling.under_way.rows.values()
    ui.until(lambda: row.pill.text() == "Downloading")
    press(ui, row.toggle)
    ui.until(lambda: row.pill.text() == "Paused")
    again = ui.server.downloads.hold(At(Phase.LAYER, 0, 4_000_000))
    press(ui, row.toggle)
    ui.until(lambda: row.pill.text() == "Downloading")
    press(ui, row.close_button)
    ui.until(lambda: not page.pulling.under_way.isVisible())
    for hold in (held, again):
        hold.release()
    assert page.rows.row_of("phi4:14b") < 0


def test_a_name_that_does_not_exist_fails_with_a_sentence(ui: Ui, page: ModelsPage) -> None:
    page.pulling.pull("nothing:1b")
    ui.until(lambda: page.pulling.under_way.rows)
    (row,) = page.pulling.under_way.rows.values()
    ui.until(lambda: row.pill.text() == "Failed")
    assert "no model “nothing:1b”" in row.detail.text()
    ui.until(lambda: ui.window.sidebar.models.accessibleName() == "Models: a pull has failed")
    held = ui.server.downloads.hold(At(Phase.LAYER, 0, 4_000_000))
    page.pulling.pull("phi4:14b")
    both = "Models: pulling 49\u00a0%, a pull has failed"
    ui.until(lambda: ui.window.sidebar.models.accessibleName() == both)
    held.release()
    ui.until(lambda: ui.window.sidebar.models.accessibleName() == "Models: a pull has failed")
    page.pulling.under_way.rows[PullKey("ollama", "phi4:14b")].close_button.click()
    press(ui, row.close_button)
    ui.until(lambda: not page.pulling.under_way.isVisible())


def test_details_are_read_and_shown(ui: Ui, page: ModelsPage) -> None:
    pick(ui, page, "llama3:8b")
    details = page.details
    ui.until(lambda: details.license.text == "Scripted licence")
    assert details.template.text == "Custom"
    assert details.modified.text == "22 Nov 2026"
    press(ui, details.license.more)
    (reader,) = ui.window.findChildren(PlainTextDialog)
    assert reader.view.toPlainText() == "Scripted licence"
    reader.accept()


def test_a_model_is_loaded_and_unloaded(ui: Ui, page: ModelsPage) -> None:
    pick(ui, page, "llama3:8b")
    assert state_of(page, "llama3:8b") == "Not loaded"
    press(ui, page.details.load)
    ui.until(lambda: state_of(page, "llama3:8b").startswith("Loaded"))
    ui.until(lambda: page.details.load.text() == "Un&load")
    press(ui, page.details.load)
    ui.until(lambda: state_of(page, "llama3:8b") == "Not loaded")


def test_the_default_is_set_and_said_by_a_pill(ui: Ui, page: ModelsPage) -> None:
    pick(ui, page, "qwen3:8b")
    press(ui, page.details.make_default)
    ui.until(lambda: page.rows.entries[page.rows.row_of("qwen3:8b")].pills == ("Default",))
    ui.until(lambda: not page.details.make_default.isEnabled())
    assert "It is the default already." in page.details.make_default.toolTip()


def test_a_deletion_is_asked_and_can_be_undone(ui: Ui, page: ModelsPage) -> None:
    pick(ui, page, "llama3:8b")
    ui.qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    open_dialog(page).reject()
    assert page.rows.row_of("llama3:8b") >= 0
    press(ui, page.details.delete)
    press(ui, open_dialog(page).buttons[0])
    ui.until(lambda: page.rows.row_of("llama3:8b") < 0)
    assert page.installed.undo_text.whole == "Deleted llama3:8b"
    ui.models.undo_delete()
    ui.until(lambda: page.rows.row_of("llama3:8b") >= 0)
    assert "llama3:8b" in ui.server.models


def test_ctrl_z_takes_a_deletion_back(ui: Ui, page: ModelsPage) -> None:
    pick(ui, page, "llama3:8b")
    press(ui, page.details.delete)
    press(ui, open_dialog(page).buttons[0])
    ui.qtbot.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert ui.models.state.deleted is None
    ui.until(lambda: page.rows.row_of("llama3:8b") >= 0)
    assert "llama3:8b" in ui.server.models


def test_a_deletion_that_is_not_undone_is_carried_out(ui: Ui, page: ModelsPage) -> None:
    pick(ui, page, "llama3:8b")
    press(ui, page.details.delete)
    press(ui, open_dialog(page).buttons[0])
    ui.until(lambda: "llama3:8b" not in ui.server.models)
    ui.until(lambda: not page.installed.undo.isVisible())


def test_the_filter_says_when_nothing_fits(ui: Ui, page: ModelsPage) -> None:
    ui.qtbot.keyClicks(page.filter, "qwen")
    assert [entry.name for entry in page.rows.entries] == ["qwen3:8b"]
    ui.qtbot.keyClicks(page.filter, "zzz")
    assert not page.table.isVisible()
    assert page.installed.empty.text().startswith("No model has all of these words.")
    assert not page.details.isVisible()
    page.filter.clear()
    assert page.table.isVisible()


def test_without_a_model_one_is_offered(ui: Ui, page: ModelsPage) -> None:
    ui.server.models.clear()
    page.refresh()
    ui.until(lambda: page.installed.starter.isVisible())
    assert page.installed.empty.text().startswith("No models here. Pull one to start")
    press(ui, page.installed.starter)
    ui.until(lambda: ui.pulls.find("ollama", "llama3:8b") is not None)


def test_a_server_that_goes_away_leaves_the_old_list_and_says_so(ui: Ui, page: ModelsPage) -> None:
    ui.server.refuse()
    page.refresh()
    ui.until(lambda: page.installed.failure.isVisible())
    assert "No answer from" in page.installed.failure.sentence.text()
    assert len(page.rows.entries) == 3


def test_in_a_wide_window_the_details_stand_beside_the_table(ui: Ui, page: ModelsPage) -> None:
    pick(ui, page, "llama3:8b")
    ui.window.resize(1700, 1000)
    ui.until(lambda: page.details.mapTo(page, page.details.rect().topLeft()).x() > 1000)
    assert page.details.width() == 320
    ui.window.resize(1280, 800)
    ui.until(lambda: page.details.width() > 800)
    ui.window.resize(720, 480)
    ui.until(lambda: page.details.width() < 660)
    assert page.table.isColumnHidden(Column.LAST_USED)


def test_every_control_has_a_name(page: ModelsPage) -> None:
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            assert button.accessibleName() or button.text().strip(), button
