"""The grammar of the command line."""

import pytest

from desktop.cli.arguments import DEMO_PROMPT, Arguments, parse_arguments


def test_no_command_opens_the_application() -> None:
    assert parse_arguments([]) == Arguments()
    assert parse_arguments(["--hidden"]) == Arguments(hidden=True)


def test_options_stand_before_or_behind_the_prompt() -> None:
    expected = Arguments("ask", as_json=True, provider="ollama", model="tiny", prompt="hi")
    assert parse_arguments(["ask", "hi", "--json", "--provider", "ollama", "--model", "tiny"]) == expected
    assert parse_arguments(["ask", "--json", "--provider=ollama", "--model=tiny", "hi"]) == expected


def test_a_prompt_may_begin_with_a_dash_behind_two() -> None:
    assert parse_arguments(["ask", "--", "-x"]).prompt == "-x"
    assert parse_arguments(["ask", "-"]).prompt == "-"


def test_a_question_in_the_window_may_come_later() -> None:
    assert parse_arguments(["ask", "--window"]) == Arguments("ask", window=True)
    assert parse_arguments(["ask", "--window", "hi"]) == Arguments("ask", prompt="hi", window=True)


def test_demo_has_a_prompt_of_its_own() -> None:
    assert parse_arguments(["demo"]).prompt == DEMO_PROMPT
    assert parse_arguments(["demo", "why"]).prompt == "why"


@pytest.mark.parametrize(
    "argv",
    [
        ["nonsense"],
        ["ask"],
        ["ask", ""],
        ["ask", "  "],
        ["ask", "a", "b"],
        ["ask", "a", "--window", "--json"],
        ["ask", "a", "--window", "--provider", "ollama"],
        ["ask", "a", "--window", "--model", "tiny"],
        ["demo", "--window"],
        ["status", "--mod", "x"],
        ["--jso"],
        ["up", "--gpu", "intel"],
        ["up", "--provider", "ollama"],
        ["down", "--remove", "models"],
        ["down", "--remove", "images"],
        ["down", "--remove", "everything", "--yes"],
        ["logs", "--lines", "-1"],
        ["logs", "--lines", "many"],
    ],
)
def test_a_mistake_in_usage_is_status_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        parse_arguments(argv)
    assert end.value.code == 2
    assert "usage: tars-desktop" in capsys.readouterr().err


def test_the_stack_has_commands_of_its_own() -> None:
    assert parse_arguments(["up", "--gpu", "none", "--json"]) == Arguments("up", as_json=True, gpu="none")
    assert parse_arguments(["down"]) == Arguments("down")
    assert parse_arguments(["down", "--remove", "containers"]).remove == "containers"
    assert parse_arguments(["down", "--remove", "models", "--yes"]).yes
    assert parse_arguments(["logs", "--lines", "5", "--follow"]) == Arguments("logs", follow=True, lines=5)


STACK_COMMANDS = ["up", "down", "restart", "logs"]


@pytest.mark.parametrize("command", ["status", "providers", "models", "ask", "demo", *STACK_COMMANDS])
def test_every_command_documents_its_json(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        parse_arguments([command, "--help"])
    assert end.value.code == 0
    assert "With --json" in capsys.readouterr().out
