"""An operation of the stack, folded from Compose's reports into one bar, a speed and the time that is left.

The words are those of `docker compose --progress json` as recorded from Compose 5.6.1: a layer is first
downloaded, then extracted, and the bytes begin anew at zero in between.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from types import MappingProxyType

from desktop.domain.stack import StackProgress, StackStep, StepStatus

SMOOTHING_SECONDS = 4.0
SAMPLE_SECONDS = 0.5
"""How far a change of speed reaches back, and how far apart two measurements are at least."""
MOST_STEPS = 1000
"""Further ids are ignored: no image has as many layers, and memory must not grow with what is sent."""
IMAGE_SHARE = 0.9
EXTRACTING_SHARE = 0.2
"""Parts of the bar: the image when one is pulled at all, and unpacking within it."""

_MILESTONES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "up": {"created": 0.3, "started": 0.6, "waiting": 0.6, "healthy": 1.0},
        "restart": {"restarting": 0.1, "started": 0.9, "healthy": 1.0},
        "stop": {"stopped": 1.0},
        "down": {"stopped": 0.7, "removed": 0.9},
    }
)


class Stage(IntEnum):
    """What a start goes through, in this order."""

    ENGINE = 0
    IMAGE = 1
    VOLUME = 2
    CONTAINER = 3
    HEALTHY = 4


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of an image; `total_bytes` 0 is not known."""

    total_bytes: int = 0
    downloaded_bytes: int = 0
    extracted_bytes: int = 0
    is_done: bool = False

    def after(self, step: StackStep) -> "Layer":
        """The same with a report taken in; no figure goes back or beyond the total."""
        total = max(self.total_bytes, step.total_bytes, 0)
        downloaded, extracted = self.downloaded_bytes, self.extracted_bytes
        text = step.text.casefold()
        if text == "downloading":
            downloaded = max(downloaded, min(step.current_bytes, total))
        elif text == "extracting":
            downloaded = total
            extracted = max(extracted, min(step.current_bytes, total))
        elif text in ("verifying checksum", "download complete"):
            downloaded = total
        is_done = self.is_done or (step.status is StepStatus.DONE and text != "download complete")
        if is_done:
            downloaded = extracted = total
        return Layer(total, downloaded, extracted, is_done)


@dataclass(frozen=True, slots=True)
class ProgressFold:
    """What is shown (`progress`), and what the next report is added to."""

    progress: StackProgress
    layers: Mapping[tuple[str, str], Layer] = field(default_factory=dict)
    measured_at_seconds: float | None = None
    """When the speed was measured last, on the clock that `after()` is given."""
    measured_bytes: int = 0

    def after(self, step: StackStep, at_seconds: float) -> "ProgressFold":
        """The fold with one more report, which came at `at_seconds` of a clock that never goes back."""
        key = (step.parent, step.id)
        steps = self.progress.steps
        place = next((i for i, s in enumerate(steps) if (s.parent, s.id) == key), None)
        if place is not None:
            steps = (*steps[:place], step, *steps[place + 1 :])
        elif len(steps) < MOST_STEPS:
            steps = (*steps, step)
        else:
            return self
        layers = self.layers
        if step.parent:
            layers = {**layers, key: layers.get(key, Layer()).after(step)}
        folded = replace(self, layers=layers, progress=replace(self.progress, steps=steps))
        return folded._counted()._timed(at_seconds)

    def _counted(self) -> "ProgressFold":
        """With bytes and the fraction of the bar, which never goes back."""
        sized = [layer for layer in self.layers.values() if layer.total_bytes]
        completed = sum(layer.downloaded_bytes for layer in sized)
        found = _fraction(self.progress, self.layers)
        before = self.progress.fraction
        fraction = before if found is None else max(found, before or 0.0)
        progress = replace(
            self.progress,
            fraction=fraction,
            completed_bytes=completed,
            total_bytes=sum(layer.total_bytes for layer in sized),
        )
        return replace(self, progress=progress)

    def _timed(self, at_seconds: float) -> "ProgressFold":
        """With the speed, and the time left for the bytes that are known; None when nothing is fetched."""
        progress = self.progress
        left = progress.total_bytes - progress.completed_bytes
        if left <= 0:
            progress = replace(progress, bytes_per_second=None, seconds_left=None)
            return replace(self, progress=progress, measured_at_seconds=None)
        if self.measured_at_seconds is None:
            return replace(self, measured_at_seconds=at_seconds, measured_bytes=progress.completed_bytes)
        passed = at_seconds - self.measured_at_seconds
        if passed < SAMPLE_SECONDS:
            return self
        now = max(0, progress.completed_bytes - self.measured_bytes) / passed
        old = progress.bytes_per_second
        weight = 1 - math.exp(-passed / SMOOTHING_SECONDS)
        speed = now if old is None else old + (now - old) * weight
        seconds_left = left / speed if speed >= 1 else None
        progress = replace(progress, bytes_per_second=speed, seconds_left=seconds_left)
        return replace(
            self,
            progress=progress,
            measured_at_seconds=at_seconds,
            measured_bytes=progress.completed_bytes,
        )


def begun(operation: str) -> ProgressFold:
    """An operation of which nothing is known yet."""
    return ProgressFold(StackProgress(operation))


def stage_of(progress: StackProgress) -> Stage:
    """How far a start is: the furthest stage that a report told of."""
    stage = Stage.ENGINE
    for step in progress.steps:
        kind = step.id.partition(" ")[0]
        text = step.text.casefold()
        if step.parent or kind == "Image":
            found = Stage.IMAGE
        elif kind in ("Network", "Volume"):
            found = Stage.VOLUME
        elif kind == "Container":
            is_up = text in ("started", "running", "waiting", "healthy")
            found = Stage.HEALTHY if is_up else Stage.CONTAINER
        else:
            continue
        stage = max(stage, found)
    return stage


def layer_counts(progress: StackProgress) -> tuple[int, int]:
    """How many layers are there completely, and how many there are."""
    layers = [step for step in progress.steps if step.parent]
    return sum(step.status is StepStatus.DONE for step in layers), len(layers)


def _fraction(progress: StackProgress, layers: Mapping[tuple[str, str], Layer]) -> float | None:
    """From 0 to 1, or None as long as there is nothing to measure."""
    image = _image_fraction(layers.values())
    images = [step for step in progress.steps if step.id.startswith("Image ")]
    if images and all(step.status is StepStatus.DONE for step in images):
        image = 1.0
    rest = _milestone(progress)
    if progress.operation == "pull":
        return image
    if not images:
        return rest
    if image is None and rest is None:
        return None
    return IMAGE_SHARE * (image or 0.0) + (1 - IMAGE_SHARE) * (rest or 0.0)


def _image_fraction(layers: Collection[Layer]) -> float | None:
    """Fetched and unpacked bytes; a layer of unknown size counts as large as the others are on average."""
    missing = [
        layer for layer in layers if layer.total_bytes or not layer.is_done
    ]  # else it was there already
    sized = [layer for layer in missing if layer.total_bytes]
    if not sized:
        return None
    total = sum(layer.total_bytes for layer in sized) * len(missing) / len(sized)
    downloaded = sum(layer.downloaded_bytes for layer in sized)
    extracted = sum(layer.extracted_bytes for layer in sized)
    return min(1.0, (downloaded * (1 - EXTRACTING_SHARE) + extracted * EXTRACTING_SHARE) / total)


def _milestone(progress: StackProgress) -> float | None:
    """The furthest of the operation's milestones that a container has reached."""
    known = _MILESTONES.get(progress.operation, {})
    reached = [
        known[step.text.casefold()]
        for step in progress.steps
        if step.id.startswith("Container ") and step.text.casefold() in known
    ]
    return min(reached, default=None)
