"""Pieces of a formula as text: how they are raised, wrapped and put beside each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.domain import latex_symbols as symbols

_SIMPLE = re.compile(r"[\d.]+|[^\W\d][\u0300-\u036f\u20d7]?[₀-₉⁰-⁹²³ⁿ′]*|[∞°]|[(][^()]*[)]")


class Script(StrEnum):
    """Where a run stands."""

    NORMAL = "normal"
    SUPER = "super"
    SUB = "sub"


@dataclass(frozen=True, slots=True)
class MathRun:
    """Some characters of one look; line breaks are between the lines of a formula."""

    text: str
    script: Script = Script.NORMAL
    is_italic: bool = False


Runs = list[MathRun]


def plain_formula(runs: Sequence[MathRun]) -> str:
    """`runs` as one string: raised and lowered pieces get the marks that LaTeX gives them."""
    marks = {Script.NORMAL: "", Script.SUPER: "^", Script.SUB: "_"}
    return "".join(marks[run.script] + _grouped(run) for run in runs)


def _grouped(run: MathRun) -> str:
    return run.text if run.script is Script.NORMAL or len(run.text) == 1 else f"({run.text})"


def add_operator(runs: Runs, sign: str) -> None:
    before = next((run.text for run in reversed(runs) if run.text.strip(" \u2009")), "")
    is_between = bool(before) and (before[-1].isalnum() or before[-1] in ")]}|′!‖⟩⌉⌋°∞…⋯'" or len(before) > 1)
    is_between = is_between and not before.endswith((" ", "(", "[", "{", "\n"))
    if sign == "/" or (sign in "−+±∓" and not is_between):
        runs.append(MathRun(sign))
    else:
        runs.append(MathRun(f" {sign} "))


def scripted(runs: Runs, script: Script) -> Runs:
    """`runs` raised or lowered: as Unicode's own characters where all are there."""
    text = plain_formula(
        [replace(run, text=run.text.replace(" ", "")) if " " in run.text else run for run in runs]
    )
    compact = text.strip()
    ready = symbols.SUPERSCRIPTS if script is Script.SUPER else symbols.SUBSCRIPTS
    if compact and all(character in ready for character in compact):
        return [MathRun("".join(ready[character] for character in compact))]
    return [MathRun(compact, script, is_italic=len(compact) == 1 and compact.isalpha())]


def wrapped(runs: Runs) -> Runs:
    """`runs` in brackets, unless they are one thing."""
    text = "".join(run.text for run in runs)
    if _SIMPLE.fullmatch(text) and all(run.script is Script.NORMAL for run in runs):
        return runs
    return [MathRun("("), *runs, MathRun(")")]


def accented(runs: Runs, accent: str) -> Runs:
    if accent in "\u0305\u0332":
        return [replace(run, text="".join(letter + accent for letter in run.text)) for run in runs]
    if len(runs) == 1 and len(runs[0].text.strip()) == 1:
        return [
            replace(runs[0], text=runs[0].text.replace(runs[0].text.strip(), runs[0].text.strip() + accent))
        ]
    return [MathRun("("), *runs, MathRun(")" + accent)]


def joined(runs: Runs) -> Runs:
    """`runs` with neighbours of one look in one."""
    merged: Runs = []
    for run in runs:
        if not run.text:
            continue
        if merged and (merged[-1].script, merged[-1].is_italic) == (run.script, run.is_italic):
            merged[-1] = replace(merged[-1], text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return merged
