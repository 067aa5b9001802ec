"""The pictures of a chat: its versions, a change in place, find, what is attached, and the context line."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.context import ContextUse
from desktop.domain.context_raising import ContextRaise
from desktop.domain.pull_advice import Fit
from desktop.domain.settings import Appearance
from desktop.services.conversation import ConversationService
from desktop.ui.chat.user_message import UserMessage
from scripts.scenes import QUESTION, REPLY, THOUGHT
from tests.servers.ollama import OllamaDouble

if TYPE_CHECKING:  # that module imports some of these
    from scripts.studio import Studio

SMALL = (720, 480)
USUAL = (1280, 800)
TOLD = "The left regulator: it drops 7 V at 0.8 A, which is **5.6 W** without a heat sink."
LIMIT, WANTED = 8192, 16384


def shoot_chats(studio: "Studio", server: OllamaDouble) -> None:
    """Leaves the chat with a picture in front."""
    server.tokens_per_second = 0
    _shoot_versions(studio, server)
    _shoot_attached(studio, server)


def _shoot_versions(studio: "Studio", server: OllamaDouble) -> None:
    server.reply_with(*_pieces(REPLY), thinking=tuple(_pieces(THOUGHT)))
    server.tokens_per_second = 120
    studio.ask(QUESTION)
    chat, choice = studio.chats.current, studio.providers.state.choice
    for words in (f"{QUESTION} Keep it short.", QUESTION.replace("8B", "14B")):
        chat.edit(chat.state.turns[0].id, words, choice)
        studio.until(lambda: not chat.is_busy)
    server.tokens_per_second = 0
    chat.switch(chat.state.turns[0].siblings[1])
    studio.until(lambda: not chat.is_busy)
    page = studio.window.page
    page.transcript.show_turn(chat.state.turns[0].id, marks=False)
    studio.shoot_both("branches")
    question = page.transcript.live_turns()[0].widget
    assert isinstance(question, UserMessage)
    question.start_editing()
    studio.shoot("edit-light", Appearance.LIGHT)
    question.stop_editing()
    page.find_bar.enter()
    page.find_bar.field.setText("context")
    studio.shoot_both("find")
    page.find_bar.leave()


def _shoot_attached(studio: "Studio", server: OllamaDouble) -> None:
    files = (
        Attachment("power-board.png", AttachmentKind.IMAGE, "image/png", _board(), 768, 2_400_000),
        Attachment("measurements.md", AttachmentKind.TEXT, "text/markdown", b"# 12 V in", 1204, 4300),
    )
    chat, choice = _new_chat(studio), studio.providers.state.choice
    server.reply_with(*_pieces(TOLD))
    chat.send("Which part of this board gets hot?", choice, files)
    studio.until(lambda: not chat.is_busy)
    studio.shoot_both("attachments")
    for words in ("Would a switching regulator help?", "Which one fits the same pads?"):
        chat.send(words, choice)
        studio.until(lambda: not chat.is_busy)
    transcript = studio.window.page.transcript
    longer = ContextRaise(WANTED, LIMIT, 1_100_000_000, 7_300_000_000, Fit.GPU)
    use = ContextUse(LIMIT + 700, LIMIT, True, chat.state.turns[2].id)
    transcript.show_context(use, longer)
    transcript.go_to_end()
    studio.shoot_both("context-line")
    studio.shoot("context-line-small-dark", Appearance.DARK, SMALL)
    studio.window.resize(*USUAL)
    transcript.show_context(ContextUse(), None)


def _new_chat(studio: "Studio") -> ConversationService:
    studio.chats.new_chat()
    return studio.chats.current


def _board() -> bytes:
    """A board with two parts on it, as a PNG."""
    image = QImage(640, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("#17704A"))
    with QPainter(image) as painter:
        for x, color in ((90, "#1C1D21"), (360, "#50545F")):
            painter.fillRect(x, 110, 190, 170, QColor(color))
            painter.fillRect(x + 20, 280, 150, 60, QColor("#DFE1E7"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # bytes, as the stubs want, are refused
    return bytes(data.data())


def _pieces(text: str) -> list[str]:
    return [text[start : start + 4] for start in range(0, len(text), 4)]
