"""Errors that cross layers, as data.

Each carries facts, never a sentence: `desktop.text.messages` turns them into words. The tree is two levels
deep, and a class exists only where a caller branches on it.
"""

from enum import StrEnum

from desktop.domain.attach_causes import AttachCause
from desktop.domain.pull_causes import PullCause
from desktop.domain.stack_review import StackRisk
from desktop.domain.transfer_causes import ExportCause, ImportCause


class TarsError(Exception):
    """Base of every error the application expects and can explain."""


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


class SecretError(TarsError):
    """A key could not be kept or had. `detail` is evidence, and holds no part of a key."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


class KeyringMissing(SecretError):
    """No keyring is there that can be trusted with a key."""


class KeyringLocked(SecretError):
    """The keyring is locked, and the user has not been asked to unlock it."""


class KeyringRefused(SecretError):
    """The question to unlock the keyring was dismissed, could not be shown, or access was denied."""


class KeyringSilent(SecretError):
    """The keyring did not answer in time, or nobody waited any longer; its question may still be open."""


class KeyringFailed(SecretError):
    """Anything else that a keyring met, such as a bus that broke in the middle."""


class KeyGone(SecretError):
    """The key is no longer where it was kept; `place` is a `KeyPlace`."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class KeyUnsaved(SecretError):
    """The key was written, and did not read back as it was; or its file `path` cannot be written."""

    def __init__(self, detail: str = "", path: str = "") -> None:
        super().__init__(detail)
        self.path = path


class KeyFileUnusable(SecretError):
    """The file of keys at `path` cannot be read."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(detail)
        self.path = path


class KeyLeftBehind(SecretError):
    """A key that is not wanted any more could not be deleted from `place`, a `KeyPlace`."""

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(detail)
        self.place = place


class EngineError(TarsError):
    """The built-in engine could not run."""


class EngineMissing(EngineError):
    """The `engine` extra is not installed; `package` is what could not be imported."""

    def __init__(self, package: str) -> None:
        super().__init__(package)
        self.package = package


class ModelFileInvalid(EngineError):
    """`path` is not a GGUF file that can be read; `reason` is a code: missing, unreadable, not-gguf."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class EngineFailed(EngineError):
    """The child process ended or never became ready; `log_tail` holds its last lines."""

    def __init__(self, exit_code: int | None, log_tail: str) -> None:
        super().__init__(f"exit {exit_code}")
        self.exit_code = exit_code
        self.log_tail = log_tail


class StoreError(TarsError):
    """The chats cannot be saved or read."""


class StoreUnusable(StoreError):
    """`path` cannot be used as the chat store.

    `reason` is a code: corrupt, newer, locked, unsafe, moved, unwritable.
    """

    def __init__(self, path: str, reason: str, detail: str = "") -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.detail = detail


class StoreRecovered(StoreError):
    """The file was damaged and is kept at `path`; `chats` and `turns` say how much of it could be read."""

    def __init__(self, path: str, chats: int, turns: int) -> None:
        super().__init__(f"{path}: {chats} chats, {turns} turns")
        self.path = path
        self.chats = chats
        self.turns = turns


class StoreFull(StoreError):
    """The disk is full: what is in memory is safe, but not saved."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class TransferError(TarsError):
    """Chats could not be exported or imported; nothing was changed."""


class ExportFailed(TransferError):
    """`path` was not written; what was there is as it was. `count` is how many chats there are."""

    def __init__(self, path: str, cause: ExportCause, detail: str = "", count: int = 0) -> None:
        super().__init__(f"{path}: {cause.value}" + (f" ({detail})" if detail else ""))
        self.path = path
        self.cause = cause
        self.detail = detail
        self.count = count


class ImportRefused(TransferError):
    """No chat of the file at `path` was imported.

    `place` is where in the JSON it is wrong, such as `chats[0].turns[3].role`, or ""; `detail` is what is
    there, or what the limit is.
    """

    def __init__(self, path: str, cause: ImportCause, place: str = "", detail: str = "") -> None:
        super().__init__(f"{path}: {cause.value}" + "".join(f" {part}" for part in (place, detail) if part))
        self.path = path
        self.cause = cause
        self.place = place
        self.detail = detail


class AttachmentRefused(TarsError):
    """The file `name` was not attached; `found` and `limit` are bytes, tokens, pixels or files."""

    def __init__(
        self, name: str, cause: AttachCause, detail: str = "", found: int = 0, limit: int = 0
    ) -> None:
        super().__init__(f"{name}: {cause.value}" + (f" ({detail})" if detail else ""))
        self.name = name
        self.cause = cause
        self.detail = detail
        self.found = found
        self.limit = limit


class ParameterInvalid(TarsError):
    """What was typed for a parameter of a chat is none; `name` is a field of `Parameters`."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(f"{name}: {text}")
        self.name = name
        self.text = text


class PullsUnsaved(TarsError):
    """The queue of pulls could not be written to `path`; pulls go on, but a restart would not know them."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail


class SettingsInvalid(TarsError):
    """The settings file has a value that cannot be used.

    `key` names it, and is "" if it is the whole file; `kept` is where such a file was moved to, or "".
    """

    def __init__(self, path: str, key: str, detail: str, kept: str = "") -> None:
        super().__init__(f"{path}: {key}: {detail}")
        self.path = path
        self.key = key
        self.detail = detail
        self.kept = kept


class SettingsUnsaved(TarsError):
    """The settings could not be written to `path`; the file there is as it was.

    `is_newer`: a newer version has made it.
    """

    def __init__(self, path: str, detail: str, *, is_newer: bool = False) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail
        self.is_newer = is_newer


class AutostartFailed(TarsError):
    """The entry at `path` that starts the application with the session cannot be read or changed."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail


class AppSettingsUnusable(TarsError):
    """TARS's `appsettings.json` at `path` cannot be read or written; nothing in it was changed.

    `reason` is a code: missing, unreadable, not-a-file, too-large, not-json, unwritable. `line` is the first
    that is not JSON, 0 if it is not about a line.
    """

    def __init__(self, path: str, reason: str, detail: str = "", line: int = 0) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.detail = detail
        self.line = line


class StackError(TarsError):
    """The stack or its engine could not do what was asked; `evidence` is in the engine's own words."""

    def __init__(self, evidence: str = "") -> None:
        super().__init__(evidence)
        self.evidence = evidence


class DockerMissing(StackError):
    """No `docker` program is on the PATH."""


class DockerNotRunning(StackError):
    """The program is there, and nobody answers at the engine's address `host` ("" if it is not told)."""

    def __init__(self, evidence: str, host: str = "") -> None:
        super().__init__(evidence)
        self.host = host


class DockerNotPermitted(StackError):
    """This user may not use the engine."""


class DockerSilent(StackError):
    """The engine accepted the request and did not answer within `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


class ComposeMissing(StackError):
    """Docker has no Compose plugin, and there is no `docker-compose`."""


class ComposeTooOld(StackError):
    """Compose is older than `needed`."""

    def __init__(self, version: str, needed: str) -> None:
        super().__init__(version)
        self.version = version
        self.needed = needed


class ComposeFileInvalid(StackError):
    """A compose file cannot be used; `path` is the file ("" if the evidence does not tell)."""

    def __init__(self, evidence: str, path: str = "") -> None:
        super().__init__(evidence)
        self.path = path


class PortInUse(StackError):
    """The stack's port is taken; `holder` names the program or container that has it, "" if nobody can tell.

    `is_ollama` says that an Ollama answers there, which can be used as it is.
    """

    def __init__(
        self,
        evidence: str,
        port: int,
        holder: str = "",
        *,
        is_container: bool = False,
        is_ollama: bool = False,
    ) -> None:
        super().__init__(evidence)
        self.port = port
        self.holder = holder
        self.is_container = is_container
        self.is_ollama = is_ollama


class GpuUnavailable(StackError):
    """The engine cannot hand the GPU to a container; `gpu` is `nvidia` or `amd`."""

    def __init__(self, evidence: str, gpu: str) -> None:
        super().__init__(evidence)
        self.gpu = gpu


class ImageUnavailable(StackError):
    """The image could not be had; `reason` is a code: network, denied, not-found, rate-limited, no-space."""

    def __init__(self, evidence: str, image: str, reason: str) -> None:
        super().__init__(evidence)
        self.image = image
        self.reason = reason


class ContainerEnded(StackError):
    """The container ended by itself with `exit_code`; the evidence is the end of its log."""

    def __init__(self, evidence: str, exit_code: int, *, is_out_of_memory: bool = False) -> None:
        super().__init__(evidence)
        self.exit_code = exit_code
        self.is_out_of_memory = is_out_of_memory


class ContainerUnhealthy(StackError):
    """The container runs, but its health check fails, or did not pass in time."""


class StackUnconfirmed(StackError):
    """A start would give away `risks`, which nobody has confirmed for the configuration `fingerprint`."""

    def __init__(self, risks: tuple[StackRisk, ...], fingerprint: str) -> None:
        super().__init__()
        self.risks = risks
        self.fingerprint = fingerprint


class StackOptionInvalid(StackError):
    """A value of the stack's settings cannot be used; `option` is its name."""

    def __init__(self, option: str, value: str) -> None:
        super().__init__(value)
        self.option = option
        self.value = value


class ComposeFailed(StackError):
    """Anything else: the evidence is the engine's last line as it is."""
