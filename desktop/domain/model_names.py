"""Which names of models are safe to send to a server that acts on them.

The grammar is Ollama's own, `[host[:port]/][namespace/]model[:tag]`
(https://github.com/ollama/ollama/blob/main/types/model/name.go); Docker Model Runner's names fit it too.
"""

import re

from desktop.domain.errors import ModelNameInvalid

_MODEL = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}"
_NAMESPACE = r"[A-Za-z0-9_][A-Za-z0-9_-]{0,79}"
_HOST = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,343}(?::[0-9]{1,5})?"
_NAME = re.compile(rf"(?:(?:{_HOST}/)?{_NAMESPACE}/)?{_MODEL}(?::{_MODEL})?")
_REPOSITORY = re.compile(rf"(?P<host>{_HOST})/(?:{_MODEL}/){{0,3}}{_MODEL}(?::{_MODEL})?")
_DIGEST = re.compile(r"sha256:[0-9a-f]{12,64}")
_RESERVED = {"purge"}
"""`DELETE /models/purge` of Docker Model Runner deletes every model."""
_ID_CHARACTERS = 512


def checked_model_name(text: str) -> str:
    """The name as it is, if it is one. Raises `ModelNameInvalid`."""
    if not text:
        raise ModelNameInvalid(text, "empty")
    if len(text) > _ID_CHARACTERS:
        raise ModelNameInvalid(text[:80], "too-long")
    if ".." in text or text.lower() in _RESERVED:
        raise ModelNameInvalid(text, "characters")
    if _NAME.fullmatch(text) or _DIGEST.fullmatch(text):
        return text
    repository = _REPOSITORY.fullmatch(text)
    if repository is not None and "." in repository["host"]:
        return text
    raise ModelNameInvalid(text, "characters")


def checked_model_id(text: str) -> str:
    """The id as it is, if any server could have it: printable and not too long. Raises `ModelNameInvalid`."""
    if not text:
        raise ModelNameInvalid(text, "empty")
    if len(text) > _ID_CHARACTERS:
        raise ModelNameInvalid(text[:80], "too-long")
    if not text.isprintable():
        raise ModelNameInvalid(text, "characters")
    return text
