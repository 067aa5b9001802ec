"""The shipped list of models that can be pulled, as values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LibraryTag:
    """One size of a model: what a pull of `name` fetches.

    `context_bytes_per_token` is what one token of context takes in memory (keys and values, 16 bits); 0 where
    it is not known.
    """

    name: str
    """What is pulled, such as `llama3:8b`."""
    size_bytes: int
    parameters: str
    """For people, such as `8.0B`."""
    quantization: str
    context_length: int
    """Tokens that the model was trained for."""
    context_bytes_per_token: int = 0


@dataclass(frozen=True, slots=True)
class LibraryModel:
    """A model and its tags, the smallest first."""

    name: str
    maker: str
    summary: str
    """What it is good for, in a few words."""
    capabilities: tuple[str, ...]
    """Ollama's words: completion, tools, vision, thinking, embedding, insert."""
    license: str
    tags: tuple[LibraryTag, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """The list, the day it was written down, and where its facts come from."""

    models: tuple[LibraryModel, ...] = ()
    as_of: date | None = None
    source: str = ""
