"""From what Docker and Compose say to what went wrong.

The words are those of Docker 20 to 29, Compose 2.20 to 5.6, Podman's Docker-compatible service and Docker
Desktop. They change between versions, so each cause lists pieces of text. The first row that
matches counts, and what nothing matches is shown as the engine said it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.domain import errors as e
from desktop.domain.stack import GpuChoice, StackOptions

EVIDENCE_CHARACTERS = 2000

OUT_OF_MEMORY_EXIT_CODE = 137
"""128 + SIGKILL: the kernel's out-of-memory killer, if the engine says so too."""

_HOST = re.compile(r"(?:unix|tcp|npipe|ssh|https?)://[^\s;,\"']+")
_PORT = re.compile(r":(\d{1,5})(?=: bind| failed|/tcp| ->|: listen)")
_YAML = re.compile(
    r"(?:parse|parsing|open|stat|validating|reading|load|file) \"?((?:/|[A-Za-z]:\\)[^\"\n]*?\.ya?ml)"
)
_IMAGE = re.compile(r"[Ii]mage \"?([\w./:@-]*\w)\"?")
_EXIT_CODE = re.compile(r"exited \((\d+)\)")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What was asked of the engine when it failed."""

    options: StackOptions = field(default_factory=StackOptions)
    gpu: GpuChoice = GpuChoice.NONE


Build = Callable[[str, Circumstances], e.StackError]


def _not_running(evidence: str, _: Circumstances) -> e.StackError:
    host = _HOST.search(evidence)
    return e.DockerNotRunning(evidence, host[0].rstrip(".:?") if host else "")


def _port(evidence: str, asked: Circumstances) -> e.StackError:
    port = _PORT.search(evidence)
    return e.PortInUse(evidence, int(port[1]) if port else asked.options.port)


def _address(_evidence: str, asked: Circumstances) -> e.StackError:
    return e.StackOptionInvalid("address", asked.options.address)


def _image_name(_evidence: str, asked: Circumstances) -> e.StackError:
    return e.StackOptionInvalid("image", asked.options.image)


def _file(evidence: str, _: Circumstances) -> e.StackError:
    path = _YAML.search(evidence)
    return e.ComposeFileInvalid(evidence, path[1] if path else "")


def _gpu(evidence: str, asked: Circumstances) -> e.StackError:
    if "/dev/kfd" in evidence or "/dev/dri" in evidence or asked.gpu is GpuChoice.AMD:
        return e.GpuUnavailable(evidence, GpuChoice.AMD.value)
    return e.GpuUnavailable(evidence, GpuChoice.NVIDIA.value)


def _image(reason: str) -> Build:
    def build(evidence: str, asked: Circumstances) -> e.StackError:
        named = _IMAGE.search(evidence)
        image = named[1] if named else asked.options.image
        return e.ImageUnavailable(evidence, image, reason)

    return build


def _ended(evidence: str, _: Circumstances) -> e.StackError:
    code = _EXIT_CODE.search(evidence)
    return e.ContainerEnded(evidence, int(code[1]) if code else 1)


CAUSES: tuple[tuple[Build, tuple[tuple[str, ...], ...]], ...] = (
    # Each row: the error, and alternatives of which one must be in the text with all of its pieces.
    (
        lambda evidence, _: e.ComposeMissing(evidence),
        (
            ("unknown command: docker compose",),
            ("'compose' is not a docker command",),
            ("unknown shorthand flag: 'p' in -p",),
            ("unknown flag: --project-name",),
            ("unknown docker command", "compose"),
        ),
    ),
    (
        lambda evidence, _: e.DockerNotPermitted(evidence),
        (
            ("permission denied while trying to connect",),
            ("permission denied", "docker.sock: connect"),
            ("permission denied", "podman.sock: connect"),
            ("open //./pipe/", "access is denied"),
        ),
    ),
    (
        _not_running,
        (
            ("failed to connect to the docker api",),
            ("cannot connect to the docker daemon",),
            ("error during connect",),
            ("is the docker daemon running",),
            ("docker desktop is not running",),
            ("docker desktop is manually paused",),
            ("docker desktop is unable to start",),
            ("open //./pipe/", "cannot find the file"),
            ("docker.sock", "no such file or directory"),
            ("docker.sock", "connection refused"),
            ("unable to connect to podman",),
            ("context not found",),
        ),
    ),
    (_file, (("remote resource is disabled",), ("remote compose file", "disabled"), ("include", "disabled"))),
    (
        _file,
        (
            ("failed to parse",),
            ("yaml:",),
            ("go-yaml",),
            ("false schema",),
            ("additional properties", "not allowed"),
            ("is missing a value",),
            ("invalid interpolation format",),
            ("validating",),
            ("refers to undefined",),
            ("has neither an image nor a build",),
            ("include cycle",),
            ("dependency cycle",),
            ("must be a mapping",),
            ("must be a list",),
            ("must be a string",),
            (".yml", "is invalid"),
            (".yaml", "is invalid"),
            ("open ", ".yml", "no such file"),
            ("open ", ".yaml", "no such file"),
            ("open ", ".yml", "permission denied"),
            ("open ", ".yaml", "permission denied"),
            ("invalid compose project",),
            ("invalid project",),
            ("yaml", "exceed"),
        ),
    ),
    (
        _port,
        (
            ("address already in use",),
            ("port is already allocated",),
            ("ports are not available", "only one usage of each socket address"),
            ("only one usage of each socket address",),
            ("forbidden by its access permissions",),
        ),
    ),
    (_address, (("cannot assign requested address",), ("requested address is not valid in its context",))),
    (
        _gpu,
        (
            ("could not select device driver",),
            ("unknown runtime specified",),
            ("unknown or invalid runtime name",),
            ("nvidia-container-cli",),
            ("nvidia-container-runtime",),
            ("failed to discover gpu vendor",),
            ("unresolvable cdi devices",),
            ("cdi device injection failed",),
            ("/dev/kfd",),
            ("error gathering device information", "/dev/dri"),
            ("/dev/dri", "no such file"),
        ),
    ),
    (_image_name, (("invalid reference format",), ("must be lowercase", "repository name"))),
    (_image("rate-limited"), (("toomanyrequests",), ("rate limit",), ("429 too many requests",))),
    (_image("no-space"), (("no space left on device",), ("not enough space on the disk",))),
    (
        _image("not-found"),
        (
            ("manifest unknown",),
            ("manifest for", "not found"),
            ("failed to resolve reference", "not found"),
            ("no such image",),
            ("no matching manifest",),
            ("reading manifest", "name unknown"),
        ),
    ),
    (
        _image("denied"),
        (
            ("pull access denied",),
            ("requested access to the resource is denied",),
            ("unauthorized",),
            ("no basic auth credentials",),
            ("403 forbidden",),
            ("denied:",),
        ),
    ),
    (
        _image("network"),
        (
            ("no such host",),
            ("temporary failure in name resolution",),
            ("server misbehaving",),
            ("network is unreachable",),
            ("no route to host",),
            ("tls handshake timeout",),
            ("i/o timeout",),
            ("client.timeout exceeded",),
            ("request canceled while waiting for connection",),
            ("proxyconnect",),
            ("x509:",),
            ("get \"http", "connection refused"),
            ("head \"http", "connection refused"),
            ("get \"http", "eof"),
            ("pinging container registry",),
        ),
    ),
    (_ended, (("container ", " exited ("),)),
    (lambda evidence, _: e.ContainerUnhealthy(evidence), (("container ", "is unhealthy"),)),
)  # fmt: skip


def stack_error(output: str, asked: Circumstances | None = None) -> e.StackError:
    """What the engine's words mean; unknown ones come back as `ComposeFailed` with the last line of them."""
    evidence = output.strip()[-EVIDENCE_CHARACTERS:]
    lowered = evidence.lower()
    for build, alternatives in CAUSES:
        if any(all(piece in lowered for piece in pieces) for pieces in alternatives):
            return build(evidence, asked or Circumstances())
    lines = [line for line in evidence.splitlines() if line.strip()]
    return e.ComposeFailed(lines[-1].strip() if lines else "")
