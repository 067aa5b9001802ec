"""The shipped list of models that can be pulled, as values, and what a person who types finds in it.

Its facts are in resources/library.toml, which says where they come from.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MATCHES = 12
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class LibraryTag:
    """One size of a model: what a pull of `name` fetches.

    `context_bytes_per_token` is what one token of context takes in memory (keys and values, 16 bits); 0 where
    it is not known. `context_fixed_bytes` comes on top whatever the context: layers with a sliding window
    keep that window and no more.
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
    context_fixed_bytes: int = 0
    is_checked: bool = True
    """Whether the size was read where `Library.source` says; else it is common knowledge."""


@dataclass(frozen=True, slots=True)
class LibraryModel:
    """A model and its tags, the smallest first."""

    name: str
    maker: str
    summary: str
    """What it is good for, in a few words."""
    capabilities: tuple[str, ...]
    """Of all tags, in Ollama's words: completion, tools, vision, audio, thinking, embedding, insert."""
    license: str
    tags: tuple[LibraryTag, ...]
    latest: str = ""
    """The name of the tag that is pulled when none is given; "" if it is none of these."""


@dataclass(frozen=True, slots=True)
class Library:
    """The list, the day it was written down, and where its facts come from."""

    models: tuple[LibraryModel, ...] = ()
    as_of: date | None = None
    source: str = ""

    @property
    def tags(self) -> Iterator[tuple[LibraryModel, LibraryTag]]:
        """Every tag beside its model, in the order of the list."""
        return ((model, tag) for model in self.models for tag in model.tags)

    def model(self, name: str) -> LibraryModel | None:
        """The model that `name` is a tag of, whether or not that tag is in the list."""
        family = canonical_name(name).partition(":")[0]
        return next((model for model in self.models if model.name == family), None)

    def tag(self, name: str) -> LibraryTag | None:
        """What a pull of `name` fetches; without a tag, and with `latest`, that is the model's `latest`."""
        model = self.model(name)
        if model is None:
            return None
        wanted = canonical_name(name)
        if wanted == f"{model.name}:latest":
            wanted = model.latest.lower()
        return next((tag for tag in model.tags if tag.name.lower() == wanted), None)

    def matching(self, text: str, limit: int = MATCHES) -> tuple[LibraryTag, ...]:
        """What a person who has typed `text` may mean; nothing for blank text.

        First the tags of the model of that very name, then names that begin so, then those where each word
        begins one in name, maker, summary or capabilities; the smaller first in each.
        """
        typed = text.strip().lower()
        if not typed:
            return ()
        words = _WORD.findall(typed)
        ranked = [
            (rank, tag.size_bytes, tag.name, tag)
            for model, tag in self.tags
            if (rank := _rank(model, tag, typed, words)) is not None
        ]
        return tuple(tag for *_, tag in sorted(ranked, key=lambda row: row[:3])[:limit])


def canonical_name(name: str) -> str:
    """The name to compare by, with its tag, without what Ollama adds: `library/llama3` is `llama3:latest`.

    Ollama takes names that differ in upper and lower case for the same.
    """
    rest = name.strip().lower().removeprefix("registry.ollama.ai/").removeprefix("library/")
    return rest if ":" in rest.rpartition("/")[2] else f"{rest}:latest"


def _rank(model: LibraryModel, tag: LibraryTag, typed: str, words: list[str]) -> int | None:
    """0 for what was named, 1 for what begins so, 2 for a description that fits; None: it is not meant."""
    if typed in (model.name, tag.name.lower()):
        return 0
    if tag.name.lower().startswith(typed):
        return 1
    described = f"{tag.name} {model.maker} {model.summary} {' '.join(model.capabilities)}".lower()
    known = _WORD.findall(described)
    if words and all(any(word.startswith(typed_word) for word in known) for typed_word in words):
        return 2
    return None
