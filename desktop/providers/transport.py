"""Requests and streams under one set of rules: budgets, caps and error translation for every client.

A redirect is an error, a compressed answer is refused (194 KB of gzip become 200 MB), and the `charset` of a
Content-Type is ignored.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import httpx

from desktop.domain.errors import Cause, ProviderUnavailable
from desktop.domain.provider_options import is_secret_header
from desktop.domain.providers import Endpoint
from desktop.providers import failures
from desktop.providers.http_client import made_client
from desktop.providers.json_values import decoded
from desktop.providers.limits import Limits
from desktop.providers.streaming import RecordStream, Splitter
from desktop.providers.watchdog import Watchdog

OnSent = Callable[[], None]

_SHORTEST_REDACTED_KEY = 4


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
    """Requests to one base URL; owns its connections until `aclose()`, or until their last use after it.

    One that is under way is not disturbed: httpx would leave its connection open for ever.
    """

    def __init__(self, endpoint: Endpoint, url: str, limits: Limits) -> None:
        self.url = url
        self.limits = limits
        self._endpoint = replace(endpoint, url=url, api_key=endpoint.api_key.strip())
        secrets = (self._endpoint.api_key, *(v for name, v in endpoint.headers if is_secret_header(name)))
        self._secrets = [secret for secret in secrets if len(secret) >= _SHORTEST_REDACTED_KEY]
        self._proxy = ""
        self._client: httpx.AsyncClient | None = None
        self._opening = asyncio.Lock()
        self._uses = 0
        self._is_closed = False

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

        Raises `ProviderUnavailable`, `Redirected`, or what the endpoint's options are refused with.
        """
        answer_seconds = seconds or self.limits.answer_seconds
        return await self._answered(answer_seconds, method, path, headers, body=body)

    async def upload(self, path: str, pieces: AsyncIterator[bytes], size: int) -> Answer:
        """POST the `size` bytes of `pieces` without holding them, and give the answer, whatever its status.

        Only a standstill ends it: `pull_idle_seconds` without a piece, or without the answer after the last.
        Raises what `request()` raises, and what `pieces` does unless that is an `OSError`.
        """
        headers = {"Content-Type": "application/octet-stream", "Content-Length": str(size)}
        return await self._answered(self.limits.pull_idle_seconds, "POST", path, headers, pieces=pieces)

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
        head_seconds: float | None = None,
    ) -> AsyncGenerator[RecordStream, None]:
        """POST `body`, and give the records as they come; leaving the block closes the connection.

        Before the first record it raises what `call()` raises. `head_seconds` None means the time that a
        first token may take.
        """
        async with self._in_use() as client:
            first_seconds = head_seconds or self.limits.first_token_seconds
            watch = Watchdog(first_seconds, self.limits.suspend_gap_seconds)
            try:
                with failures.translated(self.url, self._proxy):
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
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return text

    async def aclose(self) -> None:
        self._is_closed = True
        await self._close_if_unused()

    @asynccontextmanager
    async def _in_use(self) -> AsyncGenerator[httpx.AsyncClient, None]:
        """The client for one request."""
        self._uses += 1
        try:
            yield await self._opened()
        finally:
            self._uses -= 1
            if self._is_closed:
                await self._close_if_unused()

    async def _close_if_unused(self) -> None:
        if self._uses == 0 and self._client is not None:
            client, self._client = self._client, None
            await client.aclose()

    async def _answered(
        self,
        seconds: float,
        method: str,
        path: str,
        headers: Mapping[str, str] | None,
        *,
        body: Mapping[str, Any] | None = None,
        pieces: AsyncIterator[bytes] | None = None,
    ) -> Answer:
        async with self._in_use() as client:
            watch = Watchdog(seconds, self.limits.suspend_gap_seconds)
            content = None if pieces is None else _Watched(pieces, watch)
            try:
                return await watch.wait(self._exchange(client, method, path, headers, body, content))
            except TimeoutError:
                raise ProviderUnavailable(self.url, Cause.TIMED_OUT) from None
            finally:
                watch.stop()

    async def _exchange(
        self,
        client: httpx.AsyncClient,
        method: str,
        path: str,
        headers: Mapping[str, str] | None,
        body: Mapping[str, Any] | None,
        pieces: "_Watched | None",
    ) -> Answer:
        started = time.monotonic()
        url = self.url + path
        with failures.translated(self.url, self._proxy):
            async with client.stream(method, url, json=body, content=pieces, headers=headers) as response:
                self._refuse_foreign(response)
                is_error = response.status_code >= 400
                content = await self._content(
                    response, self.limits.error_bytes if is_error else self.limits.answer_bytes
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
        for secret in self._secrets:
            content = content.replace(secret.encode(), b"...")
        return bytes(content)

    def _refuse_foreign(self, response: httpx.Response) -> None:
        """Raises for a redirect, and for a success that no model server would give."""
        if 300 <= response.status_code < 400:
            raise failures.redirected(self.url, self.redact(response.headers.get("location", "")))
        if response.status_code < 300 and _is_encoded(response):
            raise ProviderUnavailable(self.url, Cause.NOT_A_MODEL_SERVER, "a compressed answer")

    async def _opened(self) -> httpx.AsyncClient:
        """The client, made when it is first needed: loading certificates takes 60 ms.

        Raises what `made_client()` does.
        """
        async with self._opening:
            if self._client is None:
                opened = await made_client(self._endpoint, self.limits)
                self._client, self._proxy = opened.http, opened.proxy
            return self._client


class _Watched:
    """The pieces of an upload, each of which is progress.

    An iterator and no generator: nothing is left to close when httpx drops it in the middle.
    """

    def __init__(self, pieces: AsyncIterator[bytes], watch: Watchdog) -> None:
        self._pieces = pieces
        self._watch = watch

    def __aiter__(self) -> "_Watched":
        return self

    async def __anext__(self) -> bytes:
        piece = await anext(self._pieces)
        self._watch.progressed()
        return piece


def _is_encoded(response: httpx.Response) -> bool:
    return response.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity")


def _tracer(on_sent: OnSent | None) -> Callable[[str, Mapping[str, Any]], Any]:
    """Tells httpcore to report when the request's last byte has been handed to the socket."""

    async def trace(event: str, _info: Mapping[str, Any]) -> None:
        if on_sent is not None and event == "http11.send_request_body.complete":
            on_sent()

    return trace
