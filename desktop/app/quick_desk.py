"""The quick question on the desk: its window, its place, and what second starts want asked."""

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from desktop.adapters.question_box import QuestionBox
from desktop.app.desk import Desk
from desktop.app.desk_memory import DeskMemory, DeskMemoryFile
from desktop.app.geometry import WindowPlace, placed
from desktop.app.single_instance import TOKEN_VARIABLE
from desktop.services.chats import ChatsService
from desktop.services.conversation import ConversationService
from desktop.services.providers import ProviderService
from desktop.ui.theme import Theme

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow
    from desktop.ui.quick.window import QuickWindow


class QuickDesk(QObject):
    """Owns the window, which is made when it is first wanted."""

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        chats: ChatsService,
        providers: ProviderService,
        box: QuestionBox,
        file: DeskMemoryFile,
    ) -> None:
        super().__init__(desk)
        self._theme, self._desk, self._chats, self._providers = theme, desk, chats, providers
        self._box, self._file = box, file
        self.window: QuickWindow | None = None
        desk.quick_wanted.connect(self.show)
        desk.remade.connect(self._remake)
        desk.slot.made.connect(self._add_to_menu)

    @Slot()
    def show(self) -> None:
        """Bring the window up."""
        self._made().bring_up()

    def take_questions(self) -> bool:
        """Ask what second starts have brought; whether there was anything."""
        questions = self._box.take()
        for question in questions:
            if question.strip():
                self._made().ask_anew(question)
        if questions:
            self.show()
        return bool(questions)

    @Slot(str)
    def raise_for(self, token: str) -> None:
        """Come to the front for a second start: with the window that it wants."""
        if token:
            os.environ[TOKEN_VARIABLE] = token  # where Qt looks for it, as `Desk.raise_for` says
        if not self.take_questions():
            self._desk.raise_for(token)

    def close(self) -> None:
        """Take the window away."""
        if self.window is not None:
            self._keep_place()
            self.window.hide()
            self.window.deleteLater()
            self.window = None

    @Slot()
    def _remake(self) -> None:
        """Make the window anew, which speaks another language then."""
        old, self.window = self.window, None
        if old is None:
            return
        is_shown = old.isVisible()
        old.hide()
        new = self._made()
        new.take_place_of(old)
        if is_shown:
            new.bring_up()
        old.deleteLater()

    @Slot(object)
    def _add_to_menu(self, main: "MainWindow") -> None:
        page = main.page
        action = page.menu.addAction(self.tr("Quick Q&uestion…"))
        page.menu.insertAction(page.rename_action, action)
        action.triggered.connect(self.show)

    def _made(self) -> "QuickWindow":
        # Late, as few starts need it.
        from desktop.ui.quick.window import QuickWindow

        if self.window is None:
            self.window = QuickWindow(self._theme, self._chats, self._providers)
            self.window.chat_wanted.connect(self._open_in_chat)
            self.window.hidden.connect(self._keep_place)
            self._put(self.window)
        return self.window

    def _put(self, window: "QuickWindow") -> None:
        """Where it was, as far as the screens have that place."""
        place = self._file.read().window
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        if place is not None:
            window.setGeometry(placed(place.rect, screens, window.minimumSizeHint()))

    @Slot()
    def _keep_place(self) -> None:
        if self.window is not None:
            rect = self.window.geometry()
            place = WindowPlace(rect.x(), rect.y(), rect.width(), rect.height())
            if place != self._file.read().window:
                self._file.write(DeskMemory(place))

    @Slot(ConversationService)
    def _open_in_chat(self, conversation: ConversationService) -> None:
        self._chats.bring_forward(conversation)
        self._desk.show_chat()
