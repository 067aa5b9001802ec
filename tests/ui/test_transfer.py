"""Export and import from the chat menu, through real dialogs, on a real store."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop.adapters.transfer_files import ChatFiles
from desktop.services.transfer import TransferService
from desktop.services.transfer_operations import TransferOperations
from desktop.ui.theme import Theme
from desktop.ui.transfer import TransferMenu
from tests.ui.conftest import Ui


@pytest.fixture
def transfer(ui: Ui) -> TransferService:
    service = TransferService(TransferOperations(ui.store, ChatFiles()), ui.chats.refresh)
    ui.closing.append(service.aclose)
    return service


@pytest.fixture
def menu(ui: Ui, transfer: TransferService, theme: Theme) -> TransferMenu:
    return TransferMenu(theme, ui.page, ui.chats, transfer)


def choose(ui: Ui, path: Path, kind: str = "") -> None:
    """Pick a file in the dialog that is open."""
    (dialog,) = ui.page.findChildren(QFileDialog)
    if kind:
        dialog.selectNameFilter(kind)
        dialog.filterSelected.emit(kind)
    dialog.selectFile(str(path))
    dialog.accept()
    ui.until(lambda: not ui.page.findChildren(QFileDialog))


def said(ui: Ui) -> str:
    return ui.page.banner.sentence.text()


def ask(ui: Ui, text: str) -> None:
    ui.ask(text)
    ui.until(lambda: ui.is_quiet() and ui.chats.state.summaries)


def test_a_chat_goes_into_a_file_with_the_ending_of_its_kind(
    ui: Ui, menu: TransferMenu, transfer: TransferService, tmp_path: Path
) -> None:
    ask(ui, "Why v1.2: so?")
    menu.export_action.trigger()
    (dialog,) = ui.page.findChildren(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "Why v1-2- so.md"
    choose(ui, tmp_path / "a")
    ui.until(lambda: transfer.state.result)
    assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("# Why v1.2: so?\n")
    assert menu.bar.isVisible()
    assert menu.bar.sentence.text() == f"Exported to {tmp_path / 'a.md'}: chats 1, messages 2."
    menu.bar.dismiss.click()
    assert not menu.bar.isVisible()
    menu.export_action.trigger()
    choose(ui, tmp_path / "b", "JSON, with everything (*.json)")
    ui.until((tmp_path / "b.json").exists)
    assert json.loads((tmp_path / "b.json").read_bytes())["format"] == "tars-desktop-chats"


def test_all_chats_go_out_and_come_in_beside_the_others(
    ui: Ui, menu: TransferMenu, transfer: TransferService, tmp_path: Path
) -> None:
    ask(ui, "Why?")
    menu.export_all_action.trigger()
    choose(ui, tmp_path / "all")
    ui.until(lambda: transfer.state.result)
    menu.import_action.trigger()
    choose(ui, tmp_path / "all.json")
    ui.until(lambda: len(ui.chats.state.summaries) == 2)
    assert [row.title for row in ui.chats.state.summaries] == ["Why?", "Why?"]


def test_a_file_that_is_no_export_is_said_and_changes_nothing(
    ui: Ui, menu: TransferMenu, transfer: TransferService, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_bytes(b"[" * 100_000)
    menu.import_action.trigger()
    choose(ui, bad)
    ui.until(lambda: transfer.state.error)
    assert said(ui) == f"{bad} is nested too deep for a file of chats. Nothing was imported."
    assert not menu.bar.isVisible()
    assert ui.run(ui.store.list_chats()) == ()


def test_what_cannot_be_done_now_cannot_be_chosen(ui: Ui, menu: TransferMenu) -> None:
    ui.page.menu.aboutToShow.emit()
    assert not menu.export_action.isEnabled()
    assert not menu.export_all_action.isEnabled()
    assert menu.import_action.isEnabled()
    ask(ui, "Why?")
    ui.page.menu.aboutToShow.emit()
    assert menu.export_action.isEnabled()
    assert menu.export_all_action.isEnabled()
    names = [action.text() for action in ui.page.menu.actions() if not action.isSeparator()]
    place = names.index("&Delete")
    assert names[place + 1 : place + 4] == ["&Export Chat…", "&Import Chats…", "Export A&ll Chats…"]
