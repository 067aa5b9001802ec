"""The setup: where the user is on the way to a first answer, and the verbs that lead on."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.errors import TarsError
from desktop.domain.pull_advice import Advice
from desktop.domain.settings import Baseline
from desktop.domain.setup import (
    STEPS_OF,
    FirstAnswer,
    Setup,
    SetupFacts,
    SetupRoute,
    SetupStep,
    StepState,
    Wishes,
)
from desktop.domain.setup_provider_steps import fraction_on_gpu
from desktop.domain.setup_reading import setup_of, text_problem
from desktop.domain.setup_stack_steps import step_of_error
from desktop.domain.setup_way import Verb, Way
from desktop.domain.stack import StackState
from desktop.services.setup_checks import PACE_SECONDS, SetupChecks
from desktop.services.setup_ways import SetupNeeds, SetupWays
from desktop.services.tasks import TaskScope

__all__ = ["SetupNeeds", "SetupService"]


class SetupService(QObject):
    """Publishes one `Setup` while somebody looks. What it begins belongs to the other services.

    `question` gives what the model is asked at the end, in the user's language.
    """

    changed = Signal(Setup)
    address_found = Signal(str)
    """A model server answers at this address, which the user typed: it is to become the chosen provider."""
    finished = Signal()
    """The user is through, or has skipped all of it."""

    def __init__(
        self,
        needs: SetupNeeds,
        question: Callable[[], str],
        parent: QObject | None = None,
        pace_seconds: float = PACE_SECONDS,
    ) -> None:
        super().__init__(parent)
        self._needs = needs
        self._tasks = TaskScope()
        self._checks = SetupChecks(
            needs.stack, needs.providers, needs.health, needs.operations, needs.engine, pace_seconds
        )
        self._ways = SetupWays(needs, question, self)
        self._looking: asyncio.Task[None] | None = None
        self._wishes = Wishes()
        self._current = SetupStep.ENGINE
        self._leads = True
        """Whether the user is led on from a step that is well; they may want to look at it."""
        self._advices: dict[str, Advice] = {}
        self._was_busy = False
        self.state = self._setup()
        self._connect()

    @property
    def is_open(self) -> bool:
        """Whether somebody looks."""
        return self._looking is not None

    def open(self) -> None:
        """Begin where the user is wanted, and check what is shown until `close()`; ignored while open."""
        if self._looking is None:
            self._wishes = replace(self._wishes, passed=frozenset())
            self._leads = True
            self._current = self._setup().first_unsettled
            self._looking = self._tasks.start(self._checks.run(self._shown, self._publish), name="setup")
            self._publish()

    def close(self) -> None:
        """Check no longer; what is under way goes on."""
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def show(self, step: SetupStep) -> None:
        """Show a step of the user's choice; one that is well stays until they go on."""
        self._current = step
        self._leads = not self.state.is_settled(step)
        self._checks.check_now()
        self._publish()

    def back(self) -> None:
        """Show the step before; ignored at the first."""
        if self.state.number > 1:
            self.show(self.state.steps[self.state.number - 2].step)

    def skip(self) -> None:
        """Go past the step as it is; past the last one, the setup is over."""
        self._pass()
        if self.state.number == len(self.state.steps):
            self._finish()
        else:
            self._go_on()
            self._publish()

    def check_again(self) -> None:
        """Find out anew about the step that is shown."""
        if self._current in (SetupStep.GPU, SetupStep.DISK, SetupStep.START):
            self._needs.health.check_again()
        elif self._current is SetupStep.ENGINE:
            self._needs.stack.check_again()
        if self._current in (SetupStep.ENGINE, SetupStep.PROVIDER, SetupStep.MODEL, SetupStep.ANSWER):
            self._needs.providers.refresh()
        self._checks.check_now(anew=self._current in (SetupStep.PORT, SetupStep.IMAGE))
        self._publish()

    def use_route(self, route: SetupRoute) -> None:
        """Take the other way; a provider is decided on anew."""
        if route is not self.state.route:
            self._wishes = Wishes(route)
            self._leads = True
            self._current = STEPS_OF[route][0]
            self._current = self._setup().first_unsettled
            self._checks.check_now()
            self._publish()

    def press(self, way: Way, text: str = "") -> TarsError | None:
        """Do what a way says, with `text` if it takes one; gives why it was not done, or None."""
        problem = text_problem(way, text) if way.takes_text else None
        if problem is not None:
            return problem
        self._leads = True
        match way.verb:
            case Verb.CONTINUE:
                self._pass()
                self._go_on()
            case Verb.CHECK_AGAIN | Verb.INSTALL_DOCKER:
                self.check_again()
            case Verb.USE_PROVIDER:
                self._use_provider(way.subject)
            case Verb.FINISH:
                self._finish()
            case _:
                try:
                    self._ways.do(way, self.state, text.strip())
                except TarsError as error:  # the provider was removed meanwhile
                    return error
                if way.verb is Verb.USE_MODEL:
                    self._go_on()
        self._checks.check_now()
        self._publish()
        return None

    def advise(self, model: str) -> None:
        """Find out what pulling a model would mean; the advice comes among the facts."""
        if self.state.provider:
            self._needs.advice.ask(self.state.provider, model)

    async def aclose(self) -> None:
        """Stop looking; everything else belongs to the other services, which are open until then."""
        self.close()
        needs = self._needs
        needs.stack.changed.disconnect(self._hear_stack)
        for signal in (needs.health.changed, needs.models.pulls.changed, needs.settings.changed):
            signal.disconnect(self._hear)
        needs.advice.changed.disconnect(self._hear_advice)
        await self._tasks.aclose()
        await self._ways.aclose()

    def _connect(self) -> None:
        needs, ways = self._needs, self._ways
        needs.stack.changed.connect(self._hear_stack)
        for signal in (needs.health.changed, needs.models.pulls.changed, needs.settings.changed):
            signal.connect(self._hear)
        needs.advice.changed.connect(self._hear_advice)
        ways.changed.connect(self._hear)
        ways.address_found.connect(self._take_address)
        ways.container_stopped.connect(self._look_anew)
        ways.answered.connect(self._keep)

    def _finish(self) -> None:
        self._needs.settings.change(is_set_up=True)
        self.finished.emit()

    def _use_provider(self, provider: str) -> None:
        self._wishes = Wishes(SetupRoute.PROVIDER, provider)
        self._ways.use_provider(provider)
        self._current = SetupStep.PROVIDER

    @Slot(str)
    def _take_address(self, url: str) -> None:
        self.address_found.emit(url)
        self._use_provider(self._needs.providers.state.chosen.provider)
        self._publish()

    @Slot()
    def _look_anew(self) -> None:
        self._checks.check_now(anew=True)

    def _pass(self) -> None:
        """Nothing keeps the user at the step that is shown any more."""
        self._wishes = replace(self._wishes, passed=self._wishes.passed | {self._current})

    def _go_on(self) -> None:
        """Show the next step where the user is wanted; the last one if nowhere."""
        setup = self._setup()
        later = [step.step for step in setup.steps[setup.number :] if not setup.is_settled(step.step)]
        self._current = later[0] if later else SetupStep.ANSWER

    def _shown(self) -> Setup:
        return self.state

    def _setup(self) -> Setup:
        needs, checks, ways = self._needs, self._checks, self._ways
        facts = SetupFacts(
            needs.health.state,
            checks.port,
            checks.has_image,
            needs.models.pulls.state,
            needs.models.library,
            tuple(self._advices.values()),
            ways.address,
            ways.answer,
            needs.settings.state.baseline,
            ways.stop_error,
        )
        return setup_of(facts, self._wishes, self._current, checks.at_seconds)

    @Slot()
    def _hear(self) -> None:
        if self.is_open:
            self._publish()

    @Slot(Advice)
    def _hear_advice(self, advice: Advice) -> None:
        if advice.model:
            self._advices[advice.model] = advice
            self._hear()

    @Slot(StackState)
    def _hear_stack(self, stack: StackState) -> None:
        """What an operation has done is looked at anew; one that failed leads to the step that mends it."""
        has_ended = self._was_busy and not stack.is_busy
        self._was_busy = stack.is_busy
        if has_ended and self.is_open:
            self._checks.check_now(anew=True)
            if stack.error is not None and self.state.route is SetupRoute.DOCKER and self._leads:
                self._current = step_of_error(stack.error)
            self._publish()

    @Slot(FirstAnswer)
    def _keep(self, answer: FirstAnswer) -> None:
        """The figures of the answer are kept for comparison, and the setup is done."""
        reply, fraction = answer.reply, fraction_on_gpu(self._setup().facts, answer)
        baseline = Baseline(
            answer.provider,
            answer.model,
            datetime.now(UTC).isoformat(timespec="seconds"),
            reply.first_token_seconds or 0.0,
            reply.tokens_per_second or 0.0,
            -1.0 if fraction is None else fraction,
        )
        self._needs.settings.change(baseline=baseline, is_set_up=True)

    def _publish(self) -> None:
        """Show the setup as it is, further on where the step that is shown has become well."""
        setup = self._setup()
        if self._leads and setup.is_settled(setup.current):
            self._go_on()
            setup = self._setup()
        elif self._leads and setup.waits_for_earlier:
            self._current = setup.first_unsettled
            setup = self._setup()
        self._current = setup.current
        self._ask_advice(setup)
        if setup != self.state:
            self.state = setup
            self.changed.emit(setup)

    def _ask_advice(self, setup: Setup) -> None:
        """Have each model that is offered looked at, once."""
        if setup.current is not SetupStep.MODEL or setup.shown.state is StepState.OK:
            return
        offered = [way.subject for way in setup.shown.ways if way.verb is Verb.PULL]
        missing = [model for model in offered if model not in self._advices]
        if missing and setup.provider:
            self._advices[missing[0]] = Advice(missing[0])
            self._needs.advice.ask(setup.provider, missing[0])
