"""The models of one provider as the models page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from desktop.domain.catalog import Catalog, Reach
from desktop.domain.errors import TarsError
from desktop.domain.library import canonical_name
from desktop.domain.models import InstalledModel, LoadedModel, ModelDetails, PullProgress
from desktop.domain.providers import BUILT_IN_ID, KINDS_THAT_PULL
from desktop.domain.pulls import PullKey


def shown_first(catalog: Catalog) -> str:
    """The provider (its id) whose models are shown until the user looks at another's; "" while that is open.

    The one that was picked for questions; else the first that answers and can pull, since without models
    questions go to the built-in engine, which cannot; else the one that the next question goes to.
    """
    picked = catalog.row(catalog.chosen.provider)
    if picked is not None and picked.endpoint.id != BUILT_IN_ID:
        return picked.endpoint.id
    for row in catalog.rows:
        if row.reach is Reach.UNKNOWN:
            return ""
        if row.availability is not None and row.availability.kind in KINDS_THAT_PULL:
            return row.endpoint.id
    return catalog.choice.provider or next((row.endpoint.id for row in catalog.rows), "")


class UpdateState(StrEnum):
    """Whether the registry has something newer, by the digest of the manifest."""

    UNKNOWN = "unknown"
    """It was not asked: that is only done when the user wants it."""
    CHECKING = "checking"
    CURRENT = "current"
    AVAILABLE = "available"
    FAILED = "failed"


class ModelVerb(StrEnum):
    """What is being done to one model."""

    LOAD = "load"
    UNLOAD = "unload"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One installed model; `loaded` None means that it is not in memory, or that nobody can tell."""

    model: InstalledModel
    loaded: LoadedModel | None = None
    details: ModelDetails | None = None
    """None until they were asked for."""
    last_used_at: float | None = None
    """Seconds since the epoch of its last reply here; None: never."""
    is_default: bool = False
    update: UpdateState = UpdateState.UNKNOWN
    busy: ModelVerb | None = None
    error: TarsError | None = None
    """Why the last verb failed, until the next one."""

    @property
    def values(self) -> tuple[object, ...]:
        """All of it, in the order of the fields."""
        return (
            self.model,
            self.loaded,
            self.details,
            self.last_used_at,
            self.is_default,
            self.update,
            self.busy,
            self.error,
        )

    @property
    def capabilities(self) -> tuple[str, ...]:
        """As the list says, else as the details do."""
        return self.model.capabilities or (self.details.capabilities if self.details else ())

    @property
    def context_length(self) -> int:
        return self.model.context_length or (self.details.context_length if self.details else 0)

    @property
    def gpu_fraction(self) -> float | None:
        """How much of a loaded model is on the GPU, from 0 to 1; None if it is not loaded or not known."""
        loaded = self.loaded
        if loaded is None or not loaded.size_bytes or loaded.gpu_bytes is None:
            return None
        return min(1.0, loaded.gpu_bytes / loaded.size_bytes)


@dataclass(frozen=True, slots=True)
class DeletedModel:
    """A model that was taken out of the list, and is deleted on the server unless the user takes it back."""

    key: PullKey
    size_bytes: int = 0


@dataclass(frozen=True, slots=True)
class DiskUse:
    """Bytes of all models of a provider, layers that several share counted once.

    `is_certain` tells whether the server counted; else it is from the list and what the details tell.
    """

    total_bytes: int = 0
    is_certain: bool = False


class ImportPhase(StrEnum):
    """Where the import of a file is."""

    HASHING = "hashing"
    """The file is read, to know what it is called on the server."""
    UPLOADING = "uploading"
    CREATING = "creating"
    DONE = "done"
    """The server has made the model of it."""
    FAILED = "failed"
    """`error` says why; nothing of it is in the list of models."""


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """One import of a GGUF file; it stays until it is dismissed, or the next one begins."""

    model: str
    path: str
    phase: ImportPhase = ImportPhase.HASHING
    fraction: float = 0.0
    """Of all phases together, from 0 to 1; it never goes back, and is 1 only once the model is made."""
    error: TarsError | None = None

    @property
    def has_ended(self) -> bool:
        return self.phase in (ImportPhase.DONE, ImportPhase.FAILED)

    def advanced(self, report: PullProgress) -> "ImportProgress":
        """The same after one more report; a phase that is through does not come back."""
        if report.done:
            return replace(self, phase=ImportPhase.DONE, fraction=1.0)
        phase = _IMPORT_STATUS.get(report.status, ImportPhase.CREATING)
        if _IMPORT_ORDER.index(phase) < _IMPORT_ORDER.index(self.phase):
            return self
        start, end = _IMPORT_SHARES[phase]
        part = report.completed_bytes / report.total_bytes if report.total_bytes else 0.0
        fraction = max(self.fraction, start + (end - start) * min(1.0, part))
        return replace(self, phase=phase, fraction=fraction)


_IMPORT_STATUS = {"hashing": ImportPhase.HASHING, "uploading": ImportPhase.UPLOADING}
_IMPORT_ORDER = (ImportPhase.HASHING, ImportPhase.UPLOADING, ImportPhase.CREATING)
_IMPORT_SHARES = {
    ImportPhase.HASHING: (0.0, 0.3),
    ImportPhase.UPLOADING: (0.3, 0.95),
    ImportPhase.CREATING: (0.95, 0.99),
}
"""Which part of the time each takes, about, where the server is on this computer."""


@dataclass(frozen=True, slots=True)
class ProviderModels:
    """What is known of one provider's models."""

    provider: str = ""
    """The provider's id, "" until there is one."""
    rows: tuple[ModelRow, ...] = ()
    is_reading: bool = False
    error: TarsError | None = None
    """Why the list could not be read; the rows are what was known before."""
    can_pull: bool = False
    can_delete: bool = False
    can_load: bool = False
    can_import: bool = False
    can_check_updates: bool = False
    disk_use: DiskUse = field(default_factory=DiskUse)
    deleted: DeletedModel | None = None
    """What can be taken back now."""
    importing: ImportProgress | None = None

    def row(self, model: str) -> ModelRow | None:
        return next((row for row in self.rows if row.model.name == model), None)


@dataclass(frozen=True, slots=True)
class ModelNote:
    """What is known of one model beside what its server tells."""

    busy: ModelVerb | None = None
    error: TarsError | None = None
    update: UpdateState = UpdateState.UNKNOWN
    """While nothing is known of `remote_digest`."""
    remote_digest: str = ""
    """Of what the registry has under the model's name; "" if it was not asked, or did not say."""

    def update_of(self, digest: str) -> UpdateState:
        """Whether the registry has something newer than the installed manifest `digest`."""
        if self.update is UpdateState.CHECKING or not self.remote_digest:
            return self.update
        is_same = bare_digest(digest) == bare_digest(self.remote_digest)
        return UpdateState.CURRENT if is_same else UpdateState.AVAILABLE


NO_NOTE = ModelNote()


def bare_digest(digest: str) -> str:
    """The digest without the name of its hash: Ollama's list leaves the `sha256:` out."""
    return digest.removeprefix("sha256:").lower()


_spelled = lru_cache(maxsize=8192)(canonical_name)
"""A list of a thousand models is put together often; its names are the same every time."""


def rows_of(
    models: Sequence[InstalledModel],
    loaded: Sequence[LoadedModel],
    details: Mapping[str, ModelDetails],
    last_uses: Mapping[str, float],
    notes: Mapping[str, ModelNote],
    default: str,
    before: Mapping[str, ModelRow],
) -> tuple[ModelRow, ...]:
    """The rows in the order of the list; a row that is as it was `before` is the same object.

    Everything is of one provider and by the model's name. Names of loaded and used models are compared as
    servers do: `llama3` is `llama3:latest`.
    """
    in_memory = {_spelled(model.name): model for model in loaded}
    used = {_spelled(name): at for name, at in last_uses.items()}
    rows = []
    for model in models:
        spelled, note = _spelled(model.name), notes.get(model.name, NO_NOTE)
        values = (
            model,
            in_memory.get(spelled),
            details.get(model.name),
            used.get(spelled),
            model.name == default,
            note.update_of(model.digest),
            note.busy,
            note.error,
        )
        known = before.get(model.name)
        rows.append(known if known is not None and known.values == values else ModelRow(*values))
    return tuple(rows)
