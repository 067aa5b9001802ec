"""The chat's menu and the tray's, as the application puts them together: no letter leads to two entries."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from desktop.adapters.question_box import QuestionBox
from desktop.adapters.transfer_files import ChatFiles
from desktop.app.desk import Desk
from desktop.app.desk_memory import DeskMemoryFile
from desktop.app.quick_desk import QuickDesk
from desktop.domain.settings import Language
from desktop.services.comparison import ComparisonService
from desktop.services.transfer import TransferService
from desktop.services.transfer_operations import TransferOperations
from desktop.ui.compare.chosen import ChosenModels
from desktop.ui.compare.entry import CompareEntry
from desktop.ui.theme import Theme
from desktop.ui.transfer import TransferMenu
from desktop.ui.tray import Tray
from tests.fake_probes import FACTS
from tests.ui.conftest import Ui
from tests.ui.stack.test_risk_dialog import AddressSources, setup_of
from tests.ui.test_every_window import compiled, in_every_look, look
from tests.ui.walking import keys_of_menu

__all__ = ["compiled", "look"]  # fixtures
pytestmark = pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface", extend=True)


@pytest.fixture
def desk(look: Language, ui: Ui, theme: Theme, tmp_path: Path) -> Iterator[Desk]:
    """With all that adds itself to the chat's menu, in the language of the look."""
    assert look
    desk = Desk(
        theme, ui.chats, ui.providers, ui.settings, AddressSources(), ui.stack, ui.health, ui.model_services,
        partial(setup_of, ui), FACTS,
    )  # fmt: skip
    box, memory = QuestionBox(tmp_path / "questions"), DeskMemoryFile(tmp_path / "ask.json")
    quick = QuickDesk(theme, desk, ui.chats, ui.providers, box, memory)
    ui.qtbot.addWidget(desk.window)
    transfer = TransferService(TransferOperations(ui.store, ChatFiles()), ui.chats.refresh)
    comparison = ComparisonService(ui.store, ui.providers)
    TransferMenu(theme, desk.window.page, ui.chats, transfer)
    CompareEntry(theme, desk.window, ui.chats, comparison, ui.providers, ChosenModels(ui.providers))
    ui.closing += [comparison.aclose, transfer.aclose]
    yield desk
    quick.close()
    desk.close()


@in_every_look
def test_the_chats_menu(look: Language, desk: Desk) -> None:
    assert look
    keys = keys_of_menu(desk.window.page.menu)
    assert len(keys) > 14
    assert [entries for entries in keys.values() if len(entries) > 1] == []


@pytest.mark.parametrize("is_busy", [False, True])
@in_every_look
def test_the_trays_menu(look: Language, ui: Ui, theme: Theme, is_busy: bool) -> None:
    assert look
    tray = Tray(theme, ui.window.report, ui.stack, ui.pulls)
    if is_busy:
        ui.engine.gate.clear()
        ui.stack.start()
        ui.until(lambda: ui.stack.state.is_busy)
    keys = keys_of_menu(tray.menu)
    tray.remove()
    assert len(keys) > 9
    assert [entries for entries in keys.values() if len(entries) > 1] == []
