"""The sentences about GPUs, and about whether the model is really on one."""

from desktop.domain.gpu_truth import Conclusion, GpuTruth
from desktop.domain.health_causes import CONCLUSIONS, HealthCause
from desktop.text.explanation import Translate, in_english

_C = HealthCause


def truth_text(truth: GpuTruth, translate: Translate = in_english) -> str:
    """The one sentence that the four facts come to."""
    if truth.conclusion is Conclusion.UNKNOWN:
        return translate("health", "Whether there is a GPU is not known yet.")
    placement = truth.placement
    cause = CONCLUSIONS[truth.conclusion]
    share = placement.gpu_share if placement is not None else 0.0
    text = truth_sentence(cause, translate)
    return text.format(percent=round(share * 100))


def gpu_sentence(cause: HealthCause, translate: Translate) -> str:
    """Of a GPU's own cause; fields in braces are left for the caller."""
    match cause:
        case _C.GPU_WELL:
            return translate("health", "It answers and is not throttled.")
        case _C.GPU_ASLEEP:
            return translate("health", "Asleep to save power; the first model that needs it wakes it.")
        case _C.NO_GPU:
            return translate("health", "No GPU here. Models run on the CPU, which is slower.")
        case _C.GPU_UNCHECKED:
            return translate("health", "The GPU was not asked yet.")
        case _C.GPU_HOT:
            return translate(
                "health", "It is too hot ({celsius} °C) and runs slower. Check its fans and the airflow."
            )
        case _C.GPU_UNDERPOWERED:
            return translate(
                "health", "Its power supply cannot keep up, so it runs slower. Check cables and supply."
            )
        case _:
            return _trouble(cause, translate)


def _trouble(cause: HealthCause, translate: Translate) -> str:
    match cause:
        case _C.GPU_DRIVER_NOT_LOADED:
            return translate(
                "health", "The GPU's driver is not loaded. Install it or load it, then check again."
            )
        case _C.GPU_VERSION_MISMATCH:
            return translate(
                "health",
                "The driver was updated while the old one still runs. Restart the computer.",
            )
        case _C.GPU_LOST:
            return translate(
                "health", "It was there and answers no more. Check power and cables, then restart."
            )
        case _C.GPU_RESET_REQUIRED:
            return translate("health", "The GPU has to be reset before it can be used again.")
        case _C.GPU_NO_PERMISSION:
            return translate("health", "Your user may not read the GPU. Check the rights of its devices.")
        case _C.GPU_SILENT:
            return translate("health", "The GPU's driver does not answer. Its figures are not known.")
        case _:
            return translate("health", "The GPU could not be read: {evidence}")


def truth_sentence(cause: HealthCause, translate: Translate) -> str:
    """Of what the four facts come to; fields in braces are left for the caller."""
    match cause:
        case _C.ON_GPU:
            return translate("health", "The model is on the GPU.")
        case _C.PARTLY_ON_GPU:
            return translate(
                "health",
                "{percent} % of the model is on the GPU, the rest on the CPU. A smaller one would be faster.",
            )
        case _C.ON_UNSEEN_GPU:
            return translate("health", "The model is on a GPU that this computer's drivers do not report.")
        case _C.GPU_READY:
            return translate("health", "The container sees the GPU. No model is loaded.")
        case _C.MODEL_ON_CPU:
            return translate("health", "There is a graphics card, but the model is on the CPU. Reload it.")
        case _C.LOST_IN_CONTAINER:
            return translate(
                "health",
                "The graphics card stops at the container. Replies come from the CPU until it is restarted.",
            )
        case _C.FALSE_CLAIM:
            return translate(
                "health",
                "The server says that the model is on the GPU, but its memory is not there. Reload it.",
            )
        case _:
            return _truth_of_host(cause, translate)


def _truth_of_host(cause: HealthCause, translate: Translate) -> str:
    match cause:
        case _C.NOT_REGISTERED:
            return translate(
                "health",
                "The graphics card stops at Docker. It cannot hand it on without the vendor's container toolkit.",
            )
        case _C.LOST_ON_HOST:
            return translate(
                "health",
                "Docker is set up for a graphics card that this computer does not report. Load its driver.",
            )
        case _C.GPU_NOT_CHECKED:
            return translate("health", "There is a graphics card. Nothing runs that could use it.")
        case _C.CPU_BY_CHOICE:
            return translate("health", "The stack is set to use the CPU.")
        case _:
            return gpu_sentence(cause, translate)
