"""The way from the chat to the comparison and back."""

from PySide6.QtCore import QObject, Qt, Slot

from desktop.domain.comparison import KeptReply
from desktop.services.chats import ChatsService
from desktop.services.comparison import ComparisonService
from desktop.services.providers import ProviderService
from desktop.ui.compare.chosen import ChosenModels
from desktop.ui.compare.page import ComparePage
from desktop.ui.main_window import MainWindow
from desktop.ui.navigation import Way
from desktop.ui.shortcuts import add_shortcut
from desktop.ui.theme import Theme

KEYS = "Ctrl+Shift+Return"


class CompareEntry(QObject):
    """Adds the page to the window, its action to the chat menu, and the keys to the composer.

    A comparison is a chat of the list, too: while its replies arrive the page is shown for it.
    """

    def __init__(
        self,
        theme: Theme,
        window: MainWindow,
        chats: ChatsService,
        comparison: ComparisonService,
        providers: ProviderService,
        chosen: ChosenModels,
    ) -> None:
        super().__init__(window)
        self._window, self._chats, self._comparison = window, chats, comparison
        self.page = ComparePage(theme, comparison, providers, chosen)
        window.navigation.add(Way(self.tr("Compare models"), self.page, self.page.prompt))
        chat = window.page
        self.action = chat.menu.addAction(self.tr("Compare &Models…"))
        chat.menu.insertAction(chat.rename_action, self.action)
        self.action.triggered.connect(self.show)
        add_shortcut(chat, KEYS, self.tr("Ask several models"), self.ask_all)
        self.page.left.connect(window.show_chat)
        comparison.kept.connect(self._open)
        comparison.stored.connect(chats.refresh)
        # Later: everybody has to see the chat come before it gives way.
        chats.opened.connect(self._show_instead, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def show(self) -> None:
        """Bring the page to the front; the question typed in the chat stays there."""
        self.page.use_setup(self._chats.current.state.setup)
        self._window.navigation.show(self.page)

    @Slot()
    def ask_all(self) -> None:
        """Send the question typed in the chat to all that are ticked.

        What cannot be asked now waits in the field of the page; with attachments, it stays in the chat.
        """
        composer = self._window.page.composer
        text, attachments = composer.text(), composer.attachments
        self.show()
        if composer.is_reading or not (text.strip() or attachments):
            return
        if self.page.ask(text, self._chats.current.state.setup, attachments):
            composer.clear()
        elif not attachments:
            self.page.bar.set_text(text)
            composer.clear()

    @Slot(KeptReply)
    def _open(self, kept: KeptReply) -> None:
        self._chats.refresh()
        self._chats.open_chat(kept.chat_id, kept.turn_id)
        self._window.show_chat()

    @Slot()
    def _show_instead(self) -> None:
        """A chat whose replies arrive here cannot be written in yet."""
        state = self._comparison.state
        if state.is_busy and state.chat_id and state.chat_id == self._chats.current.state.chat_id:
            self._chats.new_chat()
            self._window.navigation.show(self.page)
