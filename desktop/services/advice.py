"""What a pull would mean for this computer, while its name is being typed."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.advising import advice_for
from desktop.domain.catalog import ProviderRow
from desktop.domain.errors import TarsError
from desktop.domain.health import HealthReport
from desktop.domain.library import Library, canonical_name
from desktop.domain.memory import MemoryFacts, MemoryProbe
from desktop.domain.model_names import checked_model_name
from desktop.domain.models import RemoteModel
from desktop.domain.providers import KINDS_THAT_PULL, ProviderKind
from desktop.domain.pull_advice import Advice
from desktop.domain.pulls import PullKey
from desktop.services.health import HealthService
from desktop.services.providers import ProviderService
from desktop.services.tasks import TaskScope

PAUSE_SECONDS = 0.4
"""How long nobody types before the registry is asked."""
ANSWER_SECONDS = 6.0
"""The deadline for a registry; what is known without it stays."""
REMEMBER_SECONDS = 600.0
"""How long the registry's answer about a model is good."""
RUNNER_CONTEXT_LENGTH = 4096
"""What Docker Model Runner gives a model unless it is configured."""
_NO_QUESTION = PullKey("", "")


def _nothing(_provider: str, _model: str) -> int:
    return 0


class AdviceService(QObject):
    """Publishes one `Advice`, of the model that was asked about last, for as long as it is asked about.

    A registry learns the names that it is asked about, as it will by the pull itself, but not what is only
    half typed: it is asked about names of the library and names with a tag once nobody has typed for
    `PAUSE_SECONDS`, and about any other name only when the user has entered it.
    """

    changed = Signal(Advice)

    def __init__(
        self,
        providers: ProviderService,
        health: HealthService,
        library: Library,
        memory: MemoryProbe,
        parent: QObject | None = None,
        pause_seconds: float = PAUSE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        promised: Callable[[str, str], int] = _nothing,
    ) -> None:
        """`promised` tells the bytes that pulls into a provider, but that of a model, will still take."""
        super().__init__(parent)
        self._promised = promised
        self._providers, self._health, self._library, self._probe = providers, health, library, memory
        self._pause_seconds = pause_seconds
        self._tasks = TaskScope()
        self._asking: asyncio.Task[None] | None = None
        self._question = _NO_QUESTION
        self._memory: MemoryFacts | None = None
        self._answers = _Answers(clock)
        self.state = Advice("")
        health.changed.connect(self._hear)

    def ask(self, provider: str, model: str, *, is_entered: bool = False) -> None:
        """Advise on a name: at once with what is known, and again when the registry has told the size.

        `is_entered` says that the user means this name (Enter was pressed, or it was picked from a list): the
        registry is then asked at once, whatever the name. An empty name asks about nothing any more.
        """
        if self._asking is not None:
            self._asking.cancel()
        name = model.strip()
        self._question = PullKey(provider, name) if name else _NO_QUESTION
        self._publish()
        if name:
            pause = 0.0 if is_entered else self._pause_seconds
            asks = self._answers.of(self._question) is None and (is_entered or self._is_whole(name))
            self._asking = self._tasks.start(self._ask(self._question, pause, asks=asks), name="advise")

    async def aclose(self) -> None:
        """Stop asking. The providers have to be open until then."""
        self._health.changed.disconnect(self._hear)
        await self._tasks.aclose()

    def _is_whole(self, name: str) -> bool:
        """Whether this looks like all of a name, and not like the beginning of one."""
        return self._library.tag(name) is not None or ":" in name.rpartition("/")[2].rstrip(":")

    async def _ask(self, question: PullKey, pause_seconds: float, *, asks: bool) -> None:
        """Find out what is not known yet. A newer question cancels this one."""
        if self._memory is None:
            await self._read_memory()
        await asyncio.sleep(pause_seconds)
        await self._read_memory()
        remote = await self._remote(question) if asks else None
        if remote is not None:
            self._answers.keep(question, remote)
            self._publish()

    async def _read_memory(self) -> None:
        self._memory = await self._probe.read()
        self._publish()

    async def _remote(self, question: PullKey) -> RemoteModel | None:
        """What the registry says; None where it does not, for whatever reason: the pull itself will tell."""
        if _kind(self._row(question.provider)) not in KINDS_THAT_PULL:
            return None
        try:
            checked_model_name(question.model)
            async with asyncio.timeout(ANSWER_SECONDS):
                client = await self._providers.source(question.provider).open()
                return await client.remote(question.model)
        except (TarsError, TimeoutError):
            return None

    def _row(self, provider: str) -> ProviderRow | None:
        return self._providers.state.row(provider)

    @Slot(HealthReport)
    def _hear(self, _report: HealthReport) -> None:
        """GPUs, disk, loaded or installed models may be other ones."""
        if self._question is not _NO_QUESTION:
            self._publish()

    def _publish(self) -> None:
        advice = self._advice(self._question)
        if advice != self.state:
            self.state = advice
            self.changed.emit(advice)

    def _advice(self, question: PullKey) -> Advice:
        row, report = self._row(question.provider), self._health.state
        if not question.model:
            return Advice("")
        is_local = row is not None and row.endpoint.is_local
        loaded = next((known.models for known in report.loaded if known.provider == question.provider), None)
        disk = report.disk
        is_runner = _kind(row) is ProviderKind.DOCKER_MODEL_RUNNER
        free = disk.free_bytes if is_local and disk is not None and not disk.evidence else None
        promised = self._promised(question.provider, question.model) if free is not None else 0
        advice = advice_for(
            question.model,
            remote=self._answers.of(question),
            library=self._library,
            free_disk_bytes=max(0, free - promised) if free is not None else None,
            gpus=report.gpus,
            memory=self._memory,
            loaded=loaded or (),
            installed=row.models if row is not None else (),
            context_length=RUNNER_CONTEXT_LENGTH if is_runner else None,
            is_local=is_local,
        )
        return replace(advice, promised_disk_bytes=promised)


class _Answers:
    """What registries have said lately, by the provider and the whole name of the model."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._known: dict[tuple[str, str], tuple[float, RemoteModel]] = {}

    def of(self, question: PullKey) -> RemoteModel | None:
        told_at, remote = self._known.get(_whole(question), (0.0, None))
        return remote if remote is not None and self._clock() - told_at < REMEMBER_SECONDS else None

    def keep(self, question: PullKey, remote: RemoteModel) -> None:
        self._known[_whole(question)] = self._clock(), remote


def _kind(row: ProviderRow | None) -> ProviderKind | None:
    """What the server was when it answered last, else what the settings say."""
    if row is None:
        return None
    return row.availability.kind if row.availability is not None else row.endpoint.kind


def _whole(question: PullKey) -> tuple[str, str]:
    return question.provider, canonical_name(question.model)
