"""The console script: a subcommand runs without Qt; without one the application opens."""

import gc
import os
import sys
from collections.abc import Sequence

from desktop.cli.arguments import Arguments, parse_arguments

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line (without the program's name) says; gives the exit status."""
    os.umask(0o077)
    try:
        arguments = parse_arguments(argv)
        if arguments.command and not arguments.window:
            # The imports in this module are late: `--version` and mistakes in usage answer at once, and Qt
            # stays out of scripts.
            from desktop.cli.commands import run_command

            return run_command(arguments)
        return _open_application(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as end:  # argparse ends this way, after a mistake in usage, `--help` or `--version`
        return end.code if isinstance(end.code, int) else 1


def _open_application(arguments: Arguments) -> int:
    if not has_display():
        if arguments.window:
            sys.stderr.write("There is no display for a window. Leave --window out to ask here.\n")
            return 1
        return _converse("There is no display, so the conversation is held here.")
    gc.disable()  # what is imported stays; looking for garbage meanwhile is in vain, and costs 50 ms
    try:
        from desktop.app.plain_imports import import_qt

        import_qt()
        from desktop.app.second_start import status_of_second_start

        question = _question(arguments) if arguments.window else None
        if (status := status_of_second_start(hidden=arguments.hidden, question=question)) is not None:
            return status
        from desktop.app.main import run_application
    except ImportError as error:  # Qt without its system libraries, such as libEGL
        return _converse(f"The window cannot open ({error}), so the conversation is held here.")
    return run_application(hidden=arguments.hidden or arguments.window)


def _question(arguments: Arguments) -> str:
    """What `ask --window` asks, "" for nothing yet."""
    if arguments.prompt == "-":
        return sys.stdin.read() if sys.stdin is not None else ""
    return arguments.prompt


def _converse(reason: str) -> int:
    gc.enable()
    from desktop.cli.commands import run_conversation

    return run_conversation(reason)


def has_display() -> bool:
    """Whether a window can be shown: always, except on a Unix without X11, Wayland or a chosen platform."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
