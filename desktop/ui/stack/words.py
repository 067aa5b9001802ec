"""The icons of the stack's states, and how a figure of its progress reads."""

from desktop.domain.errors import StackUnconfirmed
from desktop.domain.stack import EngineInfo, StackPhase, StackProgress, StackState
from desktop.domain.stack_progress import Stage, layer_counts, stage_of
from desktop.domain.text import label_text
from desktop.ui import formats

translate = formats.translate

STATE_ICONS = {
    StackPhase.UNKNOWN: ("busy", "text3"),
    StackPhase.UNAVAILABLE: ("warning", "warn"),
    StackPhase.ABSENT: ("off", "text3"),
    StackPhase.STOPPED: ("off", "text3"),
    StackPhase.STARTING: ("busy", "accent_text"),
    StackPhase.RUNNING: ("ok", "ok"),
    StackPhase.UNHEALTHY: ("warning", "warn"),
    StackPhase.STOPPING: ("busy", "accent_text"),
}


def state_icon(state: StackState) -> tuple[str, str]:
    """The icon's name and its token; a stack that failed is not merely off."""
    if isinstance(state.error, StackUnconfirmed):
        return "warning", "warn"
    if state.error is not None and state.phase in (StackPhase.ABSENT, StackPhase.STOPPED):
        return "error", "fail"
    return STATE_ICONS[state.phase]


def engine_text(engine: EngineInfo | None) -> str:
    """Such as `Docker 27.4.0 on this computer`; "" while it is not known."""
    if engine is None:
        return ""
    name = label_text(f"{engine.name} {engine.version}", 40)
    where = translate("stack", "on this computer")
    if engine.is_remote:
        where = translate("stack", "on {host}").format(host=label_text(engine.remote_host, 60))
    return f"{name} {where}"


def turns(state: StackState) -> bool:
    """Whether the busy ring stands in the icon's place."""
    return state.is_busy or state.phase in (StackPhase.STARTING, StackPhase.STOPPING)


def fetched_text(progress: StackProgress) -> str:
    """Such as `920 MB of 1.5 GB, layer 4 of 5`; "" when nothing is fetched."""
    if not progress.total_bytes or (progress.operation == "up" and stage_of(progress) is not Stage.IMAGE):
        return ""
    done, count = layer_counts(progress)
    return translate("stack", "{done} of {all}, layer {layer} of {layers}").format(
        done=formats.size(progress.completed_bytes),
        all=formats.size(progress.total_bytes),
        layer=min(done + 1, count),
        layers=count,
    )


def strip_text(state: StackState, words: str) -> str:
    """The words with the percentage of what is under way."""
    fraction = state.progress.fraction if state.progress is not None else None
    if fraction is None:
        return words
    return translate("stack", "{words}, {percent}").format(words=words, percent=formats.percent(fraction))
