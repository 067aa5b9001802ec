"""Faults of pulls as a user sees them in the window (P1, P8 and P9 of the fault matrix)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from desktop.domain.pulls import PullPhase
from desktop.ui.models.delete_dialog import DeleteDialog
from desktop.ui.models.page import ModelsPage
from tests.servers.downloads import published
from tests.servers.pull_faults import NO_SPACE, At, Phase
from tests.ui.conftest import Ui

GB = 10**9


@pytest.fixture
def page(ui: Ui) -> ModelsPage:
    ui.window.show_models()
    page = ui.window.models_page
    ui.until(lambda: page.rows.entries)
    return page


def press(ui: Ui, button: QAbstractButton) -> None:
    ui.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_disk_that_is_too_small_is_known_before_a_byte_is_fetched(ui: Ui, page: ModelsPage) -> None:
    """Fault P8: the size is the registry's, the space that of the disk."""
    ui.registry.publish("library/phi4:14b", 9 * GB, 1_500)
    ui.probes.free = 3 * GB
    ui.health.watch(is_seen=True)
    card = page.pulling.card
    ui.qtbot.keyClicks(card.field, "phi4:14b")
    ui.until(lambda: "9.0\u00a0GB needed, 3.0\u00a0GB free." in card.advice.text)
    assert card.advice.verdict.text() == "Not enough space on the disk"
    assert card.button.text() == "&Pull Anyway"
    card.popup.hide()
    ui.qtbot.keyClick(card.field, Qt.Key.Key_Return)
    assert ui.pulls.find("ollama", "phi4:14b") is None
    assert not [request for request in ui.server.requests if request.path == "/api/pull"]


def test_a_full_disk_says_what_is_needed_and_keeps_the_row(ui: Ui, page: ModelsPage) -> None:
    """Fault P1."""
    model = published("phi4:14b", 9_000_000, 1_500, 485)
    ui.server.downloads.publish(model)
    ui.registry.manifests["library/phi4:14b"] = model.manifest
    ui.server.downloads.arm(At(Phase.LAYER, 0, 4_000_000), NO_SPACE)
    page.pulling.pull("phi4:14b")
    ui.until(lambda: page.pulling.under_way.rows)
    (row,) = page.pulling.under_way.rows.values()
    ui.until(lambda: row.pill.text() == "Failed")
    assert row.detail.text().startswith("The disk of the server is full: 5\u00a0MB needed")
    assert "no space left on device" in row.evidence.text()
    assert row.resume.text() == "&Resume"
    press(ui, row.resume)
    ui.until(lambda: ui.server.downloads.installed)
    assert ui.server.downloads.fetched_bytes == model.total_bytes


def test_a_model_is_not_deleted_while_it_is_pulled(ui: Ui, page: ModelsPage) -> None:
    """Fault P9."""
    name = page.rows.entries[0].name
    ui.server.downloads.publish(published(name, 9_000_000, 1_500, 485))
    held = ui.server.downloads.hold(At(Phase.LAYER, 0, 4_000_000))
    page.pulling.pull(name)
    ui.until(held.reached.is_set)
    page.table.pick(name)
    ui.qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    (dialog,) = (dialog for dialog in page.findChildren(DeleteDialog) if dialog.isVisible())
    press(ui, dialog.buttons[0])
    ui.until(lambda: "is being pulled" in page.details.failure.sentence.text())
    assert page.rows.row_of(name) >= 0
    assert ui.models.state.deleted is None
    held.release()
    ui.until(lambda: (pull := ui.pulls.find("ollama", name)) and pull.phase is PullPhase.DONE)
    assert not [request for request in ui.server.requests if request.method == "DELETE"]
