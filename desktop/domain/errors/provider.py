"""What goes wrong between the application and a model server."""

from enum import StrEnum

from desktop.domain.errors.base import TarsError
from desktop.domain.pull_causes import PullCause


class Cause(StrEnum):
    """Why a server could not be reached or understood."""

    REFUSED = "refused"
    """Nothing listens there."""
    UNKNOWN_HOST = "unknown-host"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed-out"
    """No answer to the connection or to the request's head within its budget."""
    CLOSED = "closed"
    """The connection broke before an answer."""
    CERTIFICATE = "certificate"
    """The certificate does not prove whose server it is; `detail` says why."""
    NOT_TLS = "not-tls"
    """Something listens, but it does not speak TLS, which `https` means."""
    NOT_HTTP = "not-http"
    """Something listens, but it does not speak HTTP."""
    NOT_A_MODEL_SERVER = "not-a-model-server"
    """It speaks HTTP, but answers like a web page or another program."""
    BAD_URL = "bad-url"
    PROXY = "proxy"
    """The proxy on the way there cannot be used, or refuses; `detail` names it."""
    OTHER = "other"


class Interruption(StrEnum):
    """Why a reply that had begun did not reach its end."""

    CUT = "cut"
    """The stream ended, or the connection broke, before the final record."""
    STALLED = "stalled"
    """No complete line arrived within the idle limit."""
    TOO_LONG = "too-long"
    """The reply reached the cap on its size."""
    LINE_TOO_LONG = "line-too-long"
    GARBAGE = "garbage"
    """Several records in a row could not be read."""
    APPLICATION_ENDED = "application-ended"
    """The application was killed while the reply arrived; found at the next start."""


class ProviderError(TarsError):
    """A model server could not do what was asked."""


class ProviderUnavailable(ProviderError):
    """Nothing usable answered at `url`. `detail` is evidence, already free of secrets."""

    def __init__(self, url: str, cause: Cause, detail: str = "") -> None:
        super().__init__(f"{url}: {cause.value}" + (f" ({detail})" if detail else ""))
        self.url = url
        self.cause = cause
        self.detail = detail


class ProviderRejected(ProviderError):
    """The server answered with an error.

    `status` is the HTTP status, or 0 when the error came inside a stream; `reason` is the server's own text,
    unwrapped and at most 2,000 characters, or "" if it gave none.
    """

    def __init__(self, reason: str, status: int = 0, retry_after_seconds: float | None = None) -> None:
        super().__init__(f"{status} {reason}".strip() if status else reason)
        self.reason = reason
        self.status = status
        self.retry_after_seconds = retry_after_seconds


class ModelMissing(ProviderRejected):
    """The server does not have `model`."""

    def __init__(self, model: str, reason: str, status: int = 404) -> None:
        super().__init__(reason, status)
        self.model = model


class Redirected(ProviderError):
    """The server points to another address, which is never followed with the user's words or key."""

    def __init__(self, url: str, target_host: str) -> None:
        super().__init__(f"{url} redirects to {target_host}")
        self.url = url
        self.target_host = target_host


class Interrupted(ProviderError):
    """A reply (or a pull) began and did not reach its end; what arrived stays."""

    def __init__(self, cause: Interruption, detail: str = "") -> None:
        super().__init__(cause.value + (f" ({detail})" if detail else ""))
        self.cause = cause
        self.detail = detail


class Unsupported(ProviderError):
    """This kind of server has no such operation; `operation` is the verb, such as `pull`."""

    def __init__(self, operation: str) -> None:
        super().__init__(operation)
        self.operation = operation


class NoModels(ProviderError):
    """The server is there, but has no model to answer with; `provider` "" means that nobody has one."""

    def __init__(self, provider: str) -> None:
        super().__init__(provider)
        self.provider = provider


class NoSuchProvider(ProviderError):
    """No provider is called `name`; `known` lists the ids that exist."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known


class ModelNameInvalid(ProviderError):
    """No model can be called `name`; it was not sent. `reason` is a code: empty, too-long, characters."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.name = name
        self.reason = reason


class PullFailed(ProviderError):
    """The server gave up a pull of `model`.

    `reason` is the server's own text. For NO_SPACE, `needed_bytes` and `free_bytes` tell how much is missing,
    None where it is not known.
    """

    def __init__(
        self,
        model: str,
        cause: PullCause,
        reason: str,
        *,
        needed_bytes: int | None = None,
        free_bytes: int | None = None,
    ) -> None:
        super().__init__(f"{model}: {cause}" + (f" ({reason})" if reason else ""))
        self.model = model
        self.cause = cause
        self.reason = reason
        self.needed_bytes = needed_bytes
        self.free_bytes = free_bytes


class ModelBusy(ProviderError):
    """`model` cannot be deleted now; `reason` is a code: in-use, pulling, several-tags."""

    def __init__(self, model: str, reason: str, detail: str = "") -> None:
        super().__init__(f"{model}: {reason}" + (f" ({detail})" if detail else ""))
        self.model = model
        self.reason = reason
        self.detail = detail


class KeyInvalid(ProviderError):
    """The provider's key has characters that no key has; it was not sent, and is not kept here."""


class KeyUnencrypted(ProviderError):
    """A key would cross the network in the clear to `url`; nothing was sent."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class HeaderRefused(ProviderError):
    """The header `name` of a provider is not sent; `reason` is a code: reserved, unsendable."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class CaFileUnusable(ProviderError):
    """The file of certificates at `path` cannot be used; `reason` is a code: missing, unreadable, not-pem."""

    def __init__(self, path: str, reason: str, detail: str = "") -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.detail = detail
