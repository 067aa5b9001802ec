"""What a user should know of an effective configuration before it is started.

Read from `docker compose config --format json`, which has everything in its long form:
https://github.com/compose-spec/compose-spec/blob/main/spec.md
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from desktop.domain.stack import SERVICE, StackOptions, is_loopback_address
from desktop.domain.stack_review import Danger, StackReview, StackRisk

_SOCKETS = ("docker.sock", "podman.sock", "containerd.sock", "docker_engine")
_OWN_DEVICES = ("/dev/kfd", "/dev/dri")
"""Those of the AMD overlay, which the user asked for."""

Node = Mapping[str, object]


def review(configuration: str) -> StackReview:
    """What the output of `config --format json` gives away. Raises `ValueError` if it is something else."""
    parsed = json.loads(configuration)
    if not isinstance(parsed, dict):
        raise ValueError("not a configuration")
    risks = [risk for name, service in _entries(parsed, "services") for risk in _service_risks(name, service)]
    digest = hashlib.sha256(json.dumps(parsed, sort_keys=True).encode()).hexdigest()
    return StackReview(tuple(dict.fromkeys(risks)), digest)


def to_confirm(risks: Iterable[StackRisk], options: StackOptions) -> tuple[StackRisk, ...]:
    """The risks without the one that the options themselves are: the port that the user opened in them."""
    chosen = StackRisk(Danger.NETWORK, SERVICE, f"{options.address}:{options.port}")
    return tuple(risk for risk in risks if risk != chosen)


def _service_risks(name: str, service: Node) -> Iterator[StackRisk]:
    yield from (StackRisk(danger, name, subject) for danger, subject in _gifts(service))


def _gifts(service: Node) -> Iterator[tuple[Danger, str]]:
    """Every danger of one service with its subject."""
    for port in _nodes(service, "ports"):
        address = str(port.get("host_ip") or "0.0.0.0")
        if port.get("published") and not is_loopback_address(address):
            yield Danger.NETWORK, f"{address}:{port['published']}"
    if service.get("privileged") is True:
        yield Danger.PRIVILEGED, ""
    yield from _mounts(service)
    for key in ("network_mode", "pid", "ipc", "userns_mode", "uts"):
        if service.get(key) == "host":
            yield Danger.HOST_NAMESPACE, key
    for capability in _texts(service, "cap_add"):
        yield Danger.CAPABILITY, capability
    for device in _devices(service):
        if device not in _OWN_DEVICES:
            yield Danger.DEVICE, device
    for option in _texts(service, "security_opt"):
        if "unconfined" in option or option.replace("=", ":") in ("label:disable", "no-new-privileges:false"):
            yield Danger.UNCONFINED, option
    if build := service.get("build"):
        yield Danger.BUILD, str(build.get("context", "")) if isinstance(build, Mapping) else str(build)
    if "*" in _variable(service, "OLLAMA_ORIGINS"):
        yield Danger.ANY_WEB_PAGE, ""


def _mounts(service: Node) -> Iterator[tuple[Danger, str]]:
    for volume in _nodes(service, "volumes"):
        source = str(volume.get("source", ""))
        if source.endswith(_SOCKETS):
            yield Danger.ENGINE_SOCKET, source
        elif volume.get("type") in ("bind", "npipe"):
            yield Danger.HOST_FOLDER, source
    if service.get("use_api_socket") is True:
        yield Danger.ENGINE_SOCKET, ""


def _devices(service: Node) -> Iterator[str]:
    for device in _nodes(service, "devices"):
        yield str(device.get("source", ""))
    for text in _texts(service, "devices"):
        yield text.partition(":")[0]
    yield from _texts(service, "device_cgroup_rules")


def _variable(service: Node, name: str) -> str:
    environment = service.get("environment")
    return str(environment.get(name) or "") if isinstance(environment, Mapping) else ""


def _entries(node: Node, key: str) -> Iterator[tuple[str, Node]]:
    value = node.get(key)
    if isinstance(value, Mapping):
        yield from ((str(name), entry) for name, entry in value.items() if isinstance(entry, Mapping))


def _nodes(node: Node, key: str) -> list[Node]:
    value = node.get(key)
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def _texts(node: Node, key: str) -> list[str]:
    value = node.get(key)
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []
