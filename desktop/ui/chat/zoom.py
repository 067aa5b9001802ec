"""The size of the letters of chats, kept in the settings."""

from PySide6.QtCore import QObject, Slot

from desktop.domain.settings import Settings
from desktop.services.settings import SettingsService
from desktop.ui.chat.page import ChatPage

STEPS = (50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
"""Percent."""
USUAL = 100


class ChatZoom(QObject):
    """Ctrl and plus, minus, 0 or the wheel; the same for all chats."""

    def __init__(self, page: ChatPage, settings: SettingsService) -> None:
        super().__init__(page)
        self._page, self._settings = page, settings
        page.actions_of_chat.zoom_wanted.connect(self._step)
        page.transcript.zoom_stepped.connect(self._step)
        settings.changed.connect(self._show)
        self._show(settings.state)

    @Slot(int)
    def _step(self, steps: int) -> None:
        now = self._settings.state.chat_zoom
        if not steps:
            wanted = USUAL
        elif steps > 0:
            wanted = next((step for step in STEPS if step > now), STEPS[-1])
        else:
            wanted = next((step for step in reversed(STEPS) if step < now), STEPS[0])
        self._settings.change(chat_zoom=wanted)

    @Slot(Settings)
    def _show(self, settings: Settings) -> None:
        factor = settings.chat_zoom / 100
        if factor != self._page.transcript.zoom:
            self._page.transcript.set_zoom(factor)
        self._page.actions_of_chat.show_zoom(factor)
