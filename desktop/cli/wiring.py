"""Builds what the commands work with: the only module of the command line that knows adapters and clients."""

from contextlib import AbstractContextManager
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from desktop.adapters.built_in_engine import LlamaServer
from desktop.adapters.chat_store import SqliteChatStore
from desktop.adapters.container_gpu import DockerContainerGpu
from desktop.adapters.disk import ModelDisk, model_folders
from desktop.adapters.docker_compose import DockerCompose
from desktop.adapters.docker_program import DockerProgram
from desktop.adapters.gpu import gpus_of_this_computer
from desktop.adapters.key_file import FILE_NAME as KEY_FILE_NAME
from desktop.adapters.key_file import KeyFile
from desktop.adapters.keyring_store import KeyringStore
from desktop.adapters.locations import compose_dir, find_locations
from desktop.adapters.logs import Redaction, logging_to
from desktop.adapters.settings_file import SettingsFile
from desktop.adapters.system_facts import system_facts
from desktop.adapters.transfer_files import ChatFiles
from desktop.cli.examination import Probes
from desktop.cli.keys import KeyReader
from desktop.cli.output import Output
from desktop.cli.session import Session
from desktop.cli.stack import CommandedStack
from desktop.domain.secrets import key_places
from desktop.domain.settings import Settings
from desktop.domain.store import ChatStore
from desktop.providers.detection import connect
from desktop.services.sources import probe
from desktop.services.stack_operations import StackOperations
from desktop.services.transfer_operations import TransferOperations

__all__ = [
    "Redaction",
    "log_of_commands",
    "new_redaction",
    "open_probes",
    "open_session",
    "open_stack",
    "open_store",
    "transfer_of",
]


def new_redaction() -> Redaction:
    """What the log of one run hides; `open_session()` and `log_of_commands()` are to have the same."""
    return Redaction()


def open_session(output: Output, redaction: Redaction) -> Session:
    """The providers of the settings file and the built-in engine; what is wrong in the file is remarked.

    It reads a file: call it before the event loop runs. No key is read before a provider is asked.
    """
    file, settings = _settings(output)
    keys = KeyReader(
        KeyringStore(),
        KeyFile(find_locations().config / KEY_FILE_NAME),
        key_places(settings.all_endpoints),
        redaction.register_secret,
    )
    engine = LlamaServer(settings.model_file)
    return Session(settings, connect, engine, _stack(file, settings), keys.key_of, output.failure)


def open_stack(output: Output) -> CommandedStack:
    """The stack with the options of the settings file, as `open_session()` reads it."""
    return _stack(*_settings(output))


def open_probes() -> Probes:
    """What looks at this computer: nothing is read before it is asked for."""
    container = DockerContainerGpu(DockerProgram(compose_dir()))
    return Probes(gpus_of_this_computer(), container, ModelDisk(model_folders()), system_facts(_qt_version()))


def _qt_version() -> str:
    """That of the package, since the command line does without Qt itself."""
    try:
        return version("PySide6-Essentials")
    except PackageNotFoundError:  # a frozen application has no metadata
        return ""


def _settings(output: Output) -> tuple[SettingsFile, Settings]:
    file = SettingsFile(find_locations().settings_file)
    settings, problems = file.read()
    for problem in problems:
        output.failure(problem)
    return file, settings


def _stack(file: SettingsFile, settings: Settings) -> CommandedStack:
    locations = find_locations()
    engine = DockerCompose(compose_dir(), locations.config)
    operations = StackOperations(engine, partial(probe, connect), confirmed=settings.confirmed_stack)
    return CommandedStack(engine, operations, settings, file.write)


async def open_store(output: Output) -> ChatStore:
    """The chats that the window shows too; damage that was repaired is remarked. Raises `StoreError`."""
    store = await SqliteChatStore.open(find_locations().chats_file)
    if store.recovered is not None:
        output.failure(store.recovered)
    return store


def transfer_of(store: ChatStore) -> TransferOperations:
    """What exports from a store and imports into it."""
    return TransferOperations(store, ChatFiles())


def log_of_commands(redaction: Redaction) -> AbstractContextManager[Path | None]:
    """The application's log, for as long as the context lasts."""
    return logging_to(find_locations().logs, redaction)
