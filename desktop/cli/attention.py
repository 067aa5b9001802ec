"""What needs attention, for `status`: a sentence, and what to do about it."""

from collections.abc import Iterable, Iterator

from desktop.domain.health import HealthItem
from desktop.domain.health_causes import HealthKind, HealthState
from desktop.text.explanation import Action
from desktop.text.health_words import Fix, item_text

_COMMANDS = {
    Action.RESTART_AND_RELOAD: "tars-desktop restart",
    Action.START_STACK: "tars-desktop up",
    Action.RUN_ON_CPU: "tars-desktop up --gpu none",
    Action.SHOW_LOG: "tars-desktop logs",
}
"""What does at the command line what a button does in the window; the other buttons have no command."""
_NEEDS = (HealthState.ATTENTION, HealthState.FAILURE)


def in_need(items: Iterable[HealthItem]) -> tuple[HealthItem, ...]:
    """The items that somebody should look at."""
    return tuple(item for item in items if item.state in _NEEDS)


def attention_lines(items: Iterable[HealthItem]) -> Iterator[str]:
    """A line for each; a provider that does not answer has its line in the table above already."""
    for item in in_need(items):
        if item.kind is HealthKind.PROVIDER and item.error is not None:
            continue
        text = item_text(item)
        fix = _fix(text.fix)
        yield f"{item.state}: {text.sentence}" + (f" Fix: {fix}" if fix else "")


def attention_record(item: HealthItem) -> dict[str, object]:
    """An item as `status --help` lists it."""
    text = item_text(item)
    return {
        "kind": item.kind.value,
        "state": item.state.value,
        "cause": item.cause.value,
        "sentence": text.sentence,
        "evidence": text.evidence,
        "fix": _fix(text.fix) or None,
    }


def _fix(fix: Fix) -> str:
    """A command, "" if there is none: the sentence says what to do then."""
    known = (_COMMANDS[action] for action in fix.actions if action in _COMMANDS)
    return fix.command or next(known, "")
