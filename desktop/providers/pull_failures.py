"""Why a server gave a pull up, by its own words: there are no codes, and a stream has no status.

Texts: https://github.com/ollama/ollama (server/images.go, download.go; the registry's answers are quoted with
their status), https://github.com/docker/model-runner (pkg/inference/models/http_handler.go), the OCI
distribution specification's errors, Hugging Face's answers to Ollama, and Go's names for network errors.
"""

import re

from desktop.domain.errors import ModelMissing, ProviderRejected, PullFailed
from desktop.domain.pull_causes import PullCause


def _status(code: int) -> str:
    """The status of a registry inside a text, such as `manifest: 412:`, and no port, size or address."""
    return rf"(?<![\w.:/-]){code}(?![\w./-])"


WORDS: tuple[tuple[PullCause, tuple[str, ...]], ...] = (
    (
        PullCause.NO_SPACE,
        (
            r"no space left",
            r"not enough (?:free )?(?:disk )?space",
            r"disk (?:is )?full",
            r"disk quota exceeded",
            r"insufficient (?:disk |storage )space",
        ),
    ),
    (PullCause.SERVER_TOO_OLD, (r"newer version", _status(412))),
    (PullCause.RATE_LIMITED, (r"too ?many ?requests", r"rate limit", _status(429))),
    (PullCause.CORRUPT, (r"digest mismatch", r"checksum", r"digest .{0,90}does not match")),
    (
        PullCause.UNSUPPORTED,
        (
            r"requires mlx",
            r"unsupported (?:media|model|manifest|config|architecture|format)",
            r"(?:media|manifest) type .{0,90}not supported",
            r"not gguf\b",
            r"not compatible with llama\.cpp",
            r"sharded gguf",
        ),
    ),
    (
        PullCause.NOT_FOUND,
        (
            r"file does not exist",
            r"(?:manifest|name|repository name) ?_?(?:unknown|not known)",
            r"(?:model|manifest|repository|tag|file) (?:is )?not (?:found|available)",
            r"model [\"'`].{1,200}[\"'`] not found",
            r"no such model",
            r"invalid model (?:name|reference)",
            _status(404),
        ),
    ),
    (
        PullCause.DENIED,
        (
            r"unauthori[sz]ed",
            r"(?<!permission )denied",
            r"forbidden",
            r"(?:restricted|must have|no) access",
            r"access to .{0,90}is restricted",
            r"gated repo",
            r"authentication required",
            r"invalid username or password",
            _status(401),
            _status(403),
        ),
    ),
    (
        PullCause.REGISTRY_UNREACHABLE,
        (
            r"\bdial (?:tcp|udp)\b",
            r"\blookup \S",
            r"no such host",
            r"name resolution",
            r"server misbehaving",
            r"connection (?:refused|reset|timed out|closed)",
            r"(?:network|host) is unreachable|no route to host",
            r"i/o timeout|timeout awaiting|deadline exceeded|timed out|tls handshake",
            r"\btls\b|\bx509\b|certificate",
            r"max retries exceeded",
            r"part stalled",
            r"\beof\b",
            r"broken pipe",
            r"proxyconnect",
            r"(?:internal server error|bad gateway|service unavailable|gateway timeout)",
            *map(_status, (500, 502, 503, 504)),
        ),
    ),
)
"""The first cause one of whose patterns is in the text, in lower case, is the cause."""

_PATTERNS = tuple((cause, re.compile("|".join(patterns))) for cause, patterns in WORDS)
_ADDRESS = re.compile(r"https?://\S+")
_OF_STATUS = {422: PullCause.UNSUPPORTED, 429: PullCause.RATE_LIMITED, 507: PullCause.NO_SPACE}
_OF_THE_SERVER = (401, 403, 404, 405, 408, 502, 503, 504)
"""Statuses by which the server itself, or a proxy before it, refuses any request."""


def pull_cause(reason: str, model: str) -> PullCause:
    """What the words mean; addresses and the model's own name in them do not count."""
    name = re.escape(model.lower())
    # Without quotes, a short name could be a word of the message.
    quoted = rf"(?<![\w.-]){name}(?![\w.-])" if {"/", ":"} & {*model} else rf"[\"'`]{name}[\"'`]"
    text = " ".join(re.sub(quoted, " ", _ADDRESS.sub(" ", reason).lower()).split())
    return next((cause for cause, pattern in _PATTERNS if pattern.search(text)), PullCause.OTHER)


def pull_failure(error: ProviderRejected, model: str) -> PullFailed | ProviderRejected:
    """The failed pull that a refusal means; the same error where it is not about the pull."""
    if error.retry_after_seconds is not None:
        return error  # which the failed pull has no place for
    if isinstance(error, ModelMissing):
        return PullFailed(model, PullCause.NOT_FOUND, error.reason)
    cause = pull_cause(error.reason, model)
    if error.status in _OF_STATUS:
        cause = _OF_STATUS[error.status]
    elif error.status in _OF_THE_SERVER and not _is_of_registry(cause, error):
        return error
    return PullFailed(model, cause, error.reason)


def _is_of_registry(cause: PullCause, error: ProviderRejected) -> bool:
    """Whether a refusal by a status that a proxy could have given tells of the registry all the same.

    Docker Model Runner passes a registry's refusal on as `Unauthorized`, and nothing else.
    """
    if error.status in (401, 403):
        return cause is PullCause.DENIED and error.reason.strip().lower() == "unauthorized"
    return cause not in (PullCause.OTHER, PullCause.NOT_FOUND, PullCause.REGISTRY_UNREACHABLE)
