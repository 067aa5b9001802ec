"""What the setup alone asks of Docker: whether an image is there, and to stop a container of somebody else's.

https://docs.docker.com/reference/cli/docker/image/inspect/ and …/container/stop/.
"""

from desktop.adapters.docker_program import DockerProgram
from desktop.domain.stack_causes import stack_error

STOP_SECONDS = 30.0
"""Docker gives the container 10 s before it is killed."""


class DockerSetup:
    """`SetupEngine` over the program on the PATH."""

    def __init__(self, program: DockerProgram) -> None:
        self._program = program

    async def has_image(self, image: str) -> bool:
        tools = await self._program.tools()
        command = ("image", "inspect", "--format", "{{.Id}}", "--", image)
        answer = await self._program.run(tools.docker, *command)
        if answer.exit_code == 0:
            return True
        if "no such image" in answer.stderr.lower() or "not found" in answer.stderr.lower():
            return False
        raise stack_error(answer.stderr)

    async def stop_container(self, name: str) -> None:
        tools = await self._program.tools()
        answer = await self._program.run(tools.docker, "stop", "--", name, seconds=STOP_SECONDS)
        if answer.exit_code != 0:
            raise stack_error(answer.stderr)
