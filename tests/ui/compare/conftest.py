"""The window with the comparison page, a second server, and a third that fails."""

from collections.abc import Iterator
from functools import partial

import pytest

from desktop.domain.catalog import ModelChoice
from desktop.domain.providers import Endpoint
from desktop.providers.detection import connect
from desktop.services.comparison import ComparisonService
from desktop.services.sources import AddressSource
from desktop.ui.compare.chosen import ChosenModels
from desktop.ui.compare.column import ReplyColumn
from desktop.ui.compare.entry import CompareEntry
from desktop.ui.compare.page import ComparePage
from desktop.ui.theme import Theme
from tests.servers.openai_compatible import OpenAIDouble
from tests.ui.conftest import Ui

FIRST = ModelChoice("ollama", "gemma3:270m")
OTHER = ModelChoice("llama", "gemma3-270m")
FAILING = ModelChoice("failing", "gemma3-270m")


class Bench:
    """The page and what it stands on."""

    def __init__(self, ui: Ui, theme: Theme, other: OpenAIDouble, failing: OpenAIDouble) -> None:
        self.ui, self.other, self.failing = ui, other, failing
        for endpoint in (Endpoint("llama", "llama.cpp", other.url), Endpoint("failing", "vLLM", failing.url)):
            ui.providers.add(AddressSource(endpoint, partial(connect, registry=ui.registry.url)))
        ui.until(lambda: len([row for row in ui.providers.state.rows if row.models]) == 3)
        ui.providers.choose(FIRST)
        self.comparison = ComparisonService(ui.store, ui.providers)
        self.chosen = ChosenModels(ui.providers)
        self.entry = CompareEntry(theme, ui.window, ui.chats, self.comparison, ui.providers, self.chosen)

    @property
    def page(self) -> ComparePage:
        return self.entry.page

    @property
    def columns(self) -> list[ReplyColumn]:
        return self.page.columns.columns

    def texts(self) -> list[str]:
        return [column.reply.to_plain_text().strip() for column in self.columns]

    def ask(self, text: str) -> None:
        """Type a question on the page and press Enter."""
        self.ui.qtbot.keyClicks(self.page.prompt, text)
        self.ui.qtbot.keyClick(self.page.prompt, "\r")

    def ended(self) -> None:
        """Return when all replies have ended, and are on the screen."""
        self.ui.until(lambda: not self.comparison.state.is_busy)
        self.ui.until(self._shows_all)

    def _shows_all(self) -> bool:
        replies = [column.reply.content for column in self.comparison.state.columns]
        shown = [column.reply.source() for column in self.columns]
        is_drawn = not any(column.reply.is_rendering() for column in self.columns if column.reply.isVisible())
        return is_drawn and shown == replies and self.page.bar.send.text() == "Ask All"


@pytest.fixture
def bench(ui: Ui, theme: Theme) -> Iterator[Bench]:
    with OpenAIDouble() as other, OpenAIDouble() as failing:
        bench = Bench(ui, theme, other, failing)
        yield bench
        for server in (other, failing, ui.server):
            server.gate.set()
        # Not waited for: the window, which pytest-qt has closed, would go before `ui` hides it.
        closing = ui.loop.create_task(bench.comparison.aclose())
        ui.window.hide()
    del closing
