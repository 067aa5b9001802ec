"""The container engine as a fake of the domain protocol: scripted, without Docker."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace

from desktop.domain.errors import DockerNotRunning, StackError
from desktop.domain.stack import (
    CONTAINER_PORT,
    ContainerHealth,
    ContainerState,
    EngineInfo,
    GpuChoice,
    PortHolder,
    PublishedPort,
    Removal,
    ServiceFacts,
    StackEvent,
    StackOptions,
    StackStep,
    StepStatus,
)
from desktop.domain.stack_review import StackReview

CONTAINER = "tars-model-runner-1"
IMAGE_STEP = "Image ollama/ollama:latest"
GONE = DockerNotRunning("failed to connect to the docker API at unix:///var/run/docker.sock")

Script = Sequence[StackStep | StackError]


def _step(text: str, status: StepStatus = StepStatus.DONE) -> StackStep:
    return StackStep(f"Container {CONTAINER}", status, text)


def layer(name: str, text: str, current: int = 0, total: int = 0) -> StackStep:
    """A report about a layer of the image."""
    is_done = text in ("Pull complete", "Already exists")
    status = StepStatus.DONE if is_done else StepStatus.WORKING
    return StackStep(name, status, text, IMAGE_STEP, current, total)


UP: Script = (
    StackStep("Network tars_default", StepStatus.DONE, "Created"),
    _step("Creating", StepStatus.WORKING),
    _step("Created"),
    _step("Started"),
    _step("Waiting", StepStatus.WORKING),
    _step("Healthy"),
)
UP_WITH_PULL: Script = (
    StackStep(IMAGE_STEP, StepStatus.WORKING, "Pulling"),
    layer("4f4fb700ef54", "Already exists"),
    layer("a3ed95caeb02", "Pulling fs layer"),
    layer("9c1b6dd6c1e6", "Pulling fs layer"),
    layer("a3ed95caeb02", "Downloading", 40_000_000, 40_000_000),
    layer("9c1b6dd6c1e6", "Downloading", 412_700_000, 1_420_000_000),
    layer("9c1b6dd6c1e6", "Downloading", 880_000_000, 1_420_000_000),
)
"""As far as the middle of the download."""


def running(
    port: int = 8080, address: str = "127.0.0.1", health: ContainerHealth = ContainerHealth.HEALTHY
) -> ServiceFacts:
    """The container as it is after a start."""
    return ServiceFacts(
        "model-runner",
        CONTAINER,
        "ollama/ollama:latest",
        ContainerState.RUNNING,
        health,
        ports=(PublishedPort(address, port, CONTAINER_PORT),),
        status="Up 3 minutes (healthy)",
    )


class FakeStackEngine:
    """Does what its fields say. `gate` cleared holds every operation before its last step."""

    def __init__(self) -> None:
        self.info = EngineInfo("27.4.0", "2.39.1", context="default", host="unix:///var/run/docker.sock")
        self.away: StackError | None = None
        self.containers: tuple[ServiceFacts, ...] = ()
        self.script: Script = UP
        self.failures: dict[GpuChoice, StackError] = {}
        """Why a start with an overlay fails."""
        self.holders: dict[int, PortHolder] = {}
        self.yaml = "name: tars\nservices:\n  model-runner: {}\n"
        self.reviewed = StackReview((), "sha256:harmless")
        self.log: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.asked: list[str] = []
        """Every call in its order."""
        self.ups: list[tuple[StackOptions, GpuChoice]] = []
        self.open_generators = 0
        self._followers: list[asyncio.Queue[StackEvent | StackError]] = []

    @property
    def is_followed(self) -> bool:
        """Whether somebody follows the events."""
        return bool(self._followers)

    async def engine(self) -> EngineInfo:
        self._ask("engine")
        return self.info

    async def services(self) -> tuple[ServiceFacts, ...]:
        self._ask("services")
        return self.containers

    async def up(self, options: StackOptions, gpu: GpuChoice) -> AsyncGenerator[StackStep, None]:
        self._ask("up")
        self.ups.append((options, gpu))
        async for step in self._play((self.failures[gpu],) if gpu in self.failures else self.script):
            yield step
        self.containers = (running(options.port, options.address),)
        self.tell("start")

    async def stop(self) -> AsyncGenerator[StackStep, None]:
        self._ask("stop")
        async for step in self._play((_step("Stopping", StepStatus.WORKING), _step("Stopped"))):
            yield step
        self.end_container(0, "kill", "stop")

    async def restart(self) -> AsyncGenerator[StackStep, None]:
        self._ask("restart")
        async for step in self._play((_step("Restarting", StepStatus.WORKING), _step("Started"))):
            yield step
        self.tell("restart")

    async def pull(self, options: StackOptions) -> AsyncGenerator[StackStep, None]:
        self._ask(f"pull {options.image}")
        async for step in self._play((StackStep(IMAGE_STEP, StepStatus.DONE, "Pulled"),)):
            yield step

    async def remove(self, removal: Removal) -> AsyncGenerator[StackStep, None]:
        self._ask(f"remove {removal.value}")
        async for step in self._play((_step("Stopped"), _step("Removed"))):
            yield step
        self.containers = ()
        self.tell("destroy")

    async def events(self) -> AsyncGenerator[StackEvent, None]:
        self._ask("events")
        queue: asyncio.Queue[StackEvent | StackError] = asyncio.Queue()
        self._followers.append(queue)
        try:
            while True:
                event = await queue.get()
                if isinstance(event, StackError):
                    raise event
                yield event
        finally:
            self._followers.remove(queue)

    async def logs(self, tail_lines: int) -> AsyncGenerator[str, None]:
        self._ask("logs")
        self.open_generators += 1
        try:
            for line in self.log[-tail_lines:]:
                yield line
            await asyncio.Event().wait()
        finally:
            self.open_generators -= 1

    async def configuration(self, options: StackOptions, gpu: GpuChoice) -> str:
        self._ask(f"configuration {options.port} {gpu.value}")
        return self.yaml

    async def review(self, options: StackOptions, gpu: GpuChoice) -> StackReview:
        self._ask(f"review {options.port} {gpu.value}")
        return self.reviewed

    async def port_holder(self, port: int) -> PortHolder | None:
        self._ask(f"port_holder {port}")
        return self.holders.get(port)

    def tell(self, *actions: str) -> None:
        """Events that every follower hears."""
        for action in actions:
            for queue in self._followers:
                queue.put_nowait(StackEvent("model-runner", action))

    def end_container(self, exit_code: int, *actions: str) -> None:
        """The container ends, with these events and `die`."""
        self.containers = tuple(
            replace(
                c,
                state=ContainerState.EXITED,
                health=ContainerHealth.NONE,
                exit_code=exit_code,
                ports=(),
                status=f"Exited ({exit_code}) 1 second ago",
            )
            for c in self.containers
        )
        self.tell(*actions, "die")

    def vanish(self, error: StackError = GONE) -> None:
        """The engine ends."""
        self.away = error
        for queue in self._followers:
            queue.put_nowait(error)

    def _ask(self, verb: str) -> None:
        self.asked.append(verb)
        if self.away is not None:
            raise self.away

    async def _play(self, script: Script) -> AsyncGenerator[StackStep, None]:
        self.open_generators += 1
        try:
            for number, part in enumerate(script):
                if isinstance(part, StackError):
                    raise part
                if number == len(script) - 1:
                    yield part
                    await self.gate.wait()
                else:
                    yield part
                await asyncio.sleep(0)
        finally:
            self.open_generators -= 1
