"""The card of a fenced block: copied and saved exactly, wrapped when asked, reached from the keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.ui.rendering.code_view import CodeView
from desktop.ui.rendering.saving import save_text, suggested_name
from desktop.ui.theme import Theme


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> CodeView:
    view = CodeView(theme)
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show_code("x = 'é'  \n\tpass", "python", is_finished=True)
    view.show()
    return view


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("python", "code.py"),
        ("py", "code.py"),
        ("C++", "code.cpp"),
        ("html", "code.html"),
        ("bash", "code.sh"),
        ("", "code.txt"),
        ("nosuchlanguage", "code.txt"),
        ("../../etc/passwd", "code.txt"),
        ("make", "code.mak"),
    ],
)
def test_the_name_fits_the_language_and_is_never_a_path(language: str, name: str) -> None:
    assert suggested_name(language) == name


def test_code_is_saved_exactly(view: CodeView, tmp_path: Path) -> None:
    view.save_button.click()
    (dialog,) = view.findChildren(QFileDialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.fileSelected.emit(str(tmp_path / "a.py"))
    dialog.close()
    assert (tmp_path / "a.py").read_bytes() == "x = 'é'  \n\tpass".encode()
    assert not view.problem.isVisible()


def test_a_file_that_cannot_be_written_is_said_and_kept(view: CodeView, tmp_path: Path) -> None:
    view._save(str(tmp_path / "no folder" / "a.py"))
    assert view.problem.isVisible()
    assert view.problem.text().startswith("Not saved: ")
    (tmp_path / "folder").mkdir()
    assert save_text(str(tmp_path / "folder"), "x")
    assert (tmp_path / "folder").is_dir()


def test_long_lines_wrap_when_asked(view: CodeView, qtbot: QtBot) -> None:
    assert not view.wrap_button.isVisible()
    view.show_code("word " * 200, "", is_finished=True)
    before = view.fit(400)
    assert view.wrap_button.isVisible()
    with qtbot.waitSignal(view.resized):
        view.wrap_button.click()
    assert view.fit(400) > before
    view.wrap_button.click()
    assert view.fit(400) == before


def test_everything_is_reached_with_the_tab_key(view: CodeView) -> None:
    for widget in (view.copy_button, view.save_button, view.body):
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert widget.accessibleName()
