"""The causes as data: what each one is about, how bad it is, and which error means it."""

from collections.abc import Container
from enum import StrEnum

from desktop.domain import errors as e
from desktop.domain.errors import Cause
from desktop.domain.gpu import GpuTrouble
from desktop.domain.gpu_truth import Conclusion


class HealthKind(StrEnum):
    ENGINE = "engine"
    STACK = "stack"
    PORT = "port"
    GPU = "gpu"
    GPU_TRUTH = "gpu-truth"
    PROVIDER = "provider"
    DISK = "disk"
    EXPOSURE = "exposure"
    KEYRING = "keyring"


class HealthState(StrEnum):
    OK = "ok"
    BUSY = "busy"
    ATTENTION = "attention"
    """It works, and somebody should look."""
    FAILURE = "failure"
    OFF = "off"
    """Not in use, which is nobody's fault."""
    UNKNOWN = "unknown"


class HealthCause(StrEnum):
    """Why something is as it is; `desktop.text.health_words` has a sentence and a fix for each."""

    ENGINE_WELL = "engine-well"
    ENGINE_UNCHECKED = "engine-unchecked"
    ENGINE_MISSING = "engine-missing"
    ENGINE_NOT_RUNNING = "engine-not-running"
    ENGINE_NOT_PERMITTED = "engine-not-permitted"
    ENGINE_SILENT = "engine-silent"
    COMPOSE_MISSING = "compose-missing"
    COMPOSE_TOO_OLD = "compose-too-old"
    STACK_WELL = "stack-well"
    STACK_UNCHECKED = "stack-unchecked"
    STACK_BUSY = "stack-busy"
    STACK_OFF = "stack-off"
    STACK_UNHEALTHY = "stack-unhealthy"
    STACK_OUT_OF_MEMORY = "stack-out-of-memory"
    STACK_ENDED = "stack-ended"
    STACK_FILE_INVALID = "stack-file-invalid"
    STACK_OPTION_INVALID = "stack-option-invalid"
    STACK_FAILED = "stack-failed"
    SERVER_UNSAFE = "server-unsafe"
    IMAGE_UNAVAILABLE = "image-unavailable"
    PORT_TAKEN = "port-taken"
    PORT_HAS_OLLAMA = "port-has-ollama"
    GPU_WELL = "gpu-well"
    GPU_ASLEEP = "gpu-asleep"
    GPU_HOT = "gpu-hot"
    GPU_UNDERPOWERED = "gpu-underpowered"
    GPU_DRIVER_NOT_LOADED = "gpu-driver-not-loaded"
    GPU_VERSION_MISMATCH = "gpu-version-mismatch"
    GPU_LOST = "gpu-lost"
    GPU_RESET_REQUIRED = "gpu-reset-required"
    GPU_NO_PERMISSION = "gpu-no-permission"
    GPU_SILENT = "gpu-silent"
    GPU_UNREADABLE = "gpu-unreadable"
    GPU_NOT_GIVEN = "gpu-not-given"
    """A start failed, because the engine cannot hand the GPU to a container."""
    ON_GPU = "on-gpu"
    PARTLY_ON_GPU = "partly-on-gpu"
    ON_UNSEEN_GPU = "on-unseen-gpu"
    GPU_READY = "gpu-ready"
    MODEL_ON_CPU = "model-on-cpu"
    LOST_IN_CONTAINER = "lost-in-container"
    FALSE_CLAIM = "false-claim"
    NOT_REGISTERED = "not-registered"
    LOST_ON_HOST = "lost-on-host"
    GPU_NOT_CHECKED = "gpu-not-checked"
    CPU_BY_CHOICE = "cpu-by-choice"
    NO_GPU = "no-gpu"
    GPU_UNCHECKED = "gpu-unchecked"
    PROVIDER_WELL = "provider-well"
    PROVIDER_UNCHECKED = "provider-unchecked"
    PROVIDER_OFF = "provider-off"
    """Nothing listens at an address of this computer."""
    PROVIDER_SLOW = "provider-slow"
    PROVIDER_ON_CPU = "provider-on-cpu"
    PROVIDER_WITHOUT_MODELS = "provider-without-models"
    PROVIDER_REFUSED = "provider-refused"
    PROVIDER_UNKNOWN_HOST = "provider-unknown-host"
    PROVIDER_UNREACHABLE = "provider-unreachable"
    PROVIDER_TIMED_OUT = "provider-timed-out"
    PROVIDER_CLOSED = "provider-closed"
    PROVIDER_CERTIFICATE = "provider-certificate"
    PROVIDER_NOT_TLS = "provider-not-tls"
    PROVIDER_NOT_A_SERVER = "provider-not-a-server"
    PROVIDER_BAD_URL = "provider-bad-url"
    PROVIDER_KEY_REJECTED = "provider-key-rejected"
    PROVIDER_WRONG_PATH = "provider-wrong-path"
    PROVIDER_RATE_LIMITED = "provider-rate-limited"
    PROVIDER_STARTING = "provider-starting"
    PROVIDER_REDIRECTED = "provider-redirected"
    PROVIDER_FAILED = "provider-failed"
    ENGINE_EXTRA_MISSING = "engine-extra-missing"
    """The built-in engine is not installed, which is a choice."""
    DISK_WELL = "disk-well"
    DISK_LOW = "disk-low"
    DISK_FULL = "disk-full"
    DISK_UNREADABLE = "disk-unreadable"
    ONLY_THIS_COMPUTER = "only-this-computer"
    EXPOSED = "exposed"
    KEYRING_WELL = "keyring-well"
    KEYRING_LOCKED = "keyring-locked"
    KEYRING_MISSING = "keyring-missing"


_K, _S, _C = HealthKind, HealthState, HealthCause

_BY_STATE: tuple[tuple[HealthKind, HealthState, tuple[HealthCause, ...]], ...] = (
    (_K.ENGINE, _S.OK, (_C.ENGINE_WELL,)),
    (_K.ENGINE, _S.UNKNOWN, (_C.ENGINE_UNCHECKED,)),
    (_K.ENGINE, _S.OFF, (_C.ENGINE_MISSING,)),
    (
        _K.ENGINE,
        _S.FAILURE,
        (
            _C.ENGINE_NOT_RUNNING,
            _C.ENGINE_NOT_PERMITTED,
            _C.ENGINE_SILENT,
            _C.COMPOSE_MISSING,
            _C.COMPOSE_TOO_OLD,
        ),
    ),
    (_K.STACK, _S.OK, (_C.STACK_WELL,)),
    (_K.STACK, _S.UNKNOWN, (_C.STACK_UNCHECKED,)),
    (_K.STACK, _S.BUSY, (_C.STACK_BUSY,)),
    (_K.STACK, _S.OFF, (_C.STACK_OFF,)),
    (_K.STACK, _S.ATTENTION, (_C.STACK_UNHEALTHY, _C.SERVER_UNSAFE)),
    (
        _K.STACK,
        _S.FAILURE,
        (
            _C.STACK_OUT_OF_MEMORY,
            _C.STACK_ENDED,
            _C.STACK_FILE_INVALID,
            _C.STACK_OPTION_INVALID,
            _C.STACK_FAILED,
            _C.IMAGE_UNAVAILABLE,
        ),
    ),
    (_K.PORT, _S.FAILURE, (_C.PORT_TAKEN, _C.PORT_HAS_OLLAMA)),
    (_K.GPU, _S.OK, (_C.GPU_WELL,)),
    (_K.GPU, _S.OFF, (_C.GPU_ASLEEP, _C.NO_GPU)),
    (_K.GPU, _S.UNKNOWN, (_C.GPU_UNCHECKED,)),
    (
        _K.GPU,
        _S.ATTENTION,
        (
            _C.GPU_DRIVER_NOT_LOADED,
            _C.GPU_HOT,
            _C.GPU_UNDERPOWERED,
            _C.GPU_NO_PERMISSION,
            _C.GPU_SILENT,
            _C.GPU_UNREADABLE,
        ),
    ),
    (
        _K.GPU,
        _S.FAILURE,
        (
            _C.GPU_VERSION_MISMATCH,
            _C.GPU_LOST,
            _C.GPU_RESET_REQUIRED,
            _C.GPU_NOT_GIVEN,
        ),
    ),
    (_K.GPU_TRUTH, _S.OK, (_C.ON_GPU, _C.ON_UNSEEN_GPU, _C.GPU_READY)),
    (_K.GPU_TRUTH, _S.OFF, (_C.CPU_BY_CHOICE, _C.GPU_NOT_CHECKED)),
    (_K.GPU_TRUTH, _S.ATTENTION, (_C.PARTLY_ON_GPU, _C.MODEL_ON_CPU, _C.NOT_REGISTERED)),
    (_K.GPU_TRUTH, _S.FAILURE, (_C.LOST_IN_CONTAINER, _C.FALSE_CLAIM, _C.LOST_ON_HOST)),
    (_K.PROVIDER, _S.OK, (_C.PROVIDER_WELL,)),
    (_K.PROVIDER, _S.UNKNOWN, (_C.PROVIDER_UNCHECKED,)),
    (_K.PROVIDER, _S.OFF, (_C.PROVIDER_OFF, _C.ENGINE_EXTRA_MISSING)),
    (_K.PROVIDER, _S.BUSY, (_C.PROVIDER_STARTING,)),
    (
        _K.PROVIDER,
        _S.ATTENTION,
        (_C.PROVIDER_SLOW, _C.PROVIDER_ON_CPU, _C.PROVIDER_WITHOUT_MODELS, _C.PROVIDER_RATE_LIMITED),
    ),
    (
        _K.PROVIDER,
        _S.FAILURE,
        (
            _C.PROVIDER_REFUSED,
            _C.PROVIDER_UNKNOWN_HOST,
            _C.PROVIDER_UNREACHABLE,
            _C.PROVIDER_TIMED_OUT,
            _C.PROVIDER_CLOSED,
            _C.PROVIDER_CERTIFICATE,
            _C.PROVIDER_NOT_TLS,
            _C.PROVIDER_NOT_A_SERVER,
            _C.PROVIDER_BAD_URL,
            _C.PROVIDER_KEY_REJECTED,
            _C.PROVIDER_WRONG_PATH,
            _C.PROVIDER_REDIRECTED,
            _C.PROVIDER_FAILED,
        ),
    ),
    (_K.DISK, _S.OK, (_C.DISK_WELL,)),
    (_K.DISK, _S.UNKNOWN, (_C.DISK_UNREADABLE,)),
    (_K.DISK, _S.ATTENTION, (_C.DISK_LOW,)),
    (_K.DISK, _S.FAILURE, (_C.DISK_FULL,)),
    (_K.EXPOSURE, _S.OK, (_C.ONLY_THIS_COMPUTER,)),
    (_K.EXPOSURE, _S.ATTENTION, (_C.EXPOSED,)),
    (_K.KEYRING, _S.OK, (_C.KEYRING_WELL,)),
    (_K.KEYRING, _S.ATTENTION, (_C.KEYRING_LOCKED, _C.KEYRING_MISSING)),
)

CAUSES = {cause: (kind, state) for kind, state, causes in _BY_STATE for cause in causes}
"""Every cause's kind and state."""

_ERRORS: tuple[tuple[type[e.TarsError], str, Container[object], HealthCause], ...] = (
    # The first row counts whose type fits, and whose named attribute (none: "") has one of the values.
    (e.DockerMissing, "", (), _C.ENGINE_MISSING),
    (e.DockerNotRunning, "", (), _C.ENGINE_NOT_RUNNING),
    (e.DockerNotPermitted, "", (), _C.ENGINE_NOT_PERMITTED),
    (e.DockerSilent, "", (), _C.ENGINE_SILENT),
    (e.ComposeMissing, "", (), _C.COMPOSE_MISSING),
    (e.ComposeTooOld, "", (), _C.COMPOSE_TOO_OLD),
    (e.ComposeFileInvalid, "", (), _C.STACK_FILE_INVALID),
    (e.StackOptionInvalid, "", (), _C.STACK_OPTION_INVALID),
    (e.PortInUse, "is_ollama", (True,), _C.PORT_HAS_OLLAMA),
    (e.PortInUse, "", (), _C.PORT_TAKEN),
    (e.GpuUnavailable, "", (), _C.GPU_NOT_GIVEN),
    (e.ImageUnavailable, "reason", ("no-space",), _C.DISK_FULL),
    (e.ImageUnavailable, "", (), _C.IMAGE_UNAVAILABLE),
    (e.ContainerEnded, "is_out_of_memory", (True,), _C.STACK_OUT_OF_MEMORY),
    (e.ContainerEnded, "", (), _C.STACK_ENDED),
    (e.ContainerUnhealthy, "", (), _C.STACK_UNHEALTHY),
    (e.StackError, "", (), _C.STACK_FAILED),
    (e.ProviderUnavailable, "cause", (Cause.REFUSED,), _C.PROVIDER_REFUSED),
    (e.ProviderUnavailable, "cause", (Cause.UNKNOWN_HOST,), _C.PROVIDER_UNKNOWN_HOST),
    (e.ProviderUnavailable, "cause", (Cause.UNREACHABLE,), _C.PROVIDER_UNREACHABLE),
    (e.ProviderUnavailable, "cause", (Cause.TIMED_OUT,), _C.PROVIDER_TIMED_OUT),
    (e.ProviderUnavailable, "cause", (Cause.CLOSED,), _C.PROVIDER_CLOSED),
    (e.ProviderUnavailable, "cause", (Cause.CERTIFICATE,), _C.PROVIDER_CERTIFICATE),
    (e.ProviderUnavailable, "cause", (Cause.NOT_TLS,), _C.PROVIDER_NOT_TLS),
    (e.ProviderUnavailable, "cause", (Cause.NOT_HTTP,), _C.PROVIDER_NOT_A_SERVER),
    (e.ProviderUnavailable, "cause", (Cause.NOT_A_MODEL_SERVER,), _C.PROVIDER_NOT_A_SERVER),
    (e.ProviderUnavailable, "cause", (Cause.BAD_URL,), _C.PROVIDER_BAD_URL),
    (e.ProviderRejected, "status", (401, 403), _C.PROVIDER_KEY_REJECTED),
    (e.ProviderRejected, "status", (404,), _C.PROVIDER_WRONG_PATH),
    (e.ProviderRejected, "status", (429,), _C.PROVIDER_RATE_LIMITED),
    (e.ProviderRejected, "status", (503,), _C.PROVIDER_STARTING),
    (e.Redirected, "", (), _C.PROVIDER_REDIRECTED),
    (e.NoModels, "", (), _C.PROVIDER_WITHOUT_MODELS),
    (e.KeyInvalid, "", (), _C.PROVIDER_KEY_REJECTED),
    (e.EngineMissing, "", (), _C.ENGINE_EXTRA_MISSING),
)

TROUBLES = {
    GpuTrouble.DRIVER_NOT_LOADED: _C.GPU_DRIVER_NOT_LOADED,
    GpuTrouble.VERSION_MISMATCH: _C.GPU_VERSION_MISMATCH,
    GpuTrouble.LOST: _C.GPU_LOST,
    GpuTrouble.RESET_REQUIRED: _C.GPU_RESET_REQUIRED,
    GpuTrouble.NO_PERMISSION: _C.GPU_NO_PERMISSION,
    GpuTrouble.SILENT: _C.GPU_SILENT,
    GpuTrouble.UNREADABLE: _C.GPU_UNREADABLE,
}
CONCLUSIONS = {
    Conclusion.ON_GPU: _C.ON_GPU,
    Conclusion.PARTLY_ON_GPU: _C.PARTLY_ON_GPU,
    Conclusion.ON_UNSEEN_GPU: _C.ON_UNSEEN_GPU,
    Conclusion.READY: _C.GPU_READY,
    Conclusion.MODEL_ON_CPU: _C.MODEL_ON_CPU,
    Conclusion.LOST_IN_CONTAINER: _C.LOST_IN_CONTAINER,
    Conclusion.FALSE_CLAIM: _C.FALSE_CLAIM,
    Conclusion.NOT_REGISTERED: _C.NOT_REGISTERED,
    Conclusion.LOST_ON_HOST: _C.LOST_ON_HOST,
    Conclusion.NOT_CHECKED: _C.GPU_NOT_CHECKED,
    Conclusion.CPU_BY_CHOICE: _C.CPU_BY_CHOICE,
    Conclusion.NO_GPU: _C.NO_GPU,
    Conclusion.UNKNOWN: _C.GPU_NOT_CHECKED,
}
"""Of the conclusions, only that there is no GPU is about the GPU itself and not about its use."""


def cause_of(error: e.TarsError) -> HealthCause:
    """What an error of the stack or of a provider means for health."""
    for type_, name, values, cause in _ERRORS:
        if isinstance(error, type_) and (not name or getattr(error, name) in values):
            return cause
    return HealthCause.PROVIDER_FAILED
