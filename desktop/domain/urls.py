"""Addresses as people paste them, made into the base URL of a server."""

import re
from urllib.parse import SplitResult, urlsplit

from desktop.domain.errors import Cause, ProviderUnavailable

_OPERATIONS = (
    "/chat/completions",
    "/completions",
    "/embeddings",
    "/models",
    "/api/chat",
    "/api/generate",
    "/api/tags",
    "/api/version",
    "/api/show",
    "/api/ps",
    "/api/pull",
)
_DIALECTS = ("/engines/v1", "/engines/llama.cpp/v1", "/v1", "/api")
"""Where the APIs of the three kinds begin; `/api` is Ollama's, but also a gateway's that has `/api/v1`."""
_HOST = re.compile(r"[^\x00-\x20\x7f<>\"'`{}|\\^%#?/@\[\]]+|\[[0-9A-Fa-f:.]+\]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def repaired_url(text: str) -> str:
    """The base URL that `text` means, without a trailing slash.

    A missing scheme becomes `http://`; the path of an operation (`/chat/completions`), a query and a fragment
    go. Raises `ProviderUnavailable(BAD_URL)` for anything but http and https, and for a user name or
    password, which would end up in logs; the error does not repeat them.
    """
    pasted = text.strip()
    if not _SCHEME.match(pasted):
        pasted = "http://" + pasted.lstrip("/")
    try:
        parts = urlsplit(pasted)
        port = parts.port
    except ValueError:
        raise _bad(text, "unreadable") from None
    if "@" in parts.netloc:
        raise _bad(text, "a user name or password")
    host = parts.netloc if port is None else parts.netloc.rpartition(":")[0]
    host = host.removesuffix(":")
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or port == 0:
        raise _bad(text, "unreadable")
    if any(character.isspace() or not character.isprintable() for character in pasted):
        raise _bad(text, "white space")
    netloc = host.lower() + ("" if port is None else f":{port}")
    return f"{parts.scheme}://{netloc}{_without_operation(parts)}"


def server_root(url: str) -> str:
    """The address of the server itself, for a base URL that may name one of its APIs (`…/v1`, `…/api`)."""
    bare = url.rstrip("/")
    return next((bare.removesuffix(dialect) for dialect in _DIALECTS if bare.endswith(dialect)), bare)


def openai_base(url: str) -> str:
    """The base of the OpenAI dialect: `/v1` is added to an address without a path, and any path is kept."""
    bare = url.rstrip("/")
    return bare if "/" in bare.partition("://")[2] else f"{bare}/v1"


def _without_operation(parts: SplitResult) -> str:
    path = re.sub("/{2,}", "/", parts.path).rstrip("/")
    for operation in _OPERATIONS:
        if path.endswith(operation):
            return path.removesuffix(operation)
    return path


def _bad(text: str, detail: str) -> ProviderUnavailable:
    shown = text.strip()
    if "@" in shown:  # perhaps a password
        shown = "…@" + shown.rpartition("@")[2]
    return ProviderUnavailable(shown if len(shown) <= 200 else shown[:199] + "…", Cause.BAD_URL, detail)
