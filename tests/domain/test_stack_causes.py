"""Every failure that an engine tells becomes the error it is: as recorded, and as other versions say it."""

from pathlib import Path

import pytest

from desktop.domain import errors as e
from desktop.domain.stack import GpuChoice, StackOptions
from desktop.domain.stack_causes import CAUSES, Circumstances, stack_error

RECORDINGS = Path(__file__).parents[1] / "recordings" / "compose"
ASKED = Circumstances(StackOptions(port=8099), GpuChoice.NVIDIA)


def recorded(name: str) -> str:
    return (RECORDINGS / f"{name}.txt").read_text().partition("# stderr\n")[2]


@pytest.mark.parametrize(
    ("name", "error", "facts"),
    [
        ("compose_plugin_missing", e.ComposeMissing, {}),
        ("up_daemon_down", e.DockerNotRunning, {"host": "unix:///nonexistent.sock"}),
        ("up_permission_denied", e.DockerNotPermitted, {}),
        ("up_bad_yaml", e.ComposeFileInvalid, {"path": "/srv/tars/bad.yml"}),
        ("up_port_in_use", e.PortInUse, {"port": 8080}),
        ("up_no_nvidia_runtime", e.GpuUnavailable, {"gpu": "nvidia"}),
        (
            "up_image_unreachable",
            e.ImageUnavailable,
            {"image": "ollama/ollama:0.99.99", "reason": "network"},
        ),
    ],
)
def test_every_recorded_failure_is_known(
    name: str, error: type[e.StackError], facts: dict[str, object]
) -> None:
    found = stack_error(recorded(name), ASKED)
    assert type(found) is error
    assert {key: getattr(found, key) for key in facts} == facts
    assert found.evidence


@pytest.mark.parametrize(
    ("text", "error", "facts"),
    [
        ("docker: unknown command: docker compose\n\nRun 'docker --help'", e.ComposeMissing, {}),
        ("docker: 'compose' is not a docker command.\nSee 'docker --help'", e.ComposeMissing, {}),
        (
            "Cannot connect to the Docker daemon at tcp://10.0.0.7:2375. Is the docker daemon running?",
            e.DockerNotRunning,
            {"host": "tcp://10.0.0.7:2375"},
        ),
        (
            'error during connect: Get "http://docker.example.com/v1.24/info": command [ssh -- gpu-box] '
            "has exited with exit status 255, stderr=ssh: connect to host gpu-box port 22: No route to host",
            e.DockerNotRunning,
            {},
        ),
        (
            "error during connect: open //./pipe/docker_engine: The system cannot find the file specified.",
            e.DockerNotRunning,
            {},
        ),
        (
            "permission denied while trying to connect to the Docker daemon socket at "
            "unix:///var/run/docker.sock: dial unix /var/run/docker.sock: connect: permission denied",
            e.DockerNotPermitted,
            {},
        ),
        (
            "Error response from daemon: driver failed programming external connectivity on endpoint x: "
            "Bind for 127.0.0.1:8081 failed: port is already allocated",
            e.PortInUse,
            {"port": 8081},
        ),
        (
            "Ports are not available: exposing port TCP 127.0.0.1:8082 -> 127.0.0.1:0: listen tcp "
            "127.0.0.1:8082: bind: Only one usage of each socket address is normally permitted.",
            e.PortInUse,
            {"port": 8082},
        ),
        ("rootlessport listen tcp [::1]:8083: bind: address already in use", e.PortInUse, {"port": 8083}),
        ("something: address already in use", e.PortInUse, {"port": 8099}),
        (
            "listen tcp4 10.1.2.3:8080: bind: cannot assign requested address",
            e.StackOptionInvalid,
            {"option": "address"},
        ),
        ("Error response from daemon: unknown or invalid runtime name: nvidia", e.GpuUnavailable, {}),
        ("Error response from daemon: Unknown runtime specified nvidia", e.GpuUnavailable, {}),
        (
            "nvidia-container-cli: initialization error: load library failed: libnvidia-ml.so.1: cannot open",
            e.GpuUnavailable,
            {"gpu": "nvidia"},
        ),
        ("failed to discover GPU vendor from CDI: no known GPU vendor found", e.GpuUnavailable, {}),
        (
            'error gathering device information while adding custom device "/dev/kfd": no such file',
            e.GpuUnavailable,
            {"gpu": "amd"},
        ),
        (
            "Error response from daemon: pull access denied for olama, repository does not exist or may "
            "require 'docker login': denied: requested access to the resource is denied",
            e.ImageUnavailable,
            {"reason": "denied"},
        ),
        (
            "Error response from daemon: manifest for ollama/ollama:0.0 not found: manifest unknown",
            e.ImageUnavailable,
            {"reason": "not-found"},
        ),
        (
            "toomanyrequests: You have reached your pull rate limit.",
            e.ImageUnavailable,
            {"reason": "rate-limited"},
        ),
        (
            "failed to register layer: write /usr/lib/x: no space left on device",
            e.ImageUnavailable,
            {"reason": "no-space"},
        ),
        (
            'Get "https://registry-1.docker.io/v2/": dial tcp 1.2.3.4:443: connect: connection refused',
            e.ImageUnavailable,
            {"reason": "network"},
        ),
        (
            'Get "https://registry-1.docker.io/v2/": net/http: TLS handshake timeout',
            e.ImageUnavailable,
            {"reason": "network", "image": "ollama/ollama:latest"},
        ),
        ("invalid reference format", e.StackOptionInvalid, {"option": "image"}),
        (
            "validating /home/ada/my files/docker-compose.override.yml: services.a additional properties "
            "'bogus' not allowed",
            e.ComposeFileInvalid,
            {"path": "/home/ada/my files/docker-compose.override.yml"},
        ),
        ("services.a.bogus false schema", e.ComposeFileInvalid, {"path": ""}),
        ("required variable TAG is missing a value: set TAG", e.ComposeFileInvalid, {}),
        (
            "open /c/docker-compose.override.yml: permission denied",
            e.ComposeFileInvalid,
            {"path": "/c/docker-compose.override.yml"},
        ),
        (
            'service "a" refers to undefined volume x: invalid compose project',
            e.ComposeFileInvalid,
            {},
        ),
        ("container tars-model-runner-1 exited (3)", e.ContainerEnded, {"exit_code": 3}),
        ("container tars-model-runner-1 is unhealthy", e.ContainerUnhealthy, {}),
    ],
)
def test_what_other_versions_say_is_known_too(
    text: str, error: type[e.StackError], facts: dict[str, object]
) -> None:
    found = stack_error(text, ASKED)
    assert type(found) is error
    assert {key: getattr(found, key) for key in facts} == facts


@pytest.mark.parametrize(
    "text",
    [
        "listen tcp4 127.0.0.1:80: bind: permission denied",
        'failed to create task: OCI runtime create failed: exec: "olama": executable file not found',
        "Error response from daemon: conflict: unable to remove repository reference",
        "a line that nobody has seen before",
    ],
)
def test_what_is_not_known_is_told_as_it_is(text: str) -> None:
    found = stack_error(f"first line\n\n{text}\n\n", ASKED)
    assert type(found) is e.ComposeFailed
    assert found.evidence == text


def test_silence_is_a_failure_without_words() -> None:
    assert stack_error("  \n").evidence == ""


def test_every_piece_is_in_lower_case_and_every_row_can_match() -> None:
    """The text is compared in lower case: a piece with a capital would never be found."""
    for build, alternatives in CAUSES:
        for pieces in alternatives:
            assert all(piece == piece.lower() and piece for piece in pieces)
            text = " ".join(pieces)
            assert isinstance(build(text, ASKED), e.StackError)
            assert not isinstance(stack_error(text, ASKED), e.ComposeFailed)


def test_long_evidence_is_cut_to_its_end() -> None:
    found = stack_error("x" * 10_000 + " address already in use", ASKED)
    assert len(found.evidence) == 2000
    assert found.evidence.endswith("address already in use")
