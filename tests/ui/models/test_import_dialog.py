"""Importing a file through the real service into a double."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop.ui.models.import_dialog import ImportDialog, suggested_name
from tests.ui.conftest import Ui


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/models/My Model (v2).Q4_K_M.gguf", "my-model-v2-.q4_k_m"),
        ("/models/llama.gguf", "llama"),
        ("/models/..gguf", ""),
        ("/models/模型.gguf", ""),
    ],
)
def test_a_name_is_suggested_after_the_file(path: str, name: str) -> None:
    assert suggested_name(path) == name


@pytest.fixture
def dialog(ui: Ui) -> ImportDialog:
    ui.window.show_models()
    ui.until(lambda: ui.models.state.can_import)
    dialog = ImportDialog(ui.window.models_page._theme, ui.models, ui.window.models_page)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    return dialog


def gguf(folder: Path, content: bytes = b"GGUF" + b"\x03\0\0\0" + b"\0" * 60_000) -> str:
    path = folder / "tiny.gguf"
    path.write_bytes(content)
    return str(path)


def test_a_file_becomes_a_model_in_the_list(ui: Ui, dialog: ImportDialog, tmp_path: Path) -> None:
    assert not dialog.start.isEnabled()
    dialog.use_file(gguf(tmp_path))
    assert dialog.name.text() == "tiny"
    assert dialog.bytes.text() == "60.0\u00a0kB"
    ui.qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    ui.until(lambda: not dialog.isVisible())
    ui.until(lambda: any(row.model.name.startswith("tiny") for row in ui.models.state.rows))


def test_enter_chooses_a_file_and_then_imports_it(ui: Ui, dialog: ImportDialog, tmp_path: Path) -> None:
    dialog.choose.setFocus()
    ui.qtbot.keyClick(dialog.choose, Qt.Key.Key_Return)
    (chooser,) = dialog.findChildren(QFileDialog)
    assert chooser.isVisible()
    chooser.reject()
    dialog.use_file(gguf(tmp_path))
    ui.qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    ui.until(lambda: any(row.model.name.startswith("tiny") for row in ui.models.state.rows))


def test_a_file_that_is_no_model_is_explained_in_place(ui: Ui, dialog: ImportDialog, tmp_path: Path) -> None:
    dialog.use_file(gguf(tmp_path, b"MZ not a model"))
    ui.qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    ui.until(lambda: dialog.failure.isVisible())
    assert "is not a GGUF model file" in dialog.failure.sentence.text()
    assert dialog.start.isEnabled()
    dialog.reject()
    assert ui.models.state.importing is None


def test_a_wrong_name_is_said_and_nothing_is_sent(ui: Ui, dialog: ImportDialog, tmp_path: Path) -> None:
    dialog.use_file(gguf(tmp_path))
    dialog.name.setText("two words")
    assert "cannot be the name of a model" in dialog.problem.text()
    assert not dialog.start.isEnabled()
    assert ui.models.state.importing is None
