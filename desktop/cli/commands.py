"""Running one command, or the conversation, from the arguments to the exit status."""

import asyncio
import atexit
import logging
import sys
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from types import TracebackType

from desktop.cli.arguments import Arguments
from desktop.cli.conversation import TerminalConversation
from desktop.cli.doctor import doctor
from desktop.cli.interrupts import Terminated, run_interruptible
from desktop.cli.output import Output, OutputFailed, standard_output
from desktop.cli.pull import pull
from desktop.cli.replies import ask, demo
from desktop.cli.reports import report_models, report_providers, report_status
from desktop.cli.session import Session
from desktop.cli.stack import CommandedStack, down, logs, restart, up
from desktop.cli.transfer import export, import_file
from desktop.cli.wiring import (
    Redaction,
    log_of_commands,
    new_redaction,
    open_probes,
    open_session,
    open_stack,
    open_store,
    transfer_of,
)
from desktop.domain.errors import StoreError, TarsError
from desktop.domain.store import ChatStore
from desktop.services.transfer_operations import TransferOperations

FAILED, USAGE, INTERRUPTED, OUTPUT_CLOSED, TERMINATED = 1, 2, 130, 141, 143


async def _doctor(session: Session, output: Output, _: Arguments) -> int:
    return await doctor(session, open_probes(), output)


async def _status(session: Session, output: Output, arguments: Arguments) -> int:
    return await report_status(session, output, arguments, open_probes())


async def _pull(session: Session, output: Output, arguments: Arguments) -> int:
    return await pull(session, output, arguments, open_probes())


Command = Callable[[Session, Output, Arguments], Awaitable[int]]
COMMANDS: dict[str, Command] = {
    "status": _status,
    "providers": report_providers,
    "models": report_models,
    "ask": ask,
    "demo": demo,
    "doctor": _doctor,
    "pull": _pull,
}
StackCommand = Callable[[CommandedStack, Output, Arguments], Awaitable[int]]
STACK_COMMANDS: dict[str, StackCommand] = {"up": up, "down": down, "restart": restart, "logs": logs}
TransferCommand = Callable[[ChatStore, TransferOperations, Output, Arguments], Awaitable[int]]
TRANSFER_COMMANDS: dict[str, TransferCommand] = {"export": export, "import": import_file}
_STREAMING = ("ask", "demo", "pull", *STACK_COMMANDS)

log = logging.getLogger(__name__)


def run_command(arguments: Arguments) -> int:
    """Run the subcommand; gives the exit status, and has said on stderr why when that is 1."""
    output, redaction = standard_output(arguments.as_json), new_redaction()
    if arguments.prompt == "-":
        # Before the loop runs: within it, the first Ctrl-C would wait for the end of the input.
        arguments = replace(arguments, prompt=sys.stdin.read() if sys.stdin is not None else "")
        if not arguments.prompt.strip():
            output.remark("The prompt is empty.")
            return USAGE

    async def work(session: Session) -> int:
        async with session:
            return await COMMANDS[arguments.command](session, output, arguments)

    def run() -> int:
        try:
            with asyncio.Runner() as runner:
                if command := STACK_COMMANDS.get(arguments.command):
                    return run_interruptible(runner, _awaited(command(open_stack(output), output, arguments)))
                if transfer := TRANSFER_COMMANDS.get(arguments.command):
                    return run_interruptible(runner, _with_store(transfer, output, arguments))
                return run_interruptible(runner, work(open_session(output, redaction)))
        except TarsError as error:
            if arguments.as_json and arguments.command not in _STREAMING:
                output.failure_document(error)
            output.failure(error)
            return FAILED

    return _ended_well(run, output, redaction)


async def _awaited(work: Awaitable[int]) -> int:
    return await work


async def _with_store(command: TransferCommand, output: Output, arguments: Arguments) -> int:
    store = await open_store(output)
    try:
        return await command(store, transfer_of(store), output, arguments)
    finally:
        await store.aclose()


def run_conversation(reason: str) -> int:
    """Hold the conversation in the terminal, having said the reason; gives the exit status."""
    output, redaction = standard_output(), new_redaction()

    def run() -> int:
        output.remark(reason)
        with asyncio.Runner() as runner:
            return _converse(runner, output, open_session(output, redaction))

    return _ended_well(run, output, redaction)


def _converse(runner: asyncio.Runner, output: Output, session: Session) -> int:
    store: ChatStore | None = None
    try:
        try:
            store = run_interruptible(runner, open_store(output))
        except StoreError as error:
            output.failure(error)
        is_interactive = sys.stdin is not None and sys.stdin.isatty()
        if is_interactive:
            output.remark("/help lists the commands, Ctrl-D ends the conversation.")
            with suppress(ImportError):  # Windows has none
                import readline  # noqa: F401  # lets input() edit; late, it is of no use to a command
        conversation = TerminalConversation(runner, session, output, store)
        return conversation.hold(_read_line, is_interactive=is_interactive)
    finally:
        run_interruptible(runner, _close(session, store))


async def _close(session: Session, store: ChatStore | None) -> None:
    try:
        await session.aclose()
    finally:
        if store is not None:
            await store.aclose()


def _read_line() -> str:
    """The next line of stdin, edited as the terminal can."""
    if sys.stdin is None:
        raise EOFError
    if sys.stdin.isatty():
        return input("> ")
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


def _ended_well(run: Callable[[], int], output: Output, redaction: Redaction) -> int:
    """The exit status of `run`, whichever way it ends; a defect is one line and a record in the log."""
    sys.excepthook = _report_defect
    logs = ExitStack()
    logs.enter_context(log_of_commands(redaction))
    atexit.register(logs.close)  # not at the end of a `with`: the report of a defect comes after that
    try:
        return run()
    except KeyboardInterrupt:
        return INTERRUPTED
    except Terminated:
        return TERMINATED
    except OutputFailed as failure:
        if not failure.reason:
            return OUTPUT_CLOSED
        output.remark(f"The output cannot be written: {failure.reason}.")
        return FAILED


def _report_defect(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The last resort: nobody is helped by a traceback in the terminal."""
    log.error("the command failed by a defect", exc_info=(kind, error, trace))
    print(f"A defect in TARS Desktop stopped the command: {kind.__name__}: {error}", file=sys.stderr)
