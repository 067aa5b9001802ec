"""The upper part of the models page: a name with advice on it, and the pulls under way."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.errors import TarsError
from desktop.domain.installed import ProviderModels
from desktop.domain.library import Library
from desktop.domain.pull_advice import Advice
from desktop.domain.pulls import Pulls
from desktop.services.advice import AdviceService
from desktop.services.pulls import PullService
from desktop.ui.models.pull_card import PullCard
from desktop.ui.models.pulls_card import PullsCard
from desktop.ui.theme import Theme

GAP = 12


class PullSection(QWidget):
    """Asks for advice and for pulls into the provider that is shown; renders every pull, wherever it goes."""

    advised = Signal()
    """There is other advice."""

    def __init__(
        self,
        theme: Theme,
        pulls: PullService,
        advice: AdviceService,
        library: Library,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pulls, self._advice = pulls, advice
        self._provider = ""
        self._names: Mapping[str, str] = {}
        self.card = PullCard(theme, library)
        self.under_way = PullsCard(theme, library)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.card)
        layout.addWidget(self.under_way)
        self._connect()

    def show_provider(self, state: ProviderModels, names: Mapping[str, str]) -> None:
        """Pull into the provider of `state` from here on; `names` are those of all providers, by id."""
        is_other = state.provider != self._provider
        self._provider, self._names = state.provider, names
        name = names.get(state.provider, "")
        is_known = bool(state.provider) or not state.is_reading
        self.card.show_provider(name, can_pull=state.can_pull, can_import=state.can_import, is_known=is_known)
        if is_other and self.card.name:
            self._ask(self.card.name, False)
        self.show_pulls()

    def advice_on(self, model: str) -> Advice:
        """What is known about a pull of `model` by now; the rest is asked for, and `advised` tells."""
        if self._advice.state.model != model and not self.card.name:
            self._ask(model, False)
        known = self._advice.state
        return known if known.model == model else Advice(model)

    @Slot(str)
    def pull(self, model: str) -> None:
        """Put a pull into the queue, or say why not."""
        try:
            self._pulls.pull(self._provider, model)
        except TarsError as error:
            self.card.show_refusal(error)
            return
        if model == self.card.name:
            self.card.clear()

    @Slot()
    def show_pulls(self) -> None:
        """Show the pulls as they are now; only while somebody looks."""
        if self.isVisible():
            self.under_way.show_pulls(self._pulls.state, self._names)
            self._note_pulled()

    def _connect(self) -> None:
        self.card.asked.connect(self._ask)
        self.card.pull_wanted.connect(self.pull)
        self._pulls.changed.connect(self._take_pulls)
        self._advice.changed.connect(self._take_advice)
        rows = self.under_way
        rows.pause_wanted.connect(self._pulls.pause)
        rows.resume_wanted.connect(self._pulls.resume)
        rows.cancel_wanted.connect(self._pulls.cancel)
        rows.dismiss_wanted.connect(self._pulls.dismiss)

    @Slot(str, bool)
    def _ask(self, model: str, is_entered: bool) -> None:
        self._advice.ask(self._provider, model, is_entered=is_entered)
        self._note_pulled()

    @Slot(Advice)
    def _take_advice(self, advice: Advice) -> None:
        self.card.show_advice(advice)
        self.advised.emit()

    @Slot(Pulls)
    def _take_pulls(self, _pulls: Pulls) -> None:
        self.show_pulls()

    def _note_pulled(self) -> None:
        name = self.card.name
        self.card.show_pulled(bool(name) and self._pulls.is_pulling(self._provider, name))
