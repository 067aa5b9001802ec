"""The command line's grammar; imports nothing heavy, so that mistakes and `--version` answer at once."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, fields

from desktop import __version__
from desktop.domain.stack import GpuChoice, Removal
from desktop.domain.transfer import FileFormat

MOST_LINES = 100_000
DEMO_PROMPT = "Say hello in one short sentence."

EPILOG = """\
exit status:
  0    done
  1    failed: one line on stderr says why
  2    the command line was wrong
  130  interrupted by Ctrl-C (143 by SIGTERM, 141 when nobody reads the output any more)
"""

STATUS_EPILOG = """\
With --json, one document:
  can_answer       whether at least one provider has a model to answer with
  verdict          the first line of the plain output
  stack            state, url, is_exposed, services, gpu, gpu_fallback, ollama_version, engine,
                   error; null with --provider
  attention        list of what needs it (empty with --provider): kind, state (attention, failure),
                   cause, sentence, evidence, fix (a command, or null)
  providers        list of:
    id, name, url, kind (ollama, openai, docker-model-runner, or null while unknown), is_local,
    default_model, state (available, unavailable), version, latency_seconds, model_count,
    error          null, or {type, cause, status, message, evidence}

Exit status 0 when at least one provider can answer, 1 otherwise.
"""

PROVIDERS_EPILOG = """\
With --json, one document: {"providers": [...]}, each with the fields that `status --help` lists.
"""

MODELS_EPILOG = """\
With --json, one document: {"providers": [...]}, each with
  id, name, url, state, error    as `status --help` says
  models           list of: name, size_bytes, parameters, quantization, family, context_length,
                   digest, modified_at, capabilities, remote_host (all but name null where unknown)

Exit status 0 when at least one model is there, 1 otherwise.
"""

ASK_EPILOG = """\
The reply goes to stdout as it arrives. PROMPT "-" is read from stdin.
With --window it is asked in a small window of the application, which is opened if it is not open yet, with
the provider and model chosen there; without PROMPT the window waits for the question.
With --json, one record a line, each with "event" and "provider" (its id):
  started          provider_name, url, is_local, model
  thinking         text: reasoning, which is not part of the reply
  text             text: the next piece of the reply
  finished         reason, reply_tokens, prompt_tokens, tokens_per_second, first_token_seconds,
                   generation_seconds, load_seconds (null where unknown)
  failed           error {type, cause, status, message, evidence}, is_partial: whether text came before it
  stopped          the command was interrupted
"""

PULL_EPILOG = """\
Without --provider the model goes to the provider of the settings if that can pull, else to the first that
answers and can: an Ollama, or Docker Model Runner. Ctrl-C stops; the same command goes on where it was.
A connection that is lost is made again, until five tries in a row have brought nothing. When the server
itself has gone, it is waited for on a terminal, and elsewhere the command fails.
With --json, one record a line, each with "event", "provider" (its id) and "model":
  progress         phase (manifest, downloading, verifying, writing, retrying, waiting), completed_bytes,
                   total_bytes, fraction, again_bytes, bytes_per_second, seconds_left, retry_seconds,
                   was_installed, error (why it is retried, or null); null where unknown
  finished         the same, once the server's list has the model
  failed           error {type, cause, status, message, evidence}
  stopped          the command was interrupted
"""

DEMO_EPILOG = f"""\
Without PROMPT, asks: {DEMO_PROMPT}
With --json, the records that `ask --help` lists for one provider after another, and at the end
  summary          answered, provider_count

Exit status 0 when at least one provider answered, 1 otherwise.
"""


STACK_RECORDS = """
With --json, one record a line, each with "event":
  progress         operation, stage, id, status, text, fraction, completed_bytes, total_bytes,
                   bytes_per_second, seconds_left (null where unknown)
  finished         stack: what `status --help` lists as "stack"
  failed           error {type, cause, status, message, evidence}
"""

DOCTOR_EPILOG = """\
Made to be pasted into an issue: it holds no prompt, key, user name, host name or home folder.
With --json, one document:
  verdict          ok, busy, attention, failure or off
  items            list of: kind, state, cause, title, sentence, evidence
  report           the Markdown

Exit status 0 once the report is made, whatever it says.
"""

UP_EPILOG = f"""\
Returns when the server in the stack is well. A GPU that cannot be had is no failure: the stack runs on the
CPU then, and stderr says why. Image, address and port are those of the settings.
A compose file of your own that gives more away than the shipped ones (folders of this computer, an open
port, more rights) is started once you have agreed with --yes; when it changes, you are asked again.
{STACK_RECORDS}"""

DOWN_EPILOG = f"""\
Stops the containers; they and the models stay. --remove takes away: the containers; the containers and
their images; or the containers and the volume with every downloaded model. The last two need --yes.
{STACK_RECORDS}"""

EXPORT_EPILOG = """\
FILE is replaced if it is there, and written whole or not at all. Without it, or with "-", it is stdout.
JSON is the default, and holds everything of all chats (docs/export-format.md); Markdown holds the active
branch of one chat, and is the default for a FILE that ends in .md. The window must be closed meanwhile.
With --json, one document (needs a FILE):
  path, format, chats, messages, size_bytes, can_be_imported
"""

IMPORT_EPILOG = """\
Reads what `export` has written as JSON, ChatGPT's conversations.json, and the chats that Open WebUI exports.
All chats of the file are added, or none if anything in it is wrong; none that is there is changed. The window
must be closed meanwhile.
With --json, one document:
  path, origin (tars-desktop, chatgpt, open-webui), chats (their titles), messages, left_out
"""

LOGS_EPILOG = """\
Without --follow it ends when the stack has printed nothing for a moment.
With --json, one record a line: {"event": "line", "text": "..."}, or {"event": "failed", "error": {...}}
"""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the command line asks for; `command` "" opens the application."""

    command: str = ""
    hidden: bool = False
    as_json: bool = False
    provider: str = ""
    """An id, or the address of a server."""
    model: str = ""
    prompt: str = ""
    window: bool = False
    """Of `ask`: in a window of the application."""
    gpu: str = ""
    """Of `up`: a `GpuChoice`, "" for that of the settings."""
    remove: str = ""
    """Of `down`: a `Removal`, "" for none."""
    yes: bool = False
    """Agrees to what is asked about: deletion for good, or what a configuration gives away."""
    follow: bool = False
    lines: int = 100
    """Of `logs`: how many of the last ones."""
    file: str = ""
    """Of `export` and `import`; "-" is stdout."""
    format: str = ""
    """Of `export`: a `FileFormat`, "" for the usual one."""
    chat: int = 0
    """Of `export`: the place of the one chat in the list, from 1; 0 for all."""
    without_thinking: bool = False


def parse_arguments(argv: Sequence[str] | None = None) -> Arguments:
    """The arguments as a value. Raises `SystemExit`: 2 after a mistake in usage, 0 after help or version."""
    whole = _parser()
    found = whole.parse_args(argv, argparse.Namespace(**_DEFAULTS))
    parser = vars(found).pop("parser", whole)  # of the subcommand, whose usage is shown with its mistakes
    if found.window and (found.as_json or found.provider or found.model):
        parser.error("--window goes without --json, --provider and --model")
    if found.command in ("ask", "demo") and not found.prompt.strip() and not found.window:
        parser.error("the prompt is empty")
    if found.remove in (Removal.IMAGES, Removal.MODELS) and not found.yes:
        parser.error(f"--remove {found.remove} deletes for good: say --yes too")
    if not 0 <= found.lines <= MOST_LINES:
        parser.error(f"--lines takes a number from 0 to {MOST_LINES}")
    if found.command == "export":
        _check_export(parser, found)
    return Arguments(**vars(found))


def _check_export(parser: argparse.ArgumentParser, found: argparse.Namespace) -> None:
    if found.chat is not None and found.chat < 1:
        parser.error("--chat takes a number from 1")
    if found.format == FileFormat.MARKDOWN and not found.chat:
        parser.error("--format markdown takes one chat: say --chat N too")
    if found.as_json and found.file == "-":
        parser.error("--json needs a FILE")
    found.chat = found.chat or 0


_DEFAULTS = {field.name: field.default for field in fields(Arguments)}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tars-desktop",
        description="A desktop companion for language models that run on your own machine. "
        "Without a command it opens the application.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        argument_default=argparse.SUPPRESS,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument("--hidden", action="store_true", help="open the application without its window")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add(commands, "status", "say which providers can answer, and why the others cannot", STATUS_EPILOG)
    _add(commands, "providers", "list the providers", PROVIDERS_EPILOG)
    _add(commands, "models", "list the models of every provider", MODELS_EPILOG)
    _add(
        commands, "doctor", "print a report about this computer's health, for asking for help", DOCTOR_EPILOG
    )
    ask = _add(commands, "ask", "ask one question and stream the reply", ASK_EPILOG)
    ask.add_argument("prompt", metavar="PROMPT", nargs="?", help='the question; "-" reads it from stdin')
    ask.add_argument("--window", action="store_true", help="ask in a small window of the application")
    demo = _add(commands, "demo", "ask every available provider the same question", DEMO_EPILOG)
    demo.add_argument("prompt", metavar="PROMPT", nargs="?", default=DEMO_PROMPT, help="the question")
    pull = _add(commands, "pull", "download a model into a provider", PULL_EPILOG)
    pull.add_argument("model", metavar="MODEL", help="its name, such as llama3:8b")
    _add_stack(commands)
    _add_transfer(commands)
    for command in (ask, demo):
        command.add_argument("--model", metavar="NAME", help="the model that answers")
    return parser


def _add_stack(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The subcommands about the stack."""
    up = _add(commands, "up", "start the stack", UP_EPILOG, asks_providers=False)
    up.add_argument("--gpu", choices=list(GpuChoice), help="the GPU to hand to the stack")
    up.add_argument("--yes", action="store_true", help="agree to what the configuration gives away")
    down = _add(commands, "down", "stop the stack", DOWN_EPILOG, asks_providers=False)
    down.add_argument("--remove", choices=list(Removal), help="take away as well")
    down.add_argument("--yes", action="store_true", help="do not ask")
    _add(commands, "restart", "stop the stack and start it again", STACK_RECORDS, asks_providers=False)
    logs = _add(commands, "logs", "show what the stack has printed", LOGS_EPILOG, asks_providers=False)
    logs.add_argument("--follow", action="store_true", help="go on until Ctrl-C")
    logs.add_argument("--lines", type=int, metavar="N", help="how many of the last lines (100)")


def _add_transfer(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The subcommands about files of chats."""
    export = _add(commands, "export", "write chats into a file", EXPORT_EPILOG, asks_providers=False)
    chosen = export.add_mutually_exclusive_group()
    chosen.add_argument("--chat", type=int, metavar="N", default=None, help="the N-th chat of the list")
    chosen.add_argument("--all", dest="chat", action="store_const", const=None, help="every chat (usual)")
    export.add_argument("--format", choices=list(FileFormat), help="what to write")
    export.add_argument("--without-thinking", action="store_true", help="leave the thinking out of Markdown")
    export.add_argument("file", metavar="FILE", nargs="?", default="-", help='"-" is stdout')
    imported = _add(commands, "import", "add the chats of a file", IMPORT_EPILOG, asks_providers=False)
    imported.add_argument("file", metavar="FILE", help="a file of chats")


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    summary: str,
    epilog: str,
    *,
    asks_providers: bool = True,
) -> argparse.ArgumentParser:
    """A subcommand with the options that all of them have."""
    command = commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        argument_default=argparse.SUPPRESS,
    )
    command.add_argument("--json", dest="as_json", action="store_true", help="print JSON, for scripts")
    command.set_defaults(parser=command)
    if asks_providers:
        command.add_argument(
            "--provider", metavar="ID", help="one provider only: its id, or the address of any model server"
        )
    return command
