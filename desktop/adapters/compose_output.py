"""What Docker and Compose print, read as values; no I/O.

As recorded from Compose 5.6.1: `--progress json`, `events --json` and `ps --format json` are one object a
line (the last: one array before 2.21).
"""

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.domain.stack import (
    ContainerHealth,
    ContainerState,
    EngineInfo,
    PublishedPort,
    ServiceFacts,
    StackEvent,
    StackStep,
    StepStatus,
)
from desktop.domain.text import label_text

Record = Mapping[str, object]

_PLAIN_STEP = re.compile(
    r"\s*((?:Container|Network|Volume|Image) \S+|[\w.-]+)\s+([A-Z]\w+(?: [a-z]+)*)\s*(?:\[.*)?"
)
_EXIT_CODE = re.compile(r"(?:Exited|Restarting|Dead) \((\d{1,3})\)")
_STATUSES = {status.value: status for status in StepStatus}


@dataclass(frozen=True, slots=True)
class Complaint:
    """What Compose says at the end of an operation that failed."""

    message: str


def read_progress(line: str) -> StackStep | Complaint | None:
    """One line of `--progress json`; None if it is none.

    Compose 2 writes the word (`Starting`) where Compose 5 has a status, and a layer's word into `text`.
    """
    record = _record(line)
    if record is None:
        return None
    if record.get("error") is True:
        return Complaint(_text(record, "message"))
    identifier, told, word = (label_text(_text(record, key)) for key in ("id", "status", "text"))
    if not identifier:
        return None
    status = _STATUSES.get(told.lower())
    if status is None or (not word and told == "Error"):
        word, detail = (word, told) if word else (told, "")
        status = _status_of(word)
    else:
        detail = _text(record, "details")
    return StackStep(
        identifier,
        status,
        word,
        label_text(_text(record, "parent_id")),
        _count(record, "current"),
        _count(record, "total"),
        detail,
    )


def read_plain_progress(line: str) -> StackStep | None:
    """One line of `--progress plain`; None if it does not look like one."""
    found = _PLAIN_STEP.fullmatch(line)
    return StackStep(label_text(found[1]), _status_of(found[2]), found[2]) if found else None


def read_event(line: str) -> StackEvent | None:
    """One line of `events --json`, or None if it tells nothing of a container."""
    record = _record(line)
    if record is None or _text(record, "type") not in ("container", ""):
        return None
    attributes = record.get("attributes")
    code = attributes.get("exitCode") if isinstance(attributes, Mapping) else None
    exit_code = int(code) if isinstance(code, str) and code.isdecimal() else None
    action = _text(record, "action")
    return StackEvent(_text(record, "service"), action, exit_code) if action else None


def read_services(text: str) -> tuple[ServiceFacts, ...]:
    """The output of `ps --all --format json`; a container in a state that is not known is left out."""
    return tuple(service for record in _records(text) if (service := _service(record)) is not None)


def read_engine(info: Record, version: Record, context: Record, compose_version: str) -> EngineInfo:
    """The engine from `docker info`, `docker version` and `docker context inspect`."""
    client = _mapping(info, "ClientInfo")
    runtimes = _mapping(info, "Runtimes")
    endpoint = _mapping(_mapping(context, "Endpoints"), "docker")
    components = _mapping(version, "Server").get("Components")
    names = (
        [_text(part, "Name") for part in components if isinstance(part, Mapping)]
        if isinstance(components, list)
        else []
    )
    podman = _mapping(info, "version")  # the program `podman` under the name of `docker`
    is_podman = bool(podman) or any("Podman" in name for name in names)
    return EngineInfo(
        version=_text(info, "ServerVersion") or _text(podman, "Version"),
        compose_version=compose_version,
        name="Podman" if is_podman else "Docker",
        operating_system=label_text(_text(info, "OperatingSystem") or _text(_mapping(info, "host"), "os")),
        context=label_text(_text(context, "Name") or _text(client, "Context")),
        host=_text(endpoint, "Host"),
        runtimes=tuple(sorted(runtimes)),
    )


def read_record(text: str) -> Record:
    """One JSON object, or an empty one for anything else."""
    return _record(text) or {}


def _service(record: Record) -> ServiceFacts | None:
    try:
        state = ContainerState(_text(record, "State").lower())
    except ValueError:
        return None
    health = _text(record, "Health").lower()
    told = _EXIT_CODE.match(_text(record, "Status"))  # nothing else tells it of one that is being restarted
    published = record.get("Publishers")
    ports = (
        (_port(entry) for entry in published if isinstance(entry, Mapping))
        if isinstance(published, list)
        else ()
    )
    return ServiceFacts(
        _text(record, "Service"),
        _text(record, "Name"),
        _text(record, "Image"),
        state,
        ContainerHealth(health) if health in set(ContainerHealth) else ContainerHealth.NONE,
        _count(record, "ExitCode") or (int(told[1]) if told else 0),
        tuple(port for port in ports if port.port),
        label_text(_text(record, "Status")),
    )


def _port(record: Record) -> PublishedPort:
    return PublishedPort(_text(record, "URL"), _count(record, "PublishedPort"), _count(record, "TargetPort"))


def _status_of(word: str) -> StepStatus:
    """How far a step is by its word: `Starting`, `Started`, `Error`."""
    if word.endswith("Error"):
        return StepStatus.ERROR
    return StepStatus.WORKING if re.match(r"\w+ing\b", word) else StepStatus.DONE


def _records(text: str) -> Iterator[Record]:
    """The objects of an array, or one of each line."""
    if text.lstrip().startswith("["):
        try:
            array = json.loads(text)
        except ValueError:
            return
        yield from (item for item in array if isinstance(item, dict))
        return
    yield from (record for line in text.splitlines() if (record := _record(line)) is not None)


def _record(line: str) -> Record | None:
    if not line.lstrip().startswith("{"):
        return None
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _mapping(record: Record, key: str) -> Record:
    value = record.get(key)
    return value if isinstance(value, Mapping) else {}


def _text(record: Record, key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""


def _count(record: Record, key: str) -> int:
    value = record.get(key)
    return max(0, int(value)) if isinstance(value, int | float) and math.isfinite(value) else 0
