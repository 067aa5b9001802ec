"""The pictures of the models page: the table with a pull under way, a full disk, and an import."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QDialog

from desktop.domain.catalog import ModelChoice
from desktop.domain.pulls import PullKey
from desktop.domain.settings import Appearance
from desktop.domain.stack import SERVICE
from desktop.ui.models.import_dialog import ImportDialog
from scripts.model_scenes import GB, SHELF, ShelfDouble, gguf_file
from tests.servers.pull_faults import At, Phase
from tests.servers.registry import RegistryDouble

if TYPE_CHECKING:  # that module imports some of these
    from scripts.studio import Studio

UPLOADED_BYTES = 27 * 1024**2


def shoot_models(studio: "Studio", server: ShelfDouble, registry: RegistryDouble, folder: Path) -> None:
    """Leaves the page without pulls, and the disk with as much space as before."""
    server.fill()
    registry.publish("library/mistral-small:24b", 14_300_000_000)
    registry.publish("library/mixtral:8x7b", 26_400_000_000)
    studio.window.show_models()
    page = studio.window.models_page
    page.refresh()
    studio.until(lambda: len(page.rows.entries) == len(SHELF))
    page.table.pick("qwen2.5-coder:14b")
    _shoot_pulling(studio)
    _shoot_full_disk(studio)
    _shoot_import(studio, server, folder)
    _shoot_offer(studio)


def _shoot_pulling(studio: "Studio") -> None:
    page = studio.window.models_page
    studio.pulls.set_at_once(1)
    for model in ("phi4:14b", "gemma3:4b"):
        studio.pulls.pull(SERVICE, model)
    page.pulling.card.field.setText("mistral-small:24b")
    page.pulling.card.asked.emit("mistral-small:24b", True)
    studio.until(lambda: "14.3" in page.pulling.card.advice.text)
    row = page.pulling.under_way.rows[PullKey(SERVICE, "phi4:14b")]
    studio.until(lambda: row.left.text())
    page.table.setFocus()
    studio.shoot_both("models")
    studio.shoot("models-wide-light", Appearance.LIGHT, (1700, 1000))
    studio.shoot("models-small-dark", Appearance.DARK, (760, 560))
    for model in ("gemma3:4b", "phi4:14b"):
        studio.pulls.cancel(PullKey(SERVICE, model))


def _shoot_full_disk(studio: "Studio") -> None:
    card = studio.window.models_page.pulling.card
    before, studio.probes.free = studio.probes.free, 12 * GB
    studio.health.check_again()
    card.field.setText("mixtral:8x7b")
    card.asked.emit("mixtral:8x7b", True)
    studio.until(lambda: "12.0" in card.advice.text)
    studio.shoot_both("models-disk-full")
    studio.probes.free = before
    studio.health.check_again()
    card.field.clear()


def _shoot_import(studio: "Studio", server: ShelfDouble, folder: Path) -> None:
    page = studio.window.models_page
    held = server.downloads.hold(At(Phase.UPLOAD, had=UPLOADED_BYTES))
    dialog = ImportDialog(studio.theme, studio.models, page)
    dialog.open()
    dialog.use_file(gguf_file(folder))
    dialog.start.click()
    studio.until(held.reached.is_set)
    for appearance in (Appearance.LIGHT, Appearance.DARK):
        studio.shoot(f"models-import-{appearance.value}", appearance, over=dialog)
    studio.models.cancel_import()
    held.release()
    studio.until(lambda: studio.models.state.importing is None)
    dialog.reject()


def with_dialog(window: QPixmap, dialog: QDialog) -> QPixmap:
    """The picture of a window with a dialog in its middle, as a desktop would show both."""
    picture = dialog.grab()
    x, y = (window.width() - picture.width()) // 2, (window.height() - picture.height()) // 3
    with QPainter(window) as painter:
        painter.drawPixmap(x, y, picture)
        painter.setPen(dialog.palette().mid().color())
        painter.drawRect(x - 1, y - 1, picture.width() + 1, picture.height() + 1)
    return window


def _shoot_offer(studio: "Studio") -> None:
    """A question to a model that is not there: the offer, and the pull in its place."""
    studio.chats.new_chat()
    studio.window.show_chat()
    chat, model = studio.chats.current, "phi4:14b"
    chat.send("What is a good model for a 24 GB card?", ModelChoice(SERVICE, model))
    studio.until(lambda: not chat.is_busy)
    studio.shoot("pull-offered-light", Appearance.LIGHT)
    key = studio.pulls.pull(SERVICE, model)
    studio.until(lambda: (row := studio.pulls.find(SERVICE, model)) is not None and row.seconds_left)
    studio.shoot("pull-in-chat-dark", Appearance.DARK)
    studio.pulls.cancel(key)
