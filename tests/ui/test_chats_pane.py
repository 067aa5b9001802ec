import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from desktop.domain.chat import Role as Speaker
from desktop.domain.conversation import Turn
from desktop.domain.store import StoredChat, StoredTurn
from desktop.ui.chat.user_message import UserMessage
from desktop.ui.chats_pane import ChatsPane
from tests.ui.conftest import Ui


def pane(ui: Ui) -> ChatsPane:
    return ui.window.sidebar.chats


def stored(title: str, *texts: str, at: float = 1000.0) -> StoredChat:
    turns = (StoredTurn(Turn(0, Speaker.USER, text), place - 1) for place, text in enumerate(texts))
    return StoredChat(title, at, at, tuple(turns), len(texts) - 1)


@pytest.fixture
def chats(ui: Ui) -> tuple[int, ...]:
    """Ids of three chats, the one that changed last first in the list."""
    made = (
        stored("Apples", "How do apples grow?", "On trees", at=3000.0),
        stored("Pears", "How do pears grow?", at=2000.0),
        stored("VRAM on two cards", "How much memory is in use?", at=1000.0),
    )
    ids = ui.run(ui.store.import_chats(made))
    ui.chats.refresh()
    ui.until(lambda: len(ui.chats.state.summaries) == 3)
    return ids


def listed(ui: Ui) -> list[str]:
    return [row.text for row in pane(ui).model.rows]


def found(ui: Ui) -> list[str]:
    return [row.text for row in pane(ui).hits.rows]


def search(ui: Ui, text: str) -> None:
    ui.qtbot.keyClicks(pane(ui).search, text)
    ui.until(lambda: ui.chats.search.state.text and not ui.chats.search.state.is_searching)


@pytest.mark.usefixtures("chats")
def test_what_is_found_stands_in_place_of_the_list_until_esc(ui: Ui) -> None:
    assert listed(ui) == ["January 1970", "Apples", "Pears", "VRAM on two cards"]
    search(ui, "pEAR")
    assert found(ui) == ["Titles", "Pears", "Messages", "How do pears grow?"]
    assert pane(ui).found.isVisible()
    assert not pane(ui).list.isVisible()
    ui.qtbot.keyClick(pane(ui).search, Qt.Key.Key_Escape)
    assert pane(ui).search.text() == ""
    assert pane(ui).list.isVisible()
    assert not pane(ui).found.isVisible()


@pytest.mark.usefixtures("chats")
def test_a_search_without_hits_says_where_it_has_looked(ui: Ui) -> None:
    search(ui, "zzz")
    sentence = "Nothing found for “zzz”. Search looks in titles and messages."
    assert pane(ui).empty.text() == sentence
    assert pane(ui).empty.isVisible()
    ui.qtbot.keyClick(pane(ui).search, Qt.Key.Key_Escape)
    assert not pane(ui).empty.isVisible()


def test_enter_opens_the_best_hit_and_the_keys_the_others(ui: Ui, chats: tuple[int, ...]) -> None:
    apples, pears, _ = chats
    search(ui, "pears")
    ui.qtbot.keyClick(pane(ui).search, Qt.Key.Key_Return)
    ui.until(lambda: ui.chats.current.state.chat_id == pears)
    pane(ui).search.clear()
    search(ui, "grow")
    ui.qtbot.keyClick(pane(ui).search, Qt.Key.Key_Down)
    view = pane(ui).found
    assert view.hasFocus()
    assert view.currentIndex().row() == 1
    ui.qtbot.keyClick(view, Qt.Key.Key_Down)
    ui.qtbot.keyClick(view, Qt.Key.Key_Up)
    ui.qtbot.keyClick(view, Qt.Key.Key_Return)
    row = view.currentIndex().row()
    ui.until(lambda: ui.chats.current.state.chat_id == pane(ui).hits.rows[row].chat_id)
    view.setFocus()
    ui.qtbot.keyClick(view, Qt.Key.Key_Up)
    assert pane(ui).search.hasFocus()
    assert apples


def test_a_click_on_a_message_asks_for_its_turn(ui: Ui, chats: tuple[int, ...]) -> None:
    search(ui, "trees")
    view = pane(ui).found
    ui.window.show_models()
    ui.qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(pane(ui).hits.index(1)).center()
    )
    ui.until(lambda: ui.chats.current.state.chat_id == chats[0])
    assert ui.window.pages.currentWidget() is ui.page
    assert pane(ui).hits.rows[1].turn_id in [turn.id for turn in ui.chats.current.state.turns]


def test_esc_in_the_field_stops_no_reply_and_goes_back_to_the_page(ui: Ui) -> None:
    ui.server.gate.clear()
    ui.ask("Hi")
    ui.until(lambda: ui.chats.current.state.turns[-1].content)
    ui.window.activateWindow()
    pane(ui).search.setFocus()
    ui.qtbot.keyClicks(pane(ui).search, "x")
    for _ in range(2):
        ui.qtbot.keyClick(pane(ui).search, Qt.Key.Key_Escape)
    assert ui.chats.current.state.is_replying
    assert ui.page.composer.prompt.hasFocus()
    ui.server.gate.set()
    ui.until(ui.is_quiet)


def test_a_chat_is_pinned_renamed_and_deleted_by_keys(ui: Ui, chats: tuple[int, ...]) -> None:
    view = pane(ui).list
    view.setCurrentIndex(pane(ui).list.model().index(2, 0))
    view.setFocus()
    renamed: list[int] = []
    ui.window.sidebar.rename_wanted.connect(renamed.append)
    ui.qtbot.keyClick(view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    ui.until(lambda: listed(ui)[:3] == ["Pinned", "Pears", "January 1970"])
    assert view.currentIndex().data() == "Pears"
    ui.qtbot.keyClick(view, Qt.Key.Key_F2)
    assert renamed == [chats[1]]
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()
    ui.qtbot.keyClick(view, Qt.Key.Key_Delete)
    ui.until(lambda: pane(ui).undo.isVisible() and len(listed(ui)) == 3)
    ui.qtbot.mouseClick(pane(ui).undo, Qt.MouseButton.LeftButton)
    ui.until(lambda: listed(ui)[:2] == ["Pinned", "Pears"])


def test_the_menu_says_what_can_be_done_with_the_chat_under_the_pointer(
    ui: Ui, chats: tuple[int, ...]
) -> None:
    ui.chats.pin_chat(chats[2], is_pinned=True)
    ui.until(lambda: listed(ui)[0] == "Pinned")
    exported: list[int] = []
    ui.window.sidebar.export_wanted.connect(exported.append)
    for row, words in ((1, "Un&pin"), (3, "&Pin")):
        ask_menu(ui, pane(ui).list.model().index(row, 0))
        assert pane(ui).menu.isVisible()
        assert pane(ui).pin.text() == words
        pane(ui).menu.close()
    pane(ui).export.trigger()
    assert exported == [chats[0]]
    ask_menu(ui, pane(ui).list.model().index(0, 0))
    assert not pane(ui).menu.isVisible()


def ask_menu(ui: Ui, index: QModelIndex) -> None:
    view = pane(ui).list
    place: QPoint = view.visualRect(index).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)


def test_ctrl_shift_f_goes_to_the_search(ui: Ui) -> None:
    ui.window.activateWindow()
    ui.qtbot.keyClick(
        ui.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert pane(ui).search.hasFocus()


def test_a_chat_that_goes_up_leaves_selection_and_place(ui: Ui) -> None:
    chats = tuple(stored(f"Chat {number}", "Hi", at=1e5 - number) for number in range(200))
    ids = ui.run(ui.store.import_chats(chats))
    ui.chats.refresh()
    ui.until(lambda: len(listed(ui)) == 201)
    view = pane(ui).list
    view.setCurrentIndex(pane(ui).list.model().index(pane(ui).model.row_of(ids[100]), 0))
    view.scrollTo(view.currentIndex())
    place = view.visualRect(view.currentIndex())
    resets: list[None] = []
    pane(ui).model.modelReset.connect(lambda: resets.append(None))
    last = ui.run(ui.store.read_chat(ids[150])).turns[-1]
    ui.run(ui.store.add_turn(ids[150], Turn(0, Speaker.USER, "more"), last.id))
    ui.chats.refresh()
    ui.until(lambda: listed(ui)[1] == "Chat 150")
    assert view.currentIndex().data() == "Chat 100"
    assert view.visualRect(view.currentIndex()) == place
    assert resets == []


def test_a_hit_far_up_in_a_long_chat_is_scrolled_to(ui: Ui) -> None:
    texts = [f"Message {number}\n\n" + "and more\n\n" * 5 for number in range(300)]
    texts[40] = "The needle is here"
    (chat,) = ui.run(ui.store.import_chats((stored("Long", *texts),)))
    ui.chats.refresh()
    ui.until(lambda: ui.chats.state.summaries)
    search(ui, "needle")
    ui.qtbot.keyClick(pane(ui).search, Qt.Key.Key_Return)
    ui.until(lambda: ui.chats.current.state.chat_id == chat)
    view = ui.page.transcript.viewport()

    def is_seen() -> bool:
        shown = [
            message
            for message in ui.window.findChildren(UserMessage)
            if message.isVisible() and "needle" in message.text.toPlainText()
        ]
        return any(
            view.rect().contains(view.mapFromGlobal(message.mapToGlobal(QPoint(5, 5)))) for message in shown
        )

    ui.until(is_seen)
