"""What hangs on the chat page for the next question: its files, the context, and how the chat is asked."""

from dataclasses import dataclass
from functools import partial
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QBoxLayout

from desktop.domain.attaching import Attaching
from desktop.domain.capabilities import capabilities_of
from desktop.domain.context import ContextUse, ContextWarning, cuts_oldest
from desktop.domain.context_cut import cut_of
from desktop.services.attaching import AttachingService
from desktop.services.chats import ChatsService
from desktop.services.context_guard import ContextGuard
from desktop.services.conversation import ConversationService
from desktop.services.providers import ProviderService
from desktop.services.settings import SettingsService
from desktop.ui.buttons import ActionButton
from desktop.ui.chat.context_notice import ContextNotice
from desktop.ui.chat.context_ring import ContextPopover
from desktop.ui.chat.given import Given, given, holds_files
from desktop.ui.chat.page import ChatPage
from desktop.ui.chat.pictures import encoded
from desktop.ui.chat.setup_panel import SetupPanel
from desktop.ui.dialogs import pick_files
from desktop.ui.shortcuts import add_shortcut
from desktop.ui.theme import Theme

PROMPT_SHARE = 0.35
"""Of the page's height, for the field at most."""
NARROW = 620
"""Of the page: its header's button then goes without its word."""


@dataclass(frozen=True, slots=True)
class ComposingNeeds:
    """The services behind the composer."""

    chats: ChatsService
    providers: ProviderService
    settings: SettingsService
    guard: ContextGuard
    attaching: AttachingService


class Composing(QObject):
    """Renders what `ComposingNeeds` publish on the page, and hands on what the user wants of them."""

    def __init__(self, theme: Theme, page: ChatPage, needs: ComposingNeeds) -> None:
        super().__init__(page)
        self._theme, self._page, self.needs = theme, page, needs
        self._accepted: WeakKeyDictionary[ConversationService, int] = WeakKeyDictionary()
        """Chats that the user goes on with although not all of them is seen, with their windows in tokens."""
        self._panel: SetupPanel | None = None
        self.notice = ContextNotice(theme)
        self.popover = ContextPopover(theme, page)
        self.parameters = ActionButton(theme, self.tr("Parameters"), "settings", "quiet")
        self.parameters.setAccessibleName(self.tr("System prompt and parameters"))
        self.parameters.setToolTip(self.tr("System prompt and parameters (Ctrl+Shift+P)"))
        page.header.row.insertWidget(1, self.parameters)
        bottom = page.composer.parentWidget()
        foot = bottom.layout() if bottom is not None else None
        if not isinstance(foot, QBoxLayout):
            raise AssertionError("the composer does not stand in a column")
        foot.insertWidget(foot.indexOf(page.composer), self.notice)
        page.setAcceptDrops(True)
        page.installEventFilter(self)
        self._connect()
        self._weigh()
        self._show_files(needs.attaching.state)
        self._show_use(needs.guard.state)

    @property
    def has_panel(self) -> bool:
        return self._panel is not None

    @property
    def panel(self) -> SetupPanel:
        """Made when it is wanted first."""
        if self._panel is None:
            n, window = self.needs, self._page.window()
            self._panel = SetupPanel(self._theme, n.chats, n.providers, n.settings, n.guard, window)
        return self._panel

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files may be dropped anywhere on the page."""
        match event.type():
            case QEvent.Type.DragEnter | QEvent.Type.DragMove:
                return self._drag(event)
            case QEvent.Type.DragLeave:
                self._page.composer.show_target(is_target=False)
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                self._page.composer.show_target(is_target=False)
                event.acceptProposedAction()
                self._attach(given(event.mimeData()))
                return True
            case QEvent.Type.Resize:
                self._fit()
            case _:
                pass
        return super().eventFilter(watched, event)

    def _drag(self, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent | QDragMoveEvent) and holds_files(event.mimeData()):
            event.acceptProposedAction()
            self._page.composer.show_target(is_target=True)
            return True
        return False

    def _fit(self) -> None:
        self._page.composer.prompt.fit_into(round(self._page.height() * PROMPT_SHARE))
        self.parameters.setText(self.tr("Parameters") if self._page.width() >= NARROW else "")

    @Slot(Given)
    def _attach(self, found: Given) -> None:
        attaching = self.needs.attaching
        for path in found.paths:
            attaching.add_file(path)
        if found.image is not None:
            attaching.add_picture(self.tr("Pasted picture"), partial(encoded, found.image))
        self._page.composer.setFocus()

    @Slot()
    def _pick(self) -> None:
        pick_files(self._page.window(), self.tr("Attach Files"), self._attach_paths)

    @Slot(list)
    def _attach_paths(self, paths: list[str]) -> None:
        self._attach(Given(tuple(paths)))

    @Slot(Attaching)
    def _show_files(self, state: Attaching) -> None:
        self._page.composer.render_files(state)
        self._weigh()

    @Slot()
    def _weigh(self) -> None:
        self.needs.guard.weigh(self._page.composer.text(), self.needs.attaching.state.attachments)

    @Slot(ContextUse)
    def _show_use(self, use: ContextUse) -> None:
        needs = self.needs
        state = needs.chats.current.state
        catalog = needs.providers.state
        row = catalog.row(catalog.choice.provider)
        cut = cut_of(state, use, cuts=cuts_oldest(state.setup, row))
        is_full = use.warning is ContextWarning.FULL
        accepted = self._accepted.get(needs.chats.current) == use.limit
        has_draft = bool(self._page.composer.text().strip()) or bool(needs.attaching.state.rows)
        is_said = is_full and not accepted and has_draft
        can_raise = row is not None and "context_length" in capabilities_of(row).parameters
        proposal = needs.guard.proposal() if is_full and can_raise else None
        self.notice.show_use(use, cut, proposal, is_accepted=not is_said)
        self._page.composer.holds = is_said
        self._page.composer.ring.show_use(use)

    @Slot()
    def _show_use_now(self) -> None:
        self._show_use(self.needs.guard.state)

    @Slot()
    def _send_anyway(self) -> None:
        self._accepted[self.needs.chats.current] = self.needs.guard.state.limit
        self._page.composer.setFocus()
        self._page.composer.send_anyway()
        self._show_use_now()

    @Slot()
    def _raise_context(self) -> None:
        self.needs.guard.raise_context()
        self._page.composer.setFocus()

    @Slot()
    def _open_popover(self) -> None:
        self.popover.open_at(self._page.composer.ring, self.needs.guard.state, self.needs.guard.proposal())

    @Slot()
    def _open_panel(self) -> None:
        self.panel.bring_up()

    @Slot()
    def _clear(self) -> None:
        self.needs.attaching.clear()

    def _connect(self) -> None:
        needs, composer = self.needs, self._page.composer
        needs.attaching.changed.connect(self._show_files)
        needs.guard.changed.connect(self._show_use)
        needs.providers.changed.connect(self._show_use_now)
        self._page.chat_opened.connect(self._weigh)
        self._page.chat_opened.connect(self._show_use_now)
        composer.prompt.textChanged.connect(self._weigh)
        composer.given.connect(self._attach)
        composer.attach_wanted.connect(self._pick)
        composer.cleared.connect(self._clear)
        composer.held.connect(self.notice.insist)
        composer.files.removed.connect(needs.attaching.remove)
        composer.files.choose_wanted.connect(self._page.picker.open)
        composer.ring.clicked.connect(self._open_popover)
        self.notice.raise_wanted.connect(self._raise_context)
        self.notice.send_wanted.connect(self._send_anyway)
        self.popover.raise_wanted.connect(self._raise_context)
        self.parameters.clicked.connect(self._open_panel)
        add_shortcut(self._page, "Ctrl+Shift+P", self.tr("System prompt and parameters"), self._open_panel)
        add_shortcut(self._page, "Ctrl+Shift+A", self.tr("Attach files"), self._pick)
