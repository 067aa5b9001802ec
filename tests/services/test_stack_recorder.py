"""The log of the stack: bounded, published in bundles, read again when a container starts again."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from desktop.domain.stack import StackStep, StepStatus
from desktop.services.stack_log import MOST_LINES, LogChange, LogLine, container_line, step_line
from desktop.services.stack_recorder import StackRecorder
from tests.fake_stack_engine import FakeStackEngine, layer, running
from tests.services.conftest import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def engine() -> FakeStackEngine:
    return FakeStackEngine()


@pytest.fixture
async def recorder(engine: FakeStackEngine) -> AsyncIterator[StackRecorder]:
    recorder = StackRecorder(engine)
    yield recorder
    await recorder.aclose()
    assert engine.open_generators == 0


async def test_the_newest_lines_are_kept_and_published_together(
    recorder: StackRecorder,
) -> None:
    changes: list[LogChange] = []
    recorder.changed.connect(changes.append)
    for number in range(MOST_LINES + 10):
        recorder.add(LogLine(str(number), 0.0))
    await until(lambda: changes)
    assert len(changes) == 1
    assert len(recorder.lines) == MOST_LINES
    assert recorder.lines[0].text == "10"


async def test_a_container_that_started_again_is_read_again(
    engine: FakeStackEngine, recorder: StackRecorder
) -> None:
    engine.log = ["one"]
    recorder.add(LogLine("docker compose up", 0.0))
    recorder.follow()
    assert engine.open_generators == 0
    engine.containers = (running(),)
    recorder.note(engine.containers)
    await until(lambda: [line.text for line in recorder.lines] == ["docker compose up", "one"])
    recorder.note(engine.containers)
    engine.end_container(0)
    recorder.note(engine.containers)
    engine.containers, engine.log = (running(),), ["one", "two"]
    recorder.note(engine.containers)
    await until(lambda: [line.text for line in recorder.lines] == ["docker compose up", "one", "two"])
    await until(lambda: engine.open_generators == 1)


async def test_nobody_follows_unasked(engine: FakeStackEngine, recorder: StackRecorder) -> None:
    recorder.note((running(),))
    await asyncio.sleep(0)
    assert "logs" not in engine.asked


async def test_the_same_words_about_the_same_layer_are_one_line(recorder: StackRecorder) -> None:
    for count in range(5):
        step = layer("a", "Downloading", count, 10)
        recorder.add_step(step_line(step, 0.0), step)
    await until(lambda: recorder.lines)
    assert len(recorder.lines) == 1


def test_warnings_are_told_apart_by_word() -> None:
    assert container_line("time=… level=WARN msg=slow").is_warning
    assert not container_line("[GIN] 200 | GET /api/tags").is_warning
    failed = step_line(StackStep("Container a", StepStatus.ERROR, "exited"), 1.0)
    assert (failed.text, failed.is_warning) == ("error: Container a exited", True)
    assert len(container_line("x" * 10_000).text) == 2000
