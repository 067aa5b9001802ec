"""The stack through the Docker CLI: `docker compose`, or the standalone `docker-compose`.

https://docs.docker.com/reference/cli/docker/compose/. What is there already is found by the project's name
alone: Compose then reads no file, and one that was broken meanwhile keeps nobody from stopping the stack.
"""

import asyncio
import os
from collections import deque
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

from desktop.adapters.commands import start
from desktop.adapters.compose_arguments import BASE_FILE, by_name, compose_files, variables, with_files
from desktop.adapters.compose_operation import ComposeOperation, Patience
from desktop.adapters.compose_output import read_engine, read_event, read_record
from desktop.adapters.container_check import ContainerCheck
from desktop.adapters.docker_program import DockerProgram
from desktop.adapters.file_lock import held
from desktop.adapters.port_holder import find_port_holder
from desktop.domain.errors import ComposeFailed, DockerNotRunning, StackError
from desktop.domain.stack import (
    SERVICE,
    EngineInfo,
    GpuChoice,
    PortHolder,
    Removal,
    ServiceFacts,
    StackEvent,
    StackOptions,
    StackStep,
)
from desktop.domain.stack_causes import Circumstances, stack_error
from desktop.domain.stack_reading import check_options
from desktop.domain.stack_review import StackReview
from desktop.domain.stack_risks import review

CONFIGURATION_SECONDS = 15.0
LOCK_FILE = "stack.lock"
_ERROR_LINES = 20


class DockerCompose:
    """`StackEngine` over the programs on the PATH, which are looked for at the first call.

    `files` is the folder of the compose files, `folder` that of the user's own override; it need not exist.
    """

    def __init__(
        self,
        files: Path,
        folder: Path,
        environment: Mapping[str, str] = os.environ,
        patience: Patience | None = None,
    ) -> None:
        self._files, self._folder = files.absolute(), folder.absolute()
        self._program = DockerProgram(self._files, environment)
        self._patience = patience or Patience()
        self._containers = ContainerCheck(self._program)

    async def engine(self) -> EngineInfo:
        tools = await self._program.tools()
        commands = (
            ("info", "--format", "{{json .}}"),
            ("version", "--format", "{{json .}}"),
            ("context", "inspect", "--format", "{{json .}}"),
        )
        running = (self._program.run(tools.docker, *command) for command in commands)
        answers = await asyncio.gather(*running, return_exceptions=True)
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        info, version, context = (answer for answer in answers if not isinstance(answer, BaseException))
        if info.exit_code != 0:  # without a daemon it prints its JSON all the same
            raise stack_error(info.stderr)
        found = read_engine(
            read_record(info.stdout),
            read_record(version.stdout),
            read_record(context.stdout),
            tools.compose_version,
        )
        if host := self._program.environment.get("DOCKER_HOST"):
            return replace(found, host=host, context="")
        return found

    async def services(self) -> tuple[ServiceFacts, ...]:
        return await self._containers.services()

    async def up(self, options: StackOptions, gpu: GpuChoice) -> AsyncGenerator[StackStep, None]:
        check_options(options)
        # Two starts in one instant can make two networks of one name, after which neither works (measured).
        async with held(self._folder / LOCK_FILE):
            asked = self._asked("up", "--detach", "--wait", options=options, gpu=gpu)
            async with aclosing(asked) as steps:
                async for step in steps:
                    yield step
        await self._containers.see_it_run()

    def stop(self) -> AsyncGenerator[StackStep, None]:
        return self._by_name("stop")

    def restart(self) -> AsyncGenerator[StackStep, None]:
        return self._by_name("restart")

    def pull(self, options: StackOptions, gpu: GpuChoice = GpuChoice.NONE) -> AsyncGenerator[StackStep, None]:
        """Fetch the newest image; with `gpu` AMD that is another one."""
        return self._asked("pull", options=options, gpu=gpu)

    async def remove(self, removal: Removal) -> AsyncGenerator[StackStep, None]:
        """Take away; the user's override is not read, so that no volume but ours goes."""
        images = [service.image for service in await self.services() if service.service == SERVICE]
        what = {Removal.CONTAINERS: (), Removal.IMAGES: ("--rmi", "all"), Removal.MODELS: ("--volumes",)}
        argv = with_files(
            await self._program.tools(), [self._files / BASE_FILE], self._folder,
            "down", "--remove-orphans", *what[removal], progress=True,
        )  # fmt: skip
        async with aclosing(self._steps(argv, {"TARS_IMAGE": images[0]} if images else {})) as steps:
            async for step in steps:
                yield step

    async def events(self) -> AsyncGenerator[StackEvent, None]:
        errors: deque[str] = deque(maxlen=_ERROR_LINES)
        async with aclosing(self._lines(errors, "events", "--json")) as lines:
            async for line in lines:
                event = read_event(line)
                if event is not None and not event.action.startswith("exec_"):  # of every health check
                    yield event
        error = stack_error("\n".join(errors))
        raise DockerNotRunning(error.evidence) if isinstance(error, ComposeFailed) else error

    async def logs(self, tail_lines: int) -> AsyncGenerator[str, None]:
        options = ("--follow", "--no-color", "--no-log-prefix", "--tail", str(max(0, tail_lines)))
        async with aclosing(self._lines(deque(maxlen=0), "logs", *options)) as lines:
            async for line in lines:
                yield line

    async def configuration(self, options: StackOptions, gpu: GpuChoice) -> str:
        return await self._config(options, gpu, "yaml")

    async def review(self, options: StackOptions, gpu: GpuChoice) -> StackReview:
        configuration = await self._config(options, gpu, "json")
        try:
            return review(configuration)
        except ValueError as error:
            raise ComposeFailed(str(error)) from error

    async def port_holder(self, port: int) -> PortHolder | None:
        """As the protocol says; a container is named if the engine publishes the port for it."""
        holder = await asyncio.to_thread(find_port_holder, port)
        try:
            container = await self._containers.publisher(port)
        except StackError:  # the program is known all the same
            container = ""
        if container:
            return replace(holder or PortHolder(port), container=container)
        return holder

    async def _asked(
        self, *command: str, options: StackOptions, gpu: GpuChoice
    ) -> AsyncGenerator[StackStep, None]:
        """The steps of an operation on the files with these options."""
        check_options(options)
        argv = await self._files_argv(*command, gpu=gpu, progress=True)
        given = variables(options, gpu)
        asked = Circumstances(replace(options, image=given["TARS_IMAGE"]), gpu)
        operation = self._steps(argv, given, asked)
        async with aclosing(operation) as steps:
            async for step in steps:
                yield step

    async def _by_name(self, verb: str) -> AsyncGenerator[StackStep, None]:
        argv = by_name(await self._program.tools(), verb, progress=True)
        async with aclosing(self._steps(argv, {})) as steps:
            async for step in steps:
                yield step

    def _steps(
        self, argv: list[str], given: Mapping[str, str], asked: Circumstances | None = None
    ) -> AsyncGenerator[StackStep, None]:
        operation = ComposeOperation(self._program, self._patience, self._containers)
        return operation.steps(argv, given, asked or Circumstances())

    async def _lines(self, errors: deque[str], *command: str) -> AsyncGenerator[str, None]:
        """The output of a command that goes on and on; standard error is put into `errors` if it has room."""
        argv = by_name(await self._program.tools(), *command)
        try:
            async with (
                start(argv, environment=self._program.environment, folder=self._program.folder) as running,
                aclosing(running.lines()) as lines,
            ):
                async for line in lines:
                    if line.is_error and errors.maxlen:
                        errors.append(line.text)
                    else:
                        yield line.text
        except OSError as error:
            raise self._program.lost(error) from error

    async def _config(self, options: StackOptions, gpu: GpuChoice, kind: str) -> str:
        check_options(options)
        argv = await self._files_argv("config", "--format", kind, gpu=gpu)
        answer = await self._program.run(
            *argv, seconds=CONFIGURATION_SECONDS, variables=variables(options, gpu)
        )
        if answer.exit_code != 0:
            raise stack_error(answer.stderr, Circumstances(options, gpu))
        return answer.stdout

    async def _files_argv(self, *command: str, gpu: GpuChoice, progress: bool = False) -> list[str]:
        files = await asyncio.to_thread(compose_files, self._files, self._folder, gpu)
        return with_files(await self._program.tools(), files, self._folder, *command, progress=progress)
