"""Builds everything and closes it in reverse: windows, services, stores, clients, engine."""

import asyncio
import logging
import sys
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QGuiApplication

from desktop.adapters.autostart import own_command
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
from desktop.adapters.library_file import read_library
from desktop.adapters.locations import Locations, compose_dir
from desktop.adapters.logs import Redaction
from desktop.adapters.memory import ComputerMemory
from desktop.adapters.pull_journal import PullJournalFile
from desktop.adapters.settings_file import SettingsFile
from desktop.adapters.system_facts import system_facts
from desktop.adapters.unsaved_chat_store import UnsavedChatStore
from desktop.app.asking_wiring import asking_on
from desktop.app.chat_wiring import composing_on
from desktop.app.desk import Desk
from desktop.app.desk_memory import DeskMemoryFile
from desktop.app.desktop_scheme import DesktopScheme
from desktop.app.language import Speech
from desktop.app.language_switch import LanguageSwitch
from desktop.app.late import Late
from desktop.app.late_clients import connect
from desktop.app.notifications import Daemon, Notifications
from desktop.app.provider_link import ProviderLink
from desktop.app.quick_desk import QuickDesk
from desktop.app.quitting import Quitting
from desktop.app.resume import Resume
from desktop.app.session import DeskSession
from desktop.app.session_link import SessionLink
from desktop.app.settings_desk import SettingsDesk
from desktop.app.threads import in_thread
from desktop.domain.catalog import ModelChoice
from desktop.domain.errors import StoreError, TarsError
from desktop.domain.providers import Endpoint
from desktop.domain.pull_queue import still_to_come
from desktop.domain.pulls import Pull
from desktop.domain.secrets import key_places
from desktop.domain.settings import Settings
from desktop.domain.store import ChatStore
from desktop.services.advice import AdviceService
from desktop.services.chats import ChatsService
from desktop.services.health import HealthService
from desktop.services.key_retry import KeyRetry
from desktop.services.model_services import ModelServices
from desktop.services.models import ModelService
from desktop.services.notices import NoticesService
from desktop.services.providers import ProviderService
from desktop.services.pull_run import pulled
from desktop.services.pulls import PullService
from desktop.services.secrets import SecretsService
from desktop.services.settings import SettingsService
from desktop.services.source_list import sources_of
from desktop.services.sources import AddressSource, EngineSource, KeyOf, ProviderSource, probe
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations
from desktop.ui.theme import Theme

if TYPE_CHECKING:
    from desktop.app.settings_wiring import SettingsServices
    from desktop.app.setup_wiring import SetupServices
    from desktop.services.transfer import TransferService
    from desktop.ui.main_window import MainWindow

log = logging.getLogger(__name__)


@asynccontextmanager
async def running(
    app: QGuiApplication,
    theme: Theme,
    speech: Speech,
    locations: Locations,
    quitting: Quitting,
    redaction: Redaction,
) -> AsyncIterator[tuple[Desk, QuickDesk]]:
    """The application while it runs; on the way out replies are stopped and saved, and the engine ended."""
    async with AsyncExitStack() as stack:
        session_end = SessionLink(app)
        session_end.ended.connect(quitting.request)
        stack.push_async_callback(session_end.aclose)  # last: the session waits for what is saved before
        file = SettingsFile(locations.settings_file)
        settings, problems = await asyncio.to_thread(file.read)
        keeper = SettingsService(settings, in_thread(file.write), in_thread(file.reread))
        stack.push_async_callback(keeper.aclose)
        store, trouble = await _open_store(locations.chats_file)
        stack.push_async_callback(store.aclose)
        secrets = _secrets(settings, locations, redaction)
        stack.push_async_callback(secrets.aclose)
        sources = _Sources(secrets.key_of)
        choice = ModelChoice(settings.provider, settings.model)
        providers = ProviderService(sources_of(settings, sources), choice)
        stack.push_async_callback(providers.aclose)
        model_stack = _stack(settings, locations)
        stack.push_async_callback(model_stack.aclose)
        disk = ModelDisk(model_folders())
        health = _health(providers, model_stack, disk)
        stack.push_async_callback(health.aclose)
        chats = ChatsService(store, providers, keeper)
        stack.push_async_callback(chats.aclose)
        transfer = Late(partial(_transfer, store, chats))
        stack.push_async_callback(transfer.aclose)
        journal = PullJournalFile(locations.pulls_file)
        pulls = PullService(providers, journal, partial(_pulled, disk), settings.pulls_at_once)
        stack.push_async_callback(pulls.aclose)
        models = ModelService(providers, pulls, keeper, store, chats.is_answering)
        pulls.ended.connect(models.take_pull)

        def promised(provider: str, model: str) -> int:
            return still_to_come(pulls.state.rows, provider, model)

        stack.push_async_callback(models.aclose)
        library = read_library()
        advice = AdviceService(providers, health, library, ComputerMemory(), promised=promised)
        stack.push_async_callback(advice.aclose)
        model_services = ModelServices(pulls, models, advice, library)

        def made_setup() -> "SetupServices":
            from desktop.app.setup_wiring import SetupServices

            own = AdviceService(providers, health, library, ComputerMemory(), promised=promised)
            return SetupServices(
                locations, model_stack, providers, health, model_services, keeper, chats, own
            )

        setup = Late(made_setup)
        stack.push_async_callback(setup.aclose)
        theme.use(settings.appearance)
        DesktopScheme(QDBusConnection.sessionBus(), theme).told.connect(theme.follow_desktop)
        speech.use(settings.language)
        keeper.changed.connect(LanguageSwitch(speech, theme).follow)
        facts, folder = system_facts(qVersion()), str(compose_dir())
        desk = Desk(
            theme,
            chats,
            providers,
            keeper,
            sources,
            model_stack,
            health,
            model_services,
            lambda: setup().setup,
            facts,
            folder,
        )
        speech.changed.connect(desk.remake, Qt.ConnectionType.QueuedConnection)

        def add_transfer(window: "MainWindow") -> None:
            from desktop.ui.transfer import TransferMenu

            menu = TransferMenu(theme, window.page, chats, transfer())
            window.sidebar.export_wanted.connect(menu.ask_export)

        desk.slot.add_step(add_transfer)
        stack.callback(desk.close)
        memory = DeskMemoryFile(locations.data / "desk.json")
        session = DeskSession(app, desk, chats, memory, own_command())
        stack.push_async_callback(session.aclose)
        session_end.start(session.save, session.command)
        Resume(QDBusConnection.systemBus(), desk).resumed.connect(health.check_again)
        quick = await stack.enter_async_context(asking_on(desk, theme, locations, store, chats, providers))
        link = ProviderLink(keeper, providers, secrets, sources, model_stack)
        stack.callback(link.stop)

        def made_settings() -> "SettingsServices":
            from desktop.app.settings_wiring import SettingsServices

            return SettingsServices(locations, keeper, providers, secrets, model_stack, transfer())

        settings_services = Late(made_settings)
        stack.push_async_callback(settings_services.aclose)
        stack.callback(SettingsDesk(theme, keeper, lambda: settings_services().needs, desk).close)
        await stack.enter_async_context(composing_on(desk, theme, chats, providers, keeper, health, library))
        stack.push_async_callback(_notifications(desk, pulls, model_stack, chats, health, keeper).aclose)
        desk.unlock_wanted.connect(KeyRetry(secrets, providers, chats, desk).unlock_for)
        keeper.watch()
        desk.quit_wanted.connect(quitting.request)
        for problem in (*problems, *trouble):
            desk.say(problem)
        yield desk, quick


def _notifications(
    desk: Desk,
    pulls: PullService,
    stack: StackService,
    chats: ChatsService,
    health: HealthService,
    settings: SettingsService,
) -> Notifications:
    """By the session bus on Linux, where clicks can be told apart; elsewhere by the tray icon."""
    connect = partial(_notification_bus, "TARS Desktop", "tars-desktop") if sys.platform == "linux" else None
    notices = NoticesService(pulls, stack, chats, health, settings, desk.is_in_front, desk)
    notifications = Notifications(notices, connect, desk.show_message, desk)
    notifications.opened.connect(desk.open_notice)
    desk.message_clicked.connect(notifications.open_from_tray)
    return notifications


@asynccontextmanager
async def _notification_bus(name: str, icon: str) -> AsyncIterator[Daemon | None]:
    # Late: its library is there on Linux only, and is needed when there is something to tell.
    from desktop.adapters.desktop_notifications import connected

    async with connected(name, icon) as daemon:
        yield daemon


def _transfer(store: ChatStore, chats: ChatsService) -> "TransferService":
    from desktop.adapters.transfer_files import ChatFiles
    from desktop.services.transfer import TransferService
    from desktop.services.transfer_operations import TransferOperations

    return TransferService(TransferOperations(store, ChatFiles()), chats.refresh)


def _secrets(settings: Settings, locations: Locations, redaction: Redaction) -> SecretsService:
    file = KeyFile(locations.config / KEY_FILE_NAME)
    return SecretsService(KeyringStore(), file, key_places(settings.all_endpoints), redaction.register_secret)


def _stack(settings: Settings, locations: Locations) -> StackService:
    engine = DockerCompose(compose_dir(), locations.config)
    operations = StackOperations(engine, partial(probe, connect), confirmed=settings.confirmed_stack)
    return StackService(engine, operations, settings.stack)


def _health(providers: ProviderService, stack: StackService, disk: ModelDisk) -> HealthService:
    container = DockerContainerGpu(DockerProgram(compose_dir()))
    return HealthService(providers, stack, gpus_of_this_computer(), container, disk)


def _pulled(disk: ModelDisk, source: ProviderSource, start: Pull) -> AsyncGenerator[Pull, None]:
    """A pull that can tell the free space, if its server keeps the models on this computer."""

    async def free_bytes() -> int | None:
        facts = await disk.read()
        return None if facts.evidence else facts.free_bytes

    return pulled(source, start, free_bytes=free_bytes if source.endpoint.is_local else None)


async def _open_store(path: Path) -> tuple[ChatStore, tuple[TarsError, ...]]:
    """The chats on the disk, or in memory if the disk cannot be used; and what there is to say about it."""
    try:
        store = await SqliteChatStore.open(path)
    except StoreError as error:
        log.warning("chats are not saved: %s", error)
        return UnsavedChatStore(error), (error,)
    return store, (store.recovered,) if store.recovered is not None else ()


class _Sources:
    """The sources of providers, each with its key once it is opened."""

    def __init__(self, key_of: KeyOf) -> None:
        self._key_of = key_of

    def at(self, endpoint: Endpoint) -> ProviderSource:
        return AddressSource(endpoint, connect, self._key_of)

    def of_file(self, path: str) -> ProviderSource:
        return EngineSource(LlamaServer(path), connect, path)
