"""The commands that say what is there: `status`, `providers`, `models`."""

from collections.abc import Sequence

from desktop.cli.arguments import Arguments
from desktop.cli.attention import attention_lines, attention_record, in_need
from desktop.cli.examination import Probes, examine
from desktop.cli.formats import count_text, seconds_text, size_text
from desktop.cli.output import Output, join_facts, sentence_of
from desktop.cli.records import models_record, provider_record, shown_url
from desktop.cli.session import Session
from desktop.cli.stack_records import stack_record
from desktop.domain.catalog import ProviderRow, Reach
from desktop.domain.errors import NoModels
from desktop.domain.health import HealthReport
from desktop.domain.providers import BUILT_IN_ID
from desktop.domain.stack import StackState


async def report_status(session: Session, output: Output, arguments: Arguments, probes: Probes) -> int:
    """One verdict, what every provider says, and what needs attention; 0 if at least one can answer."""
    try:
        report = HealthReport() if arguments.provider else await examine(session, probes)
    finally:
        await probes.aclose()
    rows = await session.read_rows(arguments.provider) if arguments.provider else report.catalog.rows
    stack = None if arguments.provider else report.stack
    able = [row for row in rows if row.best_model]
    verdict = _verdict(len(able), len(rows))
    if output.as_json:
        record = {
            "can_answer": bool(able),
            "verdict": verdict,
            "stack": stack_record(stack) if stack else None,
            "attention": [attention_record(item) for item in in_need(report.items)],
            "providers": [provider_record(row) for row in rows],
        }
        output.document(record)
    else:
        output.line(verdict)
        table = [(row.endpoint.id, _word(row), _facts(row)) for row in rows]
        output.table([*table, *([_stack_cells(stack)] if stack else [])])
        for line in attention_lines(report.items):
            output.line(line)
    if not able:
        _say_why(output, rows, arguments)
    return 0 if able else 1


async def report_providers(session: Session, output: Output, arguments: Arguments) -> int:
    """Every provider with its address; 1 only if the one that was asked for does not answer."""
    rows = await session.read_rows(arguments.provider)
    if output.as_json:
        output.document({"providers": [provider_record(row) for row in rows]})
    else:
        head = ("ID", "NAME", "URL", "KIND", "WHERE", "DEFAULT MODEL", "STATE")
        output.table([head, *(_provider_cells(row) for row in rows)])
    failed = bool(arguments.provider) and rows[0].error is not None
    if failed:
        _say_why(output, rows, arguments)
    return 1 if failed else 0


async def report_models(session: Session, output: Output, arguments: Arguments) -> int:
    """Every provider's models; 0 if there is at least one."""
    rows = await session.read_rows(arguments.provider)
    if output.as_json:
        output.document({"providers": [models_record(row) for row in rows]})
    else:
        for row in rows:
            _list_models(output, row)
    if any(row.models for row in rows):
        return 0
    _say_why(output, rows, arguments)
    return 1


def list_available(output: Output, rows: Sequence[ProviderRow]) -> None:
    """The models of the providers that answer, for the conversation."""
    for row in rows:
        if row.reach is Reach.AVAILABLE:
            _list_models(output, row)


def _list_models(output: Output, row: ProviderRow) -> None:
    facts = "" if row.models else f": {_facts(row)}"
    output.line(f"{row.endpoint.id} ({row.endpoint.name}){facts}")
    if row.models:
        head = ("NAME", "SIZE", "PARAMETERS", "QUANTIZATION", "CONTEXT")
        cells = [
            (
                model.name + (f" (runs on {model.remote_host})" if model.remote_host else ""),
                size_text(model.size_bytes),
                model.parameters,
                model.quantization,
                str(model.context_length or ""),
            )
            for model in row.models
        ]
        output.table([head, *cells], indent="  ")


def _stack_cells(stack: StackState) -> tuple[str, str, str]:
    engine = stack.engine
    facts = [
        stack.url,
        "anyone in your network can use it" if stack.is_exposed else "",
        f"{engine.name} {engine.version}" if engine else "",
        sentence_of(stack.error) if stack.error else "",
    ]
    return "stack", stack.phase.value, join_facts(facts)


def _verdict(able: int, count: int) -> str:
    if not able:
        return "No provider can answer."
    return f"{able} of {count_text(count, 'provider')} can answer."


def _word(row: ProviderRow) -> str:
    return row.reach.value


def _facts(row: ProviderRow) -> str:
    """What it is, how fast it answered and what it has; or why not."""
    if row.error is not None:
        return sentence_of(row.error)
    availability = row.availability
    if availability is None:
        return ""
    is_engine = row.endpoint.id == BUILT_IN_ID
    name = "llama.cpp" if is_engine else availability.kind.value
    return join_facts(
        [
            f"{name} {availability.version}".strip(),
            "starts when needed" if is_engine else seconds_text(availability.latency_seconds),
            count_text(len(row.models), "model"),
        ]
    )


def _provider_cells(row: ProviderRow) -> tuple[str, ...]:
    endpoint = row.endpoint
    kind = row.availability.kind if row.availability else endpoint.kind
    return (
        endpoint.id,
        endpoint.name,
        shown_url(endpoint) or "-",
        kind.value if kind else "-",
        "local" if endpoint.is_local else "remote",
        endpoint.default_model or "-",
        _word(row),
    )


def _say_why(output: Output, rows: Sequence[ProviderRow], arguments: Arguments) -> None:
    """The one line on stderr: the cause if one provider was asked for, else the way out."""
    if not arguments.provider:
        output.remark("No provider can answer: start one, or name another with --provider.")
    elif (error := rows[0].error) is not None:
        output.failure(error)
    else:
        output.failure(NoModels(rows[0].endpoint.name))
