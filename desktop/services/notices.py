"""Which events deserve a notification: what ended or was lost while nobody looked, each once."""

import time
from collections import deque
from collections.abc import Callable
from weakref import WeakSet

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.conversation import Conversation, Outcome
from desktop.domain.errors import StackUnconfirmed
from desktop.domain.health import HealthItem, HealthReport
from desktop.domain.health_causes import HealthCause, HealthKind, HealthState
from desktop.domain.notices import ItemLost, Notice, Place, PullEnded, ReplyEnded, StackTrouble
from desktop.domain.pulls import Pull
from desktop.domain.stack import SERVICE, StackPhase, StackState
from desktop.services.chats import ChatsService
from desktop.services.conversation import ConversationService
from desktop.services.health import HealthService
from desktop.services.pulls import PullService
from desktop.services.settings import SettingsService
from desktop.services.stack import StackService

DOWN_SECONDS = 120.0
"""A provider that is gone for less has been restarted, as a rule."""
MOST_NOTICES = 3
RATE_SECONDS = 60.0
"""Of each place, no more than so many within this time: ten pulls may fail together."""

_LOST = (
    HealthCause.GPU_LOST,
    HealthCause.GPU_RESET_REQUIRED,
    HealthCause.LOST_IN_CONTAINER,
    HealthCause.LOST_ON_HOST,
)
_ON = (StackPhase.STARTING, StackPhase.RUNNING, StackPhase.UNHEALTHY)


class NoticesService(QObject):
    """Emits `wanted` for what a user who is elsewhere would want to know. What is not told is lost."""

    wanted = Signal(object)
    """A `Notice`."""

    def __init__(
        self,
        pulls: PullService,
        stack: StackService,
        chats: ChatsService,
        health: HealthService,
        settings: SettingsService,
        is_in_front: Callable[[], bool],
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._settings, self._is_in_front, self._clock = settings, is_in_front, clock
        self._told: dict[Place, deque[float]] = {place: deque(maxlen=MOST_NOTICES) for place in Place}
        self._stack = stack.state
        self._followed: WeakSet[ConversationService] = WeakSet()
        self._losses = _Losses(clock)
        pulls.ended.connect(self._take_pull)
        stack.changed.connect(self._take_stack)
        health.changed.connect(self._take_report)
        chats.opened.connect(self._follow)
        self._follow(chats.current)

    def _tell(self, notice: Notice) -> None:
        if not self._settings.state.notifies or self._is_in_front():
            return
        told, now = self._told[notice.place], self._clock()
        if len(told) == MOST_NOTICES and now - told[0] < RATE_SECONDS:
            return
        told.append(now)
        self.wanted.emit(notice)

    @Slot(Pull)
    def _take_pull(self, pull: Pull) -> None:
        self._tell(PullEnded(pull))

    @Slot(StackState)
    def _take_stack(self, state: StackState) -> None:
        before, self._stack = self._stack, state
        is_new = state.error is not None and type(state.error) is not type(before.error)
        if state.is_busy or not is_new or isinstance(state.error, StackUnconfirmed):
            return
        if before.is_busy:
            self._tell(StackTrouble(state, has_ended=False))
        elif before.phase in _ON:
            self._tell(StackTrouble(state, has_ended=True))

    @Slot(HealthReport)
    def _take_report(self, report: HealthReport) -> None:
        for item in self._losses.found_in(report):
            self._tell(ItemLost(item))

    @Slot(ConversationService)
    def _follow(self, conversation: ConversationService) -> None:
        """Hear the ends of its replies, also when another chat comes to the front."""
        if conversation not in self._followed:
            self._followed.add(conversation)
            _ReplyWatch(conversation).ended.connect(self._take_reply)

    @Slot(Conversation)
    def _take_reply(self, state: Conversation) -> None:
        turn = state.turns[-1]
        if turn.outcome is not Outcome.STOPPED:
            is_complete = turn.outcome is Outcome.COMPLETE
            self._tell(ReplyEnded(state.chat_id, state.title, turn.model, is_complete))


class _ReplyWatch(QObject):
    """Hears the end of one conversation's replies; lives as long as the conversation."""

    ended = Signal(Conversation)

    def __init__(self, conversation: ConversationService) -> None:
        super().__init__(conversation)
        self._was_replying = conversation.state.is_replying
        conversation.changed.connect(self._note)

    @Slot(Conversation)
    def _note(self, state: Conversation) -> None:
        was_replying, self._was_replying = self._was_replying, state.is_replying
        if was_replying and not state.is_replying and state.turns:
            self.ended.emit(state)


class _Losses:
    """Finds what is lost in one report after another: what was well before, and each loss once."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._had_gpu = False
        self._gpu_is_told = False
        self._answered: set[str] = set()
        """Ids of providers that were well since their loss was told."""
        self._down_since: dict[str, float] = {}

    def found_in(self, report: HealthReport) -> list[HealthItem]:
        """The items whose loss is to be told now."""
        return [*self._lost_gpus(report), *self._lost_providers(report)]

    def _lost_gpus(self, report: HealthReport) -> list[HealthItem]:
        """One at most: a lost GPU shows on the GPU, in the container, and by where the model is."""
        items = report.of_kind(HealthKind.GPU, HealthKind.GPU_TRUTH)
        lost = [item for item in items if item.cause in _LOST]
        is_new = bool(lost) and self._had_gpu and not self._gpu_is_told
        self._gpu_is_told = bool(lost) and (self._gpu_is_told or is_new)
        self._had_gpu = self._had_gpu or any(item.cause is HealthCause.GPU_WELL for item in items)
        return lost[:1] if is_new else []

    def _lost_providers(self, report: HealthReport) -> list[HealthItem]:
        return [item for item in report.of_kind(HealthKind.PROVIDER) if self._is_lost(item, report)]

    def _is_lost(self, item: HealthItem, report: HealthReport) -> bool:
        """Whether the provider that questions go to has been gone for long, for no reason told elsewhere."""
        if item.state is HealthState.OK:
            self._answered.add(item.id)
        is_concerned = item.id == report.catalog.choice.provider and (
            item.id != SERVICE or report.stack.phase is StackPhase.RUNNING
        )
        if not is_concerned or item.state not in (HealthState.FAILURE, HealthState.OFF):
            self._down_since.pop(item.id, None)
            return False
        down_seconds = self._clock() - self._down_since.setdefault(item.id, self._clock())
        if item.id not in self._answered or down_seconds < DOWN_SECONDS:
            return False
        self._answered.discard(item.id)
        return True
