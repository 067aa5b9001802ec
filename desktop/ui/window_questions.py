"""What the window asks in a dialog: a chat's title, and a provider's address."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import TarsError
from desktop.domain.text import label_text
from desktop.domain.urls import repaired_url
from desktop.text.messages import explain
from desktop.ui import formats
from desktop.ui.dialogs import TextDialog
from desktop.ui.theme import Theme

translate = QCoreApplication.translate


def ask_title(theme: Theme, title: str, rename: Callable[[str], None], parent: QWidget) -> None:
    """Ask for another title of a chat."""
    words = translate("window", "Rename Chat"), translate("window", "&Title:")
    TextDialog(theme, *words, rename, _nothing_wrong, parent).ask(label_text(title))


def ask_address(theme: Theme, give: Callable[[str], None], parent: QWidget) -> None:
    """Ask for a model server's address; `give` gets it repaired."""
    question = translate("window", "&Address of a model server, such as http://127.0.0.1:8080:")

    def give_repaired(text: str) -> None:
        give(repaired_url(text))

    title = translate("window", "Add Provider")
    TextDialog(theme, title, question, give_repaired, _address_problem, parent).ask("http://")


def _address_problem(text: str) -> str:
    try:
        repaired_url(text)
    except TarsError as error:
        return explain(error, formats.translate).sentence
    return ""


def _nothing_wrong(_text: str) -> str:
    return ""
