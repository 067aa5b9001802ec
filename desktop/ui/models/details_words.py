"""What the details of one model say: its license and template by name, and what it would do to the GPU."""

from desktop.domain.gpu import GpuSnapshot
from desktop.domain.installed import ModelRow
from desktop.domain.library import Library
from desktop.domain.placement import default_context, needed_bytes, room_of
from desktop.domain.text import label_text
from desktop.ui.formats import translate
from desktop.ui.models import figures

_TEMPLATES = (
    ("<|im_start|>", "ChatML"),
    ("<|start_header_id|>", "Llama 3"),
    ("<|header_start|>", "Llama 4"),
    ("<start_of_turn>", "Gemma"),
    ("<|channel|>", "Harmony"),
    ("<｜User｜>", "DeepSeek"),
    ("<|START_OF_TURN_TOKEN|>", "Command"),
    ("[INST]", "Mistral"),
    ("<|end|>", "Phi"),
)
"""What only one family of templates has, and the family's name."""
_LICENSES = (
    (("apache license", "version 2.0"), "Apache 2.0"),
    (("mit license",), "MIT"),
    (("gemma terms of use",), "Gemma"),
)
_HEAD_CHARACTERS = 600
_VALUE_CHARACTERS = 28
DIGEST_CHARACTERS = 12


def license_name(text: str) -> str:
    """The license by its usual name, else its first line; "" if there is none."""
    head = " ".join(text[:_HEAD_CHARACTERS].lower().split())
    known = next((name for marks, name in _LICENSES if all(mark in head for mark in marks)), "")
    return known or first_line(text, _VALUE_CHARACTERS)


def template_name(text: str) -> str:
    """The family of a prompt template, "Custom" for another, and "" if there is none."""
    if not text.strip():
        return ""
    return next((name for mark, name in _TEMPLATES if mark in text), translate("models", "Custom"))


def parameters_summary(text: str) -> str:
    """How many settings a model brings along; "" if none."""
    count = sum(1 for line in text.splitlines() if line.strip())
    if count == 1:
        return first_line(text, _VALUE_CHARACTERS)
    return translate("models", "{count} set").format(count=count) if count else ""


def first_line(text: str, limit: int) -> str:
    """The first line of a text that says something."""
    return next((label_text(line, limit) for line in text.splitlines() if line.strip()), "")


def digest_text(digest: str) -> str:
    """The first digits, which is what command lines show."""
    return label_text(digest.removeprefix("sha256:")[:DIGEST_CHARACTERS])


def vram_hint(row: ModelRow, gpus: GpuSnapshot | None, library: Library) -> str:
    """What the model takes of the GPUs, or would; "" where there is no GPU or nobody can tell."""
    room = room_of(gpus, None)
    loaded = row.loaded
    if loaded is not None:
        if not loaded.gpu_bytes:
            return ""
        return translate("models", "Takes {size} of VRAM").format(size=figures.size(loaded.gpu_bytes))
    if not room.gpu_total_bytes or not row.model.size_bytes or row.model.remote_host:
        return ""
    tokens = default_context(room.gpu_total_bytes, row.context_length)
    needed = needed_bytes(row.model.size_bytes, tokens, library.tag(row.model.name))
    left = room.gpu_total_bytes - room.gpu_used_bytes - needed
    if left >= 0:
        return translate("models", "Would leave {size} of VRAM free").format(size=figures.size(left))
    if needed <= room.gpu_total_bytes:
        return translate("models", "{size} of VRAM too much beside what is there now").format(
            size=figures.size(-left)
        )
    return translate("models", "Would run on the GPU in part")
