"""The command `doctor`: everything that is known of this computer's health, as Markdown."""

from desktop.cli.examination import Probes, examine
from desktop.cli.output import Output
from desktop.cli.session import Session
from desktop.domain.health import HealthItem, SystemFacts
from desktop.domain.verdict import verdict_of_report
from desktop.text.doctor import doctor_report, redacted
from desktop.text.health_words import item_text


async def doctor(session: Session, probes: Probes, output: Output) -> int:
    """Print the report; 0 however ill everything is, since the report is what was asked for."""
    try:
        report = await examine(session, probes)
    finally:
        await probes.aclose()
    text = doctor_report(report, probes.facts)
    if output.as_json:
        keys = [row.endpoint.api_key for row in report.catalog.rows]
        items = [_item_record(item, probes.facts, keys) for item in report.items]
        level = verdict_of_report(report).level.value
        output.document({"verdict": level, "items": items, "report": text})
    else:
        output.piece(text)
    return 0


def _item_record(item: HealthItem, facts: SystemFacts, keys: list[str]) -> dict[str, object]:
    text = item_text(item)
    words = {"title": text.title, "sentence": text.sentence, "evidence": text.evidence}
    return {
        "kind": item.kind.value,
        "state": item.state.value,
        "cause": item.cause.value,
        **{name: redacted(value, facts, keys) for name, value in words.items()},
    }
