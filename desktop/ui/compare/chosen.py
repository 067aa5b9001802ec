"""Which models a question goes to together: what the user has ticked, kept until the application ends."""

from PySide6.QtCore import QObject, Signal

from desktop.domain.catalog import Catalog, ModelChoice, ProviderRow, Reach
from desktop.domain.comparison import MOST_COLUMNS
from desktop.domain.models import InstalledModel
from desktop.services.providers import ProviderService

MOST_USUAL = 4
LEAST_COMPARED = 2


class ChosenModels(QObject):
    """What is ticked. Until the user ticks anything: the chat's own model, and others of this computer.

    Nothing leaves this computer by that but what the chat's own question would.
    """

    changed = Signal()

    def __init__(self, providers: ProviderService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._providers = providers
        self._ticked: frozenset[ModelChoice] | None = None
        self.draft = ""
        """What is being written for them and not asked."""

    @property
    def choices(self) -> tuple[ModelChoice, ...]:
        """What is ticked and can be asked now, in the order of the list."""
        catalog = self._providers.state
        if self._ticked is None:
            return usual_choices(catalog)
        return tuple(choice for choice in offered_choices(catalog) if choice in self._ticked)

    @property
    def is_full(self) -> bool:
        """Whether no further model can be ticked."""
        return len(self.choices) >= MOST_COLUMNS

    def tick(self, choice: ModelChoice, *, is_ticked: bool) -> None:
        """Add a model or leave it out; ignored if there are as many as can be shown."""
        if is_ticked and self.is_full:
            return
        ticked = self._ticked if self._ticked is not None else frozenset(self.choices)
        self._ticked = ticked | {choice} if is_ticked else ticked - {choice}
        self.changed.emit()


def offered_rows(catalog: Catalog) -> list[ProviderRow]:
    """The providers that answer and have a model."""
    return [row for row in catalog.rows if row.reach is Reach.AVAILABLE and row.models]


def offered_choices(catalog: Catalog) -> list[ModelChoice]:
    """Every model that can be asked now."""
    return [ModelChoice(row.endpoint.id, m.name) for row in offered_rows(catalog) for m in row.models]


def stays_here(row: ProviderRow, model: InstalledModel) -> bool:
    """Whether a question to the model stays on this computer."""
    return row.endpoint.is_local and not model.remote_host


def usual_choices(catalog: Catalog) -> tuple[ModelChoice, ...]:
    """The model of the next question, and one of each other provider on this computer.

    If that makes only one, another of the same computer beside it.
    """
    near = [
        ModelChoice(row.endpoint.id, model.name)
        for row in offered_rows(catalog)
        for model in _best_first(row)
        if stays_here(row, model)
    ]
    offered = offered_choices(catalog)
    chosen = [catalog.choice] if catalog.choice in offered else []
    for choice in near:
        if choice.provider not in {one.provider for one in chosen}:
            chosen.append(choice)
    chosen += [choice for choice in near if choice not in chosen][: max(0, LEAST_COMPARED - len(chosen))]
    usual = chosen[:MOST_USUAL]
    return tuple(choice for choice in offered if choice in usual)


def _best_first(row: ProviderRow) -> list[InstalledModel]:
    return sorted(row.models, key=lambda model: model.name != row.best_model)
