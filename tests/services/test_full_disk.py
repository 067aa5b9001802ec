"""A pull onto a disk that is really full: a small file system, and a server that writes what it fetches."""

import os
from collections.abc import Iterator
from contextlib import aclosing
from functools import partial
from pathlib import Path

import pytest

from desktop.adapters.disk import ModelDisk
from desktop.domain.errors import PullFailed
from desktop.domain.providers import Endpoint
from desktop.domain.pull_causes import PullCause
from desktop.domain.pulls import Pull, PullKey, PullPhase
from desktop.providers.detection import connect
from desktop.services.pull_run import pulled
from desktop.services.sources import AddressSource
from desktop.text.messages import explain
from tests.adapters.disks import resize, small_disk
from tests.servers.downloads import PublishedModel, published
from tests.servers.ollama import OllamaDouble
from tests.servers.registry import RegistryDouble
from tests.servers.written_downloads import WrittenDownloads
from tests.services.pull_bench import QUICK

pytestmark = pytest.mark.anyio

DISK = 8 * 1024**2
MODEL = published("m:1", 12_000_000, 485)


@pytest.fixture
def volume(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "volume", "8m") as volume:
        yield volume


class Puller:
    """Pulls of one server that keeps its models in `volume`, as the application makes them."""

    def __init__(self, server: OllamaDouble, registry: RegistryDouble, volume: Path) -> None:
        endpoint = Endpoint("server", "Server", server.url)
        self.source = AddressSource(endpoint, partial(connect, registry=registry.url))
        self.disk = ModelDisk([volume, volume])

    async def pull(self, model: PublishedModel, start: Pull | None = None) -> list[Pull]:
        start = start or Pull(PullKey("server", model.name))
        moments = pulled(self.source, start, timings=QUICK, free_bytes=self.free_bytes)
        async with aclosing(moments):
            return [pull async for pull in moments]

    async def free_bytes(self) -> int | None:
        facts = await self.disk.read()
        assert not facts.evidence
        return facts.free_bytes

    async def aclose(self) -> None:
        await self.source.aclose()
        await self.disk.aclose()


async def test_a_full_disk_is_told_with_its_figures_and_a_pull_goes_on_when_there_is_room(
    volume: Path,
) -> None:
    """Fault P1."""
    downloads = WrittenDownloads(volume)
    with OllamaDouble(downloads=downloads) as server, RegistryDouble() as registry:
        registry.manifests["library/m:1"] = MODEL.manifest
        downloads.publish(MODEL)
        puller = Puller(server, registry, volume)
        try:
            full = (await puller.pull(MODEL))[-1]
            assert full.phase is PullPhase.FAILED
            assert isinstance(full.error, PullFailed)
            assert full.error.cause is PullCause.NO_SPACE
            assert full.error.free_bytes == os.statvfs(volume).f_bavail * os.statvfs(volume).f_frsize == 0
            fetched = sum(downloads.partial.values())
            assert fetched == DISK
            assert full.error.needed_bytes is not None
            assert MODEL.total_bytes - fetched <= full.error.needed_bytes <= MODEL.total_bytes * 0.5
            assert explain(full.error).sentence == (
                "The disk is full: 5\u00a0MB needed, 0\u00a0MB free. Delete a model or choose another disk. "
                "Resuming keeps what was downloaded."
            )
            resize(volume, "32m")
            shown = await puller.pull(MODEL, full)
            assert shown[-1].phase is PullPhase.DONE
            assert all(moment.completed_bytes >= full.completed_bytes for moment in shown)
            assert downloads.fetched_bytes == MODEL.total_bytes
            assert downloads.installed == {"m:1": MODEL}
        finally:
            await puller.aclose()


async def test_a_full_disk_leaves_the_installed_model_as_it_is(volume: Path) -> None:
    downloads = WrittenDownloads(volume)
    old, new = published("m:1", 3_000_000, 485), published("m:1", 12_000_000, 485, edition="new")
    with OllamaDouble(downloads=downloads) as server, RegistryDouble() as registry:
        puller = Puller(server, registry, volume)
        try:
            downloads.publish(old)
            assert (await puller.pull(old))[-1].phase is PullPhase.DONE
            downloads.publish(new)
            failed = (await puller.pull(new))[-1]
            assert failed.phase is PullPhase.FAILED
            assert failed.was_installed
            assert downloads.installed == {"m:1": old}
            assert not [request for request in server.requests if request.method == "DELETE"]
        finally:
            await puller.aclose()
