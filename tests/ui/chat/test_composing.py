"""A person attaches files, is warned, and sends: over a real server, real chats and real files."""

import base64
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.attachments import AttachmentKind
from desktop.domain.image_shape import image_shape
from tests.pdfs import pdf_of
from tests.ui.chat.conftest import Desk


def picture(folder: Path, width: int = 64, height: int = 48) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    path = folder / "photo & co.png"
    assert image.save(str(path))
    return path


def paste(desk: Desk, data: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(data)
    desk.composer.prompt.setFocus()
    QTest.keySequence(desk.composer.prompt, QKeySequence(QKeySequence.StandardKey.Paste))


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def attach(desk: Desk, *paths: Path) -> None:
    paste(desk, files(*paths))
    desk.ui.until(lambda: desk.attaching.state.rows and not desk.attaching.state.is_reading)


def turns_in(desk: Desk) -> int:
    return len(desk.ui.chats.current.state.turns)


def asked(desk: Desk) -> list[dict[str, object]]:
    """The messages of the last question."""
    requests = [request for request in desk.ui.server.requests if request.path == "/api/chat"]
    messages = requests[-1].field("messages")
    assert isinstance(messages, list)
    return messages


def test_files_and_pictures_go_with_the_question_and_are_shown_with_it(desk: Desk, tmp_path: Path) -> None:
    desk.ui.server.capabilities = ["completion", "vision"]
    desk.ui.providers.refresh()
    desk.ui.until(lambda: desk.attaching.state.sees)
    (tmp_path / "main.py").write_text("print('hi')\n")
    (tmp_path / "report.pdf").write_bytes(pdf_of("The report"))
    attach(desk, tmp_path / "main.py", tmp_path / "report.pdf", picture(tmp_path, 3136, 100))
    assert len(desk.composer.files.chips) == 3
    desk.ui.ask("What is this?")
    desk.ui.until(desk.ui.is_quiet)
    (message,) = asked(desk)
    assert message["content"] == (
        "main.py:\n```\nprint('hi')\n```\n\nreport.pdf:\n```\nThe report\n```\n\nWhat is this?"
    )
    images = message["images"]
    assert isinstance(images, list)
    shape = image_shape(base64.b64decode(images[0]))
    assert shape is not None
    assert (shape.width, shape.height) == (1568, 50)
    assert desk.composer.files.isHidden()
    assert not desk.attaching.state.rows
    kinds = [one.kind for one in desk.ui.chats.current.state.turns[0].attachments]
    assert kinds == [AttachmentKind.TEXT, AttachmentKind.TEXT, AttachmentKind.IMAGE]


def test_a_question_can_be_a_file_alone(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Words")
    attach(desk, tmp_path / "a.md")
    assert desk.composer.send.isEnabled()
    desk.ui.qtbot.mouseClick(desk.composer.send, Qt.MouseButton.LeftButton)
    desk.ui.until(desk.ui.is_quiet)
    assert asked(desk)[0]["content"] == "a.md:\n```\n# Words\n```"


def test_a_picture_of_the_clipboard_is_attached_and_text_is_pasted(desk: Desk) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    data = QMimeData()
    data.setImageData(image)
    paste(desk, data)
    desk.ui.until(lambda: desk.attaching.state.attachments)
    assert desk.attaching.state.attachments[0].media_type == "image/png"
    text = QMimeData()
    text.setText("only words")
    text.setImageData(image)
    paste(desk, text)
    assert desk.composer.text() == "only words"
    assert len(desk.attaching.state.rows) == 1


def test_files_can_be_dropped_anywhere_on_the_page(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    page, data = desk.ui.page, files(tmp_path / "a.txt")
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    no = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(200, 100), copy, data, left, no)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    assert desk.composer.property("kind") == "composer-drop"
    QApplication.sendEvent(page, QDropEvent(QPointF(200, 100), copy, data, left, no))
    desk.ui.until(lambda: desk.attaching.state.attachments)
    assert desk.composer.property("kind") != "composer-drop"
    over_field = QDragEnterEvent(QPoint(5, 5), copy, data, left, no)
    QApplication.sendEvent(desk.composer.prompt.viewport(), over_field)
    assert over_field.isAccepted()
    assert desk.composer.property("kind") == "composer-drop"  # the field leaves it to the page
    words = QMimeData()
    words.setText("words")
    not_ours = QDragEnterEvent(QPoint(200, 100), copy, words, left, no)
    not_ours.ignore()
    QApplication.sendEvent(page, not_ours)
    assert not not_ours.isAccepted()


def test_a_picture_waits_until_a_model_that_sees_is_chosen(desk: Desk, tmp_path: Path) -> None:
    attach(desk, picture(tmp_path))
    desk.ui.until(lambda: desk.attaching.state.is_blind)
    desk.composer.set_text("What is this?")
    assert desk.composer.files.blind.sentence.text() == (
        "gemma3:270m does not see pictures. They wait here for a model that does."
    )
    assert not desk.composer.send.isEnabled()
    desk.composer.files.blind.button.click()
    assert desk.ui.page.picker.menu.isVisible()
    desk.ui.page.picker.menu.hide()
    desk.ui.until(lambda: not desk.ui.providers.state.is_checking)
    desk.ui.server.capabilities = ["completion", "vision"]
    desk.ui.providers.refresh()
    desk.ui.until(desk.composer.send.isEnabled)
    assert desk.composer.files.blind.isHidden()


def test_what_is_refused_says_why_and_is_dismissed(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\x7fELF\0")
    attach(desk, tmp_path / "a.bin")
    (refusal,) = desk.composer.files.refusals.values()
    assert refusal.sentence.text().startswith("“a.bin” is neither text in UTF-8")
    assert not desk.composer.send.isEnabled()
    refusal.dismiss.click()
    assert desk.composer.files.isHidden()


def test_a_file_is_taken_away_with_its_button(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    attach(desk, tmp_path / "a.txt")
    (chip,) = desk.composer.files.chips.values()
    assert chip.remove.accessibleName() == "Remove a.txt"
    chip.remove.click()
    assert desk.composer.files.isHidden()
    assert not desk.attaching.state.rows


def test_the_ring_says_how_full_the_context_is(desk: Desk) -> None:
    ring = desk.composer.ring
    assert ring.text() == "0 of 4k"
    desk.composer.set_text("x" * 3600)
    assert ring.text() == "1k of 4k"
    assert "about 1006 of 4096 tokens" in ring.accessibleName()
    ring.click()
    popover = desk.composing.popover
    assert popover.isVisible()
    assert popover.draft.text().replace("\u00a0", " ") == "about 1006 tokens"
    assert "The server or this chat says" in popover.certainty.text()
    popover.hide()


def test_before_the_context_is_full_there_is_a_quiet_line(desk: Desk) -> None:
    desk.composer.set_text("x" * 13_000)
    notice = desk.composing.notice
    assert not notice.isHidden()
    assert notice.box.isHidden()
    assert "nearly full" in notice.hint.text()
    assert not desk.composer.holds
    desk.composer.set_text("")
    assert notice.isHidden()


def test_a_question_that_does_not_fit_is_said_before_it_is_sent(desk: Desk) -> None:
    for letter in "ab":
        desk.composer.set_text(letter * 7000)
        desk.ui.qtbot.keyClick(desk.composer.prompt, "\r")
        desk.ui.until(desk.ui.is_quiet)
    desk.composer.set_text("c" * 7000)
    notice = desk.composing.notice
    assert not notice.box.isHidden()
    assert notice.sentence.text() == "The first message will not be seen by the model."
    assert notice.cost.text().startswith("A context of 16384 tokens takes")
    desk.ui.qtbot.keyClick(desk.composer.prompt, "\r")
    assert turns_in(desk) == 4
    assert desk.composing.notice.send_anyway.hasFocus()
    notice.send_anyway.click()
    desk.ui.until(desk.ui.is_quiet)
    assert turns_in(desk) == 6
    desk.composer.set_text("and more")  # the user goes on with it: it is not asked again
    assert notice.box.isHidden()
    assert not desk.composer.holds


def test_what_is_sent_anyway_in_a_new_chat_holds_for_that_chat_only(desk: Desk) -> None:
    desk.composer.set_text("x" * 16_000)
    desk.composing.notice.send_anyway.click()
    desk.ui.until(desk.ui.is_quiet)
    desk.composer.set_text("and more")
    assert desk.composing.notice.box.isHidden()
    desk.ui.chats.new_chat()
    desk.composer.set_text("x" * 16_000)
    assert not desk.composing.notice.box.isHidden()


def test_the_context_is_raised_from_the_notice(desk: Desk) -> None:
    desk.composer.set_text("x" * 16_000)
    notice = desk.composing.notice
    assert "This question alone is longer" in notice.sentence.text()
    notice.raise_button.click()
    assert desk.ui.chats.current.state.setup.parameters.context_length == 8192
    assert notice.isHidden()
    assert desk.composer.ring.text().endswith("of 8k")


def test_files_of_a_draft_survive_another_chat(desk: Desk, tmp_path: Path) -> None:
    desk.ui.ask("Hi")
    desk.ui.until(desk.ui.is_quiet)
    chat_id = desk.ui.chats.current.state.chat_id
    (tmp_path / "a.txt").write_text("a")
    attach(desk, tmp_path / "a.txt")
    desk.ui.chats.new_chat()
    assert desk.composer.files.isHidden()
    desk.ui.chats.open_chat(chat_id)
    desk.ui.until(lambda: not desk.composer.files.isHidden())
    assert len(desk.composer.files.chips) == 1


@pytest.mark.parametrize("lines", [1, 8, 20])
def test_the_field_grows_to_eight_lines(desk: Desk, lines: int) -> None:
    prompt = desk.composer.prompt
    desk.composer.set_text("\n".join("x" * lines))
    line = prompt.fontMetrics().lineSpacing()
    assert prompt.height() == pytest.approx(min(lines, 8) * line + 8, abs=2)
    shows_bar = prompt.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded
    assert shows_bar == (lines > 8)
