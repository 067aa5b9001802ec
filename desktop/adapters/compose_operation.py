"""One operation of Compose, read while it runs: its steps, its deadlines, and what it says when it fails."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass

from desktop.adapters.commands import Command, start
from desktop.adapters.compose_output import Complaint, read_plain_progress, read_progress
from desktop.adapters.container_check import ContainerCheck
from desktop.adapters.docker_program import DockerProgram
from desktop.domain.errors import ContainerUnhealthy, DockerSilent
from desktop.domain.stack import StackStep, StepStatus
from desktop.domain.stack_causes import Circumstances, stack_error

_TAIL_LINES = 20


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an operation may take, in seconds."""

    first_step: float = 30.0
    """Until Compose says anything at all."""
    next_step: float = 300.0
    """Between two of its lines: a container may take a minute to stop, a layer may be a large one."""
    healthy: float = 120.0
    """From the start of a container until it is healthy."""
    look: float = 2.0
    """How often the containers are looked at while Compose waits for them."""


class ComposeOperation:
    """Runs one command of Compose with progress."""

    def __init__(self, program: DockerProgram, patience: Patience, containers: ContainerCheck) -> None:
        self._program = program
        self._patience = patience
        self._containers = containers
        self._is_plain = False
        self._complaints: list[str] = []
        self._tail: deque[str] = deque(maxlen=_TAIL_LINES)

    async def steps(
        self, argv: Sequence[str], variables: Mapping[str, str], asked: Circumstances
    ) -> AsyncGenerator[StackStep, None]:
        """Every step as it is reported. Raises `StackError` if the operation fails."""
        self._is_plain = not (await self._program.tools()).has_json_progress
        environment = self._program.environment | dict(variables)
        try:
            async with start(argv, environment=environment, folder=self._program.folder) as command:
                waiting_since: float | None = None
                is_begun = False
                while True:
                    line = await self._next_line(command, waiting_since, is_begun=is_begun)
                    if line is None:
                        break
                    is_begun = True
                    if (step := self._read(line)) is not None:
                        if step.text == "Waiting" and waiting_since is None:
                            waiting_since = asyncio.get_running_loop().time()
                        yield step
                exit_code = await command.exit_code()
        except OSError as error:
            raise self._program.lost(error) from error
        if exit_code != 0:
            output = "\n".join(dict.fromkeys(self._complaints or self._tail))
            raise await self._containers.explained(stack_error(output, asked))

    async def _next_line(
        self, command: Command, waiting_since: float | None, *, is_begun: bool
    ) -> str | None:
        """The next line, or None at the end. Raises `StackError` when patience is at its end."""
        if waiting_since is None:
            limit = self._patience.next_step if is_begun else self._patience.first_step
            try:
                async with asyncio.timeout(limit):
                    line = await command.next_line()
            except TimeoutError as error:
                raise DockerSilent(limit) from error
            return line.text if line is not None else None
        return await self._next_line_while_waiting(command, waiting_since + self._patience.healthy)

    async def _next_line_while_waiting(self, command: Command, deadline: float) -> str | None:
        """Compose waits for health without a word, even for a container that ends again and again."""
        clock = asyncio.get_running_loop().time
        while True:
            try:
                async with asyncio.timeout(self._patience.look):
                    line = await command.next_line()
            except TimeoutError:
                await self._containers.look()
                if clock() > deadline:
                    raise await self._containers.explained(ContainerUnhealthy()) from None
            else:
                return line.text if line is not None else None

    def _read(self, line: str) -> StackStep | None:
        found = read_plain_progress(line) if self._is_plain else read_progress(line)
        if isinstance(found, Complaint):
            self._complaints.append(found.message)
            return None
        if found is None:
            self._tail.append(line)
        elif found.status is StepStatus.ERROR and found.detail:
            self._tail.append(found.detail)
        return found
