"""The application on the desk: one window, a tray icon where there is a tray, and the ways between."""

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from desktop.app.kept_choices import KeptChoices
from desktop.app.quit_question import QuitQuestion
from desktop.app.setup_desk import SetupDesk
from desktop.app.single_instance import TOKEN_VARIABLE
from desktop.app.stack_link import StackLink
from desktop.app.tray_presence import TrayPresence
from desktop.app.window_slot import WindowSlot
from desktop.domain.errors import TarsError
from desktop.domain.health import SystemFacts
from desktop.domain.notices import Notice, Place, ReplyEnded
from desktop.domain.providers import Endpoint
from desktop.services.chats import ChatsService
from desktop.services.health import HealthService
from desktop.services.model_services import ModelServices
from desktop.services.providers import ProviderService
from desktop.services.pull_retry import PullRetry
from desktop.services.settings import SettingsService
from desktop.services.sources import ProviderSource
from desktop.services.stack import StackService
from desktop.services.stack_retry import StackRetry
from desktop.text.messages import explain, explain_defect
from desktop.text.notice_words import NoticeText
from desktop.ui import formats
from desktop.ui.paced_report import PacedReport
from desktop.ui.theme import Theme
from desktop.ui.tray import Tray

if TYPE_CHECKING:
    from desktop.services.setup import SetupService
    from desktop.ui.main_window import MainWindow

TRAY_MILLISECONDS = 20_000
"""So long a hidden start waits for a tray; panels have come 2 to 10 s after the session's applications."""


class Sources(Protocol):
    """Makes providers at the user's word."""

    def at(self, endpoint: Endpoint) -> ProviderSource: ...

    def of_file(self, path: str) -> ProviderSource: ...


class Desk(QObject):
    """Owns the window and the tray icon. Where there is no tray, closing the window is quitting."""

    quit_wanted = Signal()
    remade = Signal()
    """Another language is spoken now; other windows are to be made anew."""
    settings_wanted = Signal()
    quick_wanted = Signal()
    """A quick question is to be asked."""
    key_wanted = Signal(str)
    """Where the key of a provider is entered is to be shown."""
    unlock_wanted = Signal(str)
    message_clicked = Signal()
    """The message of the tray icon."""

    def __init__(
        self,
        theme: Theme,
        chats: ChatsService,
        providers: ProviderService,
        settings: SettingsService,
        sources: Sources,
        stack: StackService,
        health: HealthService,
        models: ModelServices,
        setup: "Callable[[], SetupService]",
        facts: SystemFacts,
        compose_folder: str = "",
    ) -> None:
        super().__init__()
        self._theme, self._providers, self._settings = theme, providers, settings
        self._chats, self._stack, self._health, self._models = chats, stack, health, models
        self.tray: Tray | None = None
        self._facts, self._compose_folder = facts, compose_folder
        self._link = StackLink(stack, providers, settings, sources.at, self)
        self._link.confirmation_wanted.connect(self._ask_confirmation)
        self._question = QuitQuestion(stack, models, settings, self)
        self._question.decided.connect(self.quit_wanted)
        self._retry = StackRetry(stack, providers, self)
        self._pull_retry = PullRetry(models.pulls, providers, self)
        self._pull_retry.failed.connect(self.say)
        models.pulls.failed.connect(self.say)
        self._presence = TrayPresence(self)
        self._presence.appeared.connect(self._make_tray)
        self._late = QTimer(self, singleShot=True, interval=TRAY_MILLISECONDS)
        self._late.timeout.connect(self._show_without_tray)
        self.setup = SetupDesk(theme, setup, facts, self)
        self.setup.closed.connect(self._note_seen)
        self.setup.chat_wanted.connect(self.show_chat)
        self._choices = KeptChoices(settings, providers, models.pulls, self)
        self.setup.address_found.connect(self._choices.add_address)
        settings.failed.connect(self.say)
        self.report = PacedReport(health, self)
        self.slot = WindowSlot(self._made_window, self)
        self.slot.painted.connect(self._note_painted)

    @property
    def window(self) -> "MainWindow":
        """The window, made by the first who asks for it."""
        return self.slot.window

    def open(self, *, is_hidden: bool) -> None:
        """Show the tray icon, and the window unless it is to stay hidden, which needs a tray.

        Panels start late: a hidden window waits for the tray, and shows itself once if none comes.
        """
        if self._presence.start():
            self._make_tray()
        if not is_hidden:
            self.window.bring_up()
        elif self.tray is None:
            self._late.start()
        self._chats.start()
        self._models.pulls.start()
        if is_hidden:
            self._note_seen()  # else when the window is painted

    @Slot()
    def remake(self) -> None:
        """Make the windows and the icon anew, which speak another language then; what they show goes on."""
        self.slot.remake()
        self.remade.emit()
        if self.tray is not None:
            self.tray.remove()
            self.tray = None
            self._make_tray()
        self.setup.remake()

    def _made_window(self) -> "MainWindow":
        # Late: a start into the tray needs none of what it imports.
        from desktop.ui.main_window import MainWindow

        window = MainWindow(
            self._theme,
            self._chats,
            self._providers,
            self._stack,
            self._settings,
            self.report,
            self._models,
            self._facts,
            self._compose_folder,
        )
        window.page.start_wanted.connect(self._retry.start_for)
        window.page.pull_wanted.connect(self._pull_retry.pull_for)
        window.page.key_wanted.connect(self.key_wanted)
        window.page.unlock_wanted.connect(self.unlock_wanted)
        window.settings_wanted.connect(self.settings_wanted)
        window.setup_wanted.connect(self.show_setup)
        window.closed.connect(self._note_closed)
        window.quit_wanted.connect(self._consider_quit)
        window.late.reuse_wanted.connect(self._link.reuse)
        window.address_given.connect(self._choices.add_address)
        window.file_given.connect(self._choices.use_file)
        window.appearance_chosen.connect(self._choices.use_appearance)
        return window

    def close(self) -> None:
        """Take window and icon away."""
        self.setup.close()
        self.slot.close()
        if self.tray is not None:
            self.tray.remove()
            self.tray = None

    @Slot(str)
    def raise_for(self, token: str) -> None:
        """Come to the front for a second start or a click, with the right to it that came with that."""
        if token:
            os.environ[TOKEN_VARIABLE] = token  # where Qt looks for it, once, when a window is activated
        self._bring_up()

    def is_in_front(self) -> bool:
        """Whether a window of the application has the keyboard."""
        return QApplication.activeWindow() is not None

    def show_message(self, text: NoticeText) -> bool:
        """Show it at the tray icon; whether there is one."""
        return self.tray is not None and self.tray.notify(text)

    @Slot(object, str)
    def open_notice(self, notice: Notice, token: str) -> None:
        """Bring what a notification speaks of to the front."""
        if isinstance(notice, ReplyEnded) and notice.chat_id:
            self._chats.open_chat(notice.chat_id)
        self._go(notice.place)
        self.raise_for(token)

    @Slot(TarsError)
    def say(self, error: TarsError) -> None:
        """Show what went wrong with the application as a whole."""
        self.slot.say(explain(error, formats.translate))

    def say_crashed(self, log_path: str, _exception: str) -> None:
        """Show that a defect was met."""
        self.slot.say(explain_defect(log_path, formats.translate))

    @Slot()
    def _show_without_tray(self) -> None:
        if self.tray is None and not self.slot.is_seen:
            self._bring_up()

    @Slot()
    def _make_tray(self) -> None:
        if self.tray is None:
            self.tray = Tray(self._theme, self.report, self._stack, self._models.pulls)
            self.tray.open_wanted.connect(self._bring_up)
            self.tray.new_chat_wanted.connect(self._new_chat)
            self.tray.models_wanted.connect(partial(self._show, Place.MODELS))
            self.tray.stack_wanted.connect(partial(self._show, Place.STACK))
            self.tray.health_wanted.connect(partial(self._show, Place.HEALTH))
            self.tray.setup_wanted.connect(self.show_setup)
            self.tray.settings_wanted.connect(self.settings_wanted)
            self.tray.quick_wanted.connect(self.quick_wanted)
            self.tray.message_clicked.connect(self.message_clicked)
            self.tray.check_wanted.connect(self._health.check_again)
            self.tray.quit_wanted.connect(self._consider_quit)

    @Slot()
    def _bring_up(self) -> "MainWindow":
        """Put the window in front, and give it."""
        self.window.bring_up()
        self._note_seen()
        return self.window

    @Slot()
    def _new_chat(self) -> None:
        self._chats.new_chat()
        self._show(Place.CHAT)

    def _show(self, place: Place) -> None:
        """Bring the window to the front, with this page."""
        self._go(place)
        self._bring_up()

    def _go(self, place: Place) -> None:
        """Put a page in front of the others."""
        window = self.window
        pages = {
            Place.CHAT: window.show_chat,
            Place.MODELS: window.show_models,
            Place.STACK: window.show_stack,
            Place.HEALTH: window.show_health,
        }
        pages[place]()

    @Slot()
    def show_setup(self) -> None:
        """Bring the setup to the front, at the first step that is not well."""
        self.setup.show()
        self._note_seen()

    @Slot()
    def show_chat(self) -> None:
        """Bring the chat in front to the front of the screen."""
        self._show(Place.CHAT)

    @Slot()
    def _note_painted(self) -> None:
        """Ask the providers not earlier: the imports of their clients would delay the painting."""
        self._note_seen()
        if self.slot.is_seen and not self._settings.state.is_set_up:
            self.show_setup()

    @Slot()
    def _note_seen(self) -> None:
        """Watch providers, stack and computer as closely as somebody looks."""
        is_seen = self.slot.is_seen or self.setup.is_seen
        for service in (self._providers, self._stack, self._health):
            service.watch(is_seen=is_seen)

    @Slot()
    def _ask_confirmation(self) -> None:
        self._show(Place.STACK)
        self.window.stack_page.ask_confirmation()

    @Slot()
    def _consider_quit(self) -> None:
        self._question.consider(self._theme, self._bring_up)

    @Slot()
    def _note_closed(self) -> None:
        if self.tray is None or not self.tray.is_there():
            self._consider_quit()
        else:
            self._note_seen()
