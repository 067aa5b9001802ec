"""What a user does and sees, with a real server behind the window."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QPlainTextEdit

from desktop.domain.catalog import ModelChoice
from desktop.domain.conversation import Outcome
from desktop.text.messages import Action
from desktop.ui.dialogs import TextDialog
from tests.servers.faults import Fault, Redirect, Status
from tests.ui.conftest import Ui


def test_a_question_is_answered_below_it(ui: Ui) -> None:
    ui.ask("What is up?")
    ui.until(lambda: ui.answer_text() == "Hello, world!" and ui.is_quiet())
    assert ui.questions() == ["What is up?"]
    answer = ui.answers()[-1]
    assert answer.model.text() == "gemma3:270m"
    assert answer.provider.text() == "Ollama"
    assert "tokens/s" in answer.figures.text()
    assert not answer.notice.isVisible()
    assert ui.page.title.text() == "What is up?"
    ui.until(lambda: [row.text for row in ui.window.sidebar.chats.model.rows] == ["Today", "What is up?"])


def test_send_becomes_stop_at_the_same_place_and_stop_hangs_up(ui: Ui) -> None:
    ui.server.gate.clear()
    assert not ui.page.composer.send.isEnabled()
    ui.ask("Hi")
    ui.until(lambda: ui.answer_text() == "Hello")
    send = ui.page.composer.send
    assert send.text() == "Stop"
    ui.qtbot.mouseClick(send, Qt.MouseButton.LeftButton)
    assert send.text() == "Send"
    ui.until(lambda: ui.server.disconnects == 1 and ui.is_quiet())
    assert ui.answer_text() == "Hello"
    assert ui.answers()[-1].phase.text() == "Stopped"


def test_escape_stops_too(ui: Ui) -> None:
    ui.server.gate.clear()
    ui.ask("Hi")
    ui.until(lambda: ui.answer_text() == "Hello")
    ui.qtbot.keyClick(ui.page.composer.prompt, Qt.Key.Key_Escape)
    ui.until(lambda: ui.server.disconnects == 1 and ui.is_quiet())


def test_shift_enter_breaks_the_line_and_the_field_grows_to_eight_lines(ui: Ui) -> None:
    prompt = ui.page.composer.prompt
    heights = []
    for _ in range(12):
        ui.qtbot.keyClicks(prompt, "x")
        heights.append(prompt.height())
        ui.qtbot.keyClick(prompt, "\r", Qt.KeyboardModifier.ShiftModifier)
    assert ui.server.requests[-1].path != "/api/chat"
    assert sorted(set(heights)) == sorted(heights[:8])
    assert heights[7] == heights[11]


def test_a_question_typed_while_a_reply_arrives_stays_in_the_field(ui: Ui) -> None:
    ui.server.gate.clear()
    ui.ask("first")
    ui.until(lambda: ui.answer_text() == "Hello")
    ui.ask("second")
    assert ui.page.composer.text() == "second"
    ui.server.gate.set()
    ui.until(ui.is_quiet)
    ui.qtbot.keyClick(ui.page.composer.prompt, "\r")
    ui.until(lambda: len(ui.answers()) == 2 and ui.is_quiet())
    assert ui.questions() == ["first", "second"]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Fault.RESET, "The reply was cut short: the connection broke. Try again."),
        (Fault.CUT, "The reply was cut short: the connection broke. Try again."),
        (Fault.TRUNCATED, "The reply was cut short: the connection broke. Try again."),
        (Fault.GARBAGE, "The server sent something that is not a reply. Try again."),
        (Fault.HTML_500, "The server reported an internal error (500)."),
        (Fault.LONG_LINE, "The server sent a line that is too long to be a reply. Check the address."),
        (Status(401), "The server refused the key (401). Check the key of this provider."),
        (Status(429, retry_after="7"), "The server has too much to do (429). Try again in 7 s."),
    ],
    ids=str,
)
def test_every_failure_is_a_clear_sentence_with_a_way_out(
    ui: Ui, fault: Fault | Status | Redirect, sentence: str
) -> None:
    ui.server.fault = fault
    ui.ask("Hi")
    ui.until(lambda: ui.answers() and ui.answers()[-1].notice.isVisible() and ui.is_quiet())
    notice = ui.answers()[-1].notice
    assert notice.sentence.text() == sentence
    assert any(button.isVisible() for button in notice.buttons.values())
    ui.server.fault = None
    ui.qtbot.mouseClick(notice.buttons[Action.RETRY], Qt.MouseButton.LeftButton)
    ui.until(lambda: ui.answer_text() == "Hello, world!" and ui.is_quiet())
    assert not ui.answers()[-1].notice.isVisible()
    assert ui.questions() == ["Hi"]


def test_what_arrived_before_the_cut_stays_visible(ui: Ui) -> None:
    ui.server.reply_with("Half of ", "it")
    ui.server.fault = Fault.CUT
    ui.ask("Hi")
    ui.until(lambda: ui.answers() and ui.answers()[-1].notice.isVisible() and ui.is_quiet())
    ui.until(lambda: ui.answer_text().strip() == "Half of")
    assert ui.chats.current.state.turns[-1].outcome is Outcome.INTERRUPTED


def test_a_server_that_is_gone_is_named_with_its_address(ui: Ui) -> None:
    ui.server.refuse()
    ui.ask("Hi")
    ui.until(lambda: ui.answers() and ui.answers()[-1].notice.isVisible() and ui.is_quiet())
    sentence = ui.answers()[-1].notice.sentence.text()
    assert sentence == f"No answer from {ui.server.url}. Start the server there, then try again."
    ui.server.accept_again()


def test_line_separators_and_split_characters_arrive_whole(ui: Ui) -> None:
    text = "before\u2028after € \U0001f600"
    ui.server.reply_with(text)
    ui.server.fault = Fault.SPLIT
    ui.ask("Hi")
    ui.until(lambda: ui.is_quiet() and ui.answers())
    assert ui.chats.current.state.turns[-1].content == text


def test_hostile_names_are_shown_word_for_word(ui: Ui) -> None:
    name = "<img src=/dev/zero>"
    ui.server.models = {name: 1, "a\u202egpj.exe": 1, "x" * 10_000: 1}
    ui.providers.refresh()
    ui.until(lambda: len(ui.providers.state.rows[0].models) == 3)
    ui.providers.choose(ModelChoice("ollama", name))
    picker = ui.page.picker
    assert picker.button.text() == name
    texts = [action.text().strip() for action in picker.menu.actions()]
    assert name in texts
    assert "agpj.exe" in texts
    assert all(len(text) <= 60 for text in texts)
    assert "&lt;img" in picker.button.toolTip()
    for label in ui.window.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()


def test_the_picker_lists_providers_with_their_models_and_takes_a_choice(ui: Ui) -> None:
    ui.server.models = {"a:1b": 1, "b:2b": 2}
    ui.page.picker.open()
    ui.until(lambda: len(ui.providers.state.rows[0].models) == 2)
    menu: QMenu = ui.page.picker.menu
    entry = next(action for action in menu.actions() if action.text().strip() == "b:2b")
    entry.trigger()
    menu.hide()
    assert ui.providers.state.choice == ModelChoice("ollama", "b:2b")
    assert ui.page.picker.button.text() == "b:2b"
    ui.ask("Hi")
    ui.until(lambda: ui.is_quiet() and ui.answers())
    asked = [r for r in ui.server.requests if r.path == "/api/chat"][-1]
    assert asked.field("model") == "b:2b"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ftp://example.com", "is not an address of a server"),
        ("http://user:secret@127.0.0.1:8080", "is not an address of a server"),
        ("not an address", "is not an address of a server"),
        ("", "Type something first."),
    ],
)
def test_a_wrong_address_is_said_in_the_dialog_which_stays_open(ui: Ui, text: str, sentence: str) -> None:
    given: list[str] = []
    ui.window.address_given.connect(given.append)
    ui.page.picker.add_wanted.emit()
    dialog = ui.window.findChild(TextDialog)
    assert isinstance(dialog, TextDialog)
    dialog.field.setText(text)
    ui.qtbot.keyClick(dialog.field, "\r")
    assert dialog.isVisible()
    assert sentence in dialog.problem.text()
    assert "secret" not in dialog.problem.text()
    assert given == []
    dialog.field.setText("127.0.0.1:8080/v1/chat/completions/")
    ui.qtbot.keyClick(dialog.field, "\r")
    assert not dialog.isVisible()
    assert len(given) == 1
    assert given[0].startswith("http://127.0.0.1:8080")


def test_a_web_page_at_the_address_is_no_model_server(ui: Ui) -> None:
    ui.server.fault, ui.server.fault_everywhere = Fault.HTML_200, True
    ui.run(ui.source.aclose())
    ui.ask("Hi")
    ui.until(lambda: ui.answers() and ui.answers()[-1].notice.isVisible() and ui.is_quiet())
    assert "Another program answers at" in ui.answers()[-1].notice.sentence.text()


def test_no_models_is_said_before_anything_is_asked_and_one_is_offered(ui: Ui) -> None:
    ui.server.models = {}
    ui.providers.refresh()
    ui.until(lambda: not ui.providers.state.rows[0].models)
    ui.providers.choose(ModelChoice("ollama"))
    ui.ask("Hi")
    ui.until(
        lambda: ui.answers() and (offer := ui.answers()[-1].offer) and offer.isVisible() and ui.is_quiet()
    )
    offer = ui.answers()[-1].offer
    assert offer is not None
    assert offer.sentence.text() == "llama3:8b is not on Ollama yet."


def test_chats_are_switched_renamed_deleted_and_brought_back(ui: Ui) -> None:
    ui.ask("First")
    ui.until(lambda: ui.answers() and ui.is_quiet())
    first = ui.chats.current.state.chat_id
    ui.qtbot.mouseClick(ui.window.sidebar.new, Qt.MouseButton.LeftButton)
    assert ui.questions() == []
    ui.ask("Second")
    ui.until(lambda: ui.answers() and ui.is_quiet() and len(ui.window.sidebar.chats.model.rows) == 3)
    model = ui.window.sidebar.chats.model
    view = ui.window.sidebar.chats.list
    place = view.visualRect(view.model().index(model.row_of(first), 0)).center()
    ui.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    ui.until(lambda: ui.questions() == ["First"])
    ui.chats.rename_chat(first, "Renamed")
    ui.until(lambda: ui.page.title.text() == "Renamed")
    ui.page.delete_action.trigger()
    ui.until(lambda: ui.window.sidebar.chats.undo.isVisible())
    assert ui.questions() == []
    ui.qtbot.mouseClick(ui.window.sidebar.chats.undo, Qt.MouseButton.LeftButton)
    ui.until(lambda: ui.questions() == ["First"])


def test_thoughts_are_folded_and_open_at_a_press(ui: Ui) -> None:
    ui.server.reply_with("42", thinking=("Let me ", "think."))
    ui.ask("Hi")
    ui.until(lambda: ui.answer_text() == "42" and ui.is_quiet())
    answer = ui.answers()[-1]
    assert not answer.thinking.isVisible()
    ui.qtbot.mouseClick(answer.fold, Qt.MouseButton.LeftButton)
    assert answer.thinking.isVisible()
    assert answer.thinking.source() == "Let me think."


def test_copy_takes_the_source_of_the_reply(ui: Ui) -> None:
    ui.server.reply_with("Some **bold** text")
    ui.ask("Hi")
    ui.until(lambda: ui.answers() and ui.is_quiet())
    ui.qtbot.mouseClick(ui.answers()[-1].copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Some **bold** text"


def test_a_long_reply_is_followed_until_the_user_scrolls_up(ui: Ui) -> None:
    ui.server.reply_with(*(f"Line {number}.\n\n" for number in range(120)))
    ui.server.tokens_per_second = 150
    ui.ask("Hi")
    bar = ui.page.transcript.verticalScrollBar()
    ui.until(lambda: bar.maximum() > 600)
    assert bar.maximum() - bar.value() < 24
    ui.qtbot.keyClick(ui.page.transcript, Qt.Key.Key_PageUp)
    place = bar.value()
    high = bar.maximum()
    ui.until(lambda: bar.maximum() > high + 100)
    assert bar.value() == place
    assert ui.page.transcript.latest.isVisible()
    ui.qtbot.mouseClick(ui.page.transcript.latest, Qt.MouseButton.LeftButton)
    assert bar.maximum() - bar.value() < 24
    assert not ui.page.transcript.latest.isVisible()
    ui.until(ui.is_quiet)


def test_a_small_window_has_a_rail_whose_button_opens_the_sidebar(ui: Ui) -> None:
    ui.window.resize(720, 480)
    assert ui.window.rail.isVisible()
    assert not ui.window.sidebar.isVisible()
    ui.qtbot.mouseClick(ui.window.rail.unfold, Qt.MouseButton.LeftButton)
    assert ui.window.sidebar.isVisible()
    ui.qtbot.mouseClick(ui.page.transcript.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(500, 100))
    ui.qtbot.mouseClick(ui.window.rail.unfold, Qt.MouseButton.LeftButton)
    ui.window.resize(1280, 800)
    assert ui.window.sidebar.isVisible()
    assert not ui.window.rail.isVisible()


def test_every_control_says_its_name_to_a_screen_reader(ui: Ui) -> None:
    ui.ask("Hi")
    ui.until(lambda: ui.answers() and ui.is_quiet())
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit):
        for widget in ui.window.findChildren(kind):
            if widget.isVisible():
                text = widget.text() if isinstance(widget, QAbstractButton) else ""
                assert widget.accessibleName() or text.strip(), widget


def test_closing_the_window_only_hides_it(ui: Ui) -> None:
    closed: list[None] = []
    ui.window.closed.connect(lambda: closed.append(None))
    ui.window.close()
    assert not ui.window.isVisible()
    assert len(closed) == 1
    ui.window.bring_up()
    assert ui.window.isVisible()


def test_a_draft_stays_with_its_chat(ui: Ui) -> None:
    ui.ask("First")
    ui.until(lambda: ui.answers() and ui.is_quiet())
    first = ui.chats.current.state.chat_id
    ui.qtbot.keyClicks(ui.page.composer.prompt, "unfinished")
    ui.chats.new_chat()
    assert ui.page.composer.text() == ""
    ui.chats.open_chat(first)
    ui.until(lambda: ui.page.composer.text() == "unfinished")


def test_two_hundred_chats_opened_while_one_streams_leave_nothing_behind(ui: Ui) -> None:
    ui.server.reply_with(*["word "] * 400)
    ui.server.tokens_per_second = 200
    ui.ask("Hi")
    ui.until(lambda: ui.answer_text() and ui.chats.current.state.chat_id)
    streaming = ui.chats.current
    for _ in range(100):
        ui.chats.new_chat()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        ui.chats.open_chat(streaming.state.chat_id)
        QApplication.processEvents()
    ui.until(lambda: not streaming.is_busy)
    assert streaming.state.turns[-1].content == "word " * 400
    ui.until(lambda: len(ui.answers()) == 1)
