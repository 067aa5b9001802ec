"""The way from the chat to the comparison and back."""

from PySide6.QtCore import QObject, Slot

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

    A comparison that became a chat is opened as that.
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
        self._window, self._chats = window, chats
        self.page = ComparePage(theme, comparison, providers, chosen)
        window.navigation.add(Way(self.tr("Compare models"), self.page, self.page.prompt))
        chat = window.page
        self.action = chat.menu.addAction(self.tr("&Compare Models…"))
        chat.menu.insertAction(chat.rename_action, self.action)
        self.action.triggered.connect(self.show)
        add_shortcut(chat, KEYS, self.tr("Ask several models"), self.ask_all)
        self.page.left.connect(window.show_chat)
        comparison.kept.connect(self._open)

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

    @Slot(int)
    def _open(self, chat_id: int) -> None:
        self._chats.refresh()
        self._chats.open_chat(chat_id)
        self._window.show_chat()
