"""The fields of `StackOptions`, for the dialog of the stack page and for the settings."""

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox, QLineEdit

from desktop.domain.settings import OnQuit
from desktop.domain.stack import ADDRESS, GpuChoice, StackOptions
from desktop.ui.formats import translate

EVERYWHERE = "0.0.0.0"


def exposure_choices(current: str) -> Iterable[tuple[str, str]]:
    """Names and addresses; an address of the user's own is one more."""
    yield translate("stack", "Only this computer"), ADDRESS
    yield translate("stack", "Anyone in your network"), EVERYWHERE
    if current not in (ADDRESS, EVERYWHERE):
        yield current, current


def gpu_choices() -> Iterable[tuple[str, str]]:
    """Names and values of `GpuChoice`."""
    yield translate("stack", "What the engine offers"), GpuChoice.AUTO.value
    yield "NVIDIA", GpuChoice.NVIDIA.value
    yield "AMD", GpuChoice.AMD.value
    yield translate("stack", "None: on the CPU"), GpuChoice.NONE.value


def on_quit_choices() -> Iterable[tuple[str, str]]:
    """Names and values of `OnQuit`."""
    yield translate("stack", "Ask"), OnQuit.ASK.value
    yield translate("stack", "Keep it running"), OnQuit.KEEP.value
    yield translate("stack", "Stop it"), OnQuit.STOP.value


def exposure_warning() -> str:
    """What is to be known before others can reach the stack."""
    return translate(
        "stack", "Ollama has no password: anyone who reaches it can use, change and delete models."
    )


def options_in(image: QLineEdit, exposure: QComboBox, port: QLineEdit, gpu: QComboBox) -> StackOptions:
    """What the fields say; a port that is none becomes 0, which `check_options` refuses."""
    text = port.text().strip()
    number = int(text) if text.isascii() and text.isdigit() else 0
    return StackOptions(
        image.text().strip(), str(exposure.currentData()), number, GpuChoice(gpu.currentData())
    )
