"""A look at what was attached, whether a page of the chat has its content or not."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton

from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.ui.chat.attached import AttachedFiles, PictureDialog, decoded
from desktop.ui.chat.user_message import UserMessage
from desktop.ui.dialogs import PlainTextDialog
from tests.ui.conftest import Ui


def question(ui: Ui) -> UserMessage:
    """The last question."""
    return next(w for w in reversed(ui.messages()) if isinstance(w, UserMessage))


def press(ui: Ui, button: QAbstractButton) -> None:
    ui.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def picture() -> bytes:
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#3D4BBD"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # bytes, as the stubs want, are refused
    return bytes(data.data())


def test_what_is_attached_is_shown_and_opens_plainly(ui: Ui) -> None:
    files = (
        Attachment("board.png", AttachmentKind.IMAGE, "image/png", picture(), 768),
        Attachment("<b>notes</b> & more.md", AttachmentKind.TEXT, "text/markdown", b"<b>not bold</b>", 12),
        Attachment("elsewhere.md", AttachmentKind.TEXT, "text/markdown", b"", 12),
    )
    ui.chats.current.send("What is this?", ui.providers.state.choice, files)
    ui.until(ui.is_quiet)
    image, text, elsewhere = question(ui).files.buttons
    assert image.accessibleName() == "Picture board.png"
    assert not image.icon().isNull()
    assert text.text() == "<b>notes</b> && more.md  12\u00a0tokens"
    assert elsewhere.isEnabled()
    press(ui, text)
    dialog = ui.window.findChild(PlainTextDialog)
    assert isinstance(dialog, PlainTextDialog)
    assert dialog.view.toPlainText() == "<b>not bold</b>"
    dialog.accept()
    press(ui, image)
    shown = ui.window.findChild(PictureDialog)
    assert isinstance(shown, PictureDialog)
    shown.accept()


def ask_with_much_attached(ui: Ui) -> AttachedFiles:
    """A question whose files are more than a page holds, opened again from the store."""
    long = b"long words " * 1_600_000
    files = (
        Attachment("board.png", AttachmentKind.IMAGE, "image/png", picture() + long, 768),
        Attachment("long.md", AttachmentKind.TEXT, "text/markdown", b"the words", 12),
    )
    chat = ui.chats.current
    chat.send("What is this?", ui.providers.state.choice, files)
    ui.until(lambda: ui.is_quiet() and chat.state.chat_id)
    ui.chats.new_chat()
    ui.chats.open_chat(chat.state.chat_id)
    ui.until(lambda: ui.questions() == ["What is this?"])
    assert [one.content for one in ui.chats.current.state.turns[0].attachments] == [b"", b""]
    return question(ui).files


def test_what_a_page_left_out_is_read_to_be_shown(ui: Ui) -> None:
    board, words = ask_with_much_attached(ui).buttons
    press(ui, words)
    ui.until(lambda: ui.window.findChild(PlainTextDialog))
    dialog = ui.window.findChild(PlainTextDialog)
    assert isinstance(dialog, PlainTextDialog)
    assert dialog.view.toPlainText() == "the words"
    dialog.accept()
    press(ui, board)
    ui.until(lambda: ui.window.findChild(PictureDialog))
    shown = ui.window.findChild(PictureDialog)
    assert isinstance(shown, PictureDialog)
    shown.accept()
    assert not ui.page.banner.isVisible()


def test_what_cannot_be_read_to_be_shown_says_so(ui: Ui, tmp_path: Path) -> None:
    board, _words = ask_with_much_attached(ui).buttons
    os.truncate(tmp_path / "private" / "chats.db", 1_000_000)  # as a disk that goes bad does it
    press(ui, board)
    ui.until(ui.page.banner.isVisible)
    assert ui.page.banner.sentence.text().startswith("board.png could not be read. ")
    assert ui.window.findChild(PictureDialog) is None
    press(ui, ui.page.banner.dismiss)
    assert not ui.page.banner.isVisible()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + b"\0" * 40,
        picture()[:60],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (90_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0",
    ],
)
def test_what_is_no_usable_picture_is_not_decoded(content: bytes) -> None:
    assert decoded(content, QImage(10, 10, QImage.Format.Format_RGB32).size()) is None
