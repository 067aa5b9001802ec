"""What the user can do in the setup, done by the services that it belongs to."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.catalog import ModelChoice
from desktop.domain.errors import TarsError
from desktop.domain.pulls import Pull, PullKey, PullPhase
from desktop.domain.setup import AddressTest, FirstAnswer, Setup
from desktop.domain.setup_engine import SetupEngine
from desktop.domain.setup_way import Verb, Way
from desktop.domain.urls import repaired_url
from desktop.services.advice import AdviceService
from desktop.services.chats import ChatsService
from desktop.services.health import HealthService
from desktop.services.model_services import ModelServices
from desktop.services.providers import ProviderService
from desktop.services.settings import SettingsService
from desktop.services.setup_answer import FirstQuestion
from desktop.services.stack import StackService
from desktop.services.stack_operations import Probe, StackOperations
from desktop.services.tasks import TaskScope


@dataclass(frozen=True, slots=True)
class SetupNeeds:
    """What the setup stands on."""

    stack: StackService
    providers: ProviderService
    health: HealthService
    models: ModelServices
    settings: SettingsService
    chats: ChatsService
    advice: AdviceService
    """One of its own: that of the models page is asked about other names."""
    operations: StackOperations
    engine: SetupEngine
    probe: Probe
    """What answers at an address that is no provider yet."""


class SetupWays(QObject):
    """Does what a way says; what came of it is among its fields, and `changed` says when."""

    changed = Signal()
    address_found = Signal(str)
    """A model server answers at the address that was typed."""
    container_stopped = Signal()
    answered = Signal(FirstAnswer)
    """The answer is whole, and measured."""

    def __init__(self, needs: SetupNeeds, question: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._needs, self._question_text = needs, question
        self._tasks = TaskScope()
        self._question = FirstQuestion(needs.chats, needs.providers, self)
        self._question.changed.connect(self.changed)
        self._question.answered.connect(self.answered)
        self._wanted: PullKey | None = None
        self.address: AddressTest | None = None
        self.stop_error: TarsError | None = None
        """Why a container could not be stopped."""
        needs.models.pulls.ended.connect(self._choose_pulled)

    @property
    def answer(self) -> FirstAnswer | None:
        return self._question.answer

    def do(self, way: Way, setup: Setup, text: str) -> None:
        """Do what is not about the setup itself; `text` was checked."""
        stack = self._needs.stack
        self.stop_error = None
        match way.verb:
            case Verb.USE_ADDRESS:
                self.address = AddressTest(repaired_url(text))
                self._tasks.start(self._test_address(self.address.url), name="test-address")
            case Verb.USE_PORT | Verb.CHOOSE_PORT:
                stack.set_options(replace(stack.state.options, port=int(way.subject or text)))
            case Verb.STOP_CONTAINER:
                self._tasks.start(self._stop_container(way.subject), name="stop-container")
            case Verb.FETCH_IMAGE:
                stack.pull()
            case Verb.START_STACK:
                stack.start()
            case Verb.RESTART_STACK:
                stack.restart()
            case Verb.CANCEL_STACK:
                stack.cancel()
            case _:
                self._do_with_model(way, setup, text)

    def use_provider(self, provider: str) -> None:
        """Have a provider answer from now on."""
        self.address = None
        self._needs.providers.choose(ModelChoice(provider))
        self._needs.providers.refresh_one(provider)

    async def aclose(self) -> None:
        self._needs.models.pulls.ended.disconnect(self._choose_pulled)
        await self._tasks.aclose()
        await self._question.aclose()

    def _do_with_model(self, way: Way, setup: Setup, text: str) -> None:
        pulls, providers = self._needs.models.pulls, self._needs.providers
        match way.verb:
            case Verb.USE_MODEL:
                providers.choose(ModelChoice(setup.provider, way.subject))
            case Verb.PULL | Verb.PULL_OTHER:
                self._wanted = pulls.pull(setup.provider, way.subject or text)
            case Verb.CANCEL_PULL:
                if setup.pull is not None:
                    pulls.cancel(setup.pull.key)
            case Verb.ASK:
                choice = ModelChoice(setup.provider, setup.model)
                providers.choose(choice)
                self._question.ask(choice, self._question_text())
            case Verb.STOP_ANSWER:
                self._question.stop()
            case _:
                raise AssertionError(f"nothing is done by {way.verb}")

    @Slot(Pull)
    def _choose_pulled(self, pull: Pull) -> None:
        """A model that was pulled here answers from now on."""
        if pull.key == self._wanted and pull.phase is PullPhase.DONE:
            self._wanted = None
            self._needs.providers.choose(ModelChoice(pull.key.provider, pull.key.model))

    async def _test_address(self, url: str) -> None:
        error: TarsError | None = None
        try:
            await self._needs.probe(url)
        except TarsError as failure:
            error = failure
        if self.address is None or self.address.url != url:
            return  # the user has typed another one meanwhile
        if error is not None:
            self.address = AddressTest(url, error)
            self.changed.emit()
        else:
            self.address_found.emit(url)

    async def _stop_container(self, name: str) -> None:
        try:
            await self._needs.engine.stop_container(name)
        except TarsError as error:
            self.stop_error = error
        self.container_stopped.emit()
