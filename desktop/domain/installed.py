"""The models of one provider as the models page shows them."""

from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.errors import TarsError
from desktop.domain.models import InstalledModel, LoadedModel, ModelDetails
from desktop.domain.pulls import PullKey


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
