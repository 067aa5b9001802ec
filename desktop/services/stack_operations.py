"""What a person asks of the stack, without Qt: for the window and for the command line alike."""

import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from pathlib import Path

from desktop.domain.errors import GpuUnavailable, PortInUse, ProviderError, StackError, StackUnconfirmed
from desktop.domain.providers import Availability, ProviderKind
from desktop.domain.stack import GpuChoice, StackOptions, StackStep
from desktop.domain.stack_engine import StackEngine
from desktop.domain.stack_reading import check_options, overlay_for
from desktop.domain.stack_risks import to_confirm

Probe = Callable[[str], Awaitable[Availability]]
"""What answers at a URL. Raises `ProviderError`."""

PORTS_TRIED = 50


def has_amd_gpu() -> bool:
    """Whether this computer has the devices that the AMD overlay hands to the container."""
    return sys.platform == "linux" and Path("/dev/kfd").exists() and Path("/dev/dri").exists()


class StackOperations:
    """Starting with its ways out: a GPU that is not to be had, a port that is taken."""

    def __init__(
        self,
        engine: StackEngine,
        probe: Probe,
        has_amd_gpu: Callable[[], bool] = has_amd_gpu,
        confirmed: str = "",
    ) -> None:
        self._engine, self._probe, self._has_amd_gpu = engine, probe, has_amd_gpu
        self.confirmed = confirmed
        """The fingerprint of the configuration whose risks the user has agreed to, or ""."""
        self.gpu = GpuChoice.NONE
        """The overlay that the last start used."""
        self.gpu_fallback: StackError | None = None
        """Why the last start went to the CPU although a GPU was wanted."""

    async def up(self, options: StackOptions, choice: GpuChoice) -> AsyncGenerator[StackStep, None]:
        """Start with the GPU that the engine can give, else without; `choice` counts, not `options.gpu`.

        Raises `StackError`; `PortInUse` tells who holds the port, as far as that can be found out, and
        `StackUnconfirmed` comes before anything is done.
        """
        check_options(options)
        self.gpu_fallback = None
        self.gpu = overlay_for(choice, await self._engine.engine(), has_amd_gpu=self._has_amd_gpu())
        await self._check_confirmed(options)
        try:
            async with aclosing(self._up_or_fall_back(options)) as steps:
                async for step in steps:
                    yield step
        except PortInUse as error:
            raise await self._examined(error) from error

    async def free_port(self, after: int) -> int:
        """The next port that nobody holds. Raises `StackError`; `PortInUse` if none of the next is free."""
        for port in range(after + 1, min(after + PORTS_TRIED, 65536)):
            if await self._engine.port_holder(port) is None:
                return port
        raise PortInUse("", after)

    async def port_in_use(self, port: int) -> PortInUse | None:
        """Who holds a port, as a start that fails there would say it; None if it is free.

        Raises `StackError` if the engine cannot be asked.
        """
        if await self._engine.port_holder(port) is None:
            return None
        return await self._examined(PortInUse("", port))

    async def ollama_version(self, url: str) -> str:
        """The version of the server that answers at `url`, or "" if it does not say."""
        try:
            return (await self._probe(url)).version
        except ProviderError:
            return ""

    async def _check_confirmed(self, options: StackOptions) -> None:
        """Raises `StackUnconfirmed` if the configuration gives something away that nobody has agreed to.

        The way out to the CPU is not asked about again: it leaves out a file of ours, and adds nothing.
        """
        review = await self._engine.review(options, self.gpu)
        risks = to_confirm(review.risks, options)
        if risks and review.fingerprint != self.confirmed:
            raise StackUnconfirmed(risks, review.fingerprint)

    async def _up_or_fall_back(self, options: StackOptions) -> AsyncGenerator[StackStep, None]:
        try:
            async with aclosing(self._engine.up(options, self.gpu)) as steps:
                async for step in steps:
                    yield step
            return
        except GpuUnavailable as error:
            if self.gpu is GpuChoice.NONE:
                raise
            self.gpu, self.gpu_fallback = GpuChoice.NONE, error
        async with aclosing(self._engine.up(options, GpuChoice.NONE)) as steps:
            async for step in steps:
                yield step

    async def _examined(self, error: PortInUse) -> PortInUse:
        """The error with who holds the port."""
        try:
            holder = await self._engine.port_holder(error.port)
        except StackError:
            holder = None
        name, is_container, is_ollama = error.holder, error.is_container, False
        if holder is not None:
            is_container = bool(holder.container)
            name = holder.container or holder.process or name
            is_ollama = holder.is_ollama
        if not is_ollama:
            try:
                is_ollama = (await self._probe(f"http://127.0.0.1:{error.port}")).kind is ProviderKind.OLLAMA
            except ProviderError:
                is_ollama = False
        return PortInUse(error.evidence, error.port, name, is_container=is_container, is_ollama=is_ollama)
