"""Health in words: for every item a title, a sentence that says the cause, and the fix."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.health import HealthItem
from desktop.domain.health_causes import HealthCause, HealthKind
from desktop.text.explanation import Action, Translate, in_english, one_line
from desktop.text.gpu_words import gpu_sentence, truth_sentence
from desktop.text.messages import explain

_C = HealthCause
GB = 1000**3


@dataclass(frozen=True, slots=True)
class Fix:
    """The ways out as buttons, or a command to copy where a button would not be safe ("" if none)."""

    actions: tuple[Action, ...] = ()
    command: str = ""


@dataclass(frozen=True, slots=True)
class HealthText:
    """What is said of an item. `cost` is what the fix costs, "" if nothing."""

    title: str
    sentence: str
    evidence: str = ""
    fix: Fix = Fix()
    cost: str = ""


FIXES: Mapping[HealthCause, Fix] = {
    _C.GPU_HOT: Fix(command="nvidia-smi -q -d TEMPERATURE,PERFORMANCE"),
    _C.GPU_UNDERPOWERED: Fix(command="nvidia-smi -q -d POWER,PERFORMANCE"),
    _C.GPU_DRIVER_NOT_LOADED: Fix((Action.CHECK_AGAIN,), "sudo modprobe nvidia"),
    _C.GPU_VERSION_MISMATCH: Fix(command="sudo reboot"),
    _C.GPU_LOST: Fix((Action.CHECK_AGAIN,), "sudo dmesg | grep -i -e nvrm -e amdgpu -e xe"),
    _C.GPU_RESET_REQUIRED: Fix(command="sudo nvidia-smi --gpu-reset"),
    _C.GPU_NO_PERMISSION: Fix(command="ls -l /dev/nvidia* /dev/dri"),
    _C.GPU_SILENT: Fix((Action.CHECK_AGAIN,)),
    _C.GPU_UNREADABLE: Fix((Action.CHECK_AGAIN,)),
    _C.MODEL_ON_CPU: Fix((Action.RELOAD_MODEL, Action.SHOW_LOG)),
    _C.LOST_IN_CONTAINER: Fix((Action.RESTART_AND_RELOAD, Action.SHOW_LOG)),
    _C.FALSE_CLAIM: Fix((Action.RELOAD_MODEL, Action.SHOW_LOG)),
    _C.LOST_ON_HOST: Fix((Action.CHECK_AGAIN,), "sudo modprobe nvidia"),
    _C.NOT_REGISTERED: Fix(
        (Action.CHECK_AGAIN,),
        "sudo nvidia-ctk runtime configure --runtime=docker && sudo systemctl restart docker",
    ),
    _C.CPU_BY_CHOICE: Fix((Action.OPEN_SETTINGS,)),
    _C.PROVIDER_OFF: Fix((Action.CHECK_AGAIN,)),
    _C.PROVIDER_ON_CPU: Fix((Action.RELOAD_MODEL,)),
    _C.PROVIDER_SLOW: Fix((Action.CHECK_AGAIN,)),
    _C.SERVER_UNSAFE: Fix((Action.START_STACK,), "docker pull ollama/ollama"),
    _C.STACK_UNHEALTHY: Fix((Action.RESTART_AND_RELOAD, Action.SHOW_LOG)),
    _C.STACK_OFF: Fix((Action.START_STACK,)),
    _C.DISK_LOW: Fix(command="docker system df"),
    _C.DISK_FULL: Fix(command="docker system df"),
    _C.DISK_UNREADABLE: Fix((Action.CHECK_AGAIN,)),
    _C.EXPOSED: Fix((Action.OPEN_SETTINGS,)),
    _C.KEYRING_LOCKED: Fix((Action.RETRY,)),
}
"""Of the causes that come without an error; an error brings its own ways out."""


def item_text(item: HealthItem, translate: Translate = in_english) -> HealthText:
    """What is said of an item."""
    title = _title(item, translate)
    evidence = item.evidence
    if item.error is not None:
        said = explain(item.error, translate)
        fix = Fix(said.actions, FIXES.get(item.cause, Fix()).command)
        return HealthText(title, said.sentence, said.evidence or evidence, fix)
    cost = ""
    if Action.RESTART_AND_RELOAD in FIXES.get(item.cause, Fix()).actions:
        cost = translate("health", "Takes about 20 s. Chats are kept.")
    return HealthText(title, _sentence(item, translate), evidence, FIXES.get(item.cause, Fix()), cost)


TELLING_TITLES = frozenset(
    (
        _C.LOST_IN_CONTAINER,
        _C.FALSE_CLAIM,
        _C.MODEL_ON_CPU,
        _C.LOST_ON_HOST,
        _C.GPU_LOST,
        _C.NOT_REGISTERED,
        _C.GPU_NOT_GIVEN,
        _C.EXPOSED,
        _C.DISK_FULL,
    )
)
"""The causes whose title says what is wrong; that of the others only says with what."""


def _title(item: HealthItem, translate: Translate) -> str:
    match item.cause:
        case _C.LOST_IN_CONTAINER:
            return translate("health", "GPU lost in the container")
        case _C.FALSE_CLAIM:
            return translate("health", "The model is not on the GPU")
        case _C.MODEL_ON_CPU:
            return translate("health", "The model runs on the CPU")
        case _C.LOST_ON_HOST | _C.GPU_LOST:
            return translate("health", "GPU lost")
        case _C.NOT_REGISTERED | _C.GPU_NOT_GIVEN:
            return translate("health", "Docker cannot use the GPU")
        case _C.EXPOSED:
            return translate("health", "Open to your network")
        case _C.DISK_FULL:
            return translate("health", "The disk is full")
        case _:
            return item.subject if item.subject and item.kind in _NAMED else _KINDS[item.kind](translate)


_NAMED = (HealthKind.GPU, HealthKind.PROVIDER)
_KINDS = {
    HealthKind.ENGINE: lambda translate: translate("health", "Engine"),
    HealthKind.STACK: lambda translate: translate("health", "Stack"),
    HealthKind.PORT: lambda translate: translate("health", "Port"),
    HealthKind.GPU: lambda translate: translate("health", "GPU"),
    HealthKind.GPU_TRUTH: lambda translate: translate("health", "GPU truth"),
    HealthKind.PROVIDER: lambda translate: translate("health", "Provider"),
    HealthKind.DISK: lambda translate: translate("health", "Disk"),
    HealthKind.EXPOSURE: lambda translate: translate("health", "Exposure"),
    HealthKind.KEYRING: lambda translate: translate("health", "Keyring"),
}


def _sentence(item: HealthItem, translate: Translate) -> str:
    words = {
        HealthKind.ENGINE: _engine,
        HealthKind.STACK: _stack,
        HealthKind.GPU: gpu_sentence,
        HealthKind.GPU_TRUTH: truth_sentence,
        HealthKind.PROVIDER: _provider,
    }.get(item.kind, _machine)
    text = words(item.cause, translate)
    amount, limit = item.amount or 0.0, item.limit or 0.0
    return text.format(
        subject=one_line(item.subject),
        evidence=one_line(item.evidence),
        model=one_line(item.subject),
        percent=round(amount / limit * 100) if limit else 0,
        celsius=round(amount),
        seconds=f"{amount:.1f}",
        free=f"{amount / GB:.{0 if amount >= 100 * GB else 1}f}",
    )


def _engine(cause: HealthCause, translate: Translate) -> str:
    if cause is _C.ENGINE_WELL:
        return "{evidence}"
    return translate("health", "Docker was not asked yet.")


def _stack(cause: HealthCause, translate: Translate) -> str:
    match cause:
        case _C.STACK_WELL:
            return translate("health", "Running.")
        case _C.STACK_BUSY:
            return translate("health", "An operation is under way.")
        case _C.STACK_OFF:
            return translate("health", "Off. Start it to use the model runner.")
        case _C.STACK_UNHEALTHY:
            return translate("health", "The server fails its health check. Its log may say why.")
        case _C.SERVER_UNSAFE:
            return translate(
                "health",
                "Ollama {evidence} has a hole through which others can read its memory. Pull a newer image.",
            )
        case _:
            return translate("health", "Not known while Docker does not answer.")


def _provider(cause: HealthCause, translate: Translate) -> str:
    match cause:
        case _C.PROVIDER_WELL:
            return translate("health", "It answers.")
        case _C.PROVIDER_SLOW:
            return translate("health", "It took {seconds} s to answer, which is slow.")
        case _C.PROVIDER_ON_CPU:
            return translate("health", "A model there is on the CPU, although there is a GPU. Reload it.")
        case _:
            return translate("health", "It was not asked yet.")


def _machine(cause: HealthCause, translate: Translate) -> str:
    match cause:
        case _C.DISK_WELL:
            return translate("health", "{free} GB free where the models live.")
        case _C.DISK_LOW:
            return translate(
                "health", "Only {free} GB free where the models live. Delete a model or make room."
            )
        case _C.DISK_FULL:
            return translate("health", "{free} GB free where the models live: no model can be pulled.")
        case _C.DISK_UNREADABLE:
            return translate("health", "The space where the models live is not known.")
        case _C.ONLY_THIS_COMPUTER:
            return translate("health", "Only this computer.")
        case _C.EXPOSED:
            return translate("health", "Anyone in your network can use the server; it has no password.")
        case _C.KEYRING_WELL:
            return translate("health", "Keys are in the system's keyring.")
        case _C.KEYRING_LOCKED:
            return translate("health", "The keyring is locked. Unlock it, then try again.")
        case _:
            return translate("health", "There is no keyring. Keys are kept for this session only.")
