"""The command `pull`: one model, with a bar on a terminal, a line now and then elsewhere, or records."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from desktop.cli.arguments import Arguments
from desktop.cli.examination import Probes
from desktop.cli.formats import size_text
from desktop.cli.output import Output, join_facts
from desktop.cli.records import error_record, pull_record
from desktop.cli.session import Session, read_row
from desktop.domain.catalog import ProviderRow, Reach
from desktop.domain.errors import (
    Cause,
    Interrupted,
    Interruption,
    ProviderUnavailable,
    TarsError,
    Unsupported,
)
from desktop.domain.health import DiskProbe
from desktop.domain.model_names import checked_model_name
from desktop.domain.providers import KINDS_THAT_PULL
from desktop.domain.pulls import Pull, PullKey, PullPhase
from desktop.services.pull_run import DEFAULT_TIMINGS, FreeBytes, PullTimings, pulled
from desktop.text.pull_words import PullText, pull_text

BAR_CHARACTERS = 30
LEAST_BAR_CHARACTERS = 8
"""A shorter bar tells nothing; the figures have its place then."""
MOST_TRIES = 5
"""In a row that brought nothing, some 15 s: then the command fails, rather than going on for ever."""
STEPS = 10
"""How many lines tell of the way from nothing to all, where no bar can be drawn."""


async def pull(
    session: Session,
    output: Output,
    arguments: Arguments,
    probes: Probes,
    timings: PullTimings = DEFAULT_TIMINGS,
) -> int:
    """Pull a model; 0 once the server's list has it. Raises `TarsError` if it cannot be had."""
    report = _Report(output, arguments.model)
    try:
        model = checked_model_name(arguments.model)  # before anybody is asked anything
        row = await _chosen(session, arguments.provider)
        report.begin(row)
        free_bytes = _free_bytes(probes.disk) if row.endpoint.is_local else None
        start = Pull(PullKey(row.endpoint.id, model))
        source = session.source(row.endpoint.id)
        await _follow(pulled(source, start, timings=timings, free_bytes=free_bytes), report)
    except TarsError as error:
        report.fail(error)
        raise
    except asyncio.CancelledError:
        report.stop()
        raise
    finally:
        output.transient("")
        await probes.aclose()
    return 0


async def _follow(moments: AsyncGenerator[Pull, None], report: "_Report") -> None:
    """Tell of the pull to its end. Raises what it failed with."""
    async with aclosing(moments):
        async for moment in moments:
            if moment.phase is PullPhase.DONE:
                report.finish(moment)
                return
            report.show(moment)
            if moment.error is not None and _is_over(moment, is_watched=report.is_watched):
                raise _about_server(moment.error, report.url)


def _is_over(moment: Pull, *, is_watched: bool) -> bool:
    """Whether the command ends here: who watches can start a server that has gone, a script cannot."""
    match moment.phase:
        case PullPhase.WAITING:
            return not is_watched
        case PullPhase.RETRYING:
            return moment.tries >= MOST_TRIES
        case phase:
            return phase is PullPhase.FAILED


def _about_server(error: TarsError, url: str) -> TarsError:
    """The same of an interruption in other words: its own are about replies."""
    if not isinstance(error, Interrupted):
        return error
    is_silent = error.cause is Interruption.STALLED
    return ProviderUnavailable(url, Cause.TIMED_OUT if is_silent else Cause.CLOSED, error.detail)


def _free_bytes(disk: DiskProbe) -> FreeBytes:
    async def free() -> int | None:
        facts = await disk.read()
        return None if facts.evidence else facts.free_bytes

    return free


async def _chosen(session: Session, provider: str) -> ProviderRow:
    """Where the model goes: as told, else as set if that one can pull, else the first that answers and can.

    Raises what is wrong with the one that was told or set, or why there is none.
    """
    source = session.source(provider) if provider else session.set_source()
    if source is not None:
        row = await read_row(source)
        if row.error is not None and (provider or row.endpoint.kind in (None, *KINDS_THAT_PULL)):
            raise row.error
        if _can_pull(row):
            return row
        if provider:
            raise Unsupported("pull")
    rows = await session.read_rows()
    if found := next((row for row in rows if _can_pull(row)), None):
        return found
    errors = [row.error for row in rows if row.error is not None and row.reach is not Reach.AVAILABLE]
    raise errors[0] if errors else Unsupported("pull")


def _can_pull(row: ProviderRow) -> bool:
    return row.availability is not None and row.availability.kind in KINDS_THAT_PULL


class _Report:
    """What is written of one pull."""

    def __init__(self, output: Output, model: str) -> None:
        self._output, self._model = output, model
        self._provider = self._provider_name = self.url = ""
        self._phase: PullPhase | None = None
        self._step = 0

    @property
    def is_watched(self) -> bool:
        return self._output.shows_remarks and not self._output.as_json

    def begin(self, row: ProviderRow) -> None:
        endpoint = row.endpoint
        self._provider, self._provider_name, self.url = endpoint.id, endpoint.name, endpoint.url

    def show(self, moment: Pull) -> None:
        """How far it is; it is told at most ten times a second."""
        if self._output.as_json:
            if moment.phase is not PullPhase.FAILED:
                self._output.record({"event": "progress", **pull_record(moment)})
            return
        text = pull_text(moment, _FIGURES, provider=self._provider_name)
        if self._output.shows_remarks:
            columns = self._output.columns
            self._output.transient(bar_line(moment, text, columns - 1), columns)
            return
        step = int((moment.fraction or 0) * STEPS)
        if moment.phase is not self._phase or step > self._step:
            self._output.remark(f"{self._model}: {join_facts(_facts(text))}")
        self._phase, self._step = moment.phase, max(step, self._step)

    def finish(self, moment: Pull) -> None:
        self._output.transient("")
        if self._output.as_json:
            self._output.record({"event": "finished", **pull_record(moment)})
            return
        size = size_text(moment.total_bytes or 0)
        state = "up to date" if moment.was_installed else "installed"
        self._output.line(f"{self._model} is {state} on {self._provider_name}{f' ({size})' if size else ''}.")

    def fail(self, error: TarsError) -> None:
        if self._output.as_json:
            self._output.record({"event": "failed", **self._names(), "error": error_record(error)})

    def stop(self) -> None:
        """The command was interrupted."""
        self._output.transient("")
        if self._output.as_json:
            self._output.record({"event": "stopped", **self._names()})
        elif self._provider:
            self._output.remark("Stopped. The same command goes on where it was.")

    def _names(self) -> dict[str, object]:
        return {"provider": self._provider or None, "model": self._model}


def bar_line(moment: Pull, text: PullText, characters: int) -> str:
    """One line of at most so many characters: a bar if there is room for it, and as many facts as fit."""
    facts = _facts(text)
    while len(facts) > 1 and len(join_facts(facts)) > characters:
        facts.pop()
    line = join_facts(facts)
    room = min(BAR_CHARACTERS, characters - len(line) - len("[] "))
    if moment.fraction is None or room < LEAST_BAR_CHARACTERS:
        return line
    full = int(moment.fraction * room)
    return f"[{'#' * full}{'-' * (room - full)}] {line}"


def _facts(text: PullText) -> list[str]:
    return [fact for fact in (text.headline, text.percent, text.amount, text.rate, text.time_left) if fact]


class _PlainFigures:
    """Figures in plain English, with spaces that every terminal knows."""

    def size(self, count: int) -> str:
        return size_text(count) or "0 B"

    def percent(self, fraction: float) -> str:
        return f"{int(fraction * 100)} %"

    def rate(self, bytes_per_second: float) -> str:
        return f"{self.size(round(bytes_per_second))}/s"

    def time_left(self, value_seconds: float) -> str:
        if value_seconds < 90:
            return f"{max(1, round(value_seconds))} s left"
        if value_seconds < 90 * 60:
            return f"{round(value_seconds / 60)} min left"
        return f"{value_seconds / 3600:.1f} h left"


_FIGURES = _PlainFigures()
