"""The providers and their models as the picker and the status commands see them."""

from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.domain.errors import TarsError
from desktop.domain.models import InstalledModel
from desktop.domain.providers import Availability, Endpoint


class Reach(StrEnum):
    """What is known of a provider."""

    UNKNOWN = "unknown"
    """It was never asked."""
    AVAILABLE = "available"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """One provider: `availability` when it answered last, `error` when it did not."""

    endpoint: Endpoint
    reach: Reach = Reach.UNKNOWN
    availability: Availability | None = None
    models: tuple[InstalledModel, ...] = ()
    error: TarsError | None = None
    is_checking: bool = False
    """It is being asked; the rest is what was known before."""

    @property
    def best_model(self) -> str:
        """The model a chat uses unless told otherwise: the default if it is there, else the first; or ""."""
        names = [model.name for model in self.models]
        default = self.endpoint.default_model
        return default if default in names else next(iter(names), "")


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Which provider and model answer; `model` "" means the provider's own default."""

    provider: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Catalog:
    """Every provider in the order shown, and the choice for the next question."""

    rows: tuple[ProviderRow, ...] = ()
    chosen: ModelChoice = ModelChoice()
    """What the user picked; empty until then."""

    @property
    def choice(self) -> ModelChoice:
        """What the next question goes to: the user's pick, else the first provider that has a model.

        A pick holds even while its provider does not answer: the question must not go elsewhere unasked.
        """
        row = self.row(self.chosen.provider)
        if row is not None:
            return ModelChoice(row.endpoint.id, self.chosen.model or row.best_model)
        for row in self.rows:
            if row.reach is Reach.AVAILABLE and row.best_model:
                return ModelChoice(row.endpoint.id, row.best_model)
        return ModelChoice()

    @property
    def is_settled(self) -> bool:
        """Whether `choice` is known: who was not asked yet could still come before it."""
        row = self.row(self.chosen.provider)
        if row is not None:
            return bool(self.chosen.model) or row.reach is not Reach.UNKNOWN
        for row in self.rows:
            if row.reach is Reach.UNKNOWN:
                return False
            if row.reach is Reach.AVAILABLE and row.best_model:
                return True
        return True

    @property
    def is_checking(self) -> bool:
        return any(row.is_checking for row in self.rows)

    def row(self, provider: str) -> ProviderRow | None:
        return next((row for row in self.rows if row.endpoint.id == provider), None)

    def with_row(self, changed: ProviderRow) -> "Catalog":
        """The same with the row of one provider replaced."""
        rows = tuple(changed if row.endpoint.id == changed.endpoint.id else row for row in self.rows)
        return replace(self, rows=rows)
