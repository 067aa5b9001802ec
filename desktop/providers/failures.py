"""Everything that goes wrong on the way to a server, turned into the application's own errors, once.

Texts of foreign exceptions are not used: some are empty (`ReadError`), and some repeat headers with keys.
That is also why the new errors are raised `from None`.
"""

import errno
import json
import math
import re
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from html.parser import HTMLParser
from socket import gaierror
from typing import Any
from urllib.parse import urlsplit

import httpx

from desktop.domain.errors import Cause, ModelMissing, ProviderRejected, ProviderUnavailable, Redirected
from desktop.domain.text import label_text, without_surrogates
from desktop.providers.json_values import decoded

REASON_CHARACTERS = 2000
_DEEPEST = 6
_UNREACHABLE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN}
_NO_TLS = {
    "WRONG_VERSION_NUMBER",
    "RECORD_LAYER_FAILURE",
    "PACKET_LENGTH_TOO_LONG",
    "ENCRYPTED_LENGTH_TOO_LONG",
    "UNKNOWN_PROTOCOL",
    "HTTP_REQUEST",
}
"""What OpenSSL says of bytes that are no TLS record; which of them depends on its version and the bytes."""
_OF_THE_WAY = (Cause.REFUSED, Cause.UNKNOWN_HOST, Cause.UNREACHABLE, Cause.TIMED_OUT)
_STATUS = re.compile(r"\d{3}\b")
_OF_CERTIFICATES = re.compile("CERTIFICATE|UNKNOWN_CA")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_REASON_KEYS = ("error", "message", "detail", "msg", "reason", "errors")

Redact = Callable[[str], str]


@contextmanager
def translated(url: str, proxy: str = "") -> Iterator[None]:
    """Let only `ProviderUnavailable` out for anything that httpx, TLS or the socket reports.

    `proxy` is the host of the proxy on the way, if there is one.
    """
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, UnicodeError) as error:
        raise unavailable(url, error, proxy) from None


def unavailable(url: str, error: BaseException, proxy: str = "") -> ProviderUnavailable:
    """What a failure before the answer means; where there is a proxy, it is the one that was connected to."""
    found = _unavailable(url, error)
    if isinstance(error, httpx.ProxyError):
        return ProviderUnavailable(url, Cause.PROXY, f"{proxy}: {found.detail}")
    if proxy and found.cause in _OF_THE_WAY and isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return ProviderUnavailable(url, Cause.PROXY, f"{proxy}: {found.cause.value.replace('-', ' ')}")
    return found


def _unavailable(url: str, error: BaseException) -> ProviderUnavailable:
    """The same for whoever was connected to; the chain of causes is searched for the system's own error."""
    for cause in _chain(error):
        match cause:
            case ssl.SSLCertVerificationError():
                return ProviderUnavailable(url, Cause.CERTIFICATE, str(cause.verify_message))
            case ssl.SSLError():
                return ProviderUnavailable(url, *_tls_cause(cause))
            case gaierror():
                return ProviderUnavailable(url, Cause.UNKNOWN_HOST)
            case TimeoutError():
                return ProviderUnavailable(url, Cause.TIMED_OUT)
            case ConnectionRefusedError():
                return ProviderUnavailable(url, Cause.REFUSED)
    for cause in _chain(error):
        if isinstance(cause, OSError) and cause.strerror and not isinstance(cause, ConnectionError):
            where = Cause.UNREACHABLE if cause.errno in _UNREACHABLE else Cause.OTHER
            return ProviderUnavailable(url, where, cause.strerror)
    return ProviderUnavailable(url, *_protocol_cause(error))


def _tls_cause(error: ssl.SSLError) -> tuple[Cause, str]:
    """Why there is no TLS connection; the reasons are those of OpenSSL's `sslerr.h`."""
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return Cause.CLOSED, ""
    reason = error.reason or ""
    detail = reason.replace("_", " ").lower()
    if reason in _NO_TLS:
        return Cause.NOT_TLS, detail
    return (Cause.CERTIFICATE if _OF_CERTIFICATES.search(reason) else Cause.OTHER), detail


def _protocol_cause(error: BaseException) -> tuple[Cause, str]:
    match error:
        case httpx.TimeoutException():
            return Cause.TIMED_OUT, ""
        case httpx.RemoteProtocolError():
            was_silent = str(error).startswith("Server disconnected") or "closed connection" in str(error)
            return (Cause.CLOSED if was_silent else Cause.NOT_HTTP), ""
        case httpx.ProxyError():
            status = _STATUS.match(str(error))
            return Cause.PROXY, f"it answers {status[0]}" if status else "it refuses"
        case httpx.NetworkError():
            return Cause.CLOSED, ""
        case httpx.InvalidURL() | httpx.UnsupportedProtocol() | httpx.LocalProtocolError() | UnicodeError():
            return Cause.BAD_URL, ""
        case _:
            return Cause.OTHER, type(error).__name__


def _chain(error: BaseException | None, depth: int = 0) -> Iterator[BaseException]:
    if error is None or depth > _DEEPEST:
        return
    yield error
    if isinstance(error, BaseExceptionGroup):
        for member in error.exceptions:
            yield from _chain(member, depth + 1)
    yield from _chain(error.__cause__ or error.__context__, depth + 1)


def redirected(url: str, location: str) -> Redirected:
    """The server pointed to `location`, which may be relative and may hold a password."""
    try:
        host = urlsplit(location).netloc.rpartition("@")[2]
    except ValueError:
        host = ""
    return Redirected(url, label_text(host or urlsplit(url).netloc))


def rejection(
    status: int, headers: Mapping[str, str], body: bytes, model: str, redact: Redact
) -> ProviderRejected:
    """An answer with an error status; `model` is what was asked for, or ""."""
    reason = redact(reason_in(body))
    if status == 404 and model and _is_about_model(reason):
        return ModelMissing(model, reason, status)
    return ProviderRejected(reason, status, _retry_after(headers.get("retry-after", "")))


def _is_about_model(reason: str) -> bool:
    words = reason.lower()
    return "model" in words and ("not found" in words or "not exist" in words or "no such" in words)


def _retry_after(value: str) -> float | None:
    """Seconds; a date is not worth the trouble of a wrong clock."""
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and 0 <= seconds <= 86_400 else None


def reason_in(body: bytes) -> str:
    """The server's own words in an error's body, whatever wraps them; "" if there are none."""
    text = body.decode("utf-8", "replace").strip()
    return _shown(_unwrapped(text, 0))


def reason_of(value: Any) -> str:  # what a JSON parser gave
    """The server's own words in an error that is JSON already."""
    return _shown(_unwrapped(value, 0))


def _unwrapped(value: Any, depth: int) -> str:
    """The text inside objects, lists, and texts that are themselves JSON (Ollama passes its runner's on)."""
    if depth > _DEEPEST:
        return ""
    match value:
        case str() if value.lstrip()[:1] in ("{", "["):
            try:
                inner = decoded(value.encode("utf-8", "replace"))
            except ValueError:
                return value
            return _unwrapped(inner, depth + 1) or value
        case str():
            return value
        case dict():
            wanted = (value[key] for key in _REASON_KEYS if value.get(key))
            return next((text for item in wanted if (text := _unwrapped(item, depth + 1))), "")
        case list():
            return "; ".join(text for item in value[:5] if (text := _unwrapped(item, depth + 1)))
        case _:
            return "" if value is None or isinstance(value, bool) else json.dumps(value)


def _shown(text: str) -> str:
    start = text[:512].lower()
    if "<html" in start or "<!doctype" in start or "<body" in start:
        text = _text_of_page(text)
    text = _CONTROLS.sub("", without_surrogates(text)).strip()
    return text if len(text) <= REASON_CHARACTERS else text[: REASON_CHARACTERS - 1] + "…"


class _PageText(HTMLParser):
    """Collects what a page says, without markup, scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the parser's signature
        self._hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style") and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden and data.strip():
            self.pieces.append(" ".join(data.split()))


def _text_of_page(page: str) -> str:
    parser = _PageText()
    with suppress(AssertionError):  # at a marked section that Python 3.11's parser does not know
        parser.feed(page)
    return "\n".join(dict.fromkeys(parser.pieces))  # the title is usually repeated as a heading
