"""The live checks of the setup: what nobody else watches is asked again and again while somebody looks."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from desktop.domain.errors import StackError
from desktop.domain.setup import PortFacts, Setup, SetupStep, StepState
from desktop.domain.setup_engine import SetupEngine
from desktop.domain.stack import StackPhase
from desktop.services.health import HealthService
from desktop.services.providers import ProviderService
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations

PACE_SECONDS = 2.0
_RUNS = (StackPhase.STARTING, StackPhase.RUNNING, StackPhase.UNHEALTHY, StackPhase.STOPPING)


class SetupChecks:
    """Finds out about port and image, and has the others ask again about the step that is shown."""

    def __init__(
        self,
        stack: StackService,
        providers: ProviderService,
        health: HealthService,
        operations: StackOperations,
        engine: SetupEngine,
        pace_seconds: float = PACE_SECONDS,
    ) -> None:
        self._stack, self._providers, self._health = stack, providers, health
        self._operations, self._engine = operations, engine
        self._pace_seconds = pace_seconds
        self._wake = asyncio.Event()
        self.port: PortFacts | None = None
        self.has_image: bool | None = None
        self.at_seconds = 0.0
        """When a round has ended last, on the monotonic clock."""

    def check_now(self, *, anew: bool = False) -> None:
        """Do not wait for the next round; with `anew` nothing that was found counts any more."""
        if anew:
            self.port = self.has_image = None
        self._wake.set()

    async def run(self, shown: Callable[[], Setup], found: Callable[[], None]) -> None:
        """Until cancelled; `found` is called after every round."""
        while True:
            self._wake.clear()
            await self._look(shown())
            self.at_seconds = time.monotonic()
            found()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pace_seconds):
                    await self._wake.wait()

    async def _look(self, setup: Setup) -> None:
        """One round: what is not known yet, and the step that is shown unless it is well."""
        self._ask_others(setup)
        stack = self._stack.state
        is_usable = stack.engine is not None and stack.phase is not StackPhase.UNAVAILABLE
        if not is_usable or stack.is_busy or stack.phase in _RUNS:
            return
        port = stack.options.port
        if setup.current is SetupStep.PORT or self.port is None or self.port.port != port:
            await self._look_at_port(port)
        if setup.current is SetupStep.IMAGE or self.has_image is None:
            with suppress(StackError):
                self.has_image = await self._engine.has_image(stack.options.image)

    def _ask_others(self, setup: Setup) -> None:
        is_busy = setup.shown.state is StepState.BUSY
        if setup.shown.state is StepState.OK:
            return
        match setup.current:
            case SetupStep.ENGINE:
                if not is_busy:
                    self._stack.check_again()
                self._providers.refresh()  # while the step waits for them, too
            case SetupStep.PROVIDER:
                self._providers.refresh()
            case SetupStep.DISK if not is_busy:
                self._health.check_again()
            case SetupStep.MODEL if not is_busy:
                self._providers.refresh_one(setup.provider)

    async def _look_at_port(self, port: int) -> None:
        try:
            taken = await self._operations.port_in_use(port)
        except StackError:
            return
        free = 0
        if taken is not None:
            with suppress(StackError):
                free = await self._operations.free_port(port)
        self.port = PortFacts(port, taken, free)
