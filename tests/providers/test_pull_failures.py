"""What the words mean by which servers and registries give a pull up."""

import re

import pytest

from desktop.domain.errors import ModelMissing, ProviderRejected, PullFailed
from desktop.domain.pull_causes import PullCause
from desktop.providers.pull_failures import WORDS, pull_cause, pull_failure

MANIFEST = "pull model manifest: "
GET = f'{MANIFEST}Get "https://registry.ollama.ai/v2/library/x/manifests/latest": '
TEXTS: dict[PullCause, tuple[str, ...]] = {
    PullCause.NO_SPACE: (
        "write /root/.ollama/models/blobs/sha256-dec5-partial: no space left on device",
        "max retries exceeded: write sha256-dec5-partial: no space left on device",
        "write C:\\models\\blobs\\sha256-dec5-partial: There is not enough space on the disk.",
        "not enough disk space",
        "write sha256-dec5-partial: disk quota exceeded",
        "insufficient disk space",
        "the disk is full",
    ),
    PullCause.SERVER_TOO_OLD: (
        f"{MANIFEST}412: \n\nThe model you are attempting to pull requires a newer version of Ollama.",
        f"{MANIFEST}412:",
    ),
    PullCause.RATE_LIMITED: (
        f"{MANIFEST}429: {{}}",
        'GET: unexpected status code 429 Too Many Requests: {"errors":[{"code":"TOOMANYREQUESTS"}]}',
        "toomanyrequests: You have reached your pull rate limit.",
        "You have exceeded the rate limit",
    ),
    PullCause.CORRUPT: (
        "digest mismatch, file must be downloaded again: want sha256:1a64, got sha256:5eef",
        "layer checksum failed",
        "digest sha256:1a64 does not match sha256:5eef",
    ),
    PullCause.UNSUPPORTED: (
        "this model requires MLX support, but the MLX runtime is not available",
        "unsupported media type: application/vnd.docker.ai.model.config.v0.3+json",
        'config type "application/vnd.oci" unsupported model format',
        'manifest type "application/vnd.oci.image.manifest" is not supported',
        f'{MANIFEST}400: {{"error":"Repository is not GGUF or is not compatible with llama.cpp"}}',
        "this repository is not compatible with llama.cpp",
        f'{MANIFEST}400: {{"error":"The specified tag is a sharded GGUF. Ollama does not support this."}}',
    ),
    PullCause.NOT_FOUND: (
        f"{MANIFEST}file does not exist",
        "MANIFEST_UNKNOWN: manifest unknown",
        "NAME_UNKNOWN: repository name not known to registry",
        "Model not found",
        "model 'x' not found",
        "model 'registry.ollama.ai/library/x:latest' not found",
        "model x:1b not found",
        f'{MANIFEST}400: {{"error":"The specified tag is not available in the repository."}}',
        "no such model: x",
        "invalid model name",
        "Invalid model reference",
        f"{MANIFEST}404: nothing",
    ),
    PullCause.DENIED: (
        "unauthorized: access denied",
        "Unauthorized",
        "denied: requested access to the resource is denied",
        "pull access denied for x, repository does not exist or may require authorization",
        f"{MANIFEST}403: Forbidden",
        f"{MANIFEST}403:",
        f'{MANIFEST}401: {{"error":"Invalid username or password."}}',
        f"{MANIFEST}401:",
        "Access to model meta-llama/Llama is restricted. You must have access to it and be authenticated.",
        "Cannot access gated repo",
        "authentication required",
    ),
    PullCause.REGISTRY_UNREACHABLE: (
        f"{GET}dial tcp: lookup registry.ollama.ai on 192.0.2.53:53: no such host",
        f"{GET}dial tcp 104.21.75.227:443: i/o timeout",
        f"{GET}dial tcp 192.0.2.1:429: connect: connection refused",
        f"{GET}dial tcp 192.0.2.1:404: connect: network is unreachable",
        f"{GET}dial tcp: lookup registry.ollama.ai: Temporary failure in name resolution",
        "lookup registry.ollama.ai: server misbehaving",
        f"{GET}read tcp 192.0.2.1:55000->192.0.2.2:443: read: connection reset by peer",
        f"{GET}net/http: TLS handshake timeout",
        f"{GET}tls: failed to verify certificate: x509: certificate signed by unknown authority",
        f"{GET}context deadline exceeded (Client.Timeout exceeded while awaiting headers)",
        "http2: timeout awaiting response headers",
        "max retries exceeded: unexpected EOF",
        "max retries exceeded",
        "part stalled, retrying",
        f"{GET}EOF",
        f"{GET}write: broken pipe",
        f"{GET}proxyconnect tcp: the proxy said no",
        f"{MANIFEST}500: oops",
        f"{MANIFEST}502: Bad Gateway",
        f"{MANIFEST}503: ",
        f"{MANIFEST}504: ",
        "the registry answered: Service Unavailable",
    ),
    PullCause.OTHER: (
        "",
        "something new",
        "open /root/.ollama/models/blobs/sha256-dec5: permission denied",
        "the model is 429.5 MB, and layer 404-a is 503MB at v1.500",
    ),
}
PATTERNS = [(cause, pattern) for cause, patterns in WORDS for pattern in patterns]


@pytest.mark.parametrize(("cause", "text"), [(c, text) for c, texts in TEXTS.items() for text in texts])
def test_the_cause_is_in_the_words(cause: PullCause, text: str) -> None:
    assert pull_cause(text, "x:1b" if "x:1b" in text else "x") is cause
    assert pull_cause(text.upper(), "x:1b") is cause


@pytest.mark.parametrize(("cause", "pattern"), PATTERNS)
def test_each_pattern_is_of_a_text_that_somebody_says(cause: PullCause, pattern: str) -> None:
    assert [text for text in TEXTS[cause] if re.search(pattern, text.lower())]


@pytest.mark.parametrize(
    ("model", "text", "cause"),
    [
        ("eof", f"{MANIFEST}file does not exist", PullCause.NOT_FOUND),
        ("tls", "model 'tls' is broken", PullCause.OTHER),
        ("org/access-denied:429", "model org/access-denied:429 is broken", PullCause.OTHER),
        ("x", "x509: no", PullCause.REGISTRY_UNREACHABLE),
        ("x", 'Get "https://unauthorized.example/denied/404": broken', PullCause.OTHER),
        ("a.*b", "model is broken", PullCause.OTHER),
    ],
)
def test_a_name_or_an_address_is_no_cause(model: str, text: str, cause: PullCause) -> None:
    assert pull_cause(text, model) is cause


@pytest.mark.parametrize(
    ("status", "reason", "cause"),
    [
        (0, "something new", PullCause.OTHER),
        (400, "invalid model name", PullCause.NOT_FOUND),
        (401, "Unauthorized", PullCause.DENIED),
        (422, "any", PullCause.UNSUPPORTED),
        (429, "any", PullCause.RATE_LIMITED),
        (500, "any", PullCause.OTHER),
        (500, "write x: no space left on device", PullCause.NO_SPACE),
        (502, "no space left on device", PullCause.NO_SPACE),
        (507, "any", PullCause.NO_SPACE),
    ],
)
def test_a_refused_pull_has_a_cause(status: int, reason: str, cause: PullCause) -> None:
    failed = pull_failure(ProviderRejected(reason, status), "x")
    assert isinstance(failed, PullFailed)
    assert (failed.model, failed.cause, failed.reason) == ("x", cause, reason)


def test_a_model_that_is_missing_was_not_found() -> None:
    failed = pull_failure(ModelMissing("x", "whatever"), "x")
    assert isinstance(failed, PullFailed)
    assert failed.cause is PullCause.NOT_FOUND


@pytest.mark.parametrize(
    "error",
    [
        ProviderRejected("Invalid API Key", 401),
        ProviderRejected("", 403),
        ProviderRejected("404 page not found", 404),
        ProviderRejected("502 Bad Gateway", 502),
        ProviderRejected("", 503),
        ProviderRejected("slow down", 429, retry_after_seconds=7),
    ],
)
def test_what_a_server_says_to_any_request_is_not_about_the_pull(error: ProviderRejected) -> None:
    assert pull_failure(error, "x") is error


def test_a_long_reason_takes_no_time() -> None:
    for text in ("digest " * 300, "access to " * 200, "manifest type " * 150, "a" * 2000):
        assert pull_cause(text, "x") is PullCause.OTHER
