"""What the chat's menu has for the chat: ask again, find, copy, and the size of the letters."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.conversation import Conversation
from desktop.domain.export_markdown import markdown_pieces
from desktop.domain.store import StoredChat, StoredTurn
from desktop.ui import formats


class ChatActions(QObject):
    """Adds its entries to `menu`; their keys work everywhere in `page`."""

    earlier_wanted = Signal()
    """The chat is to be copied, and not all of it is loaded."""
    zoom_wanted = Signal(int)
    """Steps, positive to enlarge; 0 for the usual size."""

    def __init__(self, menu: QMenu, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._state = Conversation()
        self._is_copying = False
        self.again = self._add(menu, self.tr("Ask &Again"), "Ctrl+R")
        self.find = self._add(menu, self.tr("&Find in Chat…"), QKeySequence.StandardKey.Find)
        self.copy = self._add(menu, self.tr("&Copy Chat as Markdown"), "Ctrl+Shift+C")
        zoom = menu.addMenu(self.tr("&Zoom"))
        self.zoom_in = self._add(zoom, self.tr("Zoom &In"), QKeySequence.StandardKey.ZoomIn, "Ctrl+=")
        self.zoom_out = self._add(zoom, self.tr("Zoom &Out"), QKeySequence.StandardKey.ZoomOut)
        self.zoom_usual = self._add(zoom, self.tr("&Usual Size"), "Ctrl+0")
        self.zoom_usual_text = self.tr("&Usual Size (now {percent})")
        self.copy.triggered.connect(self._copy)
        self.zoom_in.triggered.connect(self._enlarge)
        self.zoom_out.triggered.connect(self._reduce)
        self.zoom_usual.triggered.connect(self._reset)

    def note_state(self, state: Conversation) -> None:
        """Take the chat as it is now; a copy that waits for its beginning is made when that is there."""
        is_other = state.chat_id != self._state.chat_id
        self._state = state
        self.copy.setEnabled(bool(state.turns))
        self.again.setEnabled(bool(state.turns) and not state.is_replying)
        if is_other or not state.turns or state.store_error is not None:
            self._is_copying = False
        if self._is_copying:
            self._go_on_copying()

    def show_zoom(self, factor: float) -> None:
        self.zoom_usual.setText(self.zoom_usual_text.format(percent=formats.percent(factor)))

    @Slot()
    def _copy(self) -> None:
        self._is_copying = True
        self._go_on_copying()

    def _go_on_copying(self) -> None:
        if not self._state.earlier:
            self._is_copying = False
            QGuiApplication.clipboard().setText(chat_markdown(self._state))
        elif not self._state.is_loading:
            self.earlier_wanted.emit()

    @Slot()
    def _enlarge(self) -> None:
        self.zoom_wanted.emit(1)

    @Slot()
    def _reduce(self) -> None:
        self.zoom_wanted.emit(-1)

    @Slot()
    def _reset(self) -> None:
        self.zoom_wanted.emit(0)

    def _add(self, menu: QMenu, text: str, *keys: QKeySequence.StandardKey | str) -> QAction:
        action = menu.addAction(text)
        action.setShortcuts([QKeySequence(key) for key in keys])
        self._page.addAction(action)  # the keys of a menu that only pops up would work nowhere
        return action


def chat_markdown(state: Conversation) -> str:
    """The turns that are loaded, as a chat is exported."""
    turns = tuple(StoredTurn(turn, place - 1) for place, turn in enumerate(state.turns))
    begun = state.turns[0].created_at if state.turns else 0.0
    chat = StoredChat(state.title, begun, begun, turns, len(turns) - 1, state.setup)
    return b"".join(markdown_pieces(chat)).decode().strip() + "\n"
