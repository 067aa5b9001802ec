"""The pictures of the search in all chats: what was found, shown in its place, and nothing found."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex

from desktop.domain.settings import Appearance
from scripts.scenes import QUESTION
from tests.servers.ollama import OllamaDouble

if TYPE_CHECKING:
    from scripts.studio import Studio

SMALL = (720, 480)
TOLD = {
    "How much memory does a longer context take?": "Twice the context takes twice the cache: at 16k about "
    "2.2 GB for an 8B model. A smaller **quantization** of the cache halves that.",
    "Which quantization for a laptop without a GPU?": "Q4_K_M. Q2 loads faster, but answers badly.",
    "Translate the manual of the power board": "The left regulator must not be covered.",
}


def shoot_search(studio: "Studio", server: OllamaDouble) -> None:
    """Leaves the search empty and the chat of its hit in front."""
    server.tokens_per_second = 0
    for question, answer in TOLD.items():
        server.reply_with(*(answer[at : at + 4] for at in range(0, len(answer), 4)))
        studio.ask(question)
    pane = studio.window.sidebar.chats
    pane.search.setText("quantization")
    studio.until(lambda: pane.hits.rowCount() > 1 and not studio.chats.search.state.is_searching)
    pane.found.opened.emit(pane.hits.index(pane.hits.rowCount() - 1, 0, QModelIndex()))
    studio.shoot("search-light", Appearance.LIGHT)
    studio.shoot("search-dark", Appearance.DARK)
    studio.shoot("search-small-dark", Appearance.DARK, SMALL)
    pane.search.setText(f"{QUESTION} quaternion")
    studio.until(lambda: not pane.hits.rowCount() and not studio.chats.search.state.is_searching)
    studio.shoot("search-nothing-light", Appearance.LIGHT)
    pane.search.clear()
