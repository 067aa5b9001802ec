"""The stack in `--json` and in the line of progress on a terminal."""

from desktop.cli.formats import size_text
from desktop.cli.output import join_facts
from desktop.cli.records import error_record
from desktop.domain.stack import StackProgress, StackState, StackStep
from desktop.domain.stack_progress import stage_of
from desktop.text.stack_words import stack_text


def stack_record(state: StackState) -> dict[str, object]:
    """The stack as `status --help` lists it."""
    engine = state.engine
    return {
        "state": state.phase.value,
        "url": state.url or None,
        "is_exposed": state.is_exposed,
        "services": [
            {
                "service": service.service,
                "container": service.container,
                "image": service.image,
                "state": service.state.value,
                "health": service.health.value or None,
                "exit_code": service.exit_code if not service.is_running else None,
            }
            for service in state.services
        ],
        "gpu": state.gpu.value,
        "gpu_fallback": error_record(state.gpu_fallback) if state.gpu_fallback else None,
        "ollama_version": state.ollama_version or None,
        "engine": {
            "name": engine.name,
            "version": engine.version,
            "compose_version": engine.compose_version,
            "host": engine.host or None,
            "context": engine.context or None,
        }
        if engine
        else None,
        "error": error_record(state.error) if state.error else None,
    }


def progress_record(progress: StackProgress, step: StackStep) -> dict[str, object]:
    """One report of an operation, and how far it all is."""
    return {
        "event": "progress",
        "operation": progress.operation,
        "stage": stage_of(progress).name.lower() if progress.operation == "up" else None,
        "id": step.id,
        "status": step.status.value,
        "text": step.text,
        "fraction": round(progress.fraction, 4) if progress.fraction is not None else None,
        "completed_bytes": progress.completed_bytes or None,
        "total_bytes": progress.total_bytes or None,
        "bytes_per_second": round(progress.bytes_per_second) if progress.bytes_per_second else None,
        "seconds_left": round(progress.seconds_left, 1) if progress.seconds_left is not None else None,
    }


def progress_line(progress: StackProgress) -> str:
    """Such as `Starting: pulling the image, 45 %, 920 MB of 1.5 GB, 21 MB/s, 26 s left`."""
    speed, left = progress.bytes_per_second, progress.seconds_left
    total = progress.total_bytes
    is_fetching = 0 < progress.completed_bytes < total
    words = stack_text(StackState(progress=progress)).words
    return join_facts(
        [
            words,
            f"{int(progress.fraction * 100)} %" if progress.fraction is not None else "",
            f"{size_text(progress.completed_bytes)} of {size_text(total)}" if is_fetching else "",
            f"{size_text(round(speed))}/s" if speed and speed >= 1 else "",
            f"{left:.0f} s left" if left is not None else "",
        ]
    )
