"""Export and import in the chat: which file, how far it is, and what has become of it."""

import re
from functools import partial

from PySide6.QtCore import QLocale, QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QWidget

from desktop.domain.text import label_text
from desktop.domain.transfer import Transfer, format_of
from desktop.services.chats import ChatsService
from desktop.services.transfer import TransferService
from desktop.text.messages import explain
from desktop.text.transfer_messages import describe_transfer
from desktop.ui import formats
from desktop.ui.buttons import IconButton
from desktop.ui.chat.page import ChatPage
from desktop.ui.dialogs import pick_file, pick_new_file
from desktop.ui.labels import plain_label
from desktop.ui.theme import Theme

NAME_CHARACTERS = 60
_NO_NAME = re.compile(r'[\\/:*?"<>|.\x00-\x1f]+')
"""What a name of a file cannot have somewhere, and the dot, after which it would seem to have an ending."""


class TransferBar(QFrame):
    """What is under way, and then what was done, until it is dismissed; failures are said elsewhere."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kind", "soft")
        self.icon = QLabel()
        self.sentence = plain_label(theme, wrap=True)
        self.dismiss = IconButton(theme, "close", self.tr("Dismiss"))
        self.dismiss.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self.icon)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.dismiss)
        theme.changed.connect(self._draw_icon)
        self._draw_icon()
        self.hide()

    @Slot(Transfer)
    def render_state(self, state: Transfer) -> None:
        self.icon.setVisible(not state.is_running)
        self.dismiss.setVisible(not state.is_running)
        if state.is_running:
            self.sentence.setText(self._progress(state))
        elif state.result is not None:
            self.sentence.setText(describe_transfer(state.result, formats.translate).sentence)
        self.setVisible(state.is_running or state.result is not None)

    def _progress(self, state: Transfer) -> str:
        if state.is_import:
            return self.tr("Importing chats…")
        if state.total > 1:
            text = self.tr("Exporting chats: {done} of {total}")
            return text.format(done=QLocale().toString(state.chats), total=QLocale().toString(state.total))
        return self.tr("Exporting chats…")

    @Slot()
    def _draw_icon(self) -> None:
        pixmap = self._theme.icons.pixmap("check", self._theme.tokens.ok, 18, self.devicePixelRatioF())
        self.icon.setPixmap(pixmap)


class TransferMenu(QObject):
    """Adds its actions to the chat menu, after those about the chat in front."""

    def __init__(self, theme: Theme, page: ChatPage, chats: ChatsService, transfer: TransferService) -> None:
        super().__init__(page)
        self._page, self._chats, self._transfer = page, chats, transfer
        self.export_action = QAction(self.tr("&Export Chat…"), page.menu)
        self.import_action = QAction(self.tr("&Import Chats…"), page.menu)
        self.export_all_action = QAction(self.tr("Export A&ll Chats…"), page.menu)
        actions = page.menu.actions()
        following = actions[actions.index(page.delete_action) + 1 :]
        own = (self._separator(), self.export_action, self.import_action, self.export_all_action)
        for action in (*own, self._separator()):
            if following:
                page.menu.insertAction(following[0], action)
            else:
                page.menu.addAction(action)
        self.export_action.triggered.connect(self._ask_export)
        self.import_action.triggered.connect(self._ask_import)
        self.export_all_action.triggered.connect(self._ask_export_all)
        page.menu.aboutToShow.connect(self._fit)
        self.bar = TransferBar(theme)
        self._place_bar()
        transfer.changed.connect(self.bar.render_state)
        transfer.changed.connect(self._say_failure)

    def _place_bar(self) -> None:
        """Above what the page says itself."""
        bottom = self._page.banner.parentWidget()
        foot = bottom.layout() if bottom is not None else None
        assert isinstance(foot, QBoxLayout)
        foot.insertWidget(foot.indexOf(self._page.banner), self.bar)

    def _separator(self) -> QAction:
        separator = QAction(self._page.menu)
        separator.setSeparator(True)
        return separator

    @Slot()
    def _fit(self) -> None:
        is_free = not self._transfer.state.is_running
        self.export_action.setEnabled(is_free and bool(self._chats.current.state.chat_id))
        self.import_action.setEnabled(is_free)
        self.export_all_action.setEnabled(is_free and bool(self._chats.state.summaries))

    @Slot()
    def _ask_export(self) -> None:
        self.ask_export(self._chats.current.state.chat_id)

    @Slot(int)
    def ask_export(self, chat_id: int) -> None:
        """Ask where a chat of the list is to be written; ignored while something is exported or imported."""
        row = next((row for row in self._chats.state.summaries if row.id == chat_id), None)
        if row is None or self._transfer.state.is_running:
            return
        kinds = {
            self.tr("Markdown, for people (*.md)"): "md",
            self.tr("JSON, with everything (*.json)"): "json",
        }
        name = _file_name(row.title) or self.tr("Chat")
        give = partial(self._export, chat_id)
        pick_new_file(self._page, self.tr("Export Chat"), name, give, kinds)

    @Slot()
    def _ask_export_all(self) -> None:
        kinds = {self.tr("JSON, with everything (*.json)"): "json"}
        title, name = self.tr("Export All Chats"), self.tr("Chats")
        pick_new_file(self._page, title, name, self._transfer.export_all, kinds)

    @Slot()
    def _ask_import(self) -> None:
        pattern = self.tr("Chats (*.json)")
        pick_file(self._page, self.tr("Import Chats"), pattern, self._transfer.import_file)

    def _export(self, chat_id: int, path: str) -> None:
        self._transfer.export_chat(chat_id, path, format_of(path))

    @Slot(Transfer)
    def _say_failure(self, state: Transfer) -> None:
        if state.error is not None:
            self._page.say(explain(state.error, formats.translate))


def _file_name(title: str) -> str:
    """A name for the file of a chat, without an ending."""
    return _NO_NAME.sub("-", label_text(title, NAME_CHARACTERS)).strip("-… ")
