"""A real `docker` without its model plugin, and no Docker Model Runner behind it (fault P11)."""

import json
import shutil
import subprocess

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture(autouse=True)
def no_plugin() -> None:
    """Skips where there is no `docker`, or one that has the plugin."""
    docker = shutil.which("docker")
    if docker is None:
        pytest.skip("no docker program")
    asked = subprocess.run([docker, "model", "version"], capture_output=True, text=True, check=False)
    if "unknown command: docker model" not in asked.stderr:
        pytest.skip("this docker has its model plugin")


def test_the_provider_is_not_available_and_a_pull_into_it_says_so(command_line: CommandLine) -> None:
    asked = command_line.run("status", "--json")
    rows = {row["id"]: row for row in json.loads(asked.out)["providers"]}
    assert rows["docker-model-runner"]["state"] == "unavailable"
    assert rows["docker-model-runner"]["error"]["message"].startswith("No answer from http://127.0.0.1:")
    asked = command_line.run("pull", "ai/smollm2", "--provider", "docker-model-runner")
    assert (asked.status, asked.out) == (1, "")
    assert asked.err.startswith("No answer from http://127.0.0.1:")
    assert "Start the server there" in asked.err
    assert asked.err.count("\n") == 1
