"""The chat page with all that hangs on its composer, over real services."""

import pytest

from desktop.adapters.attachment_reader import AttachmentReader
from desktop.adapters.library_file import read_library
from desktop.services.attaching import AttachingService
from desktop.services.context_guard import ContextGuard
from desktop.ui.chat.composer import Composer
from desktop.ui.chat.composing import Composing, ComposingNeeds
from desktop.ui.chat.pictures import fitted
from desktop.ui.theme import Theme
from tests.ui.conftest import Ui


class Desk:
    """The window, and what hangs on the page in it."""

    def __init__(self, ui: Ui, theme: Theme) -> None:
        self.ui = ui
        self.guard = ContextGuard(ui.chats, ui.providers, read_library())
        self.attaching = AttachingService(
            ui.chats, ui.providers, read_library(), AttachmentReader(), fitted, self.guard.largest
        )
        needs = ComposingNeeds(ui.chats, ui.providers, ui.settings, self.guard, self.attaching)
        self.composing = Composing(theme, ui.page, needs)

    @property
    def composer(self) -> Composer:
        return self.ui.page.composer


@pytest.fixture
def desk(ui: Ui, theme: Theme) -> Desk:
    ui.server.loaded = ["gemma3:270m"]
    desk = Desk(ui, theme)
    ui.providers.refresh()
    ui.until(lambda: desk.guard.state.is_certain)
    ui.closing += [desk.attaching.aclose, desk.guard.aclose]
    return desk
