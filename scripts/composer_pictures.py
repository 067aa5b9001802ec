"""The pictures of the composer: files of every kind, what will not be seen, and how a chat is asked."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QImage, QPainter

from desktop.adapters.attachment_reader import AttachmentReader
from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import ChatSetup, Parameters
from desktop.domain.library import Library
from desktop.domain.placement import room_of
from desktop.domain.settings import Appearance
from desktop.services.attaching import AttachingService
from desktop.services.context_guard import ContextGuard
from desktop.ui.chat.composing import Composing, ComposingNeeds
from desktop.ui.chat.pictures import fitted
from scripts.model_scenes import ShelfDouble
from tests.pdfs import pdf_of

if TYPE_CHECKING:  # that module imports some of these
    from scripts.studio import Studio

SEES = "gemma3:12b"
SMALL = (720, 480)
LONG = "Read the whole log below and tell me when the fan failed. "


def composing_in(studio: "Studio", library: Library) -> Composing:
    """What hangs on the page of the studio's window."""
    guard = ContextGuard(
        studio.chats, studio.providers, library, lambda: room_of(studio.health.state.gpus, None)
    )
    attaching = AttachingService(
        studio.chats, studio.providers, library, AttachmentReader(), fitted, guard.largest
    )
    needs = ComposingNeeds(studio.chats, studio.providers, studio.settings, guard, attaching)
    return Composing(studio.theme, studio.window.page, needs)


def shoot_composer(studio: "Studio", server: ShelfDouble, folder: Path) -> None:
    """Leaves an empty chat in front."""
    server.models[SEES] = 8_100_000_000
    before = studio.providers.state.choice
    studio.providers.refresh()
    studio.until(lambda: len(studio.providers.state.rows[0].models) > 1)
    _shoot_files(studio, folder, before)
    _shoot_full(studio, server)
    _shoot_parameters(studio)
    del server.models[SEES]
    studio.providers.refresh()
    studio.chats.new_chat()


def _shoot_files(studio: "Studio", folder: Path, blind: ModelChoice) -> None:
    attaching, composer = studio.composing.needs.attaching, studio.window.page.composer
    studio.chats.new_chat()
    studio.providers.choose(ModelChoice(blind.provider, SEES))
    (folder / "fan_control.py").write_text("def speed(celsius: float) -> int: ...\n" * 60)
    (folder / "datasheet.pdf").write_bytes(pdf_of(*("Absolute maximum ratings " * 20,) * 4))
    (folder / "firmware.bin").write_bytes(b"\x7fELF\0\1")
    _photograph(folder / "workbench.png")
    for name in ("fan_control.py", "datasheet.pdf", "workbench.png", "firmware.bin"):
        attaching.add_file(str(folder / name))
    studio.until(lambda: not attaching.state.is_reading)
    composer.set_text("Why does the fan start so late?")
    studio.shoot_both("composer-files")
    studio.providers.choose(blind)
    studio.until(lambda: attaching.state.is_blind)
    studio.shoot("composer-blind-light", Appearance.LIGHT)
    studio.shoot("composer-blind-small-dark", Appearance.DARK, SMALL)
    attaching.clear()


def _shoot_full(studio: "Studio", server: ShelfDouble) -> None:
    composer, chat = studio.window.page.composer, studio.chats.current
    server.tokens_per_second = 0
    server.reply_with("The fan failed at 14:02, ", "when the supply fell below 9 V.")
    for _ in range(3):
        chat.send(LONG * 80, studio.providers.state.choice)
        studio.until(lambda: not chat.is_busy)
    composer.set_text(LONG * 24)
    studio.shoot_both("context-warning")
    composer.set_text("")


def _shoot_parameters(studio: "Studio") -> None:
    parameters = Parameters(temperature=0.3, context_length=16384, keep_alive="30m")
    studio.chats.current.set_setup(
        ChatSetup("Answer as an electrician: short, and with the units.", parameters)
    )
    panel = studio.composing.panel
    panel.bring_up()
    studio.shoot("parameters-light", Appearance.LIGHT, over=panel)
    studio.shoot("parameters-dark", Appearance.DARK, over=panel)
    panel.hide()


def _photograph(path: Path) -> None:
    image = QImage(1200, 900, QImage.Format.Format_RGB32)
    image.fill(QColor("#855000"))
    with QPainter(image) as painter:
        painter.fillRect(150, 200, 600, 500, QColor("#17704A"))
        painter.fillRect(300, 320, 220, 220, QColor("#1C1D21"))
        painter.fillRect(850, 120, 200, 600, QColor("#DFE1E7"))
    image.save(str(path))
