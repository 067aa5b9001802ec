"""Looking at containers: how the project's are, why one ended, and whose a port is."""

import asyncio

from desktop.adapters.compose_arguments import by_name
from desktop.adapters.compose_output import read_record, read_services
from desktop.adapters.docker_program import DockerProgram
from desktop.adapters.output_lines import plain_text
from desktop.domain.errors import ContainerEnded, ContainerUnhealthy, StackError
from desktop.domain.stack import SERVICE, ContainerHealth, ContainerState, ServiceFacts
from desktop.domain.stack_causes import OUT_OF_MEMORY_EXIT_CODE, stack_error
from desktop.domain.text import label_text

EVIDENCE_LINES = 20
STEADY_SECONDS = 1.0
"""A container without a health check must run for so long to count as started."""
_ENDED = (ContainerState.EXITED, ContainerState.DEAD, ContainerState.RESTARTING)


class ContainerCheck:
    """Asks the engine; every call may raise `StackError`."""

    def __init__(self, program: DockerProgram) -> None:
        self._program = program

    async def services(self) -> tuple[ServiceFacts, ...]:
        """The containers of the project, stopped ones too."""
        tools = await self._program.tools()
        answer = await self._program.run(*by_name(tools, "ps", "--all", "--format", "json"))
        if answer.exit_code != 0:
            raise stack_error(answer.stderr)
        return read_services(answer.stdout)

    async def look(self) -> None:
        """Raises `ContainerEnded` if a container ended, or ends again and again."""
        if (ended := _first_ended(await self.services())) is not None:
            raise await self.ended(ended)

    async def see_it_run(self) -> None:
        """What `look()` does, after a start: `up` succeeds with a container that ends at once.

        One without a health check is looked at a second time.
        """
        for is_last in (False, True):
            services = await self.services()
            if (ended := _first_ended(services)) is not None:
                raise await self.ended(ended)
            if is_last or all(s.health is not ContainerHealth.NONE for s in services if s.is_running):
                return
            await asyncio.sleep(STEADY_SECONDS)

    async def publisher(self, port: int) -> str:
        """The name of a running container that the engine publishes this port for, or ""."""
        tools = await self._program.tools()
        answer = await self._program.run(
            tools.docker, "ps", "--filter", f"publish={port}", "--format", "{{json .}}"
        )
        if answer.exit_code != 0:
            raise stack_error(answer.stderr)
        first = read_record(answer.stdout.partition("\n")[0]).get("Names")
        return label_text(first) if isinstance(first, str) else ""

    async def explained(self, error: StackError) -> StackError:
        """The error with the log's end as evidence, if it is about a container."""
        if not isinstance(error, ContainerEnded | ContainerUnhealthy):
            return error
        services = await self.services()
        if (ended := _first_ended(services)) is not None:
            return await self.ended(ended)
        ill = [s for s in services if s.health in (ContainerHealth.UNHEALTHY, ContainerHealth.STARTING)]
        log = await self._log(ill[0].container) if ill else ""
        return ContainerUnhealthy(log or error.evidence)

    async def ended(self, service: ServiceFacts) -> ContainerEnded:
        """Why this container ended, in the words of its own log."""
        tools = await self._program.tools()
        answer = await self._program.run(
            tools.docker,
            "inspect",
            "--type",
            "container",
            "--format",
            "{{json .State}}",
            "--",
            service.container,
        )
        state = read_record(answer.stdout)
        is_out_of_memory = state.get("OOMKilled") is True and service.exit_code == OUT_OF_MEMORY_EXIT_CODE
        evidence = await self._log(service.container) or service.status
        return ContainerEnded(evidence, service.exit_code, is_out_of_memory=is_out_of_memory)

    async def _log(self, container: str) -> str:
        tools = await self._program.tools()
        answer = await self._program.run(tools.docker, "logs", "--tail", str(EVIDENCE_LINES), "--", container)
        lines = map(plain_text, (answer.stdout + answer.stderr).splitlines())
        return "\n".join(line for line in lines if line.strip())


def _first_ended(services: tuple[ServiceFacts, ...]) -> ServiceFacts | None:
    """A container that should run and does not; one that did its work and ended well is none."""
    for service in services:
        if service.state in _ENDED and (service.exit_code != 0 or service.service == SERVICE):
            return service
        if service.state is ContainerState.RESTARTING:
            return service
    return None
