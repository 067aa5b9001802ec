"""What pulls are tried on: a server that downloads, and all that was shown of them."""

import asyncio
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from itertools import pairwise

from desktop.domain.errors import TarsError
from desktop.domain.pull_tally import MOST_FRACTION
from desktop.domain.pulls import Pull, PullKey, PullPhase
from desktop.services.pull_run import PullTimings, pulled
from desktop.services.sources import AddressSource
from tests.servers.docker_model_runner import DockerModelRunnerDouble
from tests.servers.downloads import Downloads, PublishedModel
from tests.servers.ollama import OllamaDouble
from tests.servers.registry import RegistryDouble

QUICK = PullTimings(
    stall_seconds=0.25,
    report_seconds=0.002,
    first_retry_seconds=0.005,
    longest_retry_seconds=0.02,
    waiting_seconds=0.02,
)
DEADLINE_SECONDS = 30.0


@dataclass
class Bench:
    """A server that downloads, a registry that knows sizes, and pulls from the one into the other."""

    server: OllamaDouble | DockerModelRunnerDouble
    registry: RegistryDouble
    source: AddressSource
    model: PublishedModel
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    shown: list[Pull] = field(default_factory=list)

    @property
    def downloads(self) -> Downloads:
        return self.server.downloads

    @property
    def start(self) -> Pull:
        return Pull(PullKey("server", self.model.name))

    @property
    def last(self) -> Pull:
        return self.shown[-1]

    @property
    def phases(self) -> list[PullPhase]:
        """In their order, each once in a row."""
        phases = [pull.phase for pull in self.shown]
        return [phase for before, phase in pairwise([None, *phases]) if phase is not before and phase]

    @property
    def errors(self) -> list[TarsError]:
        return [pull.error for pull in self.shown if pull.error is not None]

    async def pull(self, start: Pull | None = None, timings: PullTimings = QUICK, name: str = "") -> Pull:
        """Pull to the end; the last value is given, all are in `shown`, and nothing may have gone back."""
        start = start or self.start
        if name:
            start = replace(start, key=PullKey("server", name))
        async with asyncio.timeout(DEADLINE_SECONDS):
            async with aclosing(pulled(self.source, start, timings=timings, wake=self.wake)) as moments:
                async for pull in moments:
                    self.shown.append(pull)
        self.check_shown(start)
        return self.last

    def check_shown(self, start: Pull) -> None:
        for before, after in pairwise([start, *self.shown]):
            assert after.completed_bytes >= before.completed_bytes
            assert (after.total_bytes or 0) >= (before.total_bytes or 0)
            assert (after.fraction or 0) >= (before.fraction or 0)
            assert after.phase is PullPhase.DONE or (after.fraction or 0) <= MOST_FRACTION
        assert not [request for request in self.server.requests if request.method == "DELETE"]

    def check_complete(self) -> None:
        """The pull is done, the model is there whole, and the bar is full."""
        assert self.last.phase is PullPhase.DONE
        assert self.last.fraction == 1.0
        assert self.downloads.installed[self.model.name] == self.model
        assert all(self.downloads.blobs[layer.digest] == layer.size for layer in self.model.layers)

    def pull_requests(self) -> int:
        paths = ("/api/pull", "/models/create")
        return sum(request.path in paths for request in self.server.requests)
