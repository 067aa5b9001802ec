"""Starting with its ways out, without Qt: the GPU, the port, the version of what answers."""

from contextlib import aclosing

import pytest

from desktop.domain.errors import (
    Cause,
    GpuUnavailable,
    ImageUnavailable,
    PortInUse,
    ProviderUnavailable,
    StackError,
    StackOptionInvalid,
    StackUnconfirmed,
)
from desktop.domain.providers import Availability, ProviderKind
from desktop.domain.stack import GpuChoice, PortHolder, StackOptions, StackStep
from desktop.domain.stack_review import Danger, StackReview, StackRisk
from desktop.services.stack_operations import PORTS_TRIED, StackOperations
from tests.fake_stack_engine import FakeStackEngine

pytestmark = pytest.mark.anyio
RISK = StackRisk(Danger.PRIVILEGED, "model-runner")
TAKEN = PortInUse("bind: address already in use", 8080)


class Operated:
    """The operations, and the servers that answer."""

    def __init__(self) -> None:
        self.engine = FakeStackEngine()
        self.servers: dict[str, Availability] = {}
        self.has_amd_gpu = False
        self.operations = StackOperations(self.engine, self.probe, lambda: self.has_amd_gpu)

    async def probe(self, url: str) -> Availability:
        if url not in self.servers:
            raise ProviderUnavailable(url, Cause.REFUSED)
        return self.servers[url]

    async def up(self, choice: GpuChoice = GpuChoice.AUTO) -> list[StackStep]:
        return [step async for step in self.operations.up(StackOptions(), choice)]

    async def failure(self) -> StackError:
        """Why a start fails."""
        with pytest.raises(StackError) as caught:
            await self.up()
        return caught.value


@pytest.fixture
async def operated() -> Operated:
    return Operated()


async def test_an_amd_gpu_of_this_computer_is_handed_over(operated: Operated) -> None:
    operated.has_amd_gpu = True
    await operated.up()
    assert operated.engine.ups[0][1] is GpuChoice.AMD


async def test_a_gpu_error_without_an_overlay_is_a_failure(operated: Operated) -> None:
    operated.engine.failures[GpuChoice.NONE] = GpuUnavailable("from the user's override", "nvidia")
    assert isinstance(await operated.failure(), GpuUnavailable)


async def test_another_failure_is_not_tried_again_on_the_cpu(operated: Operated) -> None:
    operated.engine.failures[GpuChoice.NVIDIA] = ImageUnavailable("denied", "x", "denied")
    with pytest.raises(ImageUnavailable):
        await operated.up(GpuChoice.NVIDIA)
    assert len(operated.engine.ups) == 1


@pytest.mark.parametrize(
    ("holder", "kind", "expected"),
    [
        (None, None, ("", False, False)),
        (PortHolder(8080, process="nginx", pid=7), None, ("nginx", False, False)),
        (PortHolder(8080, process="docker-proxy", container="web-1"), None, ("web-1", True, False)),
        (None, ProviderKind.OLLAMA, ("", False, True)),
        (PortHolder(8080, process="x"), ProviderKind.OPENAI, ("x", False, False)),
    ],
)
async def test_the_port_doctor_names_who_holds_the_port(
    operated: Operated,
    holder: PortHolder | None,
    kind: ProviderKind | None,
    expected: tuple[str, bool, bool],
) -> None:
    operated.engine.failures[GpuChoice.NONE] = TAKEN
    if holder is not None:
        operated.engine.holders[8080] = holder
    if kind is not None:
        operated.servers["http://127.0.0.1:8080"] = Availability(kind, 0.01)
    error = await operated.failure()
    assert isinstance(error, PortInUse)
    assert (error.holder, error.is_container, error.is_ollama) == expected
    assert (error.evidence, error.port) == (TAKEN.evidence, 8080)


async def test_the_next_free_port_is_found_or_said_to_be_missing(operated: Operated) -> None:
    operated.engine.holders = {port: PortHolder(port) for port in (8081, 8082)}
    assert await operated.operations.free_port(8080) == 8083
    with pytest.raises(PortInUse):
        await operated.operations.free_port(65535)
    operated.engine.holders = {port: PortHolder(port) for port in range(8081, 8081 + PORTS_TRIED)}
    with pytest.raises(PortInUse):
        await operated.operations.free_port(8080)


async def test_bad_options_never_reach_the_engine(operated: Operated) -> None:
    with pytest.raises(StackOptionInvalid):
        await anext(operated.operations.up(StackOptions(image="-v /:/host"), GpuChoice.NONE))
    assert operated.engine.asked == []


async def test_a_version_that_nobody_tells_is_empty(operated: Operated) -> None:
    assert await operated.operations.ollama_version("http://127.0.0.1:1") == ""


async def test_what_gives_something_away_is_not_started_until_it_is_confirmed(operated: Operated) -> None:
    operated.engine.reviewed = StackReview((RISK,), "one")
    error = await operated.failure()
    assert isinstance(error, StackUnconfirmed)
    assert (error.risks, error.fingerprint) == ((RISK,), "one")
    assert operated.engine.ups == []
    operated.operations.confirmed = "one"
    await operated.up()
    assert len(operated.engine.ups) == 1


async def test_a_changed_configuration_is_asked_about_again(operated: Operated) -> None:
    operated.operations.confirmed = "one"
    operated.engine.reviewed = StackReview((RISK,), "two")
    assert isinstance(await operated.failure(), StackUnconfirmed)


async def test_a_changed_configuration_without_a_risk_is_not_asked_about(operated: Operated) -> None:
    operated.engine.reviewed = StackReview((), "two")
    await operated.up()
    assert len(operated.engine.ups) == 1


async def test_the_port_that_was_opened_in_the_settings_is_not_asked_about(operated: Operated) -> None:
    operated.engine.reviewed = StackReview(
        (StackRisk(Danger.NETWORK, "model-runner", "0.0.0.0:8080"),), "one"
    )
    async with aclosing(operated.operations.up(StackOptions(address="0.0.0.0"), GpuChoice.NONE)) as steps:
        assert [step async for step in steps]
    assert isinstance(await operated.failure(), StackUnconfirmed)


async def test_the_overlay_that_is_started_is_the_one_that_is_reviewed(operated: Operated) -> None:
    operated.has_amd_gpu = True
    await operated.up()
    assert "review 8080 amd" in operated.engine.asked
