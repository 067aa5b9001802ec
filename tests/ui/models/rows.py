"""Rows of the models' table, as values."""

from dataclasses import replace

from PySide6.QtCore import QDate, QDateTime, QTime

from desktop.domain.installed import DiskUse, ModelRow, ProviderModels
from desktop.domain.models import InstalledModel, LoadedModel

GB = 10**9
GIB = 1024**3
NOW = QDateTime(QDate(2026, 11, 24), QTime(15, 0))
DAY = 86_400


def row(
    name: str,
    size_bytes: int = GB,
    parameters: str = "1.0B",
    quantization: str = "Q4_K_M",
    context_length: int = 8192,
    capabilities: tuple[str, ...] = ("completion",),
    used_ago: float | None = None,
    **values: object,
) -> ModelRow:
    """One model; `used_ago` is seconds before `NOW`."""
    model = InstalledModel(
        name,
        size_bytes,
        parameters,
        quantization,
        "llama",
        context_length,
        "sha256:0123456789abcdef",
        "2026-11-21T10:00:00Z",
        capabilities,
    )
    used = NOW.toSecsSinceEpoch() - used_ago if used_ago is not None else None
    return replace(ModelRow(model, last_used_at=used), **values)  # type: ignore[arg-type]  # of a ModelRow


ROWS = (
    row(
        "llama3:8b",
        4_900_000_000,
        "8.0B",
        used_ago=DAY,
        capabilities=("completion", "tools"),
        is_default=True,
    ),
    row(
        "qwen3:8b",
        5_200_000_000,
        "8.2B",
        context_length=40960,
        used_ago=5,
        loaded=LoadedModel("qwen3:8b", 6 * GB, 6 * GB),
    ),
    row(
        "gemma3:12b",
        8_100_000_000,
        "12.2B",
        context_length=131072,
        capabilities=("completion", "vision"),
        used_ago=3 * DAY,
    ),
    row("llama3.3:70b", 42_500_000_000, "70.6B", context_length=131072),
    row("nomic-embed-text", 274_000_000, "137M", "F16", 2048, ("embedding",), used_ago=22 * DAY),
)


def provider_models(*rows: ModelRow, **values: object) -> ProviderModels:
    """An Ollama with these rows, which can do everything."""
    state = ProviderModels(
        "ollama",
        rows or ROWS,
        can_pull=True,
        can_delete=True,
        can_load=True,
        can_import=True,
        can_check_updates=True,
        disk_use=DiskUse(70 * GB, is_certain=True),
    )
    return replace(state, **values)  # type: ignore[arg-type]  # of a ProviderModels
