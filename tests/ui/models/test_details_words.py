"""Licenses and templates by name, and what a model would do to the GPU."""

import pytest

from desktop.domain.gpu import GpuReading, GpuSnapshot, GpuVendor
from desktop.domain.library import Library
from desktop.domain.models import LoadedModel
from desktop.ui.models.details_words import (
    digest_text,
    license_name,
    parameters_summary,
    template_name,
    vram_hint,
)
from tests.ui.models.rows import GB, GIB, row


def gpus(used_bytes: int) -> GpuSnapshot:
    return GpuSnapshot((GpuReading("rtx", "RTX", GpuVendor.NVIDIA, "570", used_bytes, 24 * GIB),))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("\n    Apache License\n  Version 2.0, January 2004\n", "Apache 2.0"),
        ("MIT License\n\nCopyright", "MIT"),
        ("Gemma Terms of Use\n", "Gemma"),
        ("\n\nA license of its own\nand more", "A license of its own"),
        ("", ""),
    ],
)
def test_a_license_has_its_usual_name(text: str, name: str) -> None:
    assert license_name(text) == name


def test_a_license_of_one_long_line_is_short() -> None:
    assert len(license_name("x" * 10_000)) <= 28


@pytest.mark.parametrize(
    ("text", "name"),
    [("{{ <|im_start|>user }}", "ChatML"), ("{{ .Prompt }}", "Custom"), ("  ", "")],
)
def test_a_template_is_known_by_its_marks(text: str, name: str) -> None:
    assert template_name(text) == name


def test_parameters_are_shown_if_there_is_one_and_counted_else() -> None:
    assert parameters_summary('stop   "<end>"') == 'stop "<end>"'
    assert parameters_summary("a 1\n\nb 2\n") == "2 set"
    assert parameters_summary("") == ""


def test_a_digest_is_as_short_as_on_a_command_line() -> None:
    assert digest_text("sha256:0123456789abcdef") == "0123456789ab"


def test_the_hint_says_what_a_model_would_leave_lack_or_takes() -> None:
    model = row("m", 5 * GB, context_length=4096)
    assert "Would leave" in vram_hint(model, gpus(0), Library())
    assert "too much beside what is there now" in vram_hint(model, gpus(22 * GIB), Library())
    assert vram_hint(row("m", 60 * GB), gpus(0), Library()) == "Would run on the GPU in part"
    loaded = row("m", 5 * GB, loaded=LoadedModel("m", 6 * GB, 6 * GB))
    assert vram_hint(loaded, gpus(0), Library()) == "Takes 6.0\u00a0GB of VRAM"


def test_without_a_gpu_nothing_is_said_about_it() -> None:
    assert vram_hint(row("m"), None, Library()) == ""
    assert vram_hint(row("m"), GpuSnapshot(), Library()) == ""
