"""Where files are, what chats take, and what became of an import or export, in words."""

import json
from pathlib import Path

from tests.ui.settings.settings_bench import SettingsBench


def test_paths_and_sizes_are_shown_when_the_page_is(bench: SettingsBench) -> None:
    page = bench.window.storage
    bench.window.show_page(page)
    assert page.settings_file.text() == str(bench.path)
    bench.until(lambda: page.chats_note.text() == "Your chats take 1.2\u00a0MB on the disk.")


def test_what_tars_says_is_taken_over_and_told(bench: SettingsBench, tmp_path: Path) -> None:
    page = bench.window.storage
    bench.window.show_page(page)
    file = tmp_path / "appsettings.json"
    file.write_text(json.dumps({"DockerModelRunner": {"BaseUrl": "http://127.0.0.1:7777"}}))
    bench.storage.import_appsettings(str(file))
    bench.until(page.tars_import.isEnabled)
    assert page.tars_note.text() == "Taken over from appsettings.json: Docker Model Runner."
    bench.storage.import_appsettings(str(file))
    bench.until(page.tars_import.isEnabled)
    assert page.tars_note.text() == "appsettings.json says nothing that is not set already."
    file.write_text("{}")
    bench.storage.import_appsettings(str(file))
    bench.until(page.tars_import.isEnabled)
    assert page.tars_note.text() == "appsettings.json names no model server."
    bench.storage.export_appsettings(str(file))
    bench.until(page.tars_import.isEnabled)
    assert page.tars_note.text().startswith("Model servers written to appsettings.json: ")
    file.write_text("{")
    bench.storage.import_appsettings(str(file))
    bench.until(page.tars_import.isEnabled)
    assert "is not JSON" in page.tars_note.text()
    assert page.tars_note.property("tone") == "fail"


def test_an_export_of_chats_that_fails_is_told(bench: SettingsBench, tmp_path: Path) -> None:
    page = bench.window.storage
    bench.window.show_page(page)
    bench.transfer.export_all(str(tmp_path / "no" / "chats.json"))
    bench.until(page.transfer_note.isVisible)
    bench.until(page.chats_export.isEnabled)
    assert page.transfer_note.text()
