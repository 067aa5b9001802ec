"""One question to several servers, as a user sees it: side by side, each with its own end."""

import time
from collections import Counter
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.domain.attaching import AttachedFile, Attaching
from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.comparison import Comparison
from desktop.domain.providers import Endpoint
from desktop.providers.detection import connect
from desktop.services.sources import AddressSource
from desktop.ui.compare.columns import MOST_BESIDE
from tests.servers.faults import Status
from tests.servers.openai_compatible import OpenAIDouble
from tests.ui.compare.conftest import FAILING, FIRST, OTHER, Bench

LEFT = Qt.MouseButton.LeftButton


def click(bench: Bench, button: QPushButton) -> None:
    bench.ui.qtbot.mouseClick(button, LEFT)


def open_page(bench: Bench) -> None:
    bench.entry.action.trigger()
    assert bench.ui.window.pages.currentWidget() is bench.page


def is_laid_out(first: QWidget, second: QWidget, *, is_beside: bool) -> bool:
    return (first.y() == second.y()) == is_beside and (first.x() == second.x()) != is_beside


def test_servers_of_different_speed_answer_side_by_side_and_one_that_fails_says_why(bench: Bench) -> None:
    bench.ui.server.reply_with("**Slow** ", "and ", "steady")
    bench.ui.server.tokens_per_second = 20
    bench.other.reply_with("Quick")
    bench.failing.fault, bench.failing.fault_after = Status(500, "out of memory"), 0
    open_page(bench)
    bench.ask("Hi")
    bench.ended()
    assert bench.texts()[:2] == ["Slow and steady", "Quick"]
    assert [column.phase.text() for column in bench.columns] == ["Complete", "Complete", "Failed"]
    assert bench.columns[2].notice.isVisible()
    assert "out of memory" in bench.columns[2].notice.evidence.text()
    assert "s" in bench.columns[0].figures.total.text()
    assert "tokens/s" in bench.columns[0].figures.speed.text()
    assert not bench.columns[2].go_on.isEnabled()
    assert bench.page.prompt.toPlainText() == ""
    bench.failing.fault = None
    bench.failing.reply_with("Better")
    click(bench, next(b for b in bench.columns[2].notice.buttons.values() if b.isVisible()))
    bench.ended()
    assert bench.texts()[2] == "Better"
    assert not bench.columns[2].notice.isVisible()


def test_one_is_stopped_and_then_all(bench: Bench) -> None:
    bench.ui.server.gate.clear()
    bench.other.gate.clear()
    open_page(bench)
    bench.ask("Hi")
    bench.ui.until(lambda: bench.texts()[:2] == ["Hello", "Hello"])
    click(bench, bench.columns[0].stop)
    bench.ui.until(lambda: bench.columns[0].phase.text() == "Stopped")
    assert bench.columns[1].phase.text() == "Writing"
    assert bench.page.bar.send.text() == "Stop All"
    click(bench, bench.page.bar.send)
    bench.ui.until(lambda: bench.columns[1].phase.text() == "Stopped")
    assert bench.texts()[:2] == ["Hello", "Hello"]
    assert bench.page.bar.send.text() == "Ask All"


def test_escape_stops_all(bench: Bench) -> None:
    bench.other.gate.clear()
    open_page(bench)
    bench.ask("Hi")
    bench.ui.until(lambda: bench.texts()[1] == "Hello")
    bench.ui.qtbot.keyClick(bench.page.prompt, Qt.Key.Key_Escape)
    bench.ended()
    assert bench.columns[1].phase.text() == "Stopped"


def test_going_on_with_one_opens_a_chat_that_has_all_of_them(bench: Bench) -> None:
    bench.other.reply_with("the other one")
    open_page(bench)
    bench.ask("Hi")
    bench.ended()
    click(bench, bench.columns[1].go_on)
    bench.ui.until(lambda: bench.ui.answer_text() == "the other one")
    assert bench.ui.window.pages.currentWidget() is bench.ui.page
    assert bench.ui.questions() == ["Hi"]
    assert bench.ui.chats.current.state.turns[1].branch == (2, 3)
    bench.ui.ask("And now?")
    bench.ui.until(lambda: len(bench.ui.answers()) == 2 and bench.ui.is_quiet())
    open_page(bench)
    click(bench, bench.columns[0].go_on)  # with another one
    bench.ui.until(lambda: bench.ui.chats.current.state.turns[1].branch == (1, 3))
    bench.ui.until(lambda: bench.ui.answer_text() == "Hello, world!" and bench.ui.is_quiet())
    assert bench.ui.questions() == ["Hi"]


def test_a_comparison_is_in_the_list_and_shown_on_its_page_until_it_has_ended(bench: Bench) -> None:
    bench.other.gate.clear()
    open_page(bench)
    bench.ask("Hi")
    bench.ui.until(lambda: bench.texts()[1] == "Hello")
    bench.ui.until(lambda: [row.title for row in bench.ui.chats.state.summaries] == ["Hi"])
    bench.ui.window.show_chat()
    bench.ui.chats.open_chat(bench.comparison.state.chat_id)
    bench.ui.until(lambda: bench.ui.window.pages.currentWidget() is bench.page)
    assert bench.ui.chats.current.state.chat_id == 0
    bench.other.gate.set()
    bench.ended()
    bench.ui.until(lambda: not bench.comparison.is_saving)
    bench.ui.window.show_chat()
    bench.ui.chats.open_chat(bench.comparison.state.chat_id)
    bench.ui.until(lambda: bench.ui.answer_text() == "Hello, world!")
    assert bench.ui.window.pages.currentWidget() is bench.ui.page
    assert bench.ui.chats.current.state.turns[1].branch == (1, 3)


def test_the_keys_send_what_is_typed_in_the_chat_to_all(bench: Bench) -> None:
    composer = bench.ui.page.composer
    bench.ui.qtbot.keyClicks(composer.prompt, "Hi all")
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    bench.ui.qtbot.keyClick(composer.prompt, Qt.Key.Key_Return, modifiers)
    assert bench.ui.window.pages.currentWidget() is bench.page
    bench.ended()
    assert bench.page.question.text() == "Hi all"
    assert bench.texts() == ["Hello, world!"] * 3
    assert composer.text() == ""
    bench.ui.until(lambda: [row.title for row in bench.ui.chats.state.summaries] == ["Hi all"])


def test_what_cannot_be_asked_waits_in_the_field(bench: Bench) -> None:
    for choice in (FIRST, OTHER, FAILING):
        bench.chosen.tick(choice, is_ticked=False)
    bench.ui.page.composer.set_text("Hi all")
    bench.entry.ask_all()
    assert bench.page.prompt.toPlainText() == "Hi all"
    assert not bench.page.bar.send.isEnabled()
    assert bench.page.bar.models.text() == "Choose Models"
    bench.chosen.tick(OTHER, is_ticked=True)
    click(bench, bench.page.bar.send)
    bench.ended()
    assert bench.texts() == ["Hello, world!"]


def test_what_is_attached_in_the_chat_goes_to_all_and_stays_there_if_nobody_is_asked(bench: Bench) -> None:
    note = Attachment("a.txt", AttachmentKind.TEXT, "text/plain", b"the note", 2, 8)
    composer = bench.ui.page.composer
    composer.render_files(Attaching((AttachedFile(1, "a.txt", note),)))
    composer.set_text("Sum it up")
    for choice in (FIRST, OTHER, FAILING):
        bench.chosen.tick(choice, is_ticked=False)
    bench.entry.ask_all()
    assert composer.text() == "Sum it up"
    assert bench.page.prompt.toPlainText() == ""
    bench.chosen.tick(OTHER, is_ticked=True)
    bench.entry.ask_all()
    bench.ended()
    assert composer.text() == ""
    assert bench.page.question.text() == "Sum it up a.txt"
    assert any("the note" in str(request.field("messages")) for request in bench.other.requests)


def test_a_long_reply_is_followed_until_the_user_scrolls_up(bench: Bench) -> None:
    bench.ui.server.reply_with(*(f"Line {number}\n\n" for number in range(60)))
    bench.ui.server.tokens_per_second = 100
    open_page(bench)
    bench.ask("Hi")
    bar = bench.columns[0].area.verticalScrollBar()
    bench.ui.until(lambda: bar.maximum() > 300)
    bench.ui.until(lambda: bar.value() == bar.maximum())
    bar.setValue(0)
    bench.ended()
    assert bar.value() == 0


def test_a_narrow_window_stacks_them_and_a_wide_one_does_not(bench: Bench) -> None:
    open_page(bench)
    bench.ask("Hi")
    bench.ended()
    first, second = bench.columns[:2]
    for width, is_beside in ((1280, True), (760, False), (1280, True)):
        bench.ui.window.resize(width, 700)
        bench.ui.qtbot.waitUntil(partial(is_laid_out, first, second, is_beside=is_beside))
    assert len(bench.columns) <= MOST_BESIDE


def test_the_reply_is_copied_as_it_was_written(bench: Bench) -> None:
    bench.ui.server.reply_with("**bold**")
    open_page(bench)
    bench.ask("Hi")
    bench.ended()
    click(bench, bench.columns[0].copy)
    assert QGuiApplication.clipboard().text() == "**bold**"


def test_four_columns_that_stream_are_drawn_at_most_thirty_times_a_second(bench: Bench) -> None:
    with OpenAIDouble() as fourth:
        bench.ui.providers.add(AddressSource(Endpoint("fourth", "Fourth", fourth.url), connect))
        bench.ui.until(lambda: bench.ui.providers.state.rows[-1].models)
        for server in (bench.ui.server, bench.other, bench.failing, fourth):
            server.reply_with(*(f"word{number} " for number in range(300)))
            server.tokens_per_second = 200
        open_page(bench)
        states: list[Comparison] = []
        bench.comparison.changed.connect(states.append)
        bench.ask("Hi")
        frames: Counter[int] = Counter()
        for place, column in enumerate(bench.columns):
            column.reply.rendered.connect(partial(frames.update, [place]))
        begun = time.monotonic()
        bench.ended()
        seconds = time.monotonic() - begun
    assert len(frames) == 4
    assert len(states) <= 30 * seconds + 12
    assert all(count <= 31 * seconds + 6 for count in frames.values())
