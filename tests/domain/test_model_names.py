"""Names that would do harm never leave."""

import pytest

from desktop.domain.errors import ModelNameInvalid
from desktop.domain.model_names import checked_model_id, checked_model_name


@pytest.mark.parametrize(
    "name",
    [
        "llama3:8b",
        "gemma3:270m",
        "registry.example/library/gemma3:270m",
        "localhost:5000/mine/model:tag",
        "ai/smollm2:360M-Q4_K_M",
        "docker.io/ai/smollm2:latest",
        "hf.co/user/repo.v1-GGUF:Q4_K_M",
        "huggingface.co/bartowski/llama-3.2-1b-instruct-gguf:latest",
        "_x",
        "sha256:14f8ac0fb3c4d0781f89e8e94fb0f50f6074e4433c57f2974444117109948bb3",
    ],
)
def test_names_of_real_models_pass(name: str) -> None:
    assert checked_model_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "-rf",
        "--help",
        "$(id)",
        ";id",
        "a b",
        "../../x",
        "a/../b",
        "http://evil/x",
        "a\nb",
        "a" * 500,
        "a" * 81,
        "",
        "purge",
        "PURGE",
        "a:",
        ":b",
        "a//b",
        "/a",
        "a/",
        "a?x=1",
        "a#b",
        "a%2fb",
        "a\x00b",
        "ä",
        "x.y/a/b/c/d/e/f",
        "a\n",
    ],
)
def test_everything_else_is_refused(name: str) -> None:
    with pytest.raises(ModelNameInvalid):
        checked_model_name(name)


def test_any_printable_id_passes_for_a_server_with_its_own_rules() -> None:
    assert checked_model_id("org/Model Name (beta) – ä") == "org/Model Name (beta) – ä"
    for name, reason in [
        ("", "empty"),
        ("a\nb", "characters"),
        ("a" * 513, "too-long"),
        ("\ud800", "characters"),
    ]:
        with pytest.raises(ModelNameInvalid) as caught:
            checked_model_id(name)
        assert caught.value.reason == reason
