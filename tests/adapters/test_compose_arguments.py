"""The exact arguments and variables of Compose, and no way for a setting to become an option."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.adapters.compose_arguments import by_name, compose_files, variables, with_files
from desktop.adapters.docker_program import Tools
from desktop.domain.errors import StackOptionInvalid
from desktop.domain.stack import GpuChoice, StackOptions
from desktop.domain.stack_reading import check_options

TOOLS = Tools("/usr/bin/docker", ("/usr/bin/docker", "compose"), "5.6.1", has_json_progress=True)
START = ["/usr/bin/docker", "compose", "--ansi", "never"]


def test_a_command_on_what_is_there_names_the_project_and_no_file() -> None:
    assert by_name(TOOLS, "ps", "--all") == [*START, "-p", "tars", "ps", "--all"]
    assert by_name(TOOLS, "stop", progress=True) == [*START, "--progress", "json", "-p", "tars", "stop"]


def test_a_command_on_files_names_them_one_by_one() -> None:
    argv = with_files(TOOLS, [Path("/a/base.yml"), Path("/c d/-x.yml")], Path("/c d"), "config")
    expected = [
        "-f",
        "/a/base.yml",
        "-f",
        "/c d/-x.yml",
        "-p",
        "tars",
        "--project-directory",
        "/c d",
        "config",
    ]
    assert argv == [*START, *expected]


def test_the_overlay_and_the_users_override_come_after_the_base(tmp_path: Path) -> None:
    base = tmp_path / "docker-compose-model-runner.yml"
    config = tmp_path / "config"
    assert compose_files(tmp_path, config, GpuChoice.NONE) == [base]
    config.mkdir()
    (config / "docker-compose.override.yml").touch()
    assert compose_files(tmp_path, config, GpuChoice.AMD) == [
        base,
        tmp_path / "docker-compose-model-runner-gpu-amd.yml",
        config / "docker-compose.override.yml",
    ]


def test_options_become_the_variables_of_the_compose_files() -> None:
    assert variables(StackOptions(), GpuChoice.NONE) == {
        "TARS_IMAGE": "ollama/ollama:latest",
        "TARS_ADDRESS": "127.0.0.1",
        "TARS_PORT": "8080",
    }
    assert variables(StackOptions(address="::1"), GpuChoice.NONE)["TARS_ADDRESS"] == "[::1]"
    assert variables(StackOptions(), GpuChoice.AMD)["TARS_IMAGE"] == "ollama/ollama:rocm"
    assert variables(StackOptions(image="my/own:1"), GpuChoice.AMD)["TARS_IMAGE"] == "my/own:1"


@pytest.mark.parametrize(
    "image",
    [
        "",
        "-rf",
        "--help",
        "$(id)",
        ";id",
        "a b",
        "../../x",
        "http://evil/x",
        "a\nb",
        "a\n",
        "x" * 500,
        "A/B",
        "a:b:c",
    ],
)
def test_what_cannot_be_an_image_is_refused(image: str) -> None:
    with pytest.raises(StackOptionInvalid):
        check_options(StackOptions(image=image))


@given(st.text(max_size=40))
def test_no_image_that_is_let_through_could_be_an_option_or_two_words(image: str) -> None:
    try:
        check_options(StackOptions(image=image))
    except StackOptionInvalid:
        return
    assert image
    assert not image.startswith("-")
    assert not any(c.isspace() or not c.isprintable() or c in "$'\"`;&|<>\\{}*" for c in image)


@given(st.text(max_size=20) | st.ip_addresses().map(str))
def test_no_address_that_is_let_through_is_more_than_an_address(address: str) -> None:
    try:
        check_options(StackOptions(address=address))
    except StackOptionInvalid:
        return
    assert set(variables(StackOptions(address=address), GpuChoice.NONE)["TARS_ADDRESS"]) <= set(
        "0123456789abcdefABCDEF.:[]"
    )


@given(st.integers())
def test_ports_are_those_that_there_are(port: int) -> None:
    try:
        check_options(StackOptions(port=port))
    except StackOptionInvalid:
        assert not 1 <= port <= 65535
    else:
        assert 1 <= port <= 65535
