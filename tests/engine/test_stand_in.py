"""The stand-in downloads as a real Ollama does: what it has in part is in the volume, and outlives it."""

import http.client
import json

import pytest

from tests.engine.driven_stack import CONTAINER, DrivenStack
from tests.engine.stand_in import Trouble, make_variant

pytestmark = [pytest.mark.real_engine, pytest.mark.anyio]

MODEL, WEIGHTS = "llama3:8b", 20_000_000
SLOW = Trouble(published={MODEL: [WEIGHTS, 485]}, bytes_per_second=10_000_000)


def pulled(stack: DrivenStack, up_to: int | None = None) -> list[dict[str, object]]:
    """The lines of a pull, to its end or until so many bytes of a layer are there; then it is hung up."""
    connection = http.client.HTTPConnection("127.0.0.1", stack.options.port, timeout=10)
    records: list[dict[str, object]] = []
    try:
        connection.request("POST", "/api/pull", json.dumps({"model": MODEL}))
        response = connection.getresponse()
        while line := response.readline():
            records.append(json.loads(line))
            completed = records[-1].get("completed")
            if up_to and isinstance(completed, int) and completed >= up_to:
                break
    finally:
        connection.close()
    return records


async def test_a_pull_goes_on_where_a_restarted_stack_was_left(stack: DrivenStack) -> None:
    slow = stack.with_image(make_variant(stack.docker, "slow-registry", SLOW))
    await slow.up()
    seen = pulled(slow, up_to=5_000_000)[-1]["completed"]
    await slow.stop()
    await slow.up()
    records = pulled(slow)
    first = records[1]["completed"]
    assert isinstance(first, int)
    assert isinstance(seen, int)
    assert seen <= first < WEIGHTS
    assert records[-1] == {"status": "success"}
    assert MODEL in stack.docker.run("exec", CONTAINER, "ollama", "list")


async def test_a_name_that_its_registry_does_not_have_is_refused(stack: DrivenStack) -> None:
    slow = stack.with_image(make_variant(stack.docker, "slow-registry", SLOW))
    await slow.up()
    connection = http.client.HTTPConnection("127.0.0.1", slow.options.port, timeout=10)
    connection.request("POST", "/api/pull", json.dumps({"model": "nosuch"}))
    *_, last = connection.getresponse().read().splitlines()
    connection.close()
    assert json.loads(last) == {"error": "pull model manifest: file does not exist"}
