"""What a pull would mean, in words: the verdict, the figures beside it, and what else is to be known."""

from dataclasses import dataclass
from typing import Protocol

from desktop.domain.pull_advice import Advice, Fit
from desktop.text.explanation import Translate, in_english, one_line

_GIB = 1024**3
_K = 1024


class Figures(Protocol):
    """How numbers are written: the window's are those of the user's locale."""

    def size(self, count: int, /) -> str:
        """Bytes with their unit, such as `4.7 GB`."""
        ...

    def figure(self, value: float, /) -> str:
        """A tenth below a hundred, such as `4.7`."""
        ...


@dataclass(frozen=True, slots=True)
class AdviceText:
    """`details` are parts of one line, `notes` are sentences; each may be empty, and so may the verdict."""

    verdict: str = ""
    tone: str = ""
    """`ok`, `warn`, `fail`, or "" where there is nothing to judge."""
    details: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """Verdict and details as one line."""
        return " · ".join(part for part in (self.verdict, *self.details) if part)


def advice_text(advice: Advice, figures: Figures, translate: Translate = in_english) -> AdviceText:
    """The words of one advice."""
    notes = tuple(note for note in _notes(advice, figures, translate) if note)
    if advice.lacks_space:
        needed, free = figures.size(advice.download_bytes or 0), figures.size(advice.free_disk_bytes or 0)
        text = translate("advice", "{needed} needed, {free} free. Delete a model or choose another disk.")
        verdict = translate("advice", "Not enough space on the disk")
        return AdviceText(verdict, "fail", (text.format(needed=needed, free=free),), notes)
    parts = (
        _download(advice, figures, translate),
        _memory(advice, figures, translate),
        _disk(advice, figures, translate),
    )
    verdict, details = _verdict(advice, translate), tuple(part for part in parts if part)
    if not verdict:
        details = (details[0][:1].upper() + details[0][1:], *details[1:])
    return AdviceText(verdict, _tone(advice), details, notes)


def _verdict(advice: Advice, translate: Translate) -> str:
    match advice.fit:
        case Fit.GPU:
            return translate("advice", "Fits your GPU")
        case Fit.PARTLY:
            text = translate("advice", "Fits partly: about {percent}\u00a0% on the GPU, slower")
            return text.format(percent=round((advice.gpu_fraction or 0.0) * 100))
        case Fit.MEMORY if advice.gpu_bytes:
            return translate("advice", "Larger than the GPU: runs on the processor, slower")
        case Fit.MEMORY:
            return translate("advice", "Fits the memory: runs on the processor")
        case Fit.TOO_LARGE if advice.gpu_bytes:
            return translate("advice", "Larger than the GPU and the memory")
        case Fit.TOO_LARGE:
            return translate("advice", "Larger than the memory")
        case Fit.UNKNOWN:
            return ""


def _tone(advice: Advice) -> str:
    match advice.fit:
        case Fit.TOO_LARGE:
            return "fail"
        case Fit.UNKNOWN:
            return ""
        case Fit.GPU:
            return "ok"
        case Fit.MEMORY if not advice.gpu_bytes and not advice.is_memory_tight:
            return "ok"
        case _:
            return "warn"


def _download(advice: Advice, figures: Figures, translate: Translate) -> str:
    if advice.download_bytes is None:
        return translate("advice", "size not known")
    if not advice.download_bytes:
        return translate("advice", "nothing to download")
    if advice.is_download_certain:
        text = translate("advice", "{size} download")
    else:
        text = translate("advice", "about {size} download")
    return text.format(size=figures.size(advice.download_bytes))


def _memory(advice: Advice, figures: Figures, translate: Translate) -> str:
    """What it takes of what is there; "" where nobody can tell how much that is."""
    if advice.memory_bytes is None or advice.fit is Fit.UNKNOWN:
        return ""
    if advice.fit is Fit.GPU:
        text = translate("advice", "about {part} of {all}\u00a0GB VRAM at {context} context")
    elif advice.gpu_bytes:
        text = translate("advice", "about {part}\u00a0GB with {context} context, {all}\u00a0GB VRAM")
    else:
        text = translate("advice", "about {part}\u00a0GB of memory at {context} context")
    return text.format(
        part=_gigabytes(advice.memory_bytes, figures),
        all=_gigabytes(advice.gpu_bytes or 0, figures),
        context=context_text(advice.context_length),
    )


def _disk(advice: Advice, figures: Figures, translate: Translate) -> str:
    if advice.free_disk_bytes is None:
        return ""
    text = translate("advice", "{size} free on disk")
    return text.format(size=figures.size(advice.free_disk_bytes))


def _notes(advice: Advice, figures: Figures, translate: Translate) -> tuple[str, ...]:
    installed = promised = unloaded = tight = smaller = ""
    if advice.promised_disk_bytes:
        text = translate("advice", "Another {size} of the disk is kept for the downloads under way.")
        promised = text.format(size=figures.size(advice.promised_disk_bytes))
    if advice.is_installed and advice.download_bytes == 0:
        installed = translate("advice", "It is installed, and nothing newer is there.")
    elif advice.is_installed:
        installed = translate("advice", "It is installed; pulling fetches what is new.")
    if advice.would_unload:
        text = translate("advice", "To make room, this would be unloaded: {models}.")
        unloaded = text.format(models=", ".join(map(one_line, advice.would_unload)))
    if advice.is_memory_tight:
        tight = translate(
            "advice", "Other programs hold too much memory now. Close some before it is loaded."
        )
    if advice.smaller:
        smaller = translate("advice", "{model} is smaller and fits.").format(model=advice.smaller)
    return installed, promised, unloaded, tight, smaller


def context_text(tokens: int) -> str:
    """Such as `8k`: tokens in units of 1,024, as contexts are given everywhere."""
    return f"{tokens // _K}k" if tokens >= _K else str(tokens)


def _gigabytes(count: int, figures: Figures) -> str:
    """In units of 2^30, which is how the makers of GPUs count their gigabytes."""
    value = count / _GIB
    return figures.figure(value) if value < 9.95 else str(round(value))
