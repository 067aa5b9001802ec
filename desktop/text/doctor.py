"""The health report as Markdown, for an issue or a friend: no prompt, key, user name or home folder in it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from desktop.domain.errors import EngineError
from desktop.domain.gpu import GpuReading
from desktop.domain.gpu_truth import GpuTruth
from desktop.domain.health import HealthItem, HealthReport, SystemFacts
from desktop.text.explanation import one_line
from desktop.text.gpu_words import truth_text
from desktop.text.health_words import item_text

GIB = 1024**3
_KEY = re.compile(
    r"(?i)\b(authorization: *bearer|authorization:|bearer|api[-_]?key[=:]|token[=:]) *[^\s\"',;)|]+"
)
_SHORTEST_SECRET = 4
"""Shorter names and keys are words that may be anywhere; replacing them would garble the report."""


def doctor_report(report: HealthReport, facts: SystemFacts) -> str:
    """Versions, GPUs, the four facts, providers and every item."""
    secrets = [row.endpoint.api_key for row in report.catalog.rows]
    text = "\n".join(_lines(report, facts))
    return f"{redacted(text, facts, secrets)}\n"


def redacted(text: str, facts: SystemFacts, secrets: Sequence[str] = ()) -> str:
    """The text without keys, passwords in addresses, home folder, user name and host name."""
    text = re.sub(r"(\w://)[^\s/@]+@", r"\1<password>@", text)
    text = _KEY.sub(r"\1 <key>", text)
    text = re.sub(r"\b(sk|hf|pk)[-_][\w-]{8,}", "<key>", text)
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, "<key>")
    if len(facts.home) > 1:
        text = text.replace(facts.home, "~")
    text = re.sub(r"(/home/|/Users/|[A-Za-z]:\\Users\\)[^\s/\\:\"'|]+", r"\1<user>", text)
    for name, stand_in in ((facts.user, "<user>"), (facts.host, "<host>")):
        if len(name) >= _SHORTEST_SECRET:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", stand_in, text, flags=re.IGNORECASE)
    return text


def _lines(report: HealthReport, facts: SystemFacts) -> Iterator[str]:
    yield "# TARS Desktop health report"
    yield ""
    yield from _bullets(
        ("TARS Desktop", facts.application),
        ("Python, Qt", f"{facts.python}, {facts.qt}"),
        ("System", facts.system),
        ("Desktop", facts.desktop),
        ("Engine", _engine(report)),
        ("Ollama in the stack", report.stack.ollama_version),
    )
    yield from ("", "## GPUs", "")
    yield from _gpus(report)
    yield from _truth(report.truth)
    yield from ("", "## Items", "")
    yield from _table(("State", "What", "Cause", "Evidence"), [_item_cells(item) for item in report.items])
    yield from ("", "## Providers", "")
    yield from _table(("Id", "Address", "Kind", "Latency", "Models"), list(_provider_rows(report)))
    loaded = [model for entry in report.loaded for model in entry.models or ()]
    if loaded:
        yield from ("", "## Models in memory", "")
        yield from _table(
            ("Model", "Size", "On the GPU"),
            [(m.name, _size(m.size_bytes), _size(m.gpu_bytes)) for m in loaded],
        )


def _engine(report: HealthReport) -> str:
    engine = report.stack.engine
    if engine is None:
        return ""
    runtimes = ", ".join(engine.runtimes)
    return (
        f"{engine.name} {engine.version}, Compose {engine.compose_version}, runtimes {runtimes or 'not told'}"
    )


def _gpus(report: HealthReport) -> Iterator[str]:
    gpus = report.gpus
    if gpus is None:
        yield "Not read."
    elif not gpus.readings and not gpus.faults:
        yield "None."
    else:
        yield from _table(
            ("Name", "Driver", "VRAM", "Load", "Heat", "Power"), [_gpu(g) for g in gpus.readings]
        )
        for fault in gpus.faults:
            yield f"- {fault.gpu or fault.vendor}: {fault.trouble} ({one_line(fault.evidence)})"


def _gpu(gpu: GpuReading) -> tuple[str, ...]:
    return (
        gpu.name,
        f"{gpu.vendor} {gpu.driver}".strip(),
        f"{_size(gpu.vram_used_bytes)} of {_size(gpu.vram_total_bytes)}",
        _figure(gpu.utilization_percent, "%"),
        _figure(gpu.temperature_celsius, "°C"),
        _figure(gpu.power_watts, "W"),
    )


def _truth(truth: GpuTruth) -> Iterator[str]:
    names = ("on the host", "in the engine", "in the container", "used by the model")
    facts = ", ".join(f"{name}: {fact}" for name, fact in zip(names, truth.facts, strict=True))
    yield ""
    yield f"{truth_text(truth)} ({facts})"


def _item_cells(item: HealthItem) -> tuple[str, ...]:
    text = item_text(item)
    evidence = "" if isinstance(item.error, EngineError) else text.evidence  # its log may hold prompts
    name = text.title if text.title != item.subject else f"{item.kind}: {text.title}"
    return item.state, name, text.sentence, evidence


def _provider_rows(report: HealthReport) -> Iterator[tuple[str, ...]]:
    for row in report.catalog.rows:
        answer = row.availability
        yield (
            row.endpoint.id,
            row.endpoint.url,
            f"{answer.kind} {answer.version}".strip() if answer is not None else "",
            f"{answer.latency_seconds * 1000:.0f} ms" if answer is not None else "",
            str(len(row.models)),
        )


def _bullets(*facts: tuple[str, str]) -> Iterator[str]:
    return (f"- {name}: {value}" for name, value in facts if value)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(head)
    yield _row(["---"] * len(head))
    yield from (_row(row) for row in rows)


def _row(cells: Sequence[str]) -> str:
    escaped = (one_line(cell).replace("|", "\\|").replace("`", "'") for cell in cells)
    return f"| {' | '.join(escaped)} |"


def _size(count: int | None) -> str:
    return "not told" if count is None else f"{count / GIB:.1f} GiB"


def _figure(value: float | None, unit: str) -> str:
    return "not told" if value is None else f"{value:.0f} {unit}"
