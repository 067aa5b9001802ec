"""The one place that speaks HTTP: rules, budgets and error translation for every client of a model server.

No redirect is followed (a 307 carries the prompt and `x-api-key` to the other host), nothing compressed is
accepted (194 KB of gzip become 200 MB), loopback never goes through a proxy, and the `charset` of a
Content-Type is ignored.
"""

import asyncio
import logging
import ssl
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.request import getproxies

import httpx

from desktop import __version__
from desktop.domain.errors import Cause, KeyInvalid, ProviderUnavailable
from desktop.domain.providers import Endpoint, is_loopback_url
from desktop.domain.urls import repaired_url
from desktop.providers import failures
from desktop.providers.chunk_joining import JoiningTransport
from desktop.providers.json_values import decoded
from desktop.providers.limits import Limits
from desktop.providers.streaming import RecordStream, Splitter
from desktop.providers.watchdog import Watchdog

OnSent = Callable[[], None]

_KEEPALIVE_SECONDS = 2.0
# Below the 5 s after which common servers hang up, so that no request meets a connection about to close.
_SHORTEST_REDACTED_KEY = 4

for _name in ("httpx", "httpcore"):  # at INFO they write whole URLs, at DEBUG headers
    logging.getLogger(_name).setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Answer:
    """A short answer, whole. `seconds` is from the start of the request to the end of the body."""

    url: str
    status: int
    headers: Mapping[str, str]
    seconds: float
    body: bytes = field(repr=False)

    def json(self) -> Any:  # a parser: what comes out is checked by its reader
        """The value in the body. Raises `ProviderUnavailable(NOT_A_MODEL_SERVER)` if it is not JSON."""
        try:
            return decoded(self.body)
        except ValueError:
            raise self.unexpected() from None

    def record(self) -> dict[str, Any]:
        """The object in the body. Raises `ProviderUnavailable(NOT_A_MODEL_SERVER)` if it is anything else."""
        value = self.json()
        if not isinstance(value, dict):
            raise self.unexpected()
        return value

    def unexpected(self) -> ProviderUnavailable:
        """The error of an answer that no model server gives."""
        evidence = failures.reason_in(self.body[:2048])[:200]
        return ProviderUnavailable(self.url, Cause.NOT_A_MODEL_SERVER, evidence)


class Transport:
    """Requests to one base URL; owns its connections until `aclose()`."""

    def __init__(self, endpoint: Endpoint, url: str, limits: Limits) -> None:
        self.url = url
        self.limits = limits
        self._key = endpoint.api_key.strip()
        self._secret = self._key if len(self._key) >= _SHORTEST_REDACTED_KEY else ""
        self._client: httpx.AsyncClient | None = None
        self._opening = asyncio.Lock()

    async def request(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> Answer:
        """The answer to a short request, whatever its status.

        Raises `ProviderUnavailable`, `Redirected` or `KeyInvalid`.
        """
        client = await self._opened()
        watch = Watchdog(seconds or self.limits.answer_seconds, self.limits.suspend_gap_seconds)
        try:
            return await watch.wait(self._exchange(client, method, path, body, headers))
        except TimeoutError:
            raise ProviderUnavailable(self.url, Cause.TIMED_OUT) from None
        finally:
            watch.stop()

    async def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        model: str = "",
        headers: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> Answer:
        """The same, but an error status raises `ProviderRejected`, or `ModelMissing` if it is of `model`."""
        answer = await self.request(method, path, body, headers=headers, seconds=seconds)
        if answer.status >= 400:
            raise failures.rejection(answer.status, answer.headers, answer.body, model, self.redact)
        return answer

    @asynccontextmanager
    async def stream(
        self,
        path: str,
        body: Mapping[str, Any],
        splitter: Splitter,
        *,
        model: str,
        on_sent: OnSent | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> AsyncGenerator[RecordStream, None]:
        """POST `body`, and give the records as they come; leaving the block closes the connection.

        Before the first record it raises what `call()` raises.
        """
        client = await self._opened()
        watch = Watchdog(self.limits.first_token_seconds, self.limits.suspend_gap_seconds)
        try:
            with failures.translated(self.url):
                request = client.build_request("POST", self.url + path, json=body, headers=headers)
                request.extensions["trace"] = _tracer(on_sent)
                response = await watch.wait(client.send(request, stream=True))
            try:
                self._refuse_foreign(response)
                if response.status_code >= 400:
                    content = await self._error_body(watch, response)
                    raise failures.rejection(
                        response.status_code, response.headers, content, model, self.redact
                    )
                if "text/html" in response.headers.get("content-type", ""):
                    raise ProviderUnavailable(self.url, Cause.NOT_A_MODEL_SERVER, "a web page")
                yield RecordStream(response, splitter, watch, self.limits, self.redact)
            finally:
                await response.aclose()
        except TimeoutError:
            raise ProviderUnavailable(self.url, Cause.TIMED_OUT) from None
        finally:
            watch.stop()

    def redact(self, text: str) -> str:
        """The text without this provider's key, which some servers repeat in their errors."""
        return text.replace(self._secret, "…") if self._secret else text

    async def aclose(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    async def _exchange(
        self,
        client: httpx.AsyncClient,
        method: str,
        path: str,
        body: Mapping[str, Any] | None,
        headers: Mapping[str, str] | None,
    ) -> Answer:
        started = time.monotonic()
        with failures.translated(self.url):
            async with client.stream(method, self.url + path, json=body, headers=headers) as response:
                self._refuse_foreign(response)
                is_error = response.status_code >= 400
                content = await self._content(
                    response, self.limits.error_bytes if is_error else self.limits.reply_bytes
                )
        return Answer(self.url, response.status_code, response.headers, time.monotonic() - started, content)

    async def _error_body(self, watch: Watchdog, response: httpx.Response) -> bytes:
        """What can be had of an error's body; the status alone is evidence enough."""
        watch.allow(self.limits.answer_seconds)
        try:
            return await watch.wait(self._content(response, self.limits.error_bytes))
        except (TimeoutError, httpx.HTTPError, OSError):
            return b""

    async def _content(self, response: httpx.Response, cap: int) -> bytes:
        """The body without the key; of more than about `cap` bytes, or compressed, the rest is not read."""
        content = bytearray()
        if not _is_encoded(response):
            async for chunk in response.aiter_raw():
                content += chunk
                if len(content) > cap:
                    break
        # Here, before anything is cut, so that no half of a key is left; `Answer.unexpected` shows the body.
        return bytes(content).replace(self._secret.encode(), b"...") if self._secret else bytes(content)

    def _refuse_foreign(self, response: httpx.Response) -> None:
        """Raises for a redirect, and for a success that no model server would give."""
        if 300 <= response.status_code < 400:
            raise failures.redirected(self.url, self.redact(response.headers.get("location", "")))
        if response.status_code < 300 and _is_encoded(response):
            raise ProviderUnavailable(self.url, Cause.NOT_A_MODEL_SERVER, "a compressed answer")

    async def _opened(self) -> httpx.AsyncClient:
        """The client, made when it is first needed: loading certificates takes 60 ms.

        Raises `KeyInvalid` or `ProviderUnavailable(BAD_URL)`.
        """
        async with self._opening:
            if self._client is None:
                self._client = await self._made()
            return self._client

    async def _made(self) -> httpx.AsyncClient:
        repaired_url(self.url)  # only for its judgement: httpx takes ports that no socket takes
        headers = {
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": f"tars-desktop/{__version__}",
        }
        if self._key:
            if not (self._key.isascii() and self._key.isprintable()) or " " in self._key:
                raise KeyInvalid
            headers["Authorization"] = f"Bearer {self._key}"
        is_loopback = is_loopback_url(self.url)
        may_need_proxy = not is_loopback and bool(getproxies().keys() - {"no"})
        needs_tls = self.url.startswith("https://") or may_need_proxy
        # Without certificates a context trusts nobody, so that nothing passes by mistake.
        context = (
            await asyncio.to_thread(_tls_context) if needs_tls else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        )
        try:
            return httpx.AsyncClient(
                headers=headers,
                timeout=httpx.Timeout(
                    self.limits.connect_seconds, read=None, write=self.limits.write_seconds
                ),
                limits=httpx.Limits(keepalive_expiry=_KEEPALIVE_SECONDS),
                follow_redirects=False,
                trust_env=not is_loopback,
                verify=context,
                # A handshake for each request would cost TLS more than small chunks do.
                transport=None if needs_tls else JoiningTransport(context),
            )
        except (ValueError, ImportError, httpx.InvalidURL):  # a proxy that is no URL, or one by SOCKS
            raise ProviderUnavailable(self.url, Cause.OTHER, "the proxy of this environment") from None


def _tls_context() -> ssl.SSLContext:
    """Verifies against certifi's authorities (or SSL_CERT_FILE) and the system's own."""
    context = httpx.create_ssl_context()
    context.load_default_certs()
    return context


def _is_encoded(response: httpx.Response) -> bool:
    return response.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity")


def _tracer(on_sent: OnSent | None) -> Callable[[str, Mapping[str, Any]], Any]:
    """Tells httpcore to report when the request's last byte has been handed to the socket."""

    async def trace(event: str, _info: Mapping[str, Any]) -> None:
        if on_sent is not None and event == "http11.send_request_body.complete":
            on_sent()

    return trace
