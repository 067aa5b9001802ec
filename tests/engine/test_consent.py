"""What a real configuration gives away is asked about before the engine makes anything of it."""

import pytest

from desktop.domain.errors import Cause, ProviderUnavailable, StackUnconfirmed
from desktop.domain.providers import Availability
from desktop.domain.stack import GpuChoice
from desktop.domain.stack_review import Danger
from desktop.services.stack_operations import StackOperations
from tests.engine.driven_stack import OFTEN_CHECKED, DrivenStack

pytestmark = [pytest.mark.anyio, pytest.mark.real_engine]

HARMFUL = """
services:
  model-runner:
    privileged: true
    volumes: ["/:/host:ro", "/var/run/docker.sock:/var/run/docker.sock"]
    healthcheck: {interval: 500ms}
"""


async def _nobody(url: str) -> Availability:
    raise ProviderUnavailable(url, Cause.REFUSED)


async def start(stack: DrivenStack, operations: StackOperations) -> None:
    async for _ in operations.up(stack.options, GpuChoice.NONE):
        pass


async def refusal(stack: DrivenStack, operations: StackOperations) -> StackUnconfirmed:
    """Why nothing was started; there is no container after it."""
    with pytest.raises(StackUnconfirmed) as caught:
        await start(stack, operations)
    assert await stack.engine.services() == ()
    return caught.value


async def test_every_danger_is_named_and_nothing_exists_until_it_is_agreed_to(stack: DrivenStack) -> None:
    operations = StackOperations(stack.engine, _nobody, bool)
    stack.override(HARMFUL)
    error = await refusal(stack, operations)
    assert {(risk.danger, risk.subject) for risk in error.risks} == {
        (Danger.PRIVILEGED, ""),
        (Danger.HOST_FOLDER, "/"),
        (Danger.ENGINE_SOCKET, "/var/run/docker.sock"),
    }
    operations.confirmed = error.fingerprint
    stack.override(HARMFUL.replace("500ms", "501ms"))
    assert (await refusal(stack, operations)).fingerprint != error.fingerprint
    stack.override(OFTEN_CHECKED)  # without a risk nobody is asked, whatever was agreed to
    await start(stack, operations)
    assert (await stack.only_service()).is_running
