"""The fields of `--json`, as `--help` documents them: stable names, units in the name, null for unknown."""

import re
from enum import Enum

from desktop.domain.catalog import ProviderRow, Reach
from desktop.domain.errors import TarsError
from desktop.domain.models import InstalledModel
from desktop.domain.providers import BUILT_IN_ID, Endpoint
from desktop.domain.pulls import Pull
from desktop.text.messages import explain


def error_record(error: TarsError) -> dict[str, object]:
    """An error for programs (`type`, `cause`, `status`) and for people (`message`, `evidence`)."""
    said = explain(error)
    cause = getattr(error, "cause", None)
    return {
        "type": re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower(),
        "cause": cause.value if isinstance(cause, Enum) else None,
        "status": getattr(error, "status", None) or None,
        "message": said.sentence,
        "evidence": said.evidence,
    }


def provider_record(row: ProviderRow) -> dict[str, object]:
    """A provider and what is known of it."""
    endpoint, availability = row.endpoint, row.availability
    is_available = row.reach is Reach.AVAILABLE
    kind = availability.kind if availability else endpoint.kind
    return {
        "id": endpoint.id,
        "name": endpoint.name,
        "url": shown_url(endpoint) or None,
        "kind": kind.value if kind else None,
        "is_local": endpoint.is_local,
        "default_model": endpoint.default_model or None,
        "state": row.reach.value,
        "version": (availability.version or None) if availability else None,
        "latency_seconds": _latency(row),
        "model_count": len(row.models) if is_available else None,
        "error": error_record(row.error) if row.error else None,
    }


def models_record(row: ProviderRow) -> dict[str, object]:
    """A provider and its models."""
    provider = provider_record(row)
    kept = {key: provider[key] for key in ("id", "name", "url", "state", "error")}
    return {**kept, "models": [model_record(model) for model in row.models]}


def model_record(model: InstalledModel) -> dict[str, object]:
    """One model; what the server does not say is null."""
    return {
        "name": model.name,
        "size_bytes": model.size_bytes or None,
        "parameters": model.parameters or None,
        "quantization": model.quantization or None,
        "family": model.family or None,
        "context_length": model.context_length or None,
        "digest": model.digest or None,
        "modified_at": model.modified_at or None,
        "capabilities": list(model.capabilities) or None,
        "remote_host": model.remote_host or None,
    }


def pull_record(pull: Pull) -> dict[str, object]:
    """A pull at one moment."""
    return {
        "provider": pull.key.provider,
        "model": pull.key.model,
        "phase": pull.phase.value,
        "completed_bytes": pull.completed_bytes,
        "total_bytes": pull.total_bytes,
        "fraction": round(pull.fraction, 4) if pull.fraction is not None else None,
        "again_bytes": pull.again_bytes,
        "bytes_per_second": round(pull.bytes_per_second) if pull.bytes_per_second is not None else None,
        "seconds_left": round(pull.seconds_left, 1) if pull.seconds_left is not None else None,
        "retry_seconds": round(pull.retry_seconds, 1) if pull.retry_seconds is not None else None,
        "was_installed": pull.was_installed,
        "error": error_record(pull.error) if pull.error else None,
    }


def shown_url(endpoint: Endpoint) -> str:
    """The address, or "" for the built-in engine, which gets one when it starts."""
    return "" if endpoint.id == BUILT_IN_ID else endpoint.url


def _latency(row: ProviderRow) -> float | None:
    """Seconds until it answered; unknown for the engine, which is not asked until it runs."""
    if row.availability is None or row.endpoint.id == BUILT_IN_ID:
        return None
    return round(row.availability.latency_seconds, 6)
