"""The shipped list against itself: what a slip of a finger in it would break."""

import logging
import re
import time
from pathlib import Path

import pytest

from desktop.adapters.library_file import FILE_NAME, library_in, read_library
from desktop.domain.library import Library, LibraryTag
from desktop.domain.model_names import checked_model_name
from desktop.domain.settings import DEFAULT_ENDPOINTS

BITS = {
    "BF16": (15.5, 17.5),
    "F16": (15.5, 17.5),
    "Q8_0": (8.2, 10.0),
    "Q4_0": (4.3, 5.5),
    "Q4_K_M": (4.4, 12.0),
    "MXFP4": (4.2, 5.6),
}
"""Per parameter. Q4_K_M is wide: small models keep their embeddings, and all their eyes, in 16 bits."""
UNITS = {"M": 1e6, "B": 1e9}


def tags() -> list[LibraryTag]:
    return [tag for _, tag in read_library().tags]


def test_there_are_about_forty_models_with_their_day_and_source() -> None:
    library = read_library()
    assert 40 <= len(library.models) <= 60
    assert library.as_of is not None
    assert "ollama.com/library" in library.source


@pytest.mark.parametrize("tag", tags(), ids=lambda tag: tag.name)
def test_a_size_agrees_with_parameters_and_quantization(tag: LibraryTag) -> None:
    figures = re.fullmatch(r"([\d.]+)([MB])", tag.parameters)
    assert figures, tag.parameters
    low, high = BITS[tag.quantization]
    assert low <= tag.size_bytes * 8 / (float(figures[1]) * UNITS[figures[2]]) <= high
    assert checked_model_name(tag.name) == tag.name
    assert 512 <= tag.context_length <= 10_485_760
    assert tag.context_bytes_per_token < 1_000_000


def test_every_chat_model_but_one_tells_its_context_memory() -> None:
    unknown = [
        tag.name
        for model, tag in read_library().tags
        if "embedding" not in model.capabilities and not tag.context_bytes_per_token
    ]
    assert unknown == ["nemotron-3-nano:4b"]


def test_known_models_are_in_it() -> None:
    library = read_library()
    small = ("smollm2:135m", "qwen3:0.6b", "gemma3:270m", "gemma3:1b", "llama3.2:1b", "llama3.2:3b")
    others = (
        "gpt-oss:20b",
        "gpt-oss:120b",
        "deepseek-r1",
        "nomic-embed-text",
        "embeddinggemma",
        "qwen3-vl:4b",
    )
    for name in (*small, *others, DEFAULT_ENDPOINTS[0].default_model):
        assert library.tag(name) is not None, name
    default = library.tag("llama3")
    assert default is not None
    assert (default.name, default.size_bytes) == ("llama3:8b", 4_700_000_000)
    assert (
        default.context_bytes_per_token == 128 * 1024
    )  # 32 layers, 8 heads of 128, keys and values of 2 bytes


def test_every_model_has_a_latest_and_short_words() -> None:
    for model in read_library().models:
        assert model.latest, model.name
        assert 10 <= len(model.summary) <= 60, model.summary
        assert not model.summary.endswith(".")
        assert model.license


def test_a_word_finds_the_small_ones_first() -> None:
    first, *rest = read_library().matching("vision")
    assert all(first.size_bytes <= tag.size_bytes for tag in rest)


def test_it_is_read_once_and_every_key_of_a_person_who_types_is_answered_at_once() -> None:
    assert read_library() is read_library()
    begun = time.perf_counter()
    for text in ("q", "qw", "qwe", "qwen", "qwen3", "reason", "google pictures"):
        read_library().matching(text)
    assert time.perf_counter() - begun < 0.5


@pytest.mark.parametrize("content", [None, b"models = 3", b"[", b"\xff\xfe"])
def test_a_broken_file_is_an_empty_library_and_a_line_in_the_log(
    tmp_path: Path, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    if content is not None:
        (tmp_path / FILE_NAME).write_bytes(content)
    assert library_in(tmp_path) == Library()
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert record.getMessage().startswith("the library of models cannot be used: ")
    caplog.clear()
