"""What a server reports of a pull, added up to one bar that never goes back, a speed and the time left.

The words are those of Ollama (`server/images.go`, `download.go`: one layer after another, each with a total
of its own, and its last report may come before its end) and of Docker Model Runner
(`pkg/distribution/oci/progress.go`: layers at the same time, with the model's total, and none that was there
already).
"""

import math
from dataclasses import replace

from desktop.domain.errors import TarsError
from desktop.domain.models import PullProgress
from desktop.domain.pull_queue import at_rest
from desktop.domain.pulls import Pull, PullPhase

SMOOTHING_SECONDS = 4.0
SAMPLE_SECONDS = 0.5
"""How far a change of speed reaches back, and how far apart two measurements are at least."""
PATIENCE_SECONDS = 10.0
"""How long a server may look up a model before it is said that it has not begun."""
MOST_FRACTION = 0.999
"""Before the pull is done; percents are rounded down, so that it shows as 99 %."""
LEAST_TOTAL_BYTES = 1_000_000
"""Layers that add up to less are no model: only its small ones (template, license) are known yet."""
MOST_LAYERS = 1000
"""Further ones are ignored: no model has as many, and memory must not grow with what is sent."""


_AFTER_THE_LAYERS = (PullPhase.VERIFYING, PullPhase.WRITING)


class PullTally:
    """Adds up the reports of one pull over all its tries. Seconds are of a clock that never goes back.

    `add()` is cheap, since a server reports many times a second; `pull()` makes the value to be shown.
    """

    def __init__(self, start: Pull) -> None:
        """Go on from `start`: completed, total and fraction of what it gives are never less."""
        fraction, completed = start.fraction, max(0, start.completed_bytes)
        self._shown = replace(
            start,
            completed_bytes=completed,
            total_bytes=max(start.total_bytes, completed) if start.total_bytes else None,
            fraction=None if fraction is None else min(max(fraction, 0.0), MOST_FRACTION),
        )
        self.advances = 0
        """Grows with whatever shows that the server is getting on: bytes, another layer, another phase."""
        self.gained_bytes = 0
        """What came over the network in this try."""
        self._phase = PullPhase.MANIFEST
        self._certain_bytes = (start.total_bytes or 0) if start.is_total_certain else 0
        self._is_parallel = False
        self._completed: dict[str, int] = {}
        self._totals: dict[str, int] = {}
        self._completed_bytes = self._layers_bytes = self._unsized_layers = 0
        self._reported: set[str] = set()
        self._has_gained = False
        self._speed: float | None = None
        self._sampled_at: float | None = None
        self._asked_at: float | None = None
        self._sampled_bytes = 0

    def found_installed(self) -> None:
        """The server has the model already: this pull updates it."""
        self._shown = replace(self._shown, was_installed=True)

    @property
    def model(self) -> str:
        return self._shown.key.model

    @property
    def missing_bytes(self) -> int | None:
        """What still has to come; None until the total is known."""
        return None if self._shown.total_bytes is None else self._left(self._shown.total_bytes)

    @property
    def is_sized(self) -> bool:
        """Whether the size of the whole model is known from who must know it."""
        return self._certain_bytes > 0

    @property
    def phase(self) -> PullPhase:
        """As the server says; once every byte is there, it can only be verifying what it has."""
        is_whole = 0 < self._certain_bytes <= self._completed_bytes
        if is_whole and self._phase is PullPhase.DOWNLOADING:
            return PullPhase.VERIFYING
        return self._phase

    def expect(self, total_bytes: int) -> None:
        """The registry says how large the model is; 0 says nothing."""
        self._certain_bytes = max(self._certain_bytes, total_bytes)

    def begin(self) -> None:
        """The server is asked (again): it will tell anew which layers there are, and what it has of them."""
        self._phase = PullPhase.MANIFEST
        self._reported.clear()
        self.gained_bytes = self._sampled_bytes = 0
        self._speed = self._sampled_at = self._asked_at = None

    def add(self, progress: PullProgress) -> None:
        """Take one report in."""
        phase = _phase_of(progress, self._phase)
        if phase is not self._phase:
            self._phase = phase
            self.advances += 1
            if phase in _AFTER_THE_LAYERS:
                self._complete_layers()
        if progress.overall_total_bytes:
            self._is_parallel = True
            self._certain_bytes = max(self._certain_bytes, progress.overall_total_bytes)
        if progress.layer or progress.total_bytes or progress.completed_bytes:
            self._add_layer(progress)

    def pull(self, at_seconds: float) -> Pull:
        """How far the pull is at that moment."""
        before, phase = self._shown, self.phase
        completed = self._most_completed()
        total = max(self._certain_bytes or self._layers_bytes, before.total_bytes or 0)
        if total:
            total = max(total, completed)
        speed = self._measured(at_seconds) if phase is PullPhase.DOWNLOADING else None
        self._asked_at = at_seconds if self._asked_at is None else self._asked_at
        is_late = at_seconds - self._asked_at >= PATIENCE_SECONDS
        is_sized = self.is_sized or (total >= LEAST_TOTAL_BYTES and not self._unsized_layers)
        self._shown = replace(
            before,
            phase=phase,
            completed_bytes=completed,
            total_bytes=total or None,
            is_total_certain=0 < total == self._certain_bytes,
            fraction=_moved(before, completed, total) if is_sized else before.fraction,
            again_bytes=self._again(completed),
            bytes_per_second=speed,
            seconds_left=self._left(total) / speed if is_sized and speed and speed >= 1 else None,
            is_kept_waiting=phase is PullPhase.MANIFEST and is_late,
            tries=0 if self.gained_bytes else before.tries,
            retry_seconds=None,
            error=None,
        )
        return self._shown

    def held(
        self, phase: PullPhase, error: TarsError, tries: int = 0, retry_seconds: float | None = None
    ) -> Pull:
        """The pull while nothing comes, and why: lost, waiting or failed. What was reached stays."""
        self._shown = replace(
            self._shown,
            phase=phase,
            error=error,
            tries=tries,
            retry_seconds=retry_seconds,
            bytes_per_second=None,
            seconds_left=None,
            is_kept_waiting=False,
        )
        return self._shown

    def done(self) -> Pull:
        """The pull once the model is there."""
        known = self._certain_bytes or self._layers_bytes
        total = max(self._shown.total_bytes or 0, known, self._most_completed())
        return replace(
            at_rest(self._shown, PullPhase.DONE),
            completed_bytes=total,
            total_bytes=total or None,
            fraction=1.0,
            again_bytes=0,
        )

    def _most_completed(self) -> int:
        """What is shown as completed; layers that add up to more than the whole are not believed."""
        counted = self._completed_bytes
        if self._certain_bytes:
            counted = min(counted, self._certain_bytes)
        return max(self._shown.completed_bytes, counted)

    def _again(self, completed: int) -> int:
        """What has to come a second time, once bytes have come at all: before, nobody knows what is there."""
        if not self._has_gained:
            return 0
        untold = max(0, self._certain_bytes - self._layers_bytes) if self._is_parallel else 0
        return max(0, completed - self._completed_bytes - untold)

    def _left(self, total: int) -> int:
        whole = self._layers_bytes if self._is_parallel else total
        return max(0, whole - self._completed_bytes)

    def _add_layer(self, progress: PullProgress) -> None:
        layer = progress.layer or progress.status
        completed, total = max(0, progress.completed_bytes), progress.total_bytes
        is_first = layer not in self._reported
        if is_first and not self._begin_layer(layer):
            return
        change = completed - self._completed[layer]
        if change:
            self._completed[layer] = completed
            self._completed_bytes += change
            if change > 0 and not is_first:  # what the first report has was on the server's disk before
                self.gained_bytes += change
                self.advances += 1
                self._has_gained = True
        known_total = self._totals[layer]
        if total > 0 and total != known_total:
            self._unsized_layers -= known_total == 0
            self._layers_bytes += total - known_total
            self._totals[layer] = total

    def _begin_layer(self, layer: str) -> bool:
        """Note that this try has reported the layer; False if it is to be ignored."""
        if layer not in self._completed:
            if not self._reported:  # a try begins with the model's first layer: it is another model now
                self._completed.clear()
                self._totals.clear()
                self._completed_bytes = self._layers_bytes = self._unsized_layers = 0
            if len(self._completed) >= MOST_LAYERS:
                return False
            self._completed[layer] = self._totals[layer] = 0
            self._unsized_layers += 1
        self._reported.add(layer)
        self.advances += 1
        return True

    def _complete_layers(self) -> None:
        for layer, total in self._totals.items():
            self._completed_bytes += max(0, total - self._completed[layer])
            self._completed[layer] = max(total, self._completed[layer])

    def _measured(self, at_seconds: float) -> float | None:
        """Bytes a second, smoothed; None until there are two moments to compare."""
        if self._sampled_at is None:
            self._sampled_at = at_seconds
            return None
        passed = at_seconds - self._sampled_at
        if passed >= SAMPLE_SECONDS:
            now = (self.gained_bytes - self._sampled_bytes) / passed
            weight = 1 - math.exp(-passed / SMOOTHING_SECONDS)
            self._speed = now if self._speed is None else self._speed + (now - self._speed) * weight
            self._sampled_at, self._sampled_bytes = at_seconds, self.gained_bytes
        return self._speed


def _phase_of(progress: PullProgress, before: PullPhase) -> PullPhase:
    """What the server does; a status that nobody knows changes nothing."""
    status = progress.status
    if progress.layer:
        return PullPhase.DOWNLOADING
    if status.startswith("pulling manifest"):
        return PullPhase.MANIFEST
    if status.startswith("pulling ") or (progress.overall_total_bytes and not progress.done):
        return PullPhase.DOWNLOADING
    if status.startswith("verifying"):
        return PullPhase.VERIFYING
    if status.startswith(("writing", "removing unused", "couldn't remove unused")) or progress.done:
        return PullPhase.WRITING
    return before


def _moved(before: Pull, completed: int, total: int) -> float:
    """The fraction of the bar, which takes its share of what was left of it.

    That is `completed / total` as long as the total holds. When it grows, the bar goes on from where it is,
    more slowly, rather than standing still until it is right again.
    """
    truth = completed / total
    left = total - before.completed_bytes
    if before.fraction is None:
        return min(truth, MOST_FRACTION)
    share = (completed - before.completed_bytes) / left if left > 0 else 0.0
    moved = before.fraction + (1 - before.fraction) * share
    return max(before.fraction, min(max(moved, truth), MOST_FRACTION))
