"""Long chats: what has widgets, what stays in place, and what comes as one scrolls."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication

from desktop.domain.context import ContextUse, PromptShortfall
from desktop.domain.context_raising import ContextRaise
from desktop.domain.pull_advice import Fit
from desktop.ui.chat.answer import Answer
from desktop.ui.chat.context_line import ContextLine
from desktop.ui.chat.rows import LINE
from desktop.ui.chat.user_message import UserMessage
from tests.ui.chat.long_chats import is_still, open_long, text_of, y_of
from tests.ui.conftest import Ui

MOST_WIDGETS = 60


def turn_widgets(ui: Ui) -> int:
    return sum(len(ui.page.transcript.findChildren(kind)) for kind in (UserMessage, Answer))


def scroll(ui: Ui, pixels: int) -> None:
    bar = ui.page.transcript.verticalScrollBar()
    bar.setValue(bar.value() + pixels)


def test_a_long_chat_opens_at_its_end_with_few_widgets(ui: Ui) -> None:
    open_long(ui, 600)
    transcript = ui.page.transcript
    bar = transcript.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    assert len(ui.chats.current.state.turns) < 100
    assert turn_widgets(ui) < MOST_WIDGETS
    last = transcript.live_turns()[-1]
    assert last.turn is not None
    assert last.turn.content == text_of(599)


def test_scrolling_up_loads_every_page_and_keeps_what_is_in_view_in_place(ui: Ui) -> None:
    open_long(ui, 300)
    transcript, chat = ui.page.transcript, ui.chats.current
    bar = transcript.verticalScrollBar()
    while chat.state.earlier or bar.value():
        loaded = len(chat.state.turns)
        scroll(ui, -250)
        ui.until(lambda: is_still(transcript) and not chat.state.is_loading)
        seen = [(row, y_of(transcript, row)) for row in transcript.live_turns()]
        inside = [(row, y) for row, y in seen if 0 <= y < transcript.viewport().height()]
        QApplication.processEvents()
        for row, y in inside:
            assert y_of(transcript, row) == y
        assert turn_widgets(ui) < 2 * MOST_WIDGETS
        assert loaded <= len(chat.state.turns)
    first = transcript.live_turns()[0]
    assert first.turn is not None
    assert first.turn.content == text_of(0)
    assert len(chat.state.turns) == 300


def test_a_page_that_arrives_does_not_move_what_is_read(ui: Ui) -> None:
    open_long(ui, 300)
    transcript, chat = ui.page.transcript, ui.chats.current
    before = chat.state.earlier
    transcript.verticalScrollBar().setValue(40)
    row = transcript.live_turns()[0]
    y = y_of(transcript, row)
    ui.until(lambda: chat.state.earlier < before and not chat.state.is_loading)
    ui.until(lambda: is_still(transcript))
    assert y_of(transcript, row) == y
    assert transcript.verticalScrollBar().value() > 40
    assert transcript.latest.isVisible()


def test_the_wheel_lets_the_end_go_and_latest_brings_it_back(ui: Ui) -> None:
    open_long(ui, 120)
    transcript = ui.page.transcript
    bar = transcript.verticalScrollBar()
    wheel(ui, 240)
    assert bar.value() < bar.maximum()
    assert transcript.latest.isVisible()
    ui.qtbot.mouseClick(transcript.latest, Qt.MouseButton.LeftButton)
    assert bar.value() == bar.maximum()
    assert not transcript.latest.isVisible()


def test_the_view_stays_at_its_text_when_the_window_gets_narrower(ui: Ui) -> None:
    open_long(ui, 120)
    transcript = ui.page.transcript
    scroll(ui, -1500)
    ui.until(lambda: is_still(transcript))
    first = transcript.first_visible()
    ui.window.resize(720, 480)
    ui.until(lambda: is_still(transcript))
    assert transcript.first_visible() == first


def test_zoom_is_kept_in_the_settings_and_taken_from_the_wheel(ui: Ui) -> None:
    open_long(ui, 10)
    reply = ui.answers()[-1].reply
    height = reply.height()
    assert height > 0
    ui.page.actions_of_chat.zoom_in.trigger()
    ui.page.actions_of_chat.zoom_in.trigger()
    assert (ui.settings.state.chat_zoom, reply.zoom) == (125, 1.25)
    ui.until(lambda: reply.height() > height)
    wheel(ui, -120, Qt.KeyboardModifier.ControlModifier)
    assert ui.settings.state.chat_zoom == 110
    ui.qtbot.keyClick(ui.page, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert (ui.settings.state.chat_zoom, reply.zoom) == (100, 1.0)
    ui.settings.change(chat_zoom=300)
    assert reply.zoom == 3.0
    ui.page.actions_of_chat.zoom_in.trigger()
    assert ui.settings.state.chat_zoom == 300


def test_select_all_and_copy_take_every_message(ui: Ui) -> None:
    open_long(ui, 40)
    transcript = ui.page.transcript
    ui.qtbot.keyClick(transcript, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert ui.answers()[-1].reply.pieces()[0].widget.textCursor().hasSelection()
    ui.qtbot.keyClick(transcript, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert text == "\n\n".join(text_of(n) for n in range(40))


def test_the_chat_is_copied_as_markdown_with_what_is_not_loaded_yet(ui: Ui) -> None:
    open_long(ui, 150)
    assert ui.chats.current.state.earlier
    ui.page.actions_of_chat.copy.trigger()
    ui.until(lambda: "Question 148" in QGuiApplication.clipboard().text())
    text = QGuiApplication.clipboard().text()
    assert text.startswith("# Long\n")
    assert all(f"Reply {number}\n" in text for number in range(1, 150, 2))


def test_a_turn_that_was_searched_is_shown_and_marked(ui: Ui) -> None:
    open_long(ui, 300)
    transcript, chat = ui.page.transcript, ui.chats.current
    hit = ui.run(ui.store.search('"Question 20"'))[0]
    assert chat.show_turn(hit.turn_id)
    ui.until(lambda: transcript.row_of(hit.turn_id) is not None and is_still(transcript))
    row = transcript.row_of(hit.turn_id)
    assert row is not None
    assert 0 <= y_of(transcript, row) < 100
    assert transcript.column.marked is row


def test_the_line_says_what_the_model_no_longer_sees_and_what_more_would_cost(ui: Ui) -> None:
    open_long(ui, 12)
    transcript = ui.page.transcript
    turns = ui.chats.current.state.turns
    use = ContextUse(9000, 8192, True, turns[-2].id, shortfall=PromptShortfall(3900, 9200))
    raised: list[None] = []
    ui.page.raise_wanted.connect(lambda: raised.append(None))
    transcript.show_context(use, ContextRaise(16384, 8192, 1_100_000_000, 9_000_000_000, Fit.GPU))
    row = transcript.row_of(LINE)
    assert row is not None
    line = row.widget
    assert isinstance(line, ContextLine)
    question = transcript.row_of(turns[-2].id)
    assert question is not None
    assert y_of(transcript, row) < y_of(transcript, question)
    assert line.cost.text() == "A context of 16384 tokens takes 1.1\u00a0GB more memory. It fits your GPU."
    ui.qtbot.mouseClick(line.raise_button, Qt.MouseButton.LeftButton)
    assert len(raised) == 1
    note = ui.answers()[-1].shortfall
    assert note is not None
    assert "only about 3900 of 9200 tokens" in note.sentence.text()
    transcript.show_context(ContextUse(), None)
    assert transcript.row_of(LINE) is None
    assert not note.isVisible()


def test_the_tab_key_goes_through_the_messages_from_top_to_bottom(ui: Ui) -> None:
    open_long(ui, 4)
    transcript = ui.page.transcript
    transcript.setFocus()
    seen = []
    for _ in range(12):
        ui.qtbot.keyClick(QApplication.focusWidget() or transcript, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        assert widget is not None
        if transcript.column.isAncestorOf(widget):
            seen.append(widget.mapTo(transcript.viewport(), QPoint(0, 0)).y())
    assert len(seen) > 6
    assert seen == sorted(seen)


def wheel(ui: Ui, angle: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    viewport = ui.page.transcript.viewport()
    place = QPointF(viewport.rect().center())
    event = QWheelEvent(
        place,
        QPointF(viewport.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)
