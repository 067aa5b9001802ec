"""The two model servers that TARS's own `appsettings.json` names, and what they are here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from desktop.domain.errors import ProviderError
from desktop.domain.providers import Endpoint, ProviderKind
from desktop.domain.urls import repaired_url

SECTIONS = ("Ollama", "DockerModelRunner")


@dataclass(frozen=True, slots=True)
class AppServer:
    """One section of the file: `BaseUrl` and `DefaultModel`, "" where it does not say."""

    section: str
    base_url: str = ""
    default_model: str = ""


def endpoints_with(
    endpoints: Iterable[Endpoint], servers: Iterable[AppServer]
) -> tuple[tuple[Endpoint, ...], tuple[AppServer, ...]]:
    """The endpoints as the file wants them, and the servers whose address cannot be used.

    A server is the endpoint at its address; else the one of its kind that is not the stack moves there.
    """
    rows = list(endpoints)
    unusable: list[AppServer] = []
    for server in servers:
        place = _place(rows, server)
        if place is None:
            unusable.append(server)
        else:
            rows[place] = replace(
                rows[place],
                url=repaired_url(server.base_url) if server.base_url else rows[place].url,
                default_model=server.default_model or rows[place].default_model,
            )
    return tuple(rows), tuple(unusable)


def servers_of(
    endpoints: Iterable[Endpoint], chosen: str, models: Mapping[str, str]
) -> tuple[AppServer, ...]:
    """What is written: for each section the chosen endpoint if it is of that kind, else the first that is.

    `models` has the model that each endpoint (by its id) answers with, for those that have no default.
    """
    rows = list(endpoints)
    found = []
    for section in SECTIONS:
        kind = _KINDS[section]
        fitting = [row for row in rows if (row.kind or _KIND_OF_ID.get(row.id)) is kind]
        fitting.sort(key=lambda row: row.id != chosen)
        if fitting:
            row = fitting[0]
            found.append(AppServer(section, row.url, row.default_model or models.get(row.id, "")))
    return tuple(found)


_KINDS = {"Ollama": ProviderKind.OLLAMA, "DockerModelRunner": ProviderKind.DOCKER_MODEL_RUNNER}
_IDS = {"Ollama": "ollama", "DockerModelRunner": "docker-model-runner"}
_KIND_OF_ID = {
    "model-runner": ProviderKind.OLLAMA,
    "ollama": ProviderKind.OLLAMA,
    "docker-model-runner": ProviderKind.DOCKER_MODEL_RUNNER,
}
"""What answers at the addresses that are there without any setting."""


def _place(rows: list[Endpoint], server: AppServer) -> int | None:
    """The index of the endpoint that the section means, or None if its address is none."""
    by_id = next((place for place, row in enumerate(rows) if row.id == _IDS[server.section]), None)
    if not server.base_url:
        return by_id
    try:
        url = _spelled(repaired_url(server.base_url))
    except ProviderError:
        return None
    return next((place for place, row in enumerate(rows) if _spelled(row.url) == url), by_id)


def _spelled(url: str) -> str:
    return url.replace("://localhost", "://127.0.0.1").rstrip("/")
