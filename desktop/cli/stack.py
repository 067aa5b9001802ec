"""The commands about the stack: `up`, `down`, `restart` and `logs`, and what `status` says of it."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace

from desktop.cli.arguments import Arguments
from desktop.cli.output import Output
from desktop.cli.records import error_record
from desktop.cli.stack_records import progress_line, progress_record, stack_record
from desktop.domain.errors import SettingsUnsaved, StackError, StackUnconfirmed
from desktop.domain.settings import Settings
from desktop.domain.stack import (
    OLDEST_SAFE_OLLAMA,
    GpuChoice,
    Removal,
    StackPhase,
    StackState,
    StackStep,
)
from desktop.domain.stack_engine import StackEngine
from desktop.domain.stack_progress import begun
from desktop.domain.stack_reading import end_of, is_unsafe_ollama, phase_of
from desktop.services.stack_operations import StackOperations
from desktop.text.risk_words import describe_risk
from desktop.text.stack_words import stack_text

QUIET_SECONDS = 0.7
FIRST_LINE_SECONDS = 3.0
"""Without `--follow` the log has ended when nothing has come for so long."""

SETTLE_SECONDS = 60.0
ASK_SECONDS = 0.5
"""After a restart, for which Compose does not wait."""


@dataclass(frozen=True, slots=True)
class CommandedStack:
    """The engine and the options of the settings, for one run of the program."""

    engine: StackEngine
    operations: StackOperations
    settings: Settings
    write: Callable[[Settings], object]
    """Keeps other settings for good. Raises `SettingsUnsaved`."""

    async def read(self) -> StackState:
        """The stack as it is; an engine that cannot be used is said by its error."""
        state = StackState(options=self.settings.stack)
        try:
            engine = await self.engine.engine()
            services = await self.engine.services()
        except StackError as error:
            return replace(state, phase=StackPhase.UNAVAILABLE, error=error)
        state = replace(state, phase=phase_of(services), engine=engine, services=services)
        if state.phase is StackPhase.RUNNING and state.url:
            return replace(state, ollama_version=await self.operations.ollama_version(state.url))
        return replace(state, error=end_of(services, was_seen=False))

    async def confirm(self, fingerprint: str) -> None:
        """Agree to what that configuration gives away, now and for good. Raises `SettingsUnsaved`."""
        self.operations.confirmed = fingerprint
        await asyncio.to_thread(self.write, replace(self.settings, confirmed_stack=fingerprint))


async def up(stack: CommandedStack, output: Output, arguments: Arguments) -> int:
    """Start; 0 once the server is well. What the configuration gives away needs `--yes`, once; without, 1."""
    choice = GpuChoice(arguments.gpu) if arguments.gpu else stack.settings.stack.gpu
    if arguments.yes:
        return await _run(stack, output, "up", _up_confirmed(stack, output, choice))
    try:
        return await _run(stack, output, "up", stack.operations.up(stack.settings.stack, choice))
    except StackUnconfirmed as error:
        output.failure(error)
        for risk in error.risks:
            output.remark(f"- {describe_risk(risk)}")
        output.remark("`tars-desktop up --yes` agrees to that until the configuration changes.")
        return 1


async def _up_confirmed(
    stack: CommandedStack, output: Output, choice: GpuChoice
) -> AsyncGenerator[StackStep, None]:
    """The steps of a start whose configuration is agreed to as it is now, whatever it gives away."""
    try:
        async with aclosing(stack.operations.up(stack.settings.stack, choice)) as steps:
            async for step in steps:
                yield step
        return
    except StackUnconfirmed as error:
        try:
            await stack.confirm(error.fingerprint)
        except SettingsUnsaved as unsaved:  # it holds for this start all the same
            output.failure(unsaved)
    async with aclosing(stack.operations.up(stack.settings.stack, choice)) as steps:
        async for step in steps:
            yield step


async def down(stack: CommandedStack, output: Output, arguments: Arguments) -> int:
    """Stop, or take away; what is not there is no failure."""
    if arguments.remove:
        return await _run(stack, output, "down", stack.engine.remove(Removal(arguments.remove)))
    return await _run(stack, output, "stop", stack.engine.stop())


async def restart(stack: CommandedStack, output: Output, _arguments: Arguments) -> int:
    """Stop and start again; 0 unless the server ended."""
    return await _run(stack, output, "restart", stack.engine.restart())


async def logs(stack: CommandedStack, output: Output, arguments: Arguments) -> int:
    """The last lines, and with `--follow` those to come; each without what a terminal would act on."""
    try:
        if not await stack.engine.services():
            output.remark("There is no log yet: the stack was not started.")
            return 0
    except StackError as error:
        if output.as_json:
            output.record({"event": "failed", "error": error_record(error)})
        raise
    async with aclosing(stack.engine.logs(arguments.lines)) as lines:
        wait_seconds: float | None = None if arguments.follow else FIRST_LINE_SECONDS
        while True:
            try:
                async with asyncio.timeout(wait_seconds):
                    line = await anext(lines)
            except (StopAsyncIteration, TimeoutError):
                return 0
            if output.as_json:
                output.record({"event": "line", "text": line})
            else:
                output.piece(f"{line}\n")
            wait_seconds = None if arguments.follow else QUIET_SECONDS


async def _run(
    stack: CommandedStack, output: Output, operation: str, work: AsyncGenerator[StackStep, None]
) -> int:
    """Run an operation to its end, and say how the stack is then."""
    try:
        if operation in ("stop", "restart") and not await stack.engine.services():
            output.remark("The stack is not set up: `tars-desktop up` starts it.")
            return 0 if operation == "stop" else 1
        await _show_progress(output, operation, work)
    except StackError as error:
        if output.as_json:
            output.record({"event": "failed", "error": error_record(error)})
        raise
    finally:
        output.transient("")
    state = await stack.read()
    if operation == "restart":
        state = await _settled(stack, state)
    if operation == "up":
        state = replace(state, gpu=stack.operations.gpu, gpu_fallback=stack.operations.gpu_fallback)
    return _report(output, operation, state)


async def _settled(stack: CommandedStack, state: StackState) -> StackState:
    """The state once it is known whether the server is well, or as it is after `SETTLE_SECONDS`."""
    with suppress(TimeoutError):
        async with asyncio.timeout(SETTLE_SECONDS):
            while state.phase is StackPhase.STARTING:
                await asyncio.sleep(ASK_SECONDS)
                state = await stack.read()
    return state


async def _show_progress(output: Output, operation: str, work: AsyncGenerator[StackStep, None]) -> None:
    clock = asyncio.get_running_loop().time
    fold = begun(operation)
    async with aclosing(work) as steps:
        async for step in steps:
            fold = fold.after(step, clock())
            if output.as_json:
                output.record(progress_record(fold.progress, step))
            else:
                output.transient(progress_line(fold.progress))


def _report(output: Output, operation: str, state: StackState) -> int:
    """The last line (or record), and what there is to remark; 1 if the stack should run and does not."""
    has_failed = state.error is not None and operation in ("up", "restart")
    if output.as_json and has_failed and state.error is not None:
        output.record({"event": "failed", "error": error_record(state.error)})
    elif output.as_json:
        output.record({"event": "finished", "stack": stack_record(state)})
    elif not has_failed:
        output.line(f"{stack_text(state).words}.")
    if has_failed and state.error is not None:
        output.failure(state.error)
    else:
        remark_on(output, state)
    return 1 if has_failed else 0


def remark_on(output: Output, state: StackState) -> None:
    """What somebody should know of a stack that runs."""
    if state.gpu_fallback is not None:
        output.remark("It runs on the CPU:")
        output.failure(state.gpu_fallback)
    if state.is_exposed:
        output.remark("Anyone in your network can use it: Ollama has no password.")
    if is_unsafe_ollama(state.ollama_version):
        oldest = ".".join(map(str, OLDEST_SAFE_OLLAMA))
        output.remark(f"Ollama {state.ollama_version} has a known hole; {oldest} and newer are safe.")
