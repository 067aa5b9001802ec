"""Texts, numbers and dates follow the language at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.app.language import Speech, pseudo
from desktop.app.language_switch import LanguageSwitch
from desktop.domain.settings import Language, Settings
from desktop.ui import formats
from desktop.ui.dialogs import TextDialog
from desktop.ui.theme import Theme
from scripts.translations import compile_into

SHIPPED = Path(__file__).parent.parent.parent / "resources"


@pytest.fixture(scope="session")
def resources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the compiled translations, and nothing else."""
    folder = tmp_path_factory.mktemp("resources")
    (folder / "translations").mkdir()
    compile_into(folder / "translations")
    return folder


@pytest.fixture
def speech(qapp: QApplication, resources: Path) -> Iterator[Speech]:
    before = QLocale()
    speech = Speech(qapp, resources)
    yield speech
    speech.use(Language.ENGLISH)
    QLocale.setDefault(before)


def said() -> str:
    return QCoreApplication.translate("Sidebar", "New Chat")


def test_texts_change_at_once_and_back(qtbot: QtBot, speech: Speech) -> None:
    assert said() == "New Chat"
    with qtbot.waitSignal(speech.changed):
        speech.use(Language.GERMAN)
    assert said() == "Neuer Chat"
    speech.use(Language.ENGLISH)
    assert said() == "New Chat"


def test_the_same_language_again_changes_nothing(qtbot: QtBot, speech: Speech) -> None:
    speech.use(Language.GERMAN)
    with qtbot.assertNotEmitted(speech.changed):
        speech.use(Language.GERMAN)


def test_qts_own_texts_change_too(qtbot: QtBot, speech: Speech) -> None:
    speech.use(Language.GERMAN)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Abbrechen"


def test_german_numbers_and_dates(speech: Speech) -> None:
    speech.use(Language.GERMAN)
    assert formats.tokens(12345) == "12.345\u00a0Token"
    assert formats.tokens_per_second(1.24) == "1,2\u00a0Token/s"
    assert formats.size(1_234_500_000) == "1,2\u00a0GB"
    assert QLocale().toString(1234.5, "f", 1) == "1.234,5"
    assert QLocale().toString(QDate(2026, 3, 1), "MMMM yyyy") == "März 2026"


def test_english_numbers_and_dates(speech: Speech) -> None:
    speech.use(Language.ENGLISH)
    assert formats.tokens(12345) == "12,345\u00a0tokens"
    assert QLocale().toString(QDate(2026, 3, 1), "MMMM yyyy") == "March 2026"


def test_without_the_compiled_files_everything_stays_english(qapp: QApplication, tmp_path: Path) -> None:
    speech = Speech(qapp, tmp_path)
    speech.use(Language.GERMAN)
    assert said() == "New Chat"
    speech.use(Language.ENGLISH)


def test_the_pseudo_locale_says_everything_longer_and_in_brackets(speech: Speech) -> None:
    speech.use(Language.PSEUDO)
    assert said() == "[Ñéw Çhàt ~~~]"
    assert QCoreApplication.translate("no such context", "Anything") == "[Àñýthîñg ~~~]"


@pytest.mark.parametrize("text", ["", " ", "{count} models", "&Save As…", "GGUF models (*.gguf)", "<b>x</b>"])
def test_the_pseudo_locale_keeps_what_programs_read(text: str) -> None:
    said = pseudo(text)
    for kept in ("{count}", "&S", "…", "(*.gguf)", "<b>"):
        assert (kept in said) == (kept in text)
    assert said.startswith("[") == bool(text.strip())


def test_another_language_waits_for_the_question_that_is_open_and_nothing_typed_is_lost(
    qtbot: QtBot, speech: Speech, theme: Theme
) -> None:
    switch, window, given = LanguageSwitch(speech), QWidget(), list[str]()
    qtbot.addWidget(window)
    window.show()
    dialog = TextDialog(theme, "Rename", "Title", given.append, lambda _: "", window)
    speech.changed.connect(lambda: given.append("another language"))
    dialog.ask("")
    qtbot.keyClicks(dialog.field, "River")
    switch.follow(Settings(language=Language.GERMAN))
    switch.follow(Settings(language=Language.ENGLISH))
    switch.follow(Settings(language=Language.GERMAN))
    assert said() == "New Chat"
    assert dialog.field.text() == "River"
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said() == "Neuer Chat")
    assert given == ["River", "another language"]


def test_a_window_that_only_stands_beside_holds_no_language_up(qtbot: QtBot, speech: Speech) -> None:
    beside = QDialog()
    qtbot.addWidget(beside)
    beside.show()
    LanguageSwitch(speech).follow(Settings(language=Language.GERMAN))
    assert said() == "Neuer Chat"
