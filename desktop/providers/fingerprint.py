"""Which dialect a server speaks, found from what it answers.

Docker Model Runner also answers Ollama's API, with the fixed version 0.1.0 (its pkg/ollama/http_handler.go),
and Ollama answers OpenAI's: so the server's own greeting is asked for first.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from desktop.domain.errors import Cause, ProviderUnavailable, Redirected
from desktop.domain.providers import ProviderKind
from desktop.domain.urls import openai_base, server_root
from desktop.providers import failures
from desktop.providers.json_values import text_of
from desktop.providers.transport import Answer, Transport

_GREETINGS = {
    b"Ollama is running": ProviderKind.OLLAMA,
    b"Docker Model Runner is running": ProviderKind.DOCKER_MODEL_RUNNER,
}
_OF_PROXIES = (401, 403, 502, 503, 504)
"""How a proxy says that it wants a key, or that the server behind it is down."""
_RUNNER_VERSION = "0.1.0"
"""What Docker Model Runner says on `/api/version`; no Ollama that speaks today's API is that old."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What answered, how fast its first answer came, and its version ("" if it does not say)."""

    kind: ProviderKind
    seconds: float
    version: str = ""


async def ollama_fingerprint(root: Transport) -> Fingerprint | None:
    """Ollama at the root of a server that is taken for one, or None for anything else that answers."""
    answer = await _answer_at(root, "/api/version")
    version = _version_in(answer)
    if answer is None or not version or version == _RUNNER_VERSION:
        return None
    return Fingerprint(ProviderKind.OLLAMA, answer.seconds, version)


async def native_fingerprint(root: Transport) -> Fingerprint | None:
    """Ollama or Docker Model Runner at the root of a server, or None for anything else that answers.

    Raises `ProviderUnavailable` if nothing does.
    """
    greeting = await _answer_at(root, "/")
    kind = None if greeting is None else _kind_in(greeting)
    answer = greeting
    version = ""
    if kind is not ProviderKind.DOCKER_MODEL_RUNNER:
        answer = await _answer_at(root, "/api/version")
        version = _version_in(answer)
        if version == _RUNNER_VERSION and isinstance(await _value_at(root, "/models"), list):
            kind = ProviderKind.DOCKER_MODEL_RUNNER
        elif kind is None and version:  # a proxy may have a page of its own, or a redirect, at the root
            tags = await _value_at(root, "/api/tags")
            kind = ProviderKind.OLLAMA if isinstance(tags, dict) and "models" in tags else None
    if kind is ProviderKind.DOCKER_MODEL_RUNNER:
        version = _version_in(await _answer_at(root, "/version"))
    first = greeting or answer
    return None if kind is None or first is None else Fingerprint(kind, first.seconds, version)


async def greeted_kind(root: Transport) -> ProviderKind | None:
    """The kind that a server's greeting names, or None if it greets like none of ours, or not at all."""
    try:
        greeting = await _answer_at(root, "/")
    except ProviderUnavailable:
        return None
    return None if greeting is None else _kind_in(greeting)


async def openai_answer(base: Transport, seconds: float | None = None) -> Answer:
    """The list of models of an OpenAI-compatible server; `seconds` None means the time of any answer.

    Raises `ProviderUnavailable(NOT_A_MODEL_SERVER)` for any other answer, and `ProviderRejected` where such a
    server refuses (a key, or while it loads its model), or a proxy before it does.
    """
    answer = await base.request("GET", "/models", seconds=seconds)
    if answer.status >= 400:
        # A model server says why in JSON, and a proxy with a page or a bare text, as any web server does.
        if answer.status in _OF_PROXIES or (answer.status != 404 and _is_json_object(answer)):
            raise failures.rejection(answer.status, answer.headers, answer.body, "", base.redact)
        raise answer.unexpected()
    value = answer.json()
    if not isinstance(value, list) and not (isinstance(value, dict) and "data" in value):
        raise answer.unexpected()
    return answer


def _kind_in(greeting: Answer) -> ProviderKind | None:
    return _GREETINGS.get(greeting.body.strip()) if greeting.status == 200 else None


def openai_bases(url: str) -> tuple[str, ...]:
    """Where the OpenAI dialect may be for a base URL, the likeliest first."""
    base = openai_base(url)
    return (base,) if base.endswith("/v1") else (base, f"{base}/v1")


def has_root_only(url: str) -> bool:
    """Whether the URL names a server, or one of its dialects, and no path of a gateway."""
    return not urlsplit(server_root(url)).path


async def _value_at(root: Transport, path: str) -> object:
    """The JSON at `path`, or None if there is none."""
    answer = await _answer_at(root, path)
    return None if answer is None else _value_in(answer)


async def _answer_at(root: Transport, path: str) -> Answer | None:
    """What is at `path`, or None for a redirect or a compressed page, which many a server has at `/`."""
    try:
        return await root.request("GET", path, seconds=root.limits.check_seconds)
    except Redirected:
        return None
    except ProviderUnavailable as error:
        if error.cause is Cause.NOT_A_MODEL_SERVER:
            return None
        raise


def _version_in(answer: Answer | None) -> str:
    """The `version` in an object, or "" if there is none."""
    value = None if answer is None else _value_in(answer)
    return text_of(value, "version") if isinstance(value, dict) else ""


def _value_in(answer: Answer) -> object:
    """The JSON of a success, or None if it is none."""
    if answer.status != 200:
        return None
    try:
        value: object = answer.json()
    except ProviderUnavailable:
        return None
    return value


def _is_json_object(answer: Answer) -> bool:
    try:
        return isinstance(answer.json(), dict)
    except ProviderUnavailable:
        return False
