"""The pages beside the chat's, made when they are first wanted.

Their imports and widgets would take a quarter of the time to the first paint and 12 MB at rest (measured by
`benchmarks/startup.py`); what the tray and the strip say of them comes from the services.
"""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from desktop.domain.health import SystemFacts
from desktop.services.model_services import ModelServices
from desktop.services.providers import ProviderService
from desktop.services.settings import SettingsService
from desktop.services.stack import StackService
from desktop.text.messages import Action
from desktop.ui.chat.page import ChatPage
from desktop.ui.formats import translate
from desktop.ui.navigation import LatePage, Navigation, Way
from desktop.ui.paced_report import PacedReport
from desktop.ui.sidebar import Rail, Sidebar
from desktop.ui.theme import Theme

if TYPE_CHECKING:
    from desktop.ui.health.page import HealthPage
    from desktop.ui.models.page import ModelsPage
    from desktop.ui.stack.page import StackPage


class LatePages(QObject):
    """Makes each page once, and puts it where its way leads."""

    elsewhere_wanted = Signal(Action)
    """A way out of a page that another page has."""
    reuse_wanted = Signal()
    """The Ollama that holds the stack's port is to be used."""

    def __init__(
        self,
        theme: Theme,
        providers: ProviderService,
        stack: StackService,
        settings: SettingsService,
        models: ModelServices,
        report: PacedReport,
        facts: SystemFacts,
        compose_folder: str,
        pages: QStackedWidget,
    ) -> None:
        super().__init__(pages)
        self._pages = pages
        self._theme, self._providers, self._stack, self._settings = theme, providers, stack, settings
        self._models, self._report = models, report
        self._facts, self._compose_folder = facts, compose_folder
        self.navigation: Navigation | None = None
        """To be set before the first page is wanted."""

    def ways(self, chat: ChatPage, rail: Rail, side: Sidebar) -> tuple[Way, ...]:
        """What leads to the pages; the first way is the chat's."""
        stack, health, models = (
            LatePage(partial(getattr, self, name)) for name in ("stack", "health", "models")
        )
        return (
            Way(translate("MainWindow", "Chat"), chat, chat.composer, "Ctrl+1", rail.chat),
            Way(translate("MainWindow", "Stack"), stack, stack, "Ctrl+2", rail.stack, side.stack),
            Way(translate("MainWindow", "Health"), health, health, "Ctrl+3", rail.health, side.health),
            Way(translate("MainWindow", "Models"), models, models, "Ctrl+4", rail.models, side.models),
        )

    @cached_property
    def stack(self) -> "StackPage":
        from desktop.ui.stack.page import StackPage

        page = StackPage(self._theme, self._stack, self._settings, self._compose_folder, self._pages)
        page.reuse_wanted.connect(self.reuse_wanted)
        if self.navigation is not None:
            self.navigation.put(1, page, page.area)
        return page

    @cached_property
    def health(self) -> "HealthPage":
        from desktop.ui.health.page import HealthPage

        page = HealthPage(self._theme, self._report.health, self._stack, self._facts, self._pages)
        page.elsewhere_wanted.connect(self.elsewhere_wanted)
        if self.navigation is not None:
            self.navigation.put(2, page, page.area)
        return page

    @cached_property
    def models(self) -> "ModelsPage":
        from desktop.ui.models.page import ModelsPage

        page = ModelsPage(self._theme, self._providers, self._models, self._report, self._pages)
        page.elsewhere_wanted.connect(self.elsewhere_wanted)
        if self.navigation is not None:
            self.navigation.put(3, page, page)
        return page
